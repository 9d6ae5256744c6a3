import type { CoveredCommand, PlannedStep } from '../model/plan.js';
import { type SourceCommand, sourceCommands } from '../model/source-commands.js';

/** What becomes of each documented command in these steps, in the order of the documents. */
export function coverageOf(steps: readonly PlannedStep[]): CoveredCommand[] {
  return Object.entries(sourceCommands).flatMap(([id, command]: [string, SourceCommand]) => {
    const carriers = steps.flatMap((step) =>
      step.trace.filter((trace) => trace.command === id).map((trace) => carrier(step.id, trace)),
    );
    const because = command.leftOut ?? 'This parameter file takes another branch of the source procedure.';
    const outcomes = carriers.length > 0 ? carriers : [{ kind: 'left-out', because } as const];
    return outcomes.map((outcome) => ({ id, section: command.section, text: command.text, outcome }));
  });
}

function carrier(step: string, trace: PlannedStep['trace'][number]): CoveredCommand['outcome'] {
  if (trace.as === 'documented') return { kind: 'documented', step };
  return { kind: 'hardened', step, because: trace.because, pitfalls: trace.pitfalls };
}
