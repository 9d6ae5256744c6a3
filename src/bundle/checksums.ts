/** The files with their SHA-256, as `sha256sum -c` reads it. */
export function checksumsOf(files: readonly { readonly name: string; readonly digest: string }[]): string {
  return files.map(({ name, digest }) => `${digest}  ${name}\n`).join('');
}
