#!/usr/bin/env bats
# What others do to the system meanwhile, and answers that nobody should give.

# shellcheck disable=SC2016 # filters of jq, and lines for another bash
load helpers

@test "an entry that BSS was not asked for is a stop for all, and is not written" {
  prepare
  meddle 'bss bootparameters list --hosts*' \
    'real "$@" | jq '\''. + [{hosts: ["x3000c0s1b0n0"], kernel: .[0].kernel, initrd: .[0].initrd, params: "metal.server=s3://boot-images/k8s/0.3.49/rootfs metal.no-wipe=1"}]'\'
  run carry_out
  assert_failure 1
  assert_output --partial 'BSS answered with an entry of ["x3000c0s1b0n0"], not asked for'
  assert_untouched bss
}

@test "an entry without a host is a stop, too" {
  prepare
  meddle 'bss bootparameters list --hosts*' 'real "$@" | jq '\''. + [{params: "metal.server=x"}]'\'
  run carry_out
  assert_failure 1
  assert_output --partial 'BSS answered with an entry of null, not asked for'
  assert_untouched bss
}

@test "canary: a node that somebody altered meanwhile is left alone" {
  prepare bootParameters.canary=1 bootParameters.parallel=1
  meddle "bss bootparameters update --hosts ${WORKERS[0]}*" \
    "real \"\$@\" && alter bss '.entries[\"${WORKERS[1]}\"].params += \" rd.extra=someone\"'"
  run carry_out
  assert_failure 1
  assert_output --partial "Somebody else altered the boot parameters since they were saved, of: ${WORKERS[1]}"
  [[ $(params_of "${WORKERS[1]}") == *' rd.extra=someone' ]]
}

@test "a configuration that somebody made while the question waited is not replaced" {
  prepare
  mkfifo "${BATS_TEST_TMPDIR}/answers"
  on_site script -qfec "bash '${RUNBOOK}' run --poll-seconds 0 --state-dir '${STATE}' --until create-configuration" /dev/null \
    <"${BATS_TEST_TMPDIR}/answers" >"${BATS_TEST_TMPDIR}/talk" 2>&1 3>&- &
  local run=$! status=0
  exec 8>"${BATS_TEST_TMPDIR}/answers"
  printf 'yes\nyes\n' >&8
  until grep -q 'Create the CFS configuration' "${BATS_TEST_TMPDIR}/talk"; do read -r -t 0.1 <><(:) || :; done
  edit_site cfs '.configurations += [{name: "site-ncn-image", lastUpdated: "2026-11-28T22:00:00Z", layers: [{name: "foreign", cloneUrl: "https://h/r.git", playbook: "p.yml", commit: "0123456789012345678901234567890123456789"}]}]'
  printf 'yes\n' >&8
  exec 8>&-
  wait "${run}" || status=$?
  assert_equal "${status}" 1
  run cat "${BATS_TEST_TMPDIR}/talk"
  assert_output --partial 'CFS has a configuration site-ncn-image meanwhile'
  [[ $(site '.cfs.configurations[] | select(.name == "site-ncn-image") | .layers[0].name') == foreign ]]
}

@test "a configuration that somebody altered since is not taken for a session" {
  prepare
  carry_out --until create-configuration
  edit_site cfs '(.configurations[] | select(.name == "site-ncn-image") | .layers[0].playbook) = "other.yml"'
  run carry_out
  assert_failure 1
  assert_output --partial 'CFS has for site-ncn-image by now'
  [[ $(site '.cfs.sessions | length') == 0 ]]
}

@test "a configuration that somebody altered while the question of the session waited is not used" {
  prepare
  carry_out --until create-configuration
  mkfifo "${BATS_TEST_TMPDIR}/answers"
  on_site script -qfec "bash '${RUNBOOK}' run --poll-seconds 0 --state-dir '${STATE}' --until create-session" /dev/null \
    <"${BATS_TEST_TMPDIR}/answers" >"${BATS_TEST_TMPDIR}/talk" 2>&1 3>&- &
  local run=$! status=0
  exec 8>"${BATS_TEST_TMPDIR}/answers"
  until grep -q 'Create the CFS session' "${BATS_TEST_TMPDIR}/talk"; do read -r -t 0.1 <><(:) || :; done
  edit_site cfs '(.configurations[] | select(.name == "site-ncn-image") | .layers[0].playbook) = "other.yml"'
  printf 'yes\n' >&8
  exec 8>&-
  wait "${run}" || status=$?
  assert_equal "${status}" 1
  run cat "${BATS_TEST_TMPDIR}/talk"
  assert_output --partial 'CFS has for site-ncn-image by now'
  [[ $(site '.cfs.sessions | length') == 0 ]]
}

@test "a session of somebody else under the name: a stop, and the next run takes another name" {
  prepare
  meddle 'cfs sessions create --name*' \
    'real cfs sessions create --name "$5" --configuration-name management-22.11 --target-definition image --format json --target-group Other "${@: -1}" >/dev/null && real "$@"'
  run carry_out
  assert_failure 1
  assert_output --partial 'CFS has another session'
  MEDDLER=''
  run carry_out
  assert_success
}

@test "a pager that goes away ends nothing" {
  prepare
  set -o pipefail
  carry_out 2>&1 | head -n 1
  run runbook status
  assert_output --partial 'Next: nothing, all is done'
}

@test "checksums recorded: an old file of the name is not taken" {
  prepare image.checksums=recorded
  edit_site s3 '.buckets["boot-images"]["k8s/0.3.49/rootfs"].metadata.md5sum = "0123456789abcdef0123456789abcdef"'
  mkdir "${BATS_TEST_TMPDIR}/work"
  printf 'old\n' >"${BATS_TEST_TMPDIR}/work/k8s-0.3.49-rootfs"
  carry_out --until record-checksums --work-dir "${BATS_TEST_TMPDIR}/work"
  assert_equal "$(<"${STATE}/values/IMS_ROOTFS_MD5SUM")" 0123456789abcdef0123456789abcdef
}

@test "a way back that names no object is a stop" {
  local address
  for address in 'http://rgw-vip.nmn/boot-images/?x' 's3://boot-images/?x'; do
    prepare
    edit_site bss '.entries[$x].kernel = $k' --arg x "${WORKERS[1]}" --arg k "${address}"
    save_site
    run carry_out
    assert_failure 1
    assert_output --partial "boots ${address}, which is not in S3"
    assert_untouched bss
    teardown
    rm -rf "${STATE}" "${SITE}" "${BATS_TEST_TMPDIR}"/{out,ready}
  done
}

@test "ids of HSM that are no xnames are a stop, not split and not left out" {
  prepare
  local id
  for id in '"x3000c0s11b0n0\n"' null '"x3000c0s11b0n0 x3000c0s1b0n0"' '["x3000c0s1b0n0"]'; do
    meddle 'hsm state components list*' "real \"\$@\" | jq '.Components[-1].ID = ${id}'"
    run carry_out
    assert_failure 1
    assert_output --partial 'HSM answered with ids that are no xnames'
  done
  assert_untouched bss
}

@test "what the caller hands down alters nothing: shell options, functions, a closed output" {
  prepare
  sync() { return 1; }
  export -f sync
  run on_site env SHELLOPTS=noclobber:noglob:posix BASHOPTS=failglob:nullglob:nocasematch \
    bash "${RUNBOOK}" run --yes --accept-wipe --poll-seconds 0 --state-dir "${STATE}"
  assert_success
  assert_equal "$(ls "${STATE}/spool")" ''
  run runbook evidence
  assert_success
  run runbook verify >&-
  assert_success
}

@test "params are measured in bytes, as a command is" {
  prepare
  local params
  params="$(params_of "${WORKERS[2]}") note=$(printf '語%.0s' {1..40000})"
  printf '%s' "${params}" >"${BATS_TEST_TMPDIR}/params"
  edit_site bss '.entries[$x].params = $p' --arg x "${WORKERS[2]}" --rawfile p "${BATS_TEST_TMPDIR}/params"
  save_site
  run carry_out
  assert_failure 1
  assert_output --partial 'has params longer than a command can carry'
  assert_untouched bss
}

@test "a dry run without a place for what it notes says so" {
  prepare
  TMPDIR="${BATS_TEST_TMPDIR}/none" run runbook run --dry-run
  assert_failure 3
  assert_output --partial "No directory can be made in ${BATS_TEST_TMPDIR}/none"
}

@test "a relative XDG_STATE_HOME does not count" {
  prepare
  HOME="${BATS_TEST_TMPDIR}/home" XDG_STATE_HOME=here run bash "${RUNBOOK}"
  assert_output --partial "${BATS_TEST_TMPDIR}/home/.local/state/ncn-runbook/case"
}

@test "a session that takes long is looked at each pollSeconds to its end" {
  prepare session.pollSeconds=30
  carry_out --until create-session
  edit_site cfs '(.sessions[].site.polls.running) = 70'
  # In place of sleeping it is noted how long.
  printf '#!/usr/bin/env bash\nprintf "%%s\\n" "$1" >>%q\n' "${BATS_TEST_TMPDIR}/slept" >"${SITE}/bin/sleep"
  chmod +x "${SITE}/bin/sleep"
  runbook run --yes --until wait-session
  assert_equal "$(sort -n "${BATS_TEST_TMPDIR}/slept" | uniq -c | tr -s ' \n' ' ')" ' 1 2 1 4 1 8 1 16 67 30 '
}

@test "a host that says the xname of another one is not updated in its place" {
  prepare bootParameters.nodes='{hosts: [ncn-w002]}'
  edit_site nodes '.["ncn-w002"].files["/etc/cray/xname"] = $text' --arg text "${WORKERS[0]}"$'\n'
  save_site
  run carry_out
  assert_failure 1
  assert_output --partial "${WORKERS[0]} says hostname=ncn-w001, another node than ncn-w002"
  run runbook run --dry-run
  assert_failure 1
  assert_output --partial "${WORKERS[0]} says hostname=ncn-w001, another node than ncn-w002"
  assert_untouched bss
}

@test "two hosts that say the same xname are refused" {
  prepare bootParameters.nodes='{hosts: [ncn-w001, ncn-w002]}'
  edit_site nodes '.["ncn-w002"].files["/etc/cray/xname"] = $text' --arg text "${WORKERS[0]}"$'\n'
  save_site
  run carry_out
  assert_failure 1
  assert_output --partial "ncn-w002 and ncn-w001 say the same xname ${WORKERS[0]}"
  assert_untouched bss
}

@test "what a host says reaches no terminal as it is" {
  prepare bootParameters.nodes='{hosts: [ncn-w001]}'
  edit_site nodes '.["ncn-w001"].files["/etc/cray/xname"] = "x\u001b[2JOK\n"'
  save_site
  run carry_out
  assert_failure 1
  assert_output --partial "ncn-w001 says its xname is 'x?[2JOK'"
}

@test "answers of another kind than expected name their service" {
  prepare
  carry_out --until create-session
  save_site
  local answer
  for answer in '{}' '[]' null; do
    meddle 'hsm state components list*' "echo '${answer}'"
    run carry_out
    assert_failure 1
    assert_output --partial 'HSM answered with ids that are no xnames'
  done
  for answer in null '[[]]' '{}'; do
    meddle 'bss bootparameters list*' "echo '${answer}'"
    run carry_out
    assert_failure 1
    assert_output --partial "BSS answered with no list of entries: ${answer}"
  done
  assert_untouched bss
}

@test "a session that CFS tells as something else is not waited for" {
  prepare
  carry_out --until create-session
  meddle 'cfs sessions describe*' "echo '[]'"
  run carry_out
  assert_failure 1
  assert_output --partial 'CFS answered with no session: []'
}

@test "--until takes one step" {
  prepare
  run carry_out --until 'preflight identify-image'
  assert_failure 2
  assert_output --partial 'no step preflight'
  [[ ! -e ${STATE} ]]
}

@test "however short the time for the session, or long the interval, a rehearsal looks often enough" {
  local setting
  for setting in 'session.timeoutMinutes=1' 'session.timeoutMinutes=60 session.pollSeconds=3600'; do
    # shellcheck disable=SC2086 # a setting each
    prepare ${setting}
    run carry_out --until wait-session
    assert_success
    teardown
    rm -rf "${BATS_TEST_TMPDIR:?}"/{out,state,site,ready}
  done
}

@test "the wipe question names only nodes that are to be written" {
  prepare bootParameters.metalNoWipe=keep bootParameters.parallel=1
  set_params "${WORKERS[0]}" "$(params_of "${WORKERS[0]}" | sed 's/metal.no-wipe=1/metal.no-wipe=0/')"
  fault 'cray bss bootparameters update#2=error:503'
  run carry_out
  assert_failure 1
  run runbook run --yes # the node that lets its disks be wiped is updated already
  assert_success
  assert_output --partial "nodes updated:   ${WORKERS[*]}"
}

@test "rollback: the wipe question names only nodes that are put back" {
  prepare bootParameters.metalNoWipe=1
  set_params "${WORKERS[0]}" "$(params_of "${WORKERS[0]}" | sed 's/metal.no-wipe=1/metal.no-wipe=0/')"
  carry_out
  local params
  params=$(params_of "${WORKERS[0]}")
  run runbook rollback --yes
  assert_failure 5
  assert_output --partial "BE WIPED: ${WORKERS[0]}"
  set_params "${WORKERS[0]}" "${params} by=another"
  run runbook rollback --yes
  assert_failure 1
  assert_output --partial "somebody else altered their entries since: ${WORKERS[0]}"
  [[ $(params_of "${WORKERS[1]}") == *"k8s/0.3.49/rootfs"* ]]
}
