import { spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

const runtime = fileURLToPath(new URL('../../../templates/runtime/', import.meta.url));

/** What the runtime's own functions stand in, with a clock that moves a second with each look. */
const prelude = `
set -euo pipefail
umask 077
for part in messages state evidence calls faults side-by-side steps commands questions boot-parameters; do . "${runtime}\${part}.bash"; done
STATE_DIR=$1 SCRIPT=/dev/null RUNBOOK=worker-image CHANGE_ID=31337 APPROVED='' SIGNED_BY='' STEPS=(look alter tell) ANEW=(tell)
DRY_RUN=no SPOOL='' STEP='' SCRATCH=$1/scratch STOP_STATUS=1 LEFT=no CALL_SECONDS=9 CONFIRMED=''
SCRIPT_DIGEST=$(sha256sum </dev/null | cut -c 1-64) HOST=ncn-m001 FRESH='' TRANSFER_SECONDS=7200
declare -A TITLE EFFECT GIVES
tick() { TICKS=$(($(cat "$1/ticks" 2>/dev/null || echo 0) + 1)); echo "\${TICKS}" >"$1/ticks"; }
utc_time() { tick "\${STATE_DIR}"; printf -v REPLY '2026-11-28T22:%02d:%02dZ' "$((TICKS / 60))" "$((TICKS % 60))"; }
mkdir -p "\${STATE_DIR}"/{values,done,begun,nodes,spool,scratch}
`;

/** A new empty state directory. */
export function stateDirectory(): string {
  return mkdtempSync(join(tmpdir(), 'ncn-runbook-evidence-'));
}

/** Runs bash with the runtime's functions on a state directory. */
export function withRuntime(state: string, script: string): { status: number; stdout: string; stderr: string } {
  const ran = spawnSync('bash', ['-c', prelude + script, 'bash', state], { encoding: 'utf8' });
  return { status: ran.status ?? -1, stdout: ran.stdout, stderr: ran.stderr };
}

/** Records evidence with the runtime's own functions and gives its bytes. */
export function record(script: string, state = stateDirectory()): { state: string; bytes: Buffer; head: string } {
  const { status, stderr } = withRuntime(state, script);
  if (status !== 0) throw new Error(`bash ended with ${status}: ${stderr}`);
  return { state, ...readBack(state) };
}

/** The evidence of a state directory. */
export function readBack(state: string): { bytes: Buffer; head: string } {
  const head = readFileSync(join(state, 'evidence.head'), 'utf8');
  return { bytes: readFileSync(join(state, 'evidence.jsonl')), head };
}

/** What `runbook.sh evidence` says: undefined when the chain is whole, else the line where it breaks. */
export function brokenLineByBash(bytes: Uint8Array): number | undefined {
  const state = stateDirectory();
  writeFileSync(join(state, 'evidence.jsonl'), bytes);
  const { stdout, stderr } = withRuntime(state, 'evidence_command');
  if (stdout.startsWith('The chain is whole')) return undefined;
  const line = /BROKEN: line (\d+)/.exec(stdout)?.[1];
  if (line === undefined) throw new Error(`not understood: ${stdout}${stderr}`);
  return Number(line);
}

/** A run of three steps, the second of which alters two nodes. */
export const wholeRun = `
open_evidence run
STEP=look; record step-begun
record query command 'cray a list' status 1 milliseconds 5 output_sha256 '' fault unavailable error 'Error: 503 | <b>'
record query command 'cray a list' status 0 milliseconds 5 output_sha256 abc fault '' error ''
record step-done; write_file "\${STATE_DIR}/done/look" x
STEP=alter; record step-begun; record confirmed by --accept-wipe what $'Wipe x1?\\nSure?'
record change-begun command 'cray update x3000c0s1b0n0'
record change-ended command 'cray update x3000c0s1b0n0' status 0 milliseconds 7 output_sha256 abc fault '' error ''
record step-done; write_file "\${STATE_DIR}/done/alter" x
STEP=tell; record step-begun; record step-done
STEP=''; record end status 0
`;
