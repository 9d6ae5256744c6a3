import type { Plan } from '../../model/plan.js';
import { type LoggedCall, readCalls } from '../../site/calls.js';
import type { Io } from '../io.js';

/**
 * Shows which step the script is in, for how long, and after how many calls: on a terminal as one line that is
 * written over, elsewhere as a line for each step.
 */
export function followProgress(io: Io, plan: Plan, site: string): { end(): void } {
  const begun = Date.now();
  let shown = '';
  const look = () => {
    const calls = readCalls(site);
    const line = progressLine(plan, calls, io.stderr.isTerminal ? Math.round((Date.now() - begun) / 1000) : undefined);
    if (line === shown) return;
    shown = line;
    io.stderr.write(io.stderr.isTerminal ? `\r${line}\u001b[K` : `${line}, ${calls.length} calls before\n`);
  };
  const timer = setInterval(look, 100);
  return {
    end: () => {
      clearInterval(timer);
      look();
      if (io.stderr.isTerminal) io.stderr.write('\n');
    },
  };
}

function progressLine(plan: Plan, calls: readonly LoggedCall[], seconds: number | undefined): string {
  const id = calls.at(-1)?.step;
  const step = plan.run.find((planned) => planned.id === id);
  const place = step === undefined ? 'starting' : `step ${step.number} of ${plan.run.length}: ${step.id}`;
  return seconds === undefined ? place : `${place}, ${seconds} s, ${calls.length} calls`;
}
