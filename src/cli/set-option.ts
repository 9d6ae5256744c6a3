import { Option } from 'commander';

/** `--set path=value`, any number of times. */
export function setOption(): Option {
  return new Option('--set <path=value>', 'give a value in place of that of the file; may be repeated')
    .argParser((value: string, earlier: readonly string[]) => [...earlier, value])
    .default([], 'none');
}
