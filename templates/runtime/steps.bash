# -- Steps ---------------------------------------------------------------------------------------------------

run_steps() { # STEP...: carries them out in order, leaving out those done before
  for STEP in "$@"; do
    if is_done "${STEP}"; then
      load_values "${STEP}"
      note "= ${STEP}: done before"
    else
      run_step "${STEP}"
    fi
    [[ ${STEP} != "${UNTIL}" ]] || break
  done
  STEP=''
}

run_step() { # STEP
  note "> ${1}: ${TITLE[$1]}"
  STOP_STATUS=1
  if [[ $1 == "${STEPS[0]}" ]]; then STOP_STATUS=3; fi # preflight comes first: nothing can be altered yet
  export NCN_RUNBOOK_STEP=$1
  record step-begun
  if [[ ${DRY_RUN} == yes ]]; then
    dry_run_step "$1"
  else
    "${1//-/_}"
    finish_step "$1"
  fi
}

finish_step() { # STEP: done, unless it is one to be made anew by each run
  record step-done
  FRESH+=" $1 "
  if [[ " ${ANEW[*]} " != *" $1 "* ]]; then
    mark "${STATE_DIR}/done/$1" # one that is lost with the power costs another look at what is there
  fi
}

summary() { # STATUS: what is altered, what is not, how to go on
  local step state
  note ''
  for step in "${STEPS[@]}"; do
    [[ ${EFFECT[${step}]} != reads ]] || continue
    state='not begun, nothing altered'
    if is_begun "${step}"; then state='BEGUN; the next run looks whether it took effect'; fi
    if is_done "${step}"; then state='done'; fi
    note "$(printf '  %-24s %-8s %s' "${step}" "${EFFECT[${step}]}" "${state}")"
  done
  nodes_summary
  if [[ $1 == 0 ]]; then return; fi
  note "Ended with status $1${STEP:+ in ${STEP}}. To go on: $(shell_words bash "${SCRIPT}" "${COMMAND}" --state-dir "${STATE_DIR}")"
}

nodes_summary() { # which nodes are updated, which failed, which nobody touched
  local xname xnames state updated='' failed='' untouched=''
  [[ -n $(ls -A "${STATE_DIR}/nodes" 2>/dev/null) ]] || return 0
  IFS=, read -ra xnames <"${STATE_DIR}/values/XNAMES"
  for xname in "${xnames[@]}"; do
    if [[ ! -e ${STATE_DIR}/nodes/${xname} ]]; then
      untouched+=" ${xname}"
      continue
    fi
    read -r state <"${STATE_DIR}/nodes/${xname}" || :
    if [[ ${state} == updated ]]; then updated+=" ${xname}"; else failed+=" ${xname}"; fi
  done
  note "  nodes updated:  ${updated:- none}"
  note "  nodes failed:   ${failed:- none}"
  note "  nodes untouched:${untouched:- none}"
}

interrupted() { # STATUS: by a signal; calls in flight have ended before this runs, or are waited for here
  trap '' INT TERM HUP
  if [[ -n ${PAUSE} ]]; then kill "${PAUSE}" 2>/dev/null || :; fi
  if [[ -n $(jobs -p) ]]; then
    if [[ -n ${STEP} && ${EFFECT[${STEP}]} == reads ]]; then
      jobs -p | xargs -r kill 2>/dev/null || :
      end_in_flight
    else
      note 'Interrupted: the calls in flight are waited for.'
    fi
  fi
  wait || :
  if [[ -n ${LOCK} ]]; then # the signal may have come between a line of the evidence and the note of its digest
    (find_evidence_head && record interrupted status "$1") || warn 'The evidence could not be written.'
  fi
  leave "$1"
}

at_exit() { # STATUS: last words, however the script ends
  local status=$1
  trap '' INT TERM HUP
  set +e
  if [[ ${status} != 0 && ${LEFT} != yes && ! -e ${SCRATCH}/left ]]; then
    note "STOP in ${STEP:-start}: an answer was not understood (status ${status}); the message is above."
    status=${STOP_STATUS}
  fi
  if [[ -n ${LOCK} ]]; then
    # What failed may have been the digest of a line that is in the evidence already.
    ({ [[ ${status} == 0 ]] || find_evidence_head; } && chain_spools again && record end status "${status}") ||
      warn 'The evidence could not be written.'
    summary "${status}"
  fi
  [[ -z ${SCRATCH} ]] || rm -rf "${SCRATCH}"
  [[ -z ${DRY_STATE} ]] || rm -rf "${DRY_STATE}"
  release_lock
  exit "${status}"
}
