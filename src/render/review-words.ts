import type { KnownValue, Plan } from '../model/plan.js';
import type { Problem } from '../model/problem.js';
import { codeOf, joinRich, proseOf, type Rich, say } from './rich.js';

/** A digest that a reviewer compares. */
export interface NamedDigest {
  readonly what: Rich;
  readonly digest: string;
}

/** The digests of what is under review; that of the script, which is approved, first. */
export function digestsOf(digests: {
  readonly scriptDigest: string;
  readonly runtimeDigest: string;
  readonly parameterDigest: string;
}): NamedDigest[] {
  return [
    { what: say`\`runbook.sh\``, digest: digests.scriptDigest },
    { what: say`its runtime, the same in every runbook of this version`, digest: digests.runtimeDigest },
    { what: say`\`params.yaml\`, the input`, digest: digests.parameterDigest },
  ];
}

/** For which change the runbook is made. */
export function changeRows({ parameters: { change } }: Plan): { readonly what: string; readonly text: Rich }[] {
  const window = change?.window;
  const none = say`*not given*`;
  return [
    { what: 'Purpose', text: change?.title === undefined ? none : [change.title] },
    { what: 'Change record', text: change?.id === undefined ? none : [change.id] },
    {
      what: 'Window',
      text: window === undefined ? none : say`${codeOf(window.start)} to ${codeOf(window.end)}`,
    },
  ];
}

/** A value of the parameter file, word by word. */
export function valueText({ value }: KnownValue): Rich {
  const words = typeof value === 'string' ? [value] : value;
  return joinRich(
    words.map((word) => (word === '' ? say`*empty*` : codeOf(word))),
    ', ',
  );
}

/** A warning as a reviewer needs it: where, what is wrong, what to do. */
export function warningText({ path, expected, found, remedy, code }: Problem): Rich {
  const where = path === '' ? [] : say`${codeOf(path)}: `;
  return say`${where}expected ${expected}, found ${found}. ${remedy} (${code})`;
}

/** How the effect of each altering step is taken back. */
export function backOutsOf({ run }: Plan): Rich[] {
  const altering = run.filter(({ effect }) => effect !== 'reads');
  return altering.map(({ id, backOut }) => say`${codeOf(id)}: ${proseOf(backOut)}`);
}
