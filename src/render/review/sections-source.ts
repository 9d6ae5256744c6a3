import type { Plan } from '../../model/plan.js';
import { codeOf, type Rich, say } from '../rich.js';
import { type ScriptSteps, stepIn } from '../script-steps.js';
import { deviationsOf, traceRows } from '../trace.js';
import { column, text } from './blocks.js';
import type { Block } from './document.js';
import { linesLink, stepAnchor } from './steps.js';

/** All that is done otherwise than in the source procedure. */
export function deviations(plan: Plan): Block[] {
  return [
    text(say`The source procedure is ${plan.procedure.source}. These are all deviations from it.`),
    { kind: 'list', items: deviationsOf(plan) },
  ];
}

/** What becomes of each documented command. */
export function traceability(plan: Plan, script: ScriptSteps): Block[] {
  const rows = traceRows(plan.coverage).map(({ section, command, step, how }) => {
    const planned = plan.run.find(({ id }) => id === step);
    const name = step === undefined ? [] : codeOf(step);
    const linked: Rich = planned === undefined ? name : [{ link: name, to: stepAnchor('Step', planned) }];
    return [[section], codeOf(command), linked, linesLink(stepIn(script, step).lines), how];
  });
  return [
    text(say`What becomes of each command of the source procedure. *As documented*: the step does the same. *Hardened*: it does
      the same behind a check, for the reason given; the numbers are those of the known pitfalls of the documented
      commands.`),
    {
      kind: 'table',
      name: 'Traceability',
      columns: [
        column('Section', 4),
        column('Documented command', 10),
        column('Step', 5),
        column('Lines', 3),
        column('Carried out', 9),
      ],
      rows,
    },
  ];
}
