# -- Calls ---------------------------------------------------------------------------------------------------
# What only reads is repeated while the failure may pass. What alters is never repeated: after it, each step looks
# at the system, which alone tells whether it took effect.

call() { # COMMAND...: runs it once within CALL_SECONDS; sets CALL_ANSWER, CALL_STATUS, CALL_ERROR, CALL_FAULT
  local errors="${SCRATCH}/stderr.${BASHPID}" begun ended digest=''
  begun=${EPOCHREALTIME:-$(date +%s.%6N)} # bash 4.4 has no EPOCHREALTIME
  CALL_STATUS=0
  CALL_ANSWER=$(
    mark_in_flight
    exec timeout --kill-after=5 "${CALL_SECONDS}" "$@" </dev/null 2>"${errors}"
  ) || CALL_STATUS=$?
  ended=${EPOCHREALTIME:-$(date +%s.%6N)}
  CALL_ERROR=$(<"${errors}")
  CALL_SAID=$(error_line)
  CALL_FAULT=$(fault_of "$@")
  [[ ${SECRET:-no} == yes ]] || digest=$(sha256sum <<<"${CALL_ANSWER}")
  record "${CALL_EVENT:-query}" command "$(shell_words "$@")" status "${CALL_STATUS}" milliseconds "$(((${ended/[.,]/} - ${begun/[.,]/}) / 1000))" \
    output_sha256 "${digest%% *}" fault "${CALL_FAULT}" error "${CALL_SAID}"
}

mark_in_flight() { # the process that alters the system is noted: killed alone, this script leaves it behind
  [[ ${CALL_EVENT:-query} == query ]] ||
    write_file "${STATE_DIR}/in-flight/${BASHPID}" "${BASHPID} $(process_start "${BASHPID}")"
}

await_in_flight() { # waits for what a killed run left behind: its effect may come yet
  local file pid start
  for file in "${STATE_DIR}"/in-flight/*; do
    [[ -e ${file} ]] || continue
    read -r pid start <"${file}" || :
    while [[ -n ${start} && $(process_start "${pid}") == "${start}" ]]; do
      note "Waiting for the call that a killed run left behind (process ${pid})."
      sleep 1
    done
    rm -f "${file}"
  done
}

error_line() { # prints what the call said went wrong: the line that the cray CLI marks, else the last one
  local line last=''
  while IFS= read -r line; do
    [[ -z ${line//[[:space:]]/} ]] || last=${line}
    [[ ${line} != Error:* ]] || break
  done <<<"${CALL_ERROR}"
  printf '%s' "${last}"
}

fault_of() { # COMMAND...: what went wrong in the call just made, in one word; nothing when nothing did
  local said=${CALL_ERROR}
  case ${CALL_STATUS} in
    0)
      bad_answer "$@" || :
      return
      ;;
    124 | 137) said='did not answer' ;;
    126 | 127) said='no such command' ;;
    255) said="${1/#ssh/no route}: ${said}" ;;
    *) ;;
  esac
  shopt -s nocasematch
  case ${said} in
    'did not answer') printf 'no-answer' ;;
    'no such command') printf 'no-command' ;;
    'no route: '*) printf 'no-host' ;;
    *'No configuration exists'* | *'cray init'*) printf 'no-configuration' ;;
    *'session has expired'* | *'auth login'* | *': 401 '* | *'(401)'* | *Unauthorized* | *'Authentication failed'*)
      printf 'no-login'
      ;;
    *': 403 '* | *'(403)'* | *Forbidden*) printf 'forbidden' ;;
    *'received from server: 404'* | *'Unable to connect'* | *': 50'[0-9]' '* | *'(50'[0-9]')'* | *Unavailable* | *'Gateway Time'*) printf 'unavailable' ;;
    *'no such option'* | *'no such command'* | *'Missing option'* | *'Missing argument'* | *'invalid choice'*)
      printf 'not-understood'
      ;;
    *': 404'* | *'(404)'* | *'not found'* | *'NotFound'* | *'not be found'* | *'does not exist'*) printf 'not-found' ;;
    *) printf 'failed' ;;
  esac
  shopt -u nocasematch
}

bad_answer() { # COMMAND...: says what is wrong with an answer that should be JSON; fails when nothing is
  [[ " $* " == *' --format json '* ]] || return 1
  if [[ -z ${CALL_ANSWER//[[:space:]]/} ]]; then
    [[ ${CALL_EVENT:-query} == query ]] || return 1
    printf 'empty-answer'
  elif [[ ! ${CALL_ANSWER} =~ ^[[:space:]]*(\{.*\}|\[.*\]|null)[[:space:]]*$ ]]; then
    printf 'garbled-answer'
  else
    return 1
  fi
}

remedy_for() { # FAULT: what a person does about it
  case $1 in
    no-answer) printf 'The call did not answer within %s s. Look after that service, then run again.' "${CALL_SECONDS}" ;;
    no-command) printf 'Install that command, or run on an NCN that has it.' ;;
    no-host) printf 'Check that the host is up and that ssh to it works without a password, then run again.' ;;
    no-configuration) printf "Run 'cray init --hostname api-gw-service-nmn.local' here, then run again." ;;
    no-login) printf "Log in again ('cray auth login', or for git the secret vcs-user-credentials), then run again." ;;
    forbidden) printf 'This account may not do that. Log in as one that may, then run again.' ;;
    unavailable) printf 'The service or its gateway is down. Look after it, then run again.' ;;
    empty-answer | garbled-answer) printf 'Something between here and the service answers in its place. Look after it, then run again.' ;;
    not-understood) printf 'This cray CLI is of another version than the runbook was written for.' ;;
    not-found) printf 'The system does not know it. Check the name in the parameter file.' ;;
    *) printf 'Put right what the message says, then run again.' ;;
  esac
}

passing() { # FAULT: whether the same query may succeed a little later
  [[ $1 =~ ^(no-answer|no-host|unavailable|empty-answer|garbled-answer|failed)$ ]]
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
  [[ ${CONFIRMED} == "${STEP}" ]] || stop "A defect: ${STEP} did not ask before its first command." "Report it."
  if [[ ${DRY_RUN} == yes ]]; then
    would_run "${BASH_LINENO[0]}" "$@"
  fi
  mark_begun
  record change-begun command "$(shell_words "$@")"
  note "  $(shell_words "$@")"
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
