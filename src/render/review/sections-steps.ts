import type { Plan, PlannedStep } from '../../model/plan.js';
import { backOutsOf } from '../review-words.js';
import { codeOf, type Rich, say } from '../rich.js';
import { type ScriptSteps, stepIn } from '../script-steps.js';
import { summaryOf } from '../step-words.js';
import { column, text } from './blocks.js';
import type { Alterations, Block } from './document.js';
import { linesLink, stepAnchor, stepParts } from './steps.js';

/** The steps as a drawing. */
export function flow({ run }: Plan): Block[] {
  return [
    text(say`From top to bottom in the order of execution; a mark stands below each service that the step talks to. Each step
      that alters the system looks first whether its effect is there already, then asks, then looks again.`),
    { kind: 'flow', steps: run },
  ];
}

/** The steps as a table. */
export function steps({ run }: Plan, script: ScriptSteps): Block[] {
  return [
    text(summaryOf(run)),
    {
      kind: 'table',
      name: 'Steps',
      columns: [
        { title: '#', width: 1, isNumber: true },
        column('Step', 6),
        column('What it does', 8),
        column('Effect', 3),
        column('Services', 3),
        column('Source', 7),
        column('Lines', 3),
      ],
      rows: run.map((step) => stepRow(step, script)),
    },
    text(say`*reads*: alters nothing. *creates*: adds records that no node boots by themselves. *changes*: alters what is there.
      *can wipe*: alters boot parameters so that disks are wiped at the next network boot.`),
  ];
}

function stepRow(step: PlannedStep, script: ScriptSteps): Rich[] {
  const { number, id, title, effect, services, section } = step;
  return [
    [`${number}`],
    [{ link: codeOf(id), to: stepAnchor('Step', step) }],
    [title],
    [{ effect }],
    [services.length === 0 ? 'none' : services.join(', ')],
    [section],
    linesLink(stepIn(script, id).lines),
  ];
}

/** Every command that alters the system. */
export function alterations({ run, rollback }: Plan, script: ScriptSteps): Block[] {
  const groups = [
    ...run.map((step) => alterationsOf('Step', step, script)),
    ...rollback.map((step) => alterationsOf('Roll back', step, script)),
  ];
  return [
    text(say`There are no others: \`grep -n 'change ' runbook.sh\` finds the same lines. Numbers are those of the lines of
      \`runbook.sh\`.`),
    { kind: 'alterations', groups: groups.filter(({ commands }) => commands.length > 0) },
  ];
}

function alterationsOf(list: string, step: PlannedStep, script: ScriptSteps): Alterations {
  const commands = stepIn(script, step.id).commands.filter(({ alters }) => alters);
  const name = say`${list} ${step.number}: ${codeOf(step.id)}`;
  return { step: [{ link: name, to: stepAnchor(list, step) }], effect: step.effect, commands };
}

/** Each step of the run. */
export function eachStep(plan: Plan, script: ScriptSteps): Block[] {
  return [
    text(say`Commands are quoted from the script with their line numbers; \`!\` marks those that alter the system. *Checks* are
      the places at which the step stops rather than go on.`),
    { kind: 'steps', parts: stepParts('Step', plan.run, plan, script) },
  ];
}

/** What verify does. */
export function verify(plan: Plan, script: ScriptSteps): Block[] {
  return [
    text(say`\`bash runbook.sh verify\` reads the system again at any time after the run and says what is not as this runbook set
      it; it alters nothing, and its exit status is 4 when something differs.`),
    { kind: 'steps', parts: stepParts('Verify', plan.verify, plan, script) },
  ];
}

/** What rollback does, and what is left. */
export function rollBack(plan: Plan, script: ScriptSteps): Block[] {
  return [
    text(say`\`bash runbook.sh rollback\` takes back what decides the next boot of the nodes, as far as nobody altered it since.
      It asks before it does; \`--yes\` answers. It needs the state directory of the run, which holds the saved values.
      Saved values may themselves let disks be wiped: then it asks for \`--accept-wipe\`, naming the nodes.`),
    { kind: 'steps', parts: stepParts('Roll back', plan.rollback, plan, script) },
    text(say`What the other steps that alter the system leave behind, and how that is removed:`),
    { kind: 'list', items: backOutsOf(plan) },
  ];
}
