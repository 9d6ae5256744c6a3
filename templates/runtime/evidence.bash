# -- Evidence ------------------------------------------------------------------------------------------------
# evidence.jsonl: one JSON object a line, each with the SHA-256 of the line before. What alters the system is on
# disk before and after, and with it all lines before; that something was read may be lost with the power.
# Calls side by side write to a file of their own first (SPOOL), which is chained when they end.

record() { # EVENT [KEY VALUE]...: VALUE is a number, or text, which becomes a JSON string
  local event=$1 body
  [[ ${DRY_RUN} == no ]] || return 0
  utc_time
  body="\"time\":\"${REPLY}\",\"step\":\"${STEP}\",\"event\":\"${event}\""
  shift
  while (($# > 1)); do
    if [[ $2 =~ ^(0|[1-9][0-9]{0,14})$ ]]; then REPLY=$2; else json_string "$2"; fi
    body+=",\"$1\":${REPLY}"
    shift 2
  done
  if [[ -n ${SPOOL} ]]; then append "${SPOOL}" "${body}"; else chain "${body}"; fi
  if [[ ! ${event} =~ ^(query|tools|confirmed|step-begun|step-done)$ ]]; then sync "${SPOOL:-${STATE_DIR}/evidence.jsonl}" || no_evidence; fi
}

chain() { # BODY: appends one line to the evidence; the number and digest of the last one stand in evidence.head
  local head="${STATE_DIR}/evidence.head" seq prev line
  read -r seq prev <"${head}"
  line="{\"seq\":${seq},$1,\"prev\":\"${prev}\"}"
  append "${STATE_DIR}/evidence.jsonl" "${line}"
  digest_of "${line}"
  printf '%d %s\n' "$((seq + 1))" "${REPLY}" >"${head}"
}

append() { # FILE LINE
  printf '%s\n' "$2" >>"$1" || no_evidence
}

no_evidence() {
  stop "Cannot write the evidence below ${STATE_DIR}." "Free space or rights are missing there; then run again."
}

chain_spools() { # [again]: chains what was written side by side; again: what a run left there when it was cut off
  local spool line
  for spool in "${STATE_DIR}"/spool/*; do
    [[ -s ${spool} ]] || continue
    while IFS= read -r line || [[ -n ${line} ]]; do
      if [[ -n ${1:-} ]] && grep -qF -- "${line}" "${STATE_DIR}/evidence.jsonl"; then continue; fi
      chain "${line}"
    done <"${spool}"
    rm -f "${spool}"
  done
}

is_evidence_line() { # LINE: it is one from end to end, not what a crash left of one
  [[ $1 =~ ^\{\"seq\":[0-9]+,.*\"prev\":\"[0-9a-f]{64}\"\}$ ]]
}

find_evidence_head() { # where the chain goes on: behind the last line, be it torn by a crash
  local file="${STATE_DIR}/evidence.jsonl" torn=no seq=0 last digest
  printf -v digest '%064d' 0
  if [[ -s ${file} ]]; then
    { last=$(tail -n 1 "${file}" && printf '.'); } 2>/dev/null # bash would complain of the zeros that a crash left
    last=${last%.}
    if [[ ${last} != *$'\n' ]]; then printf '\n' >>"${file}"; fi
    last=${last%$'\n'}
    seq=$(wc -l <"${file}")
    is_evidence_line "${last}" || torn=yes
    digest_of "${last}"
    digest=${REPLY}
  fi
  printf '%d %s\n' "${seq}" "${digest}" >"${STATE_DIR}/evidence.head"
  if [[ ${torn} == yes ]]; then record torn-line; fi
}

open_evidence() { # COMMAND: says who runs what where
  JQ_VERSION=$(jq --version 2>&1) || JQ_VERSION='none'
  find_evidence_head
  record start command "$1" runbook "${RUNBOOK}" script_sha256 "${SCRIPT_DIGEST}" change_record "${CHANGE_ID}" \
    approved "${APPROVED}" signed_by "${SIGNED_BY}" steps "${STEPS[*]}" \
    anew "${ANEW[*]}" user "$(id -un)" sudo_user "${SUDO_USER:-}" host "${HOST}" tty "$(tty || :)" \
    bash "${BASH_VERSION}" jq "${JQ_VERSION}"
  chain_spools again
}
