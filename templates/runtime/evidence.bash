# -- Evidence ------------------------------------------------------------------------------------------------
# evidence.jsonl: one JSON object a line, each with the SHA-256 of the line before, synced line by line.
# Nodes that are updated side by side write to a file of their own first (SPOOL), which is chained when they end.

record() { # EVENT [KEY VALUE]...: VALUE is a number, or text, which becomes a JSON string
  local body
  [[ ${DRY_RUN} == no ]] || return 0
  body="\"time\":\"$(utc_time)\",\"step\":\"${STEP}\",\"event\":\"$1\""
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

chain() { # BODY: appends one line to the evidence; the number and digest of the last one stand in evidence.head
  local head="${STATE_DIR}/evidence.head" seq prev line digest
  read -r seq prev <"${head}"
  line="{\"seq\":${seq},$1,\"prev\":\"${prev}\"}"
  append "${STATE_DIR}/evidence.jsonl" "${line}"
  digest=$(sha256sum <<<"${line}")
  printf '%d %s\n' "$((seq + 1))" "${digest%% *}" >"${head}"
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
    while IFS= read -r line || [[ -n ${line} ]]; do chain "${line}"; done <"${spool}"
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
    if [[ $(tail -c 1 "${file}" | od -A n -t x1) != *0a ]]; then printf '\n' >>"${file}"; fi
    seq=$(wc -l <"${file}")
    last=$(tail -n 1 "${file}" | tr -d '\0')
    is_evidence_line "${last}" || torn=yes
    digest=$(sha256sum <<<"${last}")
  fi
  printf '%d %s\n' "${seq}" "${digest%% *}" >"${STATE_DIR}/evidence.head"
  if [[ ${torn} == yes ]]; then record torn-line; fi
}

open_evidence() { # COMMAND: says who runs what where
  find_evidence_head
  record start command "$1" runbook "${RUNBOOK}" script_sha256 "$(script_digest)" change_record "${CHANGE_ID}" \
    approved "${APPROVED}" steps "${STEPS[*]}" \
    user "$(id -un)" sudo_user "${SUDO_USER:-}" host "$(uname -n)" tty "$(tty || :)" \
    bash "${BASH_VERSION}" jq "$(jq --version)"
  chain_spools
}
