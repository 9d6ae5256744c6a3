#!/usr/bin/env bats
# The everyday face of the script: run, dry run, status, show, prompts, exit statuses.

load helpers

@test "run: carries out the procedure, and again finds all done" {
  prepare
  run --separate-stderr carry_out
  assert_success
  [[ $(site '.ims.images | map(select(.name == "k8s-0.3.49-rootfs-rev1")) | length') == 1 ]]
  [[ $(site '.cfs.sessions | length') == 1 ]]
  local xname result
  result=$(site '.cfs.sessions[0].status.artifacts[0].result_id')
  for xname in "${WORKERS[@]}"; do
    [[ $(params_of "${xname}") == *" metal.server=s3://boot-images/${result}/rootfs metal.no-wipe=0 "* ]]
    [[ $(site ".bss.entries[\"${xname}\"].kernel") == "s3://boot-images/${result}/kernel" ]]
    [[ $(site ".bss.entries[\"${xname}\"].initrd") == "s3://boot-images/${result}/initrd" ]]
  done
  save_site
  run carry_out
  assert_success
  assert_output --partial 'update-boot-parameters: done before'
  assert_untouched
}

@test "run: other nodes keep their entries" {
  prepare
  carry_out
  diff <(jq -S '.entries | del(.x3000c0s7b0n0, .x3000c0s9b0n0, .x3000c0s11b0n0)' "${BATS_TEST_TMPDIR}/saved/bss.json") \
    <(jq -S '.entries | del(.x3000c0s7b0n0, .x3000c0s9b0n0, .x3000c0s11b0n0)' "${SITE}/state/bss.json")
}

@test "bare: prints the plan and touches nothing" {
  prepare
  run runbook
  assert_success
  assert_output --partial 'update-boot-parameters   wipes'
  assert_output --partial '--accept-wipe'
  [[ ! -e ${STATE} && ! -e ${SITE}/calls.jsonl ]] || [[ ! -s ${SITE}/calls.jsonl ]]
}

@test "dry run: makes no change, leaves no state, and prints every change it would make" {
  prepare
  run --separate-stderr runbook run --dry-run
  assert_success
  assert_output --partial 'would run: cray ims images create --name k8s-0.3.49-rootfs-rev1 --format json'
  assert_output --partial 'cray artifacts create boot-images'
  assert_output --partial 'cray ims images update'
  assert_output --partial 'would run: cray cfs configurations update site-ncn-image'
  assert_output --partial 'cray cfs sessions create'
  local xname
  for xname in "${WORKERS[@]}"; do
    assert_output --partial "would run: cray bss bootparameters update --hosts ${xname} "
  done
  assert_untouched
  [[ ! -e ${STATE} ]]
}

@test "dry run: after a part was done it goes on from there" {
  prepare
  carry_out --until result-image
  save_site
  local result
  result=$(site '.cfs.sessions[0].status.artifacts[0].result_id')
  run --separate-stderr runbook run --dry-run
  assert_success
  refute_output --partial 'cray ims images create'
  assert_output --partial "--kernel s3://boot-images/${result}/kernel"
  assert_untouched
}

@test "run --until: stops after that step" {
  prepare
  run carry_out --until create-image-record
  assert_success
  [[ $(site '.ims.images | map(select(.name == "k8s-0.3.49-rootfs-rev1")) | .[0].link') == null ]]
  assert_untouched bss cfs s3
}

@test "status: tells what is done, what is next, and the values" {
  prepare
  run runbook status
  assert_output --partial 'Nothing was run yet'
  carry_out --until create-image-record
  run runbook status
  assert_success
  assert_output --partial 'Next: register-manifest'
  assert_output --partial 'ARTIFACT_S3_PREFIX=k8s/0.3.49'
}

@test "show: prints the commands of a step as they stand in the script" {
  prepare
  run runbook show update-boot-parameters
  assert_success
  assert_output --partial 'change cray bss bootparameters update --hosts "${XNAME}"'
  refute_output --partial 'cray cfs'
  run runbook show nothing
  assert_failure 2
}

@test "usage: what is not understood is exit 2, before anything else" {
  prepare
  local words
  for words in 'frobnicate' 'run --nope' 'run --until nothing' 'run --poll-seconds x' 'run --approved 12' 'status extra' 'run --until'; do
    run runbook ${words}
    assert_failure 2
  done
  [[ ! -e ${STATE} ]]
}

@test "exit 3: a missing command, and nothing was changed" {
  prepare
  rm "${SITE}/bin/kubectl"
  mkdir "${BATS_TEST_TMPDIR}/bin"
  local tool
  for tool in bash jq git cat chmod od sleep ls mkdir ln mv rm sync sha256sum date uname realpath tail wc timeout readlink mktemp id tty env sed sort tr stat df md5sum base64; do
    ln -s "$(command -v "${tool}")" "${BATS_TEST_TMPDIR}/bin/${tool}"
  done
  run env PATH="${SITE}/bin:${BATS_TEST_TMPDIR}/bin" bash "${RUNBOOK}" run --yes --state-dir "${STATE}"
  assert_failure 3
  assert_output --partial 'kubectl is not on this node'
  assert_untouched
}

@test "exit 5: without a terminal and without --yes it stops before the first change" {
  prepare
  run runbook run --poll-seconds 0
  assert_failure 5
  assert_output --partial '--yes'
  assert_untouched
}

@test "exit 5: --yes alone does not let disks be wiped" {
  prepare
  run runbook run --yes --poll-seconds 0
  assert_failure 5
  assert_output --partial '--accept-wipe'
  assert_untouched bss
}

@test "metalNoWipe 1: disks cannot be wiped, so --yes is enough" {
  prepare bootParameters.metalNoWipe=1
  runbook run --yes --poll-seconds 0
  [[ $(params_of "${WORKERS[0]}") == *' metal.no-wipe=1 '* ]]
}

@test "metalNoWipe keep: each node keeps its word" {
  prepare bootParameters.metalNoWipe=keep
  set_params "${WORKERS[1]}" 'metal.server=s3://boot-images/k8s/0.3.49/rootfs metal.no-wipe=0 hostname=ncn-w002'
  run runbook run --yes --poll-seconds 0
  assert_failure 5
  assert_output --partial "${WORKERS[1]}"
  carry_out
  [[ $(params_of "${WORKERS[0]}") == *' metal.no-wipe=1 '* && $(params_of "${WORKERS[1]}") == *' metal.no-wipe=0 '* ]]
}

@test "the prompts: no is exit 5, yes and wipe go on" {
  prepare
  local answers="${BATS_TEST_TMPDIR}/answers"
  printf 'no\n' >"${answers}"
  run on_terminal "${answers}"
  assert_failure 5
  assert_untouched
  printf 'yes\nyes\nyes\nyes\nno\n' >"${answers}"
  run on_terminal "${answers}"
  assert_failure 5
  assert_untouched bss
  printf 'wipe\n' >"${answers}"
  run on_terminal "${answers}"
  assert_success
  [[ $(params_of "${WORKERS[0]}") == *' metal.no-wipe=0 '* ]]
}

on_terminal() { # ANSWERS: runs the script on a terminal of its own, at which these lines are typed
  on_site script -qec "bash '${RUNBOOK}' run --poll-seconds 0 --state-dir '${STATE}'" /dev/null <"$1"
}

@test "exit 6: a second run on the same state is refused; the lock of a dead one is taken over" {
  prepare
  fault 'cray ims images list=hang'
  on_site bash "${RUNBOOK}" run --yes --call-seconds 600 --state-dir "${STATE}" </dev/null 2>/dev/null 3>&- &
  local first
  until first=$(readlink "${STATE}/lock"); do :; done
  run carry_out
  assert_failure 6
  first=${first%/*}
  kill -KILL "${first##*/}"
  while kill -0 "${first##*/}" 2>/dev/null; do :; done
  run carry_out
  assert_success
  assert_output --partial 'lock of a run that died'
}

@test "exit 7: the state of other bytes, or of another runbook, is refused with the way out" {
  prepare
  carry_out --until identify-image
  printf '# altered\n' >>"${RUNBOOK}"
  run carry_out
  assert_failure 7
  assert_output --partial 'other bytes'
  assert_output --partial '--state-dir'
  sed -i 's/^readonly RUNBOOK=case$/readonly RUNBOOK=another/' "${RUNBOOK}"
  run carry_out
  assert_failure 7
  assert_output --partial 'belongs to the runbook case'
}

@test "approved: other bytes than the approved ones are refused" {
  prepare
  local digest
  digest=$(runbook digest)
  [[ ${digest} == "$(sha256sum <"${RUNBOOK}" | cut -d' ' -f1)" ]]
  run carry_out --approved "${digest}" --until identify-image
  assert_success
  run carry_out --approved "${digest//[0-9]/0}"
  assert_failure 7
}

@test "checksums recorded: only what has no sum in its metadata is fetched, and the sums are the right ones" {
  prepare image.checksums=recorded
  edit_site s3 'del(.buckets["boot-images"]["k8s/0.3.49/kernel"].metadata.md5sum)'
  run carry_out --until register-manifest
  assert_success
  assert_equal "$(jq -r 'select(.argv[0:2] == ["artifacts", "get"]) | .argv[3]' "${SITE}/calls.jsonl")" k8s/0.3.49/kernel
  local part
  for part in rootfs kernel initrd; do
    assert_equal "$(<"${STATE}/values/IMS_${part^^}_MD5SUM")" \
      "$(jq -r --arg key "k8s/0.3.49/${part}" '.buckets["boot-images"][$key].etag | fromjson' "${SITE}/state/s3.json")"
  done
}

@test "downloads: one that a crash cut off is fetched anew, also where S3 has no sum of it" {
  prepare
  local sum
  sum=$(site '.s3.buckets["boot-images"]["k8s/0.3.49/kernel"].metadata.md5sum')
  edit_site s3 '.buckets["boot-images"]["k8s/0.3.49/kernel"] |= (del(.metadata.md5sum) | .etag = "\"0123456789abcdef0123456789abcdef-2\"")'
  carry_out --until get-artifacts
  truncate --size=-1 "${STATE}/work/k8s-0.3.49-kernel"
  run carry_out
  assert_failure 1
  assert_output --partial "${STATE}/work/k8s-0.3.49-kernel has md5 ''"
  run carry_out --until record-checksums
  assert_success
  assert_output --partial "IMS_KERNEL_MD5SUM=${sum}"
}

@test "downloads: removed when their sums are in the manifest" {
  prepare
  carry_out --until register-manifest --work-dir "${BATS_TEST_TMPDIR}/work"
  assert_equal "$(ls -A "${BATS_TEST_TMPDIR}/work")" ''
}

@test "downloads: kept where the parameter file says so" {
  prepare image.keepDownloads=true
  carry_out --until register-manifest --work-dir "${BATS_TEST_TMPDIR}/work"
  assert_equal "$(ls "${BATS_TEST_TMPDIR}/work" | tr '\n' ' ')" 'k8s-0.3.49-initrd k8s-0.3.49-kernel k8s-0.3.49-rootfs '
}

@test "downloads: who reads the output through a pipe sees its end with the run" {
  prepare
  {
    runbook run --yes --until get-artifacts 2>&1
    date +%s%N >"${BATS_TEST_TMPDIR}/ended"
  } | cat >/dev/null
  # What tells how far a download is sleeps five seconds at a time, and must not keep the pipe open so long.
  (($(date +%s%N) - $(<"${BATS_TEST_TMPDIR}/ended") < 3000000000))
}

@test "a download that hangs: a signal ends it at once, and a run goes on" {
  prepare
  fault 'cray artifacts get boot-images k8s/0.3.49/rootfs=hang'
  PATH="${SITE}/bin:${PATH}" NCN_RUNBOOK_ROOT="${SITE}/root" setsid bash "${RUNBOOK}" run --yes --accept-wipe --poll-seconds 0 --state-dir "${STATE}" --until get-artifacts \
    </dev/null >"${BATS_TEST_TMPDIR}/talk" 2>&1 3>&- &
  local run=$!
  until compgen -G "${STATE}/in-flight/*" >/dev/null; do read -r -t 0.1 <><(:) || :; done
  kill -TERM "${run}"
  local status=0
  wait "${run}" || status=$?
  assert_equal "${status}" 143
  run carry_out --until get-artifacts
  assert_success
}

@test "verify --dry-run is a mistake: it only reads" {
  prepare
  run runbook verify --dry-run
  assert_failure 2
  assert_output --partial 'verify only reads'
}
