/** What a state directory holds, read into memory. Every text is somebody's file and may hold anything. */
export interface StateDirectory {
  /** evidence.jsonl. */
  readonly evidence: Uint8Array;
  /** evidence.head. */
  readonly head?: string;
  /** The mark of the owner: name and digest of the script. */
  readonly runbook?: string;
  /** Below `done/`: when each step was done. */
  readonly done: Readonly<Record<string, string>>;
  /** Below `nodes/`: `begun` or `updated` for each node. */
  readonly nodes: Readonly<Record<string, string>>;
  /** Below `values/`: the recorded values. */
  readonly values: Readonly<Record<string, string>>;
  /** boot-parameters.saved.json. */
  readonly saved?: string;
  /** boot-parameters.intended.json. */
  readonly intended?: string;
}
