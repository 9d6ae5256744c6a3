import type { BundleFile } from './bundle-file.js';

/** The files with their SHA-256, as `sha256sum -c` reads it. */
export function checksumsOf(files: readonly BundleFile[]): string {
  return files.map(({ name, digest }) => `${digest}  ${name}\n`).join('');
}
