# -- Questions -----------------------------------------------------------------------------------------------
# A step asks once, after it has looked and before its first change.

confirm() { # WHAT: asks whether to go on; --yes answers
  ask yes "${ASSUME_YES}" --yes "$1"
}

confirm_wipe() { # WHAT: asks whether disks may be wiped; only --accept-wipe answers
  ask wipe "${ACCEPT_WIPE}" --accept-wipe "$1"
}

ask() { # WORD ANSWERED OPTION WHAT
  local answer=''
  if [[ ${CONFIRMED} == "${STEP}" ]]; then return; fi
  CONFIRMED=${STEP}
  if [[ ${DRY_RUN} == yes ]]; then return; fi
  if [[ $2 == yes ]]; then
    record confirmed by "$3" what "$4"
    return
  fi
  [[ -t 0 ]] || not_confirmed "$4" "There is no terminal to ask at: give $3 to answer beforehand."
  printf '%s\nType %s to go on: ' "$4" "$1" >&2
  read -r answer || :
  ASKED=yes FRESH=''
  [[ ${answer} == "$1" || (${answer} == y && $1 == yes) ]] ||
    not_confirmed "$4" "Run again when it may be done; nothing was done by this step."
  record confirmed by terminal what "$4"
}

not_confirmed() { # WHAT REMEDY
  record not-confirmed what "$1"
  STOP_STATUS=5
  stop "Not confirmed: $1" "$2"
}
