import { createHash } from 'node:crypto';

/**
 * A version 4 UUID that depends on nothing but its arguments, so that two runs on the same site give the same
 * identifiers.
 */
export function identifier(seed: string, ...parts: readonly (string | number)[]): string {
  const hash = createHash('sha256')
    .update([seed, ...parts].join('\0'))
    .digest('hex');
  const variant = '89ab'.charAt(Number.parseInt(hash.charAt(16), 16) % 4);
  const groups = [hash.slice(0, 8), hash.slice(8, 12), `4${hash.slice(13, 16)}`, `${variant}${hash.slice(17, 20)}`];
  return [...groups, hash.slice(20, 32)].join('-');
}

/** A git commit that depends on nothing but its arguments. */
export function commitOf(...parts: readonly string[]): string {
  return createHash('sha1').update(parts.join('\0')).digest('hex');
}

/** MD5 of a content, as `md5sum` prints it. */
export function md5(content: Buffer | string): string {
  return createHash('md5').update(content).digest('hex');
}

/** Time on the site: so many seconds after its epoch. No clock is read. */
export function moment(epoch: string, seconds: number): string {
  return `${new Date(Date.parse(epoch) + seconds * 1000).toISOString().slice(0, 19)}+00:00`;
}
