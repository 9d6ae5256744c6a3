# -- State ---------------------------------------------------------------------------------------------------
# One file for each value, mark and saved entry. A value counts once its step is done, or has begun to alter the
# system: only then it must be on disk. What is looked for by its name is complete on disk before it takes it.

write_file() { # FILE TEXT: TEXT and a line feed become the content of FILE, all of it or none
  local file=$1
  if ! { printf '%s\n' "$2" >"${file}.new" && sync "${file}.new" && mv -f "${file}.new" "${file}"; }; then
    cannot_write "${file}"
  fi
}

cannot_write() { # FILE
  stop "Cannot write ${1}." "Free space or rights are missing there; then run again, it goes on from here."
}

mark() { # FILE: makes a mark, after the values of this step and the evidence are on disk
  local name before=()
  if [[ ${DRY_RUN} == no ]]; then before=("${STATE_DIR}/evidence.jsonl"); fi
  for name in ${GIVES[${STEP}]}; do
    [[ ! -e ${STATE_DIR}/values/${name} ]] || before+=("${STATE_DIR}/values/${name}")
  done
  utc_time
  if ! { ((${#before[@]} == 0)) || sync "${before[@]}"; } || ! printf '%s\n' "${REPLY}" >"$1"; then
    cannot_write "$1"
  fi
}

is_fresh() { # STEP: this very run carried it out, and no question waited since: what it looked at need not be looked at again
  [[ ${FRESH} == *" $1 "* ]]
}

value() { # NAME SHAPE TEXT: checks the shape of a value where it was obtained, records it and sets the variable
  local name=$1 shape=$2 text=$3
  if [[ ! ${text} =~ ^(${shape})$ && ! (${DRY_RUN} == yes && ${text} == *'<'*'>'*) ]]; then
    stop "${name} would be $(shell_words "${text}"), which has not the shape of one." \
      "Nothing is done with a value that is not understood: find out where it comes from with 'show ${STEP}'."
  fi
  printf '%s\n' "${text}" >"${STATE_DIR}/values/${name}" || cannot_write "${STATE_DIR}/values/${name}"
  printf -v "${name}" '%s' "${text}"
  note "  ${name}=${text}"
}

load_values() { # STEP: sets the variables that the step gave in an earlier run
  local name text
  for name in ${GIVES[$1]}; do
    [[ -r ${STATE_DIR}/values/${name} ]] || continue
    text=$(<"${STATE_DIR}/values/${name}")
    printf -v "${name}" '%s' "${text}"
  done
}

is_done() { [[ -e ${STATE_DIR}/done/$1 ]]; }   # STEP
is_begun() { [[ -e ${STATE_DIR}/begun/$1 ]]; } # STEP

mark_begun() { # this step begins to alter the system; from here on its effect may be there, and the disk must tell so
  local file="${STATE_DIR}/begun/${STEP}"
  if [[ -n ${SPOOL} ]] || is_begun "${STEP}"; then return; fi
  mark "${file}"
  sync "${file}" || cannot_write "${file}"
}

begun_before() { # whether this step began to alter the system already: its effect may be there
  is_begun "${STEP}"
}

open_state() { # makes the state directory, or recognises it as that of these very bytes
  mkdir -p "${STATE_DIR}" 2>/dev/null || :
  [[ -d ${STATE_DIR} && -w ${STATE_DIR} ]] ||
    stop "The state directory ${STATE_DIR} cannot be written." "Make it writable, or name another with --state-dir."
  take_lock
  if [[ -e ${STATE_DIR}/runbook ]]; then
    check_owner
  else
    [[ -z $(ls -A --ignore=lock --ignore=lock.taking --ignore=runbook.new "${STATE_DIR}") ]] || owner_mismatch "It holds other files and no runbook's mark."
    chmod 0700 "${STATE_DIR}"
    write_file "${STATE_DIR}/runbook" "${RUNBOOK} ${SCRIPT_DIGEST}"
  fi
  await_in_flight # before anything is altered there that it may still use
  rm -rf "${STATE_DIR}/scratch"
  mkdir -p "${STATE_DIR}"/{values,done,begun,nodes,spool,scratch,in-flight}
}

check_owner() { # the state directory was made by this runbook, by these bytes of it
  local name digest
  read -r name digest <"${STATE_DIR}/runbook" || :
  [[ ${name} == "${RUNBOOK}" ]] || owner_mismatch "It belongs to the runbook ${name}."
  [[ ${digest} == "${SCRIPT_DIGEST}" ]] || owner_mismatch "It was made by other bytes of ${RUNBOOK} (sha256 ${digest})."
}

owner_mismatch() { # WHY
  STOP_STATUS=7
  release_lock # of a directory that is not ours nothing more is touched
  stop "The state directory ${STATE_DIR} is not that of this script. $1" \
    "Continue with the script that made it, or begin anew with another --state-dir."
}

find_script_digest() { # SCRIPT_DIGEST: sha256 of this script's bytes
  SCRIPT_DIGEST=$(sha256sum <"${SCRIPT}")
  SCRIPT_DIGEST=${SCRIPT_DIGEST%% *}
}
