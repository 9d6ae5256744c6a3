import { stringify } from 'yaml';
import { toToml } from './toml.js';

/** Prints a body as `--format` says. What is neither list nor map is printed as it is; nothing is an empty line. */
export function printBody(body: unknown, format: string): string {
  if (typeof body !== 'object' || body === null) {
    return `${body ?? ''}\n`;
  }
  if (format === 'json') {
    return `${toJson(body)}\n`;
  }
  return `${format === 'yaml' ? stringify(body) : toToml(body)}\n`;
}

/** JSON as Python writes it: with an indent of two, and everything beyond ASCII escaped. */
function toJson(body: object): string {
  return JSON.stringify(body, null, 2)
    .replaceAll(/[\u0080-\uffff]/gu, escapeUnit)
    .replaceAll(/[^\u0000-\u007f]/gu, escapeAstral);
}

function escapeUnit(character: string): string {
  return `\\u${character.charCodeAt(0).toString(16).padStart(4, '0')}`;
}

function escapeAstral(character: string): string {
  return [0, 1].map((index) => escapeUnit(character.charAt(index))).join('');
}
