import { Option } from 'commander';

/** The option for a signature, of all commands that pack. */
export function signOption(): Option {
  return new Option('--sign <key>', 'sign with this SSH key; a public key stands for its private part in the agent');
}
