import { digestOf } from '../render/digest.js';

/** One file of a bundle. */
export interface BundleFile {
  readonly name: string;
  /** Its content; UTF-8 on disk. */
  readonly text: string;
  readonly executable: boolean;
  /** SHA-256 of its content. */
  readonly digest: string;
}

/** A file with its digest. */
export function bundleFile(name: string, text: string, executable = false): BundleFile {
  return { name, text, executable, digest: digestOf(text) };
}
