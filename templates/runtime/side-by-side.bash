# -- Calls side by side --------------------------------------------------------------------------------------
# Nodes are updated, and artifacts are downloaded, several at a time. A call that alters the system, or takes long, may
# go on when this script was killed: its process is noted, and a later run waits for it.

side_by_side() { # MOST FUNCTION ITEM...: FUNCTION ITEM for each item, MOST at a time; none is begun after a failure
  local most=$1 function=$2 item running=() failed=no
  shift 2
  for item in "$@"; do
    if ((${#running[@]} >= most)); then # not wait -n, which may lose the last one: 127 when it ends just as bash looks
      wait "${running[0]}" || failed=yes
      running=("${running[@]:1}")
    fi
    if [[ -e ${SCRATCH}/left ]]; then failed=yes; fi # one that is not waited for yet has failed
    [[ ${failed} == no || ${DRY_RUN} == yes ]] || break
    { # without braces bash 4.4 skips the EXIT trap of what runs here
      heed_no_signals
      SPOOL="${STATE_DIR}/spool/${item}" "${function}" "${item}"
    } &
    running+=("$!")
    note_in_flight "$!" "${item}.shell"
  done
  for item in "${running[@]}"; do
    wait "${item}" || failed=yes
  done
  rm -f "${STATE_DIR}"/in-flight/*
  chain_spools
  if [[ ${DRY_RUN} == yes ]]; then exit "${NOT_KNOWN}"; fi
  [[ ${failed} == no ]]
}

heed_no_signals() { # in the shell of an item that alters the system: when all get a signal, it still looks what its call did
  [[ ${EFFECT[${STEP}]} != reads ]] || return 0
  trap '' INT
  trap : TERM HUP # the call itself gets these
}

watch_download() { # FILE BYTES PROCESS: tells how far it is while that process lives; ends a call that gets no more bytes
  local file size last=0 since=${SECONDS} interval=$((CALL_SECONDS < 5 ? CALL_SECONDS : 5)) pid start
  while sleep "${interval}" >/dev/null 2>&1 3>&- && kill -0 "$3" 2>/dev/null; do
    size=0
    for file in "$1" "$1".*; do # the CLI writes to a file with another ending first
      [[ ! -e ${file} ]] || size=$((size + $(stat -c %s "${file}" 2>/dev/null || printf 0)))
    done
    note "  ${1##*/}: $((size * 100 / $2)) % of $2 bytes"
    if ((size != last)); then since=${SECONDS}; fi
    last=${size}
    ((SECONDS - since >= CALL_SECONDS)) || continue
    since=${SECONDS}
    read -r pid start 2>/dev/null <"${STATE_DIR}/in-flight/${SPOOL##*/}" || continue
    if is_alive "${pid}" "${start}"; then kill "${pid}" 2>/dev/null || :; fi
  done
}

mark_in_flight() { # the process is noted, because this script alone may be killed: one that alters the system, or takes long
  local name=${SPOOL##*/}
  name=${name:-call}
  if [[ ${CALL_EVENT:-query} != query || ${CALL_SECONDS} == "${TRANSFER_SECONDS}" ]]; then
    note_in_flight "${BASHPID}" "${name}"
    process_start "$$"
    [[ -n ${REPLY} ]] || exit 1 # the script was killed, and a run since then may have seen no note: nothing is begun
  fi
}

note_in_flight() { # PROCESS NAME: a later run waits for that process
  process_start "$1"
  printf '%d %s\n' "$1" "${REPLY}" >"${STATE_DIR}/in-flight/$2" || cannot_write "${STATE_DIR}/in-flight"
}

end_in_flight() { # ends calls that only read; those that alter the system are left to end by themselves
  local file pid start
  for file in "${STATE_DIR}"/in-flight/*; do
    [[ -e ${file} ]] || continue
    read -r pid start <"${file}" || :
    if is_alive "${pid}" "${start}"; then kill "${pid}" 2>/dev/null || :; fi
    rm -f "${file}"
  done
}

await_in_flight() { # waits for what a killed run left behind: its effect may come yet
  local file pid start
  for file in "${STATE_DIR}"/in-flight/*; do
    [[ -e ${file} ]] || continue
    read -r pid start <"${file}" || :
    while is_alive "${pid}" "${start}"; do
      note "Waiting for the call that a killed run left behind (process ${pid})."
      sleep 1
    done
    rm -f "${file}"
  done
}
