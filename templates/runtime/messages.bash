# -- Messages ------------------------------------------------------------------------------------------------
# Talk goes to stderr; a vanished terminal (a lost ssh session) must not end a run by itself.

note() { # TEXT: says what happens
  printf '%s\n' "$*" >&2 || :
}

warn() { # TEXT: says what a person should look at
  printf 'WARNING: %s\n' "$*" >&2 || :
}

stop() { # WHAT REMEDY: ends the step, and with it the run
  note "STOP in ${STEP:-start}: $1
  What to do: $2"
  leave "${STOP_STATUS}"
}

leave() { # STATUS: ends with a status of the table in the manual; any other status is a failure nobody foresaw
  LEFT=yes
  if [[ -d ${SCRATCH} ]]; then : >"${SCRATCH}/left"; fi
  exit "$1"
}

utc_time() { # such as 2026-11-28T22:00:00Z
  TZ=UTC printf '%(%Y-%m-%dT%H:%M:%SZ)T' -1
}

shell_words() { # COMMAND...: the command as one line that bash would read back
  local line
  printf -v line '%q ' "$@"
  printf '%s' "${line% }"
}

json_string() { # TEXT: the text as a JSON string
  local text=$1 code char
  text=${text//\\/\\\\}
  text=${text//\"/\\\"}
  if [[ ${text} == *[[:cntrl:]]* ]]; then
    for code in {1..31}; do
      printf -v char '%b' "\\x$(printf '%x' "${code}")"
      printf -v code '\\u%04x' "${code}"
      text=${text//"${char}"/"${code}"}
    done
  fi
  printf '"%s"' "${text}"
}
