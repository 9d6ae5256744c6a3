import { digestOf } from '../render/digest.js';

interface FileBase {
  readonly name: string;
  readonly executable: boolean;
  /** SHA-256 of its content. */
  readonly digest: string;
}

/** A file that people read as it is. */
export interface TextFile extends FileBase {
  /** Its content; UTF-8 on disk. */
  readonly text: string;
}

/** A file that needs a program to be read, such as a PDF. */
export interface BinaryFile extends FileBase {
  readonly bytes: Uint8Array;
}

/** One file of a bundle. */
export type BundleFile = TextFile | BinaryFile;

/** A text file with its digest. */
export function bundleFile(name: string, text: string, executable = false): TextFile {
  return { name, text, executable, digest: digestOf(text) };
}

/** A binary file with its digest. */
export function binaryFile(name: string, bytes: Uint8Array): BinaryFile {
  return { name, bytes, executable: false, digest: digestOf(bytes) };
}

/** The content as it stands on disk. */
export function bytesOf(file: BundleFile): Uint8Array {
  return 'bytes' in file ? file.bytes : new TextEncoder().encode(file.text);
}
