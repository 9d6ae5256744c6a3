# -- What goes wrong in calls --------------------------------------------------------------------------------
# Services, gateways and the cray CLI say it in many ways, some with status 0. One word for each kind of fault decides
# whether a query is repeated, and what the operator is told to do.

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

passing() { # FAULT: whether the same query may succeed a little later
  [[ $1 =~ ^(no-answer|no-host|unavailable|empty-answer|garbled-answer|failed)$ ]]
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
