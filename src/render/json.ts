import type { Plan } from '../model/plan.js';

/** Any value as the program writes JSON: two blanks of indentation, keys as they stand, a newline at the end. */
export function jsonText(value: unknown): string {
  return `${JSON.stringify(value, null, 2)}\n`;
}

/** The plan as plan.json and `plan --json` give it. */
export function planJson(plan: Plan): string {
  return jsonText(plan);
}
