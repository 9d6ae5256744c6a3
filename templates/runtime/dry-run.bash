# -- Dry run -------------------------------------------------------------------------------------------------
# Each step runs in a shell of its own up to its first change, which is printed; a value that only that change
# could give is shown as <NAME> from there on, and a query that would need it is not made.

readonly NOT_KNOWN=90 # the status with which a step of a dry run ends early

known() { # WORD...: ends the step of a dry run when a word is not known yet
  local word
  [[ ${DRY_RUN} == yes ]] || return 0
  for word in "$@"; do
    if [[ ${word} == *'<'[A-Z]*'>'* ]]; then
      note "  not known before the run: ${word}"
      later_changes 0
      exit "${NOT_KNOWN}"
    fi
  done
}

dry_run_ends() { # WHY: ends the step of a dry run where going on would cost too much
  [[ ${DRY_RUN} == yes ]] || return 0
  note "  $1"
  exit "${NOT_KNOWN}"
}

would_run() { # LINE COMMAND...: prints what that line of the script would alter, then the later ones of the step
  local line=$1
  shift
  printf '%s: would run: %s\n' "${STEP}" "$(shell_words "$@")" >&3
  [[ -n ${SPOOL} ]] || later_changes "${line}"
  exit "${NOT_KNOWN}"
}

later_changes() { # LINE: prints the changes of this step below that line of the script, as they stand there
  local number text more=no
  while IFS=: read -r number text; do
    ((number > $1)) || continue
    if [[ ${text} =~ ^\ +change\ (.*)$ ]]; then
      text="${STEP}: would then run: ${BASH_REMATCH[1]}"
    elif [[ ${more} == no ]]; then
      continue
    fi
    printf '%s\n' "${text}" >&3
    if [[ ${text} == *\\ ]]; then more=yes; else more=no; fi
  done <<<"$(numbered_lines "${STEP}")"
}

numbered_lines() { # STEP: the text of a step in this script, each line as NUMBER:TEXT
  local number=0 text here=no
  while IFS= read -r text; do
    number=$((number + 1))
    case ${text} in
      '# == '*": $1 ="*) here=yes ;;
      '# == '*) here=no ;;
      *) ;;
    esac
    if [[ ${here} == yes ]]; then printf '%d:%s\n' "${number}" "${text}"; fi
  done <"${SCRIPT}"
}

dry_run_step() { # STEP: shows what the step would do
  local name status
  set +e
  (
    set -e
    "${1//-/_}"
  )
  status=$?
  set -e
  ((status == 0 || status == NOT_KNOWN)) || exit "${status}"
  load_values "$1"
  for name in ${GIVES[$1]}; do
    [[ -n ${!name:-} ]] || printf -v "${name}" '<%s>' "${name}"
  done
}
