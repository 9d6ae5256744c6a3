import type { Plan } from '../../model/plan.js';
import type { RenderInput } from '../renderers.js';
import { valueText } from '../review-words.js';
import { codeOf, say } from '../rich.js';
import { canWipe, lookUpOf, targetsOf, wipeSentence } from '../targets.js';
import { column, text } from './blocks.js';
import type { Block } from './document.js';

/** How to tell that this is the script under review, and how to run it. */
export function approval({ scriptDigest }: RenderInput): Block[] {
  return [
    text(say`The script and its documents belong together when the first command says \`OK\` for each file, and the script is
      the one described here when the second prints the digest of \`runbook.sh\` above.`),
    {
      kind: 'shell',
      name: 'To check before approving',
      lines: [
        'sha256sum -c SHA256SUMS',
        'bash runbook.sh digest',
        'bash runbook.sh run --dry-run   # carries out the queries, prints every change, makes none',
      ],
    },
    text(say`Whoever carries it out gives the approved digest; other bytes then refuse to run.`),
    {
      kind: 'shell',
      name: 'To run the approved script',
      lines: [`bash runbook.sh run --approved ${scriptDigest}`],
    },
    text(say`Read in this order: the target nodes, the commands that alter the system, the steps with what they do otherwise
      than the source procedure. The runtime at the end of the script is the same in every runbook of this version of
      the generator: where its digest is known, it was read before.`),
  ];
}

/** Which nodes, and what becomes of their disks. */
export function targets(plan: Plan): Block[] {
  const wipe = wipeSentence(plan);
  return [
    { kind: 'list', items: targetsOf(plan) },
    canWipe(plan) ? { kind: 'danger', text: wipe } : text(wipe),
    ...lookUpOf(plan).map(text),
  ];
}

/** All values of the parameter file. */
export function parameters({ values }: Plan): Block[] {
  return [
    text(say`All values that the script was made with, as they stand under these names in its section *Parameters*.`),
    {
      kind: 'table',
      name: 'Parameters',
      columns: [column('Name', 5), column('Value', 9), column('Meaning', 8)],
      rows: values.map((value) => [codeOf(value.name), valueText(value), [value.what]]),
    },
  ];
}

/** The script to the byte. */
export function wholeScript({ script, steps }: RenderInput): Block[] {
  const altering = [...steps.values()].flatMap(({ commands }) => commands.filter(({ alters }) => alters));
  return [
    text(say`\`runbook.sh\` to the byte. A bar and \`!\` mark the lines of commands that alter the system.`),
    {
      kind: 'script',
      text: script,
      altering: new Set(altering.flatMap((command) => command.lines.map(({ number }) => number))),
    },
  ];
}

/** Who answers for it. */
export function signOff({ scriptDigest }: RenderInput): Block[] {
  return [
    text(say`For exactly the script with the SHA-256 ${codeOf(scriptDigest)}:`),
    { kind: 'signatures', roles: ['Reviewed', 'Approved', 'Carried out'] },
  ];
}
