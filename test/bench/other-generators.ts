import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { delimiter, join, resolve } from 'node:path';
import type { Command } from './measure.js';

const values = { RUNBOOK: 'worker-image-2026-11', REVISION: 'rev1', CFS_CONFIG_NAME: 'ncn-image-customization' };

/**
 * Other generators, with a template as long as a runbook: its text, with a value placed on every tenth line. They
 * are looked for on PATH, or where BENCH_J2 and BENCH_HYGEN say.
 */
export function othersIn(directory: string): { found: Command[]; missing: string[] } {
  const lines = readFileSync(resolve('out/worker-image-2026-11/runbook.sh'), 'utf8').split('\n');
  const commands = [j2(directory, lines), hygen(directory, lines)];
  return {
    found: commands.filter(({ words: [program = ''] }) => program !== ''),
    missing: commands.filter(({ words: [program = ''] }) => program === '').map(({ name }) => name),
  };
}

function j2(directory: string, lines: readonly string[]): Command {
  const template = join(directory, 'runbook.sh.j2');
  const data = join(directory, 'values.yaml');
  writeFileSync(template, `{% raw %}${withPlaces(lines, (name) => `{% endraw %}{{ ${name} }}{% raw %}`)}{% endraw %}`);
  writeFileSync(data, JSON.stringify(values)); // which is YAML, too
  return { name: 'j2', words: [found('BENCH_J2', 'j2'), template, data] };
}

function hygen(directory: string, lines: readonly string[]): Command {
  const folder = join(directory, '_templates/runbook/new');
  mkdirSync(folder, { recursive: true });
  const escaped = lines.map((line) => line.replaceAll('<%', '<%%'));
  const text = withPlaces(escaped, (name) => `<%= locals.${name} %>`);
  writeFileSync(join(folder, 'runbook.ejs.t'), `---\nto: hygen/runbook.sh\nforce: true\n---\n${text}`);
  const given = Object.entries(values).flatMap(([name, value]) => [`--${name}`, value]);
  return { name: 'hygen', words: [found('BENCH_HYGEN', 'hygen'), 'runbook', 'new', ...given], cwd: directory };
}

function withPlaces(lines: readonly string[], place: (name: string) => string): string {
  const names = Object.keys(values);
  return lines
    .map((line, index) => (index % 10 === 9 ? `${line}# ${place(names[index % names.length] ?? '')}` : line))
    .join('\n');
}

/** Path of a program; empty when there is none. */
function found(variable: string, name: string): string {
  const given = process.env[variable];
  const folders = (process.env['PATH'] ?? '').split(delimiter).map((folder) => join(folder, name));
  return given ?? folders.find((path) => existsSync(path)) ?? '';
}
