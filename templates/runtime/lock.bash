# -- Lock ----------------------------------------------------------------------------------------------------
# A symbolic link is made in one act and carries its holder: host, boot, process and the process's start.

process_start() { # PID: REPLY: when it started, in ticks since boot; nothing when it is gone, or dead and not yet buried
  local line fields
  REPLY=''
  [[ $1 =~ ^[0-9]+$ ]] || return 0
  { read -r line <"/proc/$1/stat"; } 2>/dev/null || return 0
  read -ra fields <<<"${line##*) }"
  [[ ${fields[0]} == Z ]] || REPLY=${fields[19]}
}

is_alive() { # PID START: whether it is still that process
  process_start "$1"
  [[ -n ${REPLY} && ${REPLY} == "$2" ]]
}

lock_is_held() { # HOLDER: whether that process lives; of another host nobody here can tell, so it counts as living
  local host boot pid start
  IFS=/ read -r host boot pid start <<<"$1"
  [[ ${host} != "${HOST}" ]] || { [[ ${boot} == "$(</proc/sys/kernel/random/boot_id)" ]] && is_alive "${pid}" "${start}"; }
}

take_lock() { # refuses when another run holds it; takes over from one that died
  local lock="${STATE_DIR}/lock" mine holder tries=0
  process_start "$$"
  mine="${HOST}/$(</proc/sys/kernel/random/boot_id)/$$/${REPLY}"
  until ln -s -T "${mine}" "${lock}" 2>/dev/null; do
    tries=$((tries + 1))
    ((tries < 100)) || stop "The lock ${lock} cannot be made." "Look at that file and at the rights there."
    holder=$(readlink "${lock}") || continue
    if lock_is_held "${holder}"; then
      STOP_STATUS=6
      stop "Another run uses ${STATE_DIR}: host/boot/process/start ${holder}." \
        "Wait for it to end. If that host is gone for good, remove ${lock} and run again."
    fi
    note "Taking over the lock of a run that died (${holder})."
    if ln -s -T "${mine}" "${lock}.taking" 2>/dev/null; then # one at a time, so that what is removed is what was looked at
      if [[ $(readlink "${lock}") == "${holder}" ]]; then rm -f "${lock}"; fi
      rm -f "${lock}.taking"
    else
      holder=$(readlink "${lock}.taking") || continue
      if lock_is_held "${holder}"; then sleep 0.1; else rm -f "${lock}.taking"; fi
    fi
  done
  LOCK=${lock}
}

release_lock() {
  [[ -z ${LOCK} ]] || rm -f "${LOCK}"
  LOCK=''
}
