import { digestOf } from '../render/digest.js';
import { type BundleFile, bytesOf } from './bundle-file.js';

/** A file as it lies in a folder or is carried in an archive; nothing is known of what is in it. */
export interface RawFile {
  readonly name: string;
  readonly bytes: Uint8Array;
  readonly executable: boolean;
  /** SHA-256 of its bytes. */
  readonly digest: string;
}

/** A file with its digest. */
export function rawFile(name: string, bytes: Uint8Array, executable = false): RawFile {
  return { name, bytes, executable, digest: digestOf(bytes) };
}

/** A file of a text. */
export function textFile(name: string, text: string): RawFile {
  return rawFile(name, new TextEncoder().encode(text));
}

/** A file of a bundle in memory as it is on disk. */
export function rawOf(file: BundleFile): RawFile {
  const { name, executable, digest } = file;
  return { name, bytes: bytesOf(file), executable, digest };
}

/** Tells whether two files hold the same bytes. */
export function sameBytes(left: Uint8Array, right: Uint8Array): boolean {
  return left.length === right.length && left.every((byte, index) => byte === right[index]);
}
