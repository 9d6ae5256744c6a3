# -- Commands ------------------------------------------------------------------------------------------------

usage() {
  cat <<USAGE
bash $(shell_words "${SCRIPT}")               print this plan and how to run it; touches nothing
  run [--dry-run] [--yes] [--accept-wipe] [--until STEP] [--poll-seconds N] [--call-seconds N] [--work-dir DIR]
      [--approved SHA256] [--allowed-signers FILE]
  status                    what is done, what is next, recorded values
  verify                    read the system again and compare it with what this runbook set
  rollback [--dry-run] [--yes] [--accept-wipe]
                            put the saved boot parameters back
  show [STEP]               the commands of a step
  evidence                  check the chain of evidence and sum it up
  digest                    the SHA-256 of this script
All take --state-dir DIR (${DEFAULT_STATE_DIR}).
USAGE
}

usage_error() { # WHAT
  printf 'runbook.sh: %s\n' "$1" >&2
  usage >&2
  exit 2
}

print_plan() {
  local step number=0
  printf '%s: %s\n\n' "${RUNBOOK}" "${PURPOSE}"
  for step in "${STEPS[@]}"; do
    number=$((number + 1))
    printf '%4d  %-24s %-8s %s\n' "${number}" "${step}" "${EFFECT[${step}]}" "${TITLE[${step}]}"
  done
  printf '\n'
  usage
}

run_command() {
  if [[ -n ${APPROVED} && ${APPROVED} != "${SCRIPT_DIGEST}" ]]; then
    STOP_STATUS=7
    stop "This script is not the approved one: its sha256 is ${SCRIPT_DIGEST}." "Have these bytes approved, or run the approved ones."
  fi
  if [[ -n ${SIGNERS} ]]; then check_signature; fi
  open_work
  run_steps "${STEPS[@]}"
}

check_signature() { # stops unless allowed signers signed these very bytes, and what came with them in the archive
  local folder=${SCRIPT%/*} said
  STOP_STATUS=7
  [[ -r ${SIGNERS} ]] || stop "The allowed signers in ${SIGNERS} cannot be read." "Name the file that lists them."
  command -v ssh-keygen >/dev/null || stop "The command ssh-keygen is not on this node." "Install OpenSSH 8.2 or later."
  if [[ -e ${folder}/SHA256SUMS.sig ]]; then
    check_signature_of "${folder}/SHA256SUMS"
    said=$(cd "${folder}" && sha256sum --quiet --strict -c SHA256SUMS 2>&1) ||
      stop "What came with this script was altered: ${said}" "Unpack the signed archive again."
  fi
  check_signature_of "${SCRIPT}"
  note "Signed by ${SIGNED_BY}."
  STOP_STATUS=3
}

check_signature_of() { # FILE: SIGNED_BY: who of the allowed signers signed the file as it is; stops when nobody did
  local signature="$1.sig" said text=''
  [[ -r ${signature} ]] || stop "This script is not signed: there is no ${signature}." "Take both from a signed archive."
  IFS= read -r -d '' text <"${signature}" || : # to the end of the file
  # ssh-keygen overlooks what stands around and between the lines.
  [[ ${text} =~ ^${SIGNATURE_SHAPE}$ ]] ||
    stop "${signature} is no signature, or was altered." "Unpack the signed archive again."
  SIGNED_BY=$(ssh-keygen -Y find-principals -f "${SIGNERS}" -s "${signature}" 2>/dev/null) ||
    stop "None of the allowed signers made ${signature}." "Have the runbook signed by one of them."
  SIGNED_BY=${SIGNED_BY%%$'\n'*}
  said=$(ssh-keygen -Y verify -f "${SIGNERS}" -I "${SIGNED_BY}" -n ncn-runbook -s "${signature}" <"$1" 2>&1) ||
    stop "The signature of $1 does not fit its bytes: ${said}" "Take file and signature from the signed archive again."
}

open_work() { # the state, its lock and the evidence; of a dry run only a copy that is thrown away
  local real=${STATE_DIR} part
  if [[ ${DRY_RUN} == yes ]]; then
    [[ ! -e ${real}/runbook ]] || check_owner
    STATE_DIR=$(mktemp -d) || stop "No directory can be made in ${TMPDIR:-/tmp}." "Name another with TMPDIR."
    DRY_STATE=${STATE_DIR}
    mkdir -p "${STATE_DIR}"/{values,done,begun,nodes,spool,scratch,in-flight}
    for part in values 'done' begun nodes hosts.jsonl boot-parameters.saved.json boot-parameters.intended.json; do
      if [[ -e ${real}/${part} ]]; then cp -R "${real}/${part}" "${STATE_DIR}/"; fi
    done
  else
    open_state
  fi
  SCRATCH="${STATE_DIR}/scratch"
  if [[ -z ${WORK_DIR} ]]; then WORK_DIR="${real}/work"; fi
  open_evidence "${COMMAND}"
}

status_command() {
  local step mark next='' file
  can_be_read
  [[ -e ${STATE_DIR}/runbook ]] || { printf 'Nothing was run yet in %s\n' "${STATE_DIR}" && return; }
  check_owner
  printf '%s in %s\n' "${RUNBOOK}" "${STATE_DIR}"
  for step in "${STEPS[@]}"; do
    mark=''
    if is_begun "${step}"; then mark='begun'; fi
    if is_done "${step}"; then mark="done $(<"${STATE_DIR}/done/${step}")"; fi
    if [[ -z ${next} && ${mark} != done* && " ${ANEW[*]} " != *" ${step} "* ]]; then next=${step}; fi
    printf '  %-24s %s\n' "${step}" "${mark:--}"
  done
  printf 'Next: %s\nValues:\n' "${next:-nothing, all is done}"
  for file in "${STATE_DIR}"/values/*; do
    [[ ! -e ${file} ]] || printf '  %s=%s\n' "${file##*/}" "$(<"${file}")"
  done
  nodes_summary 2>&1
}

show_command() { # [STEP]
  local step shown=no
  for step in "${STEPS[@]}" "${VERIFY_STEPS[@]}" "${ROLLBACK_STEPS[@]}"; do
    [[ -z $1 || $1 == "${step}" ]] || continue
    shown=yes
    numbered_lines "${step}" | sed 's/^[0-9]*://'
  done
  [[ ${shown} == yes ]] || usage_error "no step $(shell_words "$1")"
}

verify_command() {
  is_started
  open_work
  for STEP in "${STEPS[@]}"; do load_values "${STEP}"; done
  DIFFERENCES=0
  run_each "${VERIFY_STEPS[@]}"
  if ((DIFFERENCES > 0)); then
    note "${DIFFERENCES} differences."
    leave 4
  fi
  note 'Everything that this runbook set is as it set it.'
}

rollback_command() {
  is_started
  open_work
  for STEP in "${STEPS[@]}"; do load_values "${STEP}"; done
  run_each "${ROLLBACK_STEPS[@]}"
}

run_each() { # STEP...: steps that are carried out whenever they are asked for
  for STEP in "$@"; do run_step "${STEP}"; done
  STEP=''
}

can_be_read() { # stops when another user's state directory is named, which to this one looks empty
  [[ ! -d ${STATE_DIR} || -x ${STATE_DIR} ]] ||
    stop "The state directory ${STATE_DIR} cannot be read." "Become the user who runs this runbook."
}

is_started() {
  can_be_read
  [[ -e ${STATE_DIR}/runbook ]] ||
    stop "Nothing was run yet in ${STATE_DIR}." "Name the state directory of the run with --state-dir."
}

differs() { # WHAT: notes one difference between the system and what this runbook set
  DIFFERENCES=$((DIFFERENCES + 1))
  record difference what "$1"
  printf 'DIFFERS: %s\n' "$1"
}

evidence_command() { # checks each line against the SHA-256 that the next one carries, and the last by evidence.head
  local file="${STATE_DIR}/evidence.jsonl" line number=0 expected broken='' head_number=0 head_digest=''
  [[ -s ${file} ]] || stop "There is no evidence in ${STATE_DIR}." "Name the state directory of the run with --state-dir."
  # Before the lines, as a run may be adding some.
  if [[ -r ${STATE_DIR}/evidence.head ]]; then read -r head_number head_digest <"${STATE_DIR}/evidence.head" || :; fi
  printf -v expected '%064d' 0
  while IFS= read -r line || [[ -n ${line} ]]; do
    if [[ -n ${broken} && ${line} != *'"event":"torn-line"'* ]]; then break; fi
    broken=''
    if [[ ${line} != "{\"seq\":${number},"*"\"prev\":\"${expected}\"}" ]]; then
      broken="line $((number + 1)) is torn, altered, missing or out of order"
      if is_evidence_line "${line}"; then break; fi
    fi
    expected=$(sha256sum <<<"${line}")
    expected=${expected%% *}
    number=$((number + 1))
  done < <(tr -d '\0' <"${file}")
  if [[ -z ${broken} && ${head_number} -gt ${number} ]]; then broken="lines are missing behind line ${number}"; fi
  if [[ -z ${broken} && ${head_number} -eq ${number} && ${head_digest} != "${expected}" ]]; then
    broken="line ${number}, the last, is altered"
  fi
  if [[ -n ${broken} ]]; then
    printf 'The chain is BROKEN: %s.\n' "${broken}"
    exit 4
  fi
  printf 'The chain is whole: %d lines, the last with sha256 %s\n' "${number}" "${expected}"
  jq -Rr 'fromjson? | select(.event != "query") |
    [.time, .step, .event, (.command // .what // .fault // "")] | join("  ")' "${file}"
}
