import type { SiteFile } from './description.js';

/** The three objects of an NCN image. The contents are small, and differ from each other. */
export function imageObjects(prefix: string): NonNullable<SiteFile['objects']> {
  return ['rootfs', 'kernel', 'initrd'].map((part) => ({
    key: `${prefix}/${part}`,
    content: `${part} of ${prefix}\n${`${part} `.repeat(part === 'rootfs' ? 40 : 10)}\n`,
  }));
}
