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

# What is needed for every call leaves its text in REPLY: a subshell for each would cost more than the calls' own.

utc_time() { # REPLY: such as 2026-11-28T22:00:00Z
  TZ=UTC printf -v REPLY '%(%Y-%m-%dT%H:%M:%SZ)T' -1
}

words_of() { # COMMAND...: REPLY: the command as one line that bash would read back
  printf -v REPLY '%q ' "$@"
  REPLY=${REPLY% }
}

shell_words() { # COMMAND...: prints the command as one line that bash would read back
  words_of "$@"
  printf '%s' "${REPLY}"
}

readonly DIGEST_OF_NOTHING=01ba4719c80b6fe911b091a7c05124b64eeece964e09c058ef8f9805daca546b # of a line feed alone

digest_of() { # TEXT: REPLY: the SHA-256 of the text and a line feed
  REPLY=${DIGEST_OF_NOTHING}
  [[ -n $1 ]] || return 0
  REPLY=$(sha256sum <<<"$1") || stop "A digest cannot be computed." "Free space in ${TMPDIR:-/tmp}, or memory; then run again."
  REPLY=${REPLY%% *}
}

json_string() { # TEXT: REPLY: the text as a JSON string
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
  REPLY="\"${text}\""
}
