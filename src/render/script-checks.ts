import { codeOf, type Rich, say } from './rich.js';
import type { ScriptLine } from './script-steps.js';

/** A place at which a step stops rather than go on, or looks at the shape of a value. */
export interface ScriptCheck {
  /** Number of the line. */
  readonly number: number;
  readonly says: Rich;
}

const stops = /(?:^|[\s({])(stop|not_changed) "((?:[^"\\]|\\.)+)/;
const shapes = /^\s*value (\w+) "\$\{(\w+)\}"/;

/** The checks in these lines, in their order, as what they would say or look at. */
export function checksIn(lines: readonly ScriptLine[]): ScriptCheck[] {
  return lines.flatMap(({ number, text }) => {
    if (text.trimStart().startsWith('#')) return [];
    const [, , message] = stops.exec(text) ?? [];
    if (message !== undefined) return [{ number, says: say`stops with ${codeOf(message)}` }];
    const [, name, shape] = shapes.exec(text) ?? [];
    if (name === undefined || shape === undefined) return [];
    return [{ number, says: say`${codeOf(name)} must have the shape ${codeOf(shape)}` }];
  });
}
