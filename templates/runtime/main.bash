# -- Start ---------------------------------------------------------------------------------------------------

clear_environment() { # what would alter the calls; where the CLI finds its configuration and login is left alone
  local name
  for name in "${!CRAY_@}" "${!GIT_@}" "${!AWS_@}"; do
    case ${name} in
      CRAY_CONFIG | CRAY_CONFIG_DIR | CRAY_CREDENTIALS | AWS_CA_BUNDLE | GIT_SSL_CAINFO | GIT_SSL_CAPATH | GIT_EXEC_PATH) ;;
      *)
        note "Clearing ${name}, which would alter the calls."
        unset "${name}"
        ;;
    esac
  done
  unset CDPATH GREP_OPTIONS JQ_COLORS
}

read_options() { # ARGUMENT...
  while (($# > 0)); do
    case $1 in
      --dry-run) DRY_RUN=yes ;;
      --yes) ASSUME_YES=yes ;;
      --accept-wipe) ACCEPT_WIPE=yes ;;
      --until | --poll-seconds | --call-seconds | --work-dir | --state-dir | --approved | --allowed-signers)
        (($# > 1)) || usage_error "$1 needs a value"
        option_value "$1" "$2"
        shift
        ;;
      --*=*)
        set -- "${1%%=*}" "${1#*=}" "${@:2}"
        continue
        ;;
      --help) usage && exit 0 ;;
      -*) usage_error "unknown option $(shell_words "$1")" ;;
      *)
        if [[ -z ${COMMAND} ]]; then COMMAND=$1; else ARGUMENTS+=("$1"); fi
        ;;
    esac
    shift
  done
}

option_value() { # OPTION VALUE
  case $1 in
    --until)
      [[ $2 != *' '* && " ${STEPS[*]} " == *" $2 "* ]] || usage_error "no step $(shell_words "$2")"
      UNTIL=$2
      ;;
    --poll-seconds)
      [[ $2 =~ ^(0|[1-9][0-9]{0,4})$ ]] || usage_error "--poll-seconds takes a whole number"
      POLL_SECONDS=$2
      ;;
    --call-seconds)
      [[ $2 =~ ^[1-9][0-9]{0,4}$ ]] || usage_error "--call-seconds takes a whole number above 0"
      CALL_SECONDS=$2
      ;;
    --approved)
      [[ $2 =~ ^[0-9a-f]{64}$ ]] || usage_error "--approved takes a SHA-256 of 64 lower-case digits"
      APPROVED=$2
      ;;
    --allowed-signers)
      [[ -n $2 ]] || usage_error "$1 needs a file"
      SIGNERS=$(realpath -m -- "$2")
      ;;
    *)
      [[ -n $2 ]] || usage_error "$1 needs a directory"
      if [[ $1 == --work-dir ]]; then WORK_DIR=$(realpath -m -- "$2"); else STATE_DIR=$(realpath -m -- "$2"); fi
      ;;
  esac
}

check_usage() { # options and arguments that go with the command
  local most=0
  if [[ ${COMMAND} == show ]]; then most=1; fi
  [[ ${COMMAND} != verify || ${DRY_RUN} == no ]] || usage_error "verify only reads: --dry-run does not go with it"
  ((${#ARGUMENTS[@]} <= most)) || usage_error "one word too many: $(shell_words "${ARGUMENTS[${most}]}")"
}

main() {
  COMMAND='' ARGUMENTS=() DRY_RUN=no ASSUME_YES=no ACCEPT_WIPE=no UNTIL='' WORK_DIR='' APPROVED='' SIGNERS='' SIGNED_BY=''
  STEP='' LOCK='' SCRATCH='' SPOOL='' CONFIRMED='' STOP_STATUS=3 DRY_STATE='' CHANGE_SAID='' CALL_FAULT='' PAUSE='' LEFT=no ASKED=no FRESH='' HOST=$(</proc/sys/kernel/hostname)
  CALL_SECONDS=60 QUERY_TRIES=4 POLL_SECONDS=${POLL_SECONDS_OF_FILE}
  SCRIPT=$(realpath -- "${BASH_SOURCE[0]}")
  DEFAULT_STATE_DIR="${HOME:-/root}/.local/state/ncn-runbook/${RUNBOOK}"
  if [[ ${XDG_STATE_HOME:-} == /* ]]; then DEFAULT_STATE_DIR="${XDG_STATE_HOME}/ncn-runbook/${RUNBOOK}"; fi # else it does not count
  STATE_DIR=${DEFAULT_STATE_DIR}
  read_options "$@"
  check_usage
  { exec 3>&1; } 2>/dev/null || exec 3>/dev/null # who closed it wants to see nothing
  case ${COMMAND} in
    digest | status | run | verify | rollback) find_script_digest ;;
    *) ;;
  esac
  case ${COMMAND} in
    '') print_plan ;;
    help) usage ;;
    digest) printf '%s\n' "${SCRIPT_DIGEST}" ;;
    show) show_command "${ARGUMENTS[0]:-}" ;;
    status) status_command ;;
    evidence) evidence_command ;;
    run | verify | rollback)
      trap 'interrupted 130' INT
      trap 'interrupted 143' TERM
      trap 'interrupted 129' HUP
      trap '' PIPE # a pager that goes away ends nothing, be it in a node's own shell
      trap 'at_exit "$?"' EXIT
      clear_environment
      "${COMMAND}_command"
      ;;
    *) usage_error "unknown command $(shell_words "${COMMAND}")" ;;
  esac
}

main "$@"
exit
