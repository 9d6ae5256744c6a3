#!/usr/bin/env bats
# What is only seen when two things meet: runs at once, a run beside its evidence, what a killed run left, signals,
# a disk that is slow, a command that fails once, and what the caller's environment and directories are named.

load helpers

wrap() { # COMMAND LINES: a command of that name for `wrapped`, in which `real` is the machine's and ${here} the test's directory
  WRAPPERS="${BATS_TEST_TMPDIR}/wrappers"
  mkdir -p "${WRAPPERS}"
  cat >"${WRAPPERS}/$1" <<SCRIPT
#!/bin/bash -p
here='${BATS_TEST_TMPDIR}'
real() { '$(command -v "$1")' "\$@"; }
$2
SCRIPT
  chmod +x "${WRAPPERS}/$1"
}

wrapped() { # COMMAND...: with the wrappers first on PATH
  PATH="${WRAPPERS}:${PATH}" "$@"
}

begin() { # WORD...: carries out beside the test: RUN is the script's own process, in a session of its own; SAID is what it says
  RUNS=$((${RUNS:-0} + 1))
  SAID="${BATS_TEST_TMPDIR}/said.${RUNS}"
  on_site exec setsid bash "${RUNBOOK}" run --yes --accept-wipe --poll-seconds 0 --state-dir "${STATE}" "$@" \
    </dev/null >"${SAID}" 2>&1 3>&- &
  RUN=$!
}

await() { # COMMAND...: until it succeeds, or the run has ended
  until "$@" || ! kill -0 "${RUN}" 2>/dev/null; do read -r -t 0.05 <> <(:) || :; done
}

ended() { # STATUS: the run ends with it; what it said is the output
  local how=0
  wait "${RUN}" || how=$?
  run cat "${SAID}"
  ((how == $1)) || fail "It ended with ${how}, not $1: ${output}"
}

updates() { # how often each node was updated
  jq -r 'select(.argv[0:3] == ["bss", "bootparameters", "update"]) | .argv[4]' "${SITE}/calls.jsonl" | sort | uniq -c
}

@test "lock: of six runs that find the lock of a dead one, one gets to work" {
  prepare
  fault 'cray --version=kill-before'
  begin
  ended 137
  [[ -L ${STATE}/lock ]]
  restore_site
  # Who holds the lock keeps it until the others have ended, or until another one believes to hold it, too.
  meddle --version "cd '${BATS_TEST_TMPDIR}'
    mkdir working 2>/dev/null || : >two
    until [[ -e two ]] || (set -- ended.*; ((\$# == 5))); do sleep 0.05; done
    real \"\$@\""
  # All six have looked at the lock before any of them goes on.
  local delay='printf -v delay "0.%03d" "$((RANDOM % 200))"; sleep "${delay}"' number how runs=()
  wrap readlink 'real "$@"
    status=$?
    : >"${here}/looked.$$"
    shopt -s nullglob
    until (set -- "${here}"/looked.* "${here}"/ended.* "${here}"/working*; (($# >= 6))); do sleep 0.02; done
'"    ${delay}"'
    exit "${status}"'
  wrap mv "${delay}"'; real "$@"'
  wrap rm "${delay}"'; real "$@"'
  for number in {1..6}; do
    {
      how=0
      wrapped carry_out --call-seconds 60 --until identify-image >"${BATS_TEST_TMPDIR}/talk.${number}" 2>&1 3>&- || how=$?
      printf '%d\n' "${how}" >"${BATS_TEST_TMPDIR}/ended.${number}"
    } &
    runs+=("$!")
  done
  wait "${runs[@]}"
  [[ ! -e ${BATS_TEST_TMPDIR}/two ]] || fail 'two were at work at the same time'
  assert_equal "$(sort "${BATS_TEST_TMPDIR}"/ended.* | tr '\n' ' ')" '0 6 6 6 6 6 '
  run runbook evidence
  assert_success
}

@test "chain: a digest that cannot be computed once leaves a state to go on from, and no gap" {
  prepare
  local nth step
  wrap sha256sum 'printf . >>"${here}/digests"
    if [[ $(stat -c %s "${here}/digests") == "$(<"${here}/nth")" ]]; then exit 137; fi
    real "$@"'
  for step in '2 preflight' '9 identify-image' '32 find-nodes'; do
    nth=${step% *} step=${step#* }
    printf '%d\n' "${nth}" >"${BATS_TEST_TMPDIR}/nth"
    rm -f "${BATS_TEST_TMPDIR}/digests"
    run wrapped carry_out --until "${step}"
    (($(stat -c %s "${BATS_TEST_TMPDIR}/digests") >= nth))
    run carry_out --until "${step}"
    assert_success
    run runbook evidence
    assert_success
  done
}

@test "chain: a digest of the last line that cannot be computed does not break it" {
  prepare
  wrap sha256sum 'cat >"${here}/digested"
    if grep -q "\"event\":\"end\"" "${here}/digested"; then exit 137; fi
    real <"${here}/digested"'
  run wrapped carry_out --until preflight
  assert_output --partial 'The evidence could not be written'
  run runbook evidence
  assert_success
  run carry_out --until preflight
  assert_success
  run runbook evidence
  assert_success
}

@test "evidence: while a run is under way it is never said to be broken" {
  prepare
  local times=0
  begin --until find-nodes
  await test -s "${STATE}/evidence.jsonl"
  while kill -0 "${RUN}" 2>/dev/null; do
    run runbook evidence
    assert_success
    times=$((times + 1))
  done
  ended 0
  ((times > 1))
}

kill_while_shells_write() { # a run is killed while the shells of two nodes write to a disk that waits for disk_answers
  prepare bootParameters.parallel=2
  wrap sync 'real "$@" || exit
    if [[ $* == *x3000c0s* ]]; then
      : >"${here}/writing.${PPID}"
      until [[ -e ${here}/written || ! -d ${here} ]]; do sleep 0.05; done
    fi'
  wrapped begin
  await two_write
  two_write
  kill -KILL "${RUN}"
  ended 137
  rm "${WRAPPERS}/sync"
}

two_write() {
  (($(compgen -G "${BATS_TEST_TMPDIR}/writing.*" | wc -l) == 2))
}

disk_answers() {
  : >"${BATS_TEST_TMPDIR}/written"
}

is_gone() { # PROCESS: it has ended, be it buried or not
  [[ ! -e /proc/$1/stat || $(<"/proc/$1/stat") == *') Z '* ]]
}

@test "killed: what its shells still write is waited for, and no node is updated twice" {
  kill_while_shells_write
  wrap sleep 'real 0.1' # between two looks at what is waited for
  wrapped begin --until update-boot-parameters
  await grep -q 'Waiting for the call that a killed run left behind' "${SAID}"
  disk_answers
  ended 0
  assert_output --partial 'Waiting for the call that a killed run left behind'
  assert_equal "$(updates)" "$(printf '      1 %s\n' "${WORKERS[@]}" | sort)"
  run runbook evidence
  assert_success
}

@test "killed: its shells begin nothing, even where no run could know of them" {
  kill_while_shells_write
  rm -f "${STATE}"/in-flight/* # as if the script had been killed before it noted them
  meddle 'bss bootparameters list*' "if [[ \${NCN_RUNBOOK_STEP} == verify-boot-parameters ]]; then
      : >'${BATS_TEST_TMPDIR}/verifies'
      until [[ -e '${BATS_TEST_TMPDIR}/verify' ]]; do sleep 0.05; done
    fi
    real \"\$@\""
  begin
  await test -e "${BATS_TEST_TMPDIR}/verifies"
  disk_answers
  local file
  for file in "${BATS_TEST_TMPDIR}"/writing.*; do
    until is_gone "${file##*.}"; do read -r -t 0.05 <> <(:) || :; done
  done
  : >"${BATS_TEST_TMPDIR}/verify"
  ended 0
  assert_equal "$(updates)" "$(printf '      1 %s\n' "${WORKERS[@]}" | sort)"
}

@test "SIGTERM to the script alone: it does not try again first" {
  prepare
  carry_out --until create-session
  fault 'cray cfs sessions describe#*=error:503'
  begin --poll-seconds 5
  await grep -q 'try 1 of 10' "${SAID}"
  kill -TERM "${RUN}"
  ended 143
  assert_output --partial 'try 1 of 10'
  refute_output --partial 'try 4 of 10'
}

@test "SIGHUP to all: a node whose call outlives it is known to be updated" {
  prepare bootParameters.parallel=1
  meddle 'bss bootparameters update*' "trap '' HUP
    cd '${BATS_TEST_TMPDIR}'
    : >called
    until [[ -e answer ]]; do sleep 0.05; done
    real \"\$@\"
    : >answered"
  begin --call-seconds 60
  await test -e "${BATS_TEST_TMPDIR}/called"
  kill -HUP -- "-${RUN}"
  await grep -q 'Interrupted' "${SAID}"
  : >"${BATS_TEST_TMPDIR}/answer"
  ended 129
  [[ -e ${BATS_TEST_TMPDIR}/answered ]]
  assert_output --partial "nodes updated:   ${WORKERS[0]}"
  assert_output --partial 'nodes failed:    none'
  assert_output --partial "nodes untouched: ${WORKERS[1]} ${WORKERS[2]}"
}

@test "locale: the script works in C, the calls in the language of the caller" {
  prepare
  LC_ALL=C.UTF-8 run runbook status 'é'
  assert_failure 2
  assert_output --partial "one word too many: \$'\\303\\251'"
  meddle --version "env >'${BATS_TEST_TMPDIR}/environment'; real \"\$@\""
  LC_ALL=C.UTF-8 LC_CTYPE=C LANG=C carry_out --until preflight
  run grep -E '^(LC_|LANG)' "${BATS_TEST_TMPDIR}/environment"
  assert_output 'LANG=C.UTF-8'
}

if [[ -e /usr/share/i18n/locales/tr_TR ]] && localedef --help >/dev/null 2>&1; then # it need not be on the machine
  @test "locale: where the capital letter of i is none of ASCII, names are still made of ASCII" {
    prepare
    localedef -i tr_TR -f UTF-8 "${BATS_TEST_TMPDIR}/tr_TR.UTF-8"
    LOCPATH="${BATS_TEST_TMPDIR}" LC_ALL=tr_TR.UTF-8 run carry_out --until get-artifacts
    assert_success
    assert_output --partial 'IMS_INITRD_FILENAME='
  }
fi

@test "--state-dir: blanks and what else a pattern is made of do not hide the nodes from the summary" {
  prepare
  STATE="${BATS_TEST_TMPDIR}/a state [x]*? of it"
  run carry_out
  assert_success
  assert_output --partial "nodes updated:   ${WORKERS[*]}"
  assert_output --partial 'nodes untouched: none'
}
