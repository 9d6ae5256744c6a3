import { chmodSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { type Tool, tools } from './call.js';

/**
 * The text of a stand-in: bash 4.4 or later, which starts no other program. It sends its words to the server of
 * the site and prints the answer. `-p` keeps BASH_ENV and exported functions of the caller out.
 */
export function shimOf(tool: Tool): string {
  return `#!/bin/bash -p
# Stand-in for ${tool}: asks the server of this simulated site and prints its answer.

not_running() {
  printf 'site: not running\\n' >&2
  exit 70
}

# Reads one frame: a line "KIND LENGTH LENGTH STATUS", then two texts. Lengths are in bytes, hence the locale.
take() {
  local LC_ALL=C first_length second_length
  first='' second=''
  IFS=' ' read -r -u 3 kind first_length second_length status || not_running
  ((first_length == 0)) || IFS= read -r -u 3 -d '' -N "\${first_length}" first || not_running
  ((second_length == 0)) || IFS= read -r -u 3 -d '' -N "\${second_length}" second || not_running
}

call=() port='' token=''
IFS=' ' read -r port token 2>/dev/null <"\${BASH_SOURCE[0]%/*}/../address" || not_running
{ exec 3<>"/dev/tcp/127.0.0.1/\${port}"; } 2>/dev/null || not_running

environment=()
for name in "\${!CRAY_@}" "\${!GIT_@}" "\${!VCS_@}" HOME NCN_RUNBOOK_STEP; do
  if [[ -v \${name} ]]; then
    environment+=("\${name}=\${!name}")
  fi
done
call=("\${token}" ${tool} "$$" "\${PWD}" "$#" "$@" "\${#environment[@]}" "\${environment[@]}")
printf '%s\\0' "\${call[@]}" >&3 2>/dev/null || not_running

while take; do
  case \${kind} in
    shell) printf '%s\\0' "$(bash -c "\${first}" 3>&- <<<"\${second}")" >&3 ;;
    program) printf '%s\\0' "$("\${first}" "\${second}" 3>&-)" >&3 ;;
    drain) while [[ ! -t 0 ]] && IFS= read -r -d '' -t 0.05 -N 65536 _ 2>/dev/null; do :; done ;;
    answer) break ;;
    *) not_running ;;
  esac
done
exec 3>&-
printf '%s' "\${second}" >&2
printf '%s' "\${first}"
exit "\${status}"
`;
}

/** Writes the stand-ins for all tools. */
export function writeShims(directory: string): void {
  for (const tool of tools) {
    const file = join(directory, tool);
    writeFileSync(file, shimOf(tool));
    chmodSync(file, 0o755);
  }
}
