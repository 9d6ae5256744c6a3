# -- Evidence ------------------------------------------------------------------------------------------------
# evidence.jsonl: one JSON object a line, each with the SHA-256 of the line before, synced line by line.
# Nodes that are updated side by side write to a file of their own first (SPOOL), which is chained when they end.

record() { # EVENT [KEY VALUE]...: VALUE is a number, or text, which becomes a JSON string
  local body now
  [[ ${DRY_RUN} == no ]] || return 0
  TZ=UTC printf -v now '%(%Y-%m-%dT%H:%M:%SZ)T' -1
  body="\"time\":\"${now}\",\"step\":\"${STEP}\",\"event\":\"$1\""
  shift
  while (($# > 1)); do
    if [[ $2 =~ ^(0|[1-9][0-9]{0,14})$ ]]; then body+=",\"$1\":$2"; else body+=",\"$1\":$(json_string "$2")"; fi
    shift 2
  done
  if [[ -n ${SPOOL} ]]; then
    append "${SPOOL}" "${body}"
  else
    chain "${body}"
  fi
}

chain() { # BODY: appends one line to the evidence
  local file="${STATE_DIR}/evidence.jsonl" last='' seq=0 prev
  printf -v prev '%064d' 0
  if [[ -s ${file} ]]; then
    last=$(tail -n 1 "${file}")
    prev=$(sha256sum <<<"${last}")
    seq=$(next_sequence "${last}")
  fi
  append "${file}" "{\"seq\":${seq},$1,\"prev\":\"${prev%% *}\"}"
}

append() { # FILE LINE: the line is on disk when this returns
  if ! { printf '%s\n' "$2" >>"$1" && sync "$1"; }; then
    stop "Cannot write the evidence below ${STATE_DIR}." "Free space or rights are missing there; then run again."
  fi
}

next_sequence() { # LINE: the number after that of the line; of a torn line only its place tells it
  if [[ $1 =~ ^\{\"seq\":([0-9]+),.*\}$ ]]; then
    printf '%d' "$((BASH_REMATCH[1] + 1))"
  else
    wc -l <"${STATE_DIR}/evidence.jsonl"
  fi
}

chain_spools() { # chains what was written side by side; also what a killed run left there
  local spool line
  for spool in "${STATE_DIR}"/spool/*; do
    [[ -s ${spool} ]] || continue
    while IFS= read -r line; do chain "${line}"; done <"${spool}"
    rm -f "${spool}"
  done
}

open_evidence() { # says who runs what where; a line torn by a crash is kept, and the chain goes on from it
  local file="${STATE_DIR}/evidence.jsonl"
  if [[ -s ${file} && -n $(tail -c 1 "${file}") ]]; then
    printf '\n' >>"${file}"
    record torn-line
  fi
  record start command "$1" runbook "${RUNBOOK}" script_sha256 "$(script_digest)" change_record "${CHANGE_ID}" \
    user "$(id -un)" sudo_user "${SUDO_USER:-}" host "$(uname -n)" tty "$(tty || :)" \
    bash "${BASH_VERSION}" jq "$(jq --version)"
  chain_spools
}
