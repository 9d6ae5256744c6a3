/** One file of a bundle. */
export interface BundleFile {
  readonly name: string;
  /** Its content; UTF-8 on disk. */
  readonly text: string;
  readonly executable: boolean;
}
