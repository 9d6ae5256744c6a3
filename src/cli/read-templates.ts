import { readdirSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';

/**
 * The templates that came with the program, by their path below `templates/`, with `/` on every system.
 *
 * @throws Error when the folder cannot be read, which means that the installation is damaged.
 */
export function loadTemplates(): Readonly<Record<string, string>> {
  const folder = fileURLToPath(new URL('../../templates/', import.meta.url));
  const files = readdirSync(folder, { recursive: true, encoding: 'utf8' })
    .map((file) => file.replaceAll('\\', '/'))
    .filter((file) => /\.(hbs|bash|css)$/.test(file))
    .sort();
  return Object.fromEntries(files.map((file) => [file, readFileSync(`${folder}${file}`, 'utf8')]));
}
