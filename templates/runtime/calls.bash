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

mark_in_flight() { # the process is noted, because this script alone may be killed: one that alters the system, or takes long
  local name=${SPOOL##*/}
  name=${name:-call}
  if [[ ${CALL_EVENT:-query} != query || ${CALL_SECONDS} == "${TRANSFER_SECONDS}" ]]; then
    process_start "${BASHPID}"
    printf '%d %s\n' "${BASHPID}" "${REPLY}" >"${STATE_DIR}/in-flight/${name}" || cannot_write "${STATE_DIR}/in-flight"
  fi
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

find_said() { # CALL_SAID: what the call said went wrong: the line that the cray CLI marks, else the last one
  local line
  while IFS= read -r line; do
    [[ -z ${line//[[:space:]]/} ]] || CALL_SAID=${line}
    [[ ${line} != Error:* ]] || break
  done <<<"${CALL_ERROR}"
}

find_fault() { # COMMAND...: CALL_FAULT: what went wrong in the call just made, in one word; nothing when nothing did
  local said=${CALL_ERROR}
  case ${CALL_STATUS} in
    0)
      look_at_answer "$@"
      return
      ;;
    124 | 137 | 143) said='did not answer' ;;
    126 | 127) said='no such command' ;;
    255) said="${1/#ssh/no route}: ${said}" ;;
    *) ;;
  esac
  shopt -s nocasematch
  case ${said} in
    'did not answer') CALL_FAULT=no-answer ;;
    'no such command') CALL_FAULT=no-command ;;
    'no route: '*) CALL_FAULT=no-host ;;
    *'No configuration exists'* | *'cray init'*) CALL_FAULT=no-configuration ;;
    *'session has expired'* | *'auth login'* | *': 401 '* | *'(401)'* | *Unauthorized* | *'Authentication failed'*)
      CALL_FAULT=no-login
      ;;
    *': 403 '* | *'(403)'* | *Forbidden*) CALL_FAULT=forbidden ;;
    *'received from server: 404'* | *'Unable to connect'* | *': 50'[0-9]' '* | *'(50'[0-9]')'* | *Unavailable* | *'Gateway Time'*)
      CALL_FAULT=unavailable
      ;;
    *'no such option'* | *'no such command'* | *'Missing option'* | *'Missing argument'* | *'invalid choice'*)
      CALL_FAULT=not-understood
      ;;
    *': 404'* | *'(404)'* | *'not found'* | *'NotFound'* | *'not be found'* | *'does not exist'*) CALL_FAULT=not-found ;;
    *) CALL_FAULT=failed ;;
  esac
  shopt -u nocasematch
}

look_at_answer() { # COMMAND...: CALL_FAULT: what is wrong with an answer that should be JSON
  local first=${CALL_ANSWER#"${CALL_ANSWER%%[![:space:]]*}"} last=${CALL_ANSWER%"${CALL_ANSWER##*[![:space:]]}"}
  [[ " $* " == *' --format json '* ]] || return 0
  case ${first:0:1}${last: -1} in
    '')
      if [[ ${CALL_EVENT:-query} == query ]]; then CALL_FAULT=empty-answer; fi
      ;;
    '{}' | '[]') ;;
    *) [[ ${first} == null* && ${last} == *null ]] || CALL_FAULT=garbled-answer ;;
  esac
}

remedy_for() { # FAULT: what a person does about it
  case $1 in
    no-answer)
      if [[ ${CALL_SECONDS} == "${TRANSFER_SECONDS}" ]]; then
        printf 'No more bytes came. Look after that service, then run again.'
      else
        printf 'The call did not answer within %s s. Look after that service, then run again.' "${CALL_SECONDS}"
      fi
      ;;
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

side_by_side() { # MOST FUNCTION ITEM...: FUNCTION ITEM for each item, MOST at a time; none is begun after a failure
  local most=$1 function=$2 item running=0 failed=no
  shift 2
  for item in "$@"; do
    if ((running >= most)); then
      await_one || failed=yes
      running=$((running - 1))
    fi
    [[ ${failed} == no || ${DRY_RUN} == yes ]] || break
    SPOOL="${STATE_DIR}/spool/${item}" "${function}" "${item}" &
    running=$((running + 1))
  done
  while ((running > 0)); do
    await_one || failed=yes
    running=$((running - 1))
  done
  rm -f "${STATE_DIR}"/in-flight/*
  chain_spools
  if [[ ${DRY_RUN} == yes ]]; then exit "${NOT_KNOWN}"; fi
  [[ ${failed} == no ]]
}

await_one() { # waits until one of those side by side ends; its status
  local status=0
  wait -n || status=$?
  # bash 4.4 does not put its own handler of SIGINT away after this, and would answer Ctrl-C with an endless loop.
  if [[ ${DRY_RUN} == no ]]; then trap 'interrupted 130' INT; fi
  return "${status}"
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
