# -- Calls ---------------------------------------------------------------------------------------------------
# What only reads is repeated while the failure may pass. What alters is never repeated: after it, each step looks
# at the system, which alone tells whether it took effect.

call() { # COMMAND...: runs it once within CALL_SECONDS; sets CALL_ANSWER, CALL_STATUS, CALL_ERROR, CALL_FAULT
  local errors="${SCRATCH}/stderr.${BASHPID}" command begun ended digest=''
  begun=${EPOCHREALTIME:-$(date +%s.%6N)} # bash 4.4 has no EPOCHREALTIME
  CALL_STATUS=0
  CALL_ANSWER=$(
    mark_in_flight
    exec timeout --kill-after=5 "${CALL_SECONDS}" "$@" </dev/null 2>"${errors}"
  ) || CALL_STATUS=$?
  ended=${EPOCHREALTIME:-$(date +%s.%6N)}
  CALL_ERROR='' CALL_SAID='' CALL_FAULT=''
  if [[ -s ${errors} ]]; then
    IFS= read -r -d '' CALL_ERROR <"${errors}" || : # to the end of the file
    find_said
  fi
  find_fault "$@"
  if [[ ${SECRET:-no} != yes ]]; then
    digest_of "${CALL_ANSWER}"
    digest=${REPLY}
  fi
  words_of "$@"
  command=${REPLY}
  record "${CALL_EVENT:-query}" command "${command}" status "${CALL_STATUS}" \
    milliseconds "$(((${ended/[.,]/} - ${begun/[.,]/}) / 1000))" \
    output_sha256 "${digest}" fault "${CALL_FAULT}" error "${CALL_SAID}"
}

find_said() { # CALL_SAID: what the call said went wrong: the line that the cray CLI marks, else the last one
  local line
  while IFS= read -r line; do
    [[ -z ${line//[[:space:]]/} ]] || CALL_SAID=${line}
    [[ ${line} != Error:* ]] || break
  done <<<"${CALL_ERROR}"
}

query() { # COMMAND...: prints the answer of a command that only reads, or stops
  local try=1
  known "$@"
  call "$@"
  while passing "${CALL_FAULT}" && ((try < QUERY_TRIES)); do
    note "  ${CALL_FAULT} from '$1 ${2:-} ${3:-}', try ${try} of ${QUERY_TRIES}"
    pause "$((2 ** (try - 1)))"
    try=$((try + 1))
    call "$@"
  done
  case ${CALL_FAULT}:${ABSENT:-} in
    : | :*) [[ -z ${CALL_ANSWER} ]] || printf '%s\n' "${CALL_ANSWER}" ;;
    not-found:?*) printf '%s\n' "${ABSENT}" ;;
    *) stop "$(call_said "$@")" "$(remedy_for "${CALL_FAULT}")" ;;
  esac
}

query_if_any() { # COMMAND...: like query, but prints null when the system knows no such thing
  ABSENT=null query "$@"
}

call_said() { # COMMAND...: the call just made and how it answered
  printf '%s\n  answered %s, status %d: %s' "$(shell_words "$@")" "${CALL_FAULT}" "${CALL_STATUS}" "${CALL_SAID}"
}

change() { # COMMAND...: runs a command that alters the system, once; CHANGE_SAID tells how it answered
  local command
  [[ ${CONFIRMED} == "${STEP}" ]] || stop "A defect: ${STEP} did not ask before its first command." "Report it."
  if [[ ${DRY_RUN} == yes ]]; then
    would_run "${BASH_LINENO[0]}" "$@"
  fi
  mark_begun
  words_of "$@"
  command=${REPLY}
  record change-begun command "${command}"
  note "  ${command}"
  CALL_EVENT=change-ended call "$@"
  if [[ -z ${SPOOL} ]]; then rm -f "${STATE_DIR}"/in-flight/*; fi
  CHANGE_SAID=''
  if [[ -n ${CALL_FAULT} ]]; then
    CHANGE_SAID=$(call_said "$@")
    warn "${CHANGE_SAID}
  Looking whether it took effect."
  fi
}

not_changed() { # WHAT: stops when the system shows no effect of what was done
  stop "$1${CHANGE_SAID:+
  }${CHANGE_SAID}" "$(remedy_for "${CALL_FAULT:-failed}")"
}

pause() { # SECONDS: waits, never longer than the poll interval; a signal ends it at once
  local seconds=$1
  if ((seconds > POLL_SECONDS)); then seconds=${POLL_SECONDS}; fi
  if ((seconds > 0)); then
    sleep "${seconds}" &
    PAUSE=$!
    wait "${PAUSE}" || :
    PAUSE=''
  fi
}
