#!/usr/bin/env bats
# A run that survives: faults, partial fleets, verify, roll back, evidence. The crash matrix is in test/faults.

load helpers

entries_of_workers() { # FILE
  jq -S '.entries | {x3000c0s7b0n0, x3000c0s9b0n0, x3000c0s11b0n0}' "$1"
}

@test "rollback: after a complete run the entries are as before, byte for byte" {
  prepare
  carry_out
  run runbook rollback --yes
  assert_success
  diff <(jq -S .entries "${BATS_TEST_TMPDIR}/saved/bss.json") <(jq -S .entries "${SITE}/state/bss.json")
  run runbook evidence
  assert_success
  run runbook rollback --yes
  assert_success
  assert_output --partial 'nothing to put back'
}

@test "partial fleet: others in flight finish, none is begun, the summary lists all three kinds, a run goes on" {
  prepare bootParameters.parallel=1
  fault 'cray bss bootparameters update#2=error:503'
  run carry_out
  assert_failure 1
  assert_output --partial "nodes updated:   ${WORKERS[0]}"
  assert_output --partial "nodes failed:    ${WORKERS[1]}"
  assert_output --partial "nodes untouched: ${WORKERS[2]}"
  [[ $(params_of "${WORKERS[2]}") == *'metal.no-wipe=1'* ]]
  run carry_out
  assert_success
  assert_output --partial "nodes untouched: none"
  [[ $(jq -r 'select(.argv[0:3] == ["bss", "bootparameters", "update"]) | .argv[4]' "${SITE}/calls.jsonl" | sort | uniq -c | sort -n | tail -1) == *2*"${WORKERS[1]}" ]]
}

@test "partial fleet: a node that fails while the first is slow: none is begun" {
  prepare bootParameters.parallel=2
  meddle 'bss bootparameters update*' "case \"\$*\" in
    *' ${WORKERS[0]} '*) until grep -q 'STOP in' '${BATS_TEST_TMPDIR}/said'; do sleep 0.1; done && real \"\$@\" ;;
    *' ${WORKERS[1]} '*) exit 1 ;;
    *) real \"\$@\" ;;
  esac"
  carry_out 2>"${BATS_TEST_TMPDIR}/said" && fail 'it succeeded'
  run cat "${BATS_TEST_TMPDIR}/said"
  assert_output --partial "nodes updated:   ${WORKERS[0]}"
  assert_output --partial "nodes failed:    ${WORKERS[1]}"
  assert_output --partial "nodes untouched: ${WORKERS[2]}"
}

@test "rollback: after every partial fleet the entries are as before, byte for byte" {
  prepare bootParameters.parallel=1
  carry_out --until save-boot-parameters
  save_site
  cp -R "${STATE}" "${STATE}.saved"
  local nth how
  for nth in 1 2 3; do
    for how in error:503 drop-after; do
      fault "cray bss bootparameters update#${nth}=${how}"
      fault "cray bss bootparameters list#1-9=error:503" # so that an update that took effect is not seen, either
      run carry_out
      assert_failure 1
      printf '{"faults": []}' >"${SITE}/faults.json"
      run runbook rollback --yes
      assert_success
      diff <(jq -S .entries "${BATS_TEST_TMPDIR}/saved/bss.json") <(jq -S .entries "${SITE}/state/bss.json")
      rm -rf "${STATE}"
      cp -R "${STATE}.saved" "${STATE}"
      restore_site
      rm -f "${SITE}/calls.jsonl"
    done
  done
}

@test "rollback: after a partial fleet only what was written is put back" {
  prepare bootParameters.parallel=1
  fault 'cray bss bootparameters update#2=error:503'
  run carry_out
  assert_failure 1
  run runbook rollback --yes
  assert_success
  diff <(entries_of_workers "${BATS_TEST_TMPDIR}/saved/bss.json") <(entries_of_workers "${SITE}/state/bss.json")
  [[ $(jq -r 'select(.argv[0:3] == ["bss", "bootparameters", "update"]) | .argv[4]' "${SITE}/calls.jsonl" | grep -c "${WORKERS[2]}") == 0 ]]
}

@test "rollback: a node that somebody else altered is left alone, and said so" {
  prepare
  carry_out
  set_params "${WORKERS[1]}" 'metal.server=s3://boot-images/other/rootfs metal.no-wipe=1'
  run runbook rollback --yes
  assert_failure 1
  assert_output --partial "somebody else altered their entries since: ${WORKERS[1]}"
  [[ $(params_of "${WORKERS[1]}") == 'metal.server=s3://boot-images/other/rootfs metal.no-wipe=1' ]]
  [[ $(params_of "${WORKERS[0]}") == *'k8s/0.3.49/rootfs metal.no-wipe=1 '* ]]
}

@test "rollback: not while the image to go back to is gone from S3" {
  prepare
  carry_out
  edit_site s3 'del(.buckets["boot-images"]["k8s/0.3.49/kernel"])'
  save_site
  run runbook rollback --yes
  assert_failure 1
  assert_output --partial 'k8s/0.3.49/kernel'
  assert_untouched
}

@test "rollback: taking metal.no-wipe=1 away needs --accept-wipe" {
  prepare bootParameters.metalNoWipe=1
  set_params "${WORKERS[0]}" 'metal.server=s3://boot-images/k8s/0.3.49/rootfs metal.no-wipe=0 hostname=ncn-w001'
  carry_out
  run runbook rollback --yes
  assert_failure 5
  assert_output --partial "${WORKERS[0]}"
  run runbook rollback --yes --accept-wipe
  assert_success
  [[ $(params_of "${WORKERS[0]}") == *'metal.no-wipe=0'* ]]
}

@test "rollback --dry-run: shows what it would put back and alters nothing" {
  prepare
  carry_out
  save_site
  run --separate-stderr runbook rollback --dry-run
  assert_success
  assert_output --partial "would run: cray bss bootparameters update --hosts ${WORKERS[0]} --kernel s3://boot-images/k8s/0.3.49/kernel"
  assert_untouched
}

@test "verify: finds each thing that differs, exit 4" {
  prepare
  carry_out
  run runbook verify
  assert_success
  edit_site bss '.entries.x3000c0s9b0n0.kernel = "s3://boot-images/other/kernel"'
  edit_site ims '.images |= map(if .name == "k8s-0.3.49-rootfs-rev1" then .link = null else . end)'
  edit_site cfs '.configurations |= map(if .name == "site-ncn-image" then .layers |= .[1:] else . end)'
  local result
  result=$(site '.cfs.sessions[0].status.artifacts[0].result_id')
  edit_site s3 "del(.buckets[\"boot-images\"][\"${result}/initrd\"])"
  run runbook verify
  assert_failure 4
  assert_output --partial 'x3000c0s9b0n0'
  assert_output --partial 'linked elsewhere'
  assert_output --partial 'site-ncn-image'
  assert_output --partial "${result}/initrd is gone"
  assert_output --partial '4 differences'
}

@test "foreign edit between saving and updating: a stop that names the node, and nothing is written" {
  prepare
  carry_out --until save-boot-parameters
  set_params "${WORKERS[1]}" 'metal.server=s3://boot-images/other/rootfs metal.no-wipe=1'
  run carry_out
  assert_failure 1
  assert_output --partial "${WORKERS[1]}"
  assert_untouched bss
}

@test "canary: that many nodes are updated and reread before the others" {
  prepare bootParameters.canary=1 bootParameters.parallel=8
  carry_out
  local order
  order=$(jq -r 'select(.step == "update-boot-parameters" and .argv[0] == "bss") | .argv[2]' "${SITE}/calls.jsonl" | tr '\n' ' ')
  [[ ${order} == 'update list update update ' ]]
}

@test "a failed session: the next run makes another" {
  prepare
  edit_site cfs '.behaviours |= [(.[0] | .outcome = "failed")] + .'
  run carry_out
  assert_failure 1
  assert_output --partial "complete false"
  run carry_out
  assert_success
  [[ $(site '.cfs.sessions | length') == 2 ]]
}

@test "each kind of trouble has its own message and leaves a state to go on from" {
  prepare
  local login
  for login in 'expired:Log in again' 'not-initialised:cray init' 'refresh-refused:Log in again'; do
    jq --arg login "${login%%:*}" '.login = $login' "${SITE}/settings.json" >"${SITE}/settings.new"
    mv "${SITE}/settings.new" "${SITE}/settings.json"
    run carry_out
    assert_failure 3
    assert_output --partial "${login#*:}"
  done
  jq '.login = "valid"' "${SITE}/settings.json" >"${SITE}/settings.new"
  mv "${SITE}/settings.new" "${SITE}/settings.json"
  fault 'cray cfs configurations list#*=error:503'
  run carry_out
  assert_failure 1
  assert_output --partial 'The service or its gateway is down'
  printf '{"faults":[]}' >"${SITE}/faults.json"
  carry_out
}

@test "a full disk: says so, and goes on when there is room" {
  prepare
  run bash -c 'trap "" XFSZ; ulimit -f 8; exec "$@"' bash env PATH="${SITE}/bin:${PATH}" NCN_RUNBOOK_ROOT="${SITE}/root" \
    bash "${RUNBOOK}" run --yes --accept-wipe --poll-seconds 0 --state-dir "${STATE}"
  assert_failure
  assert_output --partial 'Free space'
  run carry_out
  assert_success
  [[ $(site '.ims.images | map(select(.name == "k8s-0.3.49-rootfs-rev1")) | length') == 1 ]]
  run runbook evidence
  assert_success
}

@test "a state directory that cannot be made: exit 3" {
  prepare
  : >"${STATE}"
  run carry_out
  assert_failure 3
  assert_output --partial '--state-dir'
  assert_untouched
}

@test "evidence: an edited, missing or moved line is found; a torn last line is kept and continued after" {
  prepare
  carry_out --until create-image-record
  local file="${STATE}/evidence.jsonl" way
  cp "${file}" "${BATS_TEST_TMPDIR}/evidence"
  for way in '5s/"time":"2/"time":"3/' '5d' '5{h;d};6{G}' '1d' '$d' '$s/"time":"2/"time":"3/'; do
    sed "${way}" "${BATS_TEST_TMPDIR}/evidence" >"${file}"
    run runbook evidence
    assert_failure 4
    assert_output --partial 'BROKEN'
  done
  cp "${BATS_TEST_TMPDIR}/evidence" "${file}"
  printf '{"seq":99,"time":"20' >>"${file}"
  carry_out --until identify-image
  run runbook evidence
  assert_success
  grep -q '^{"seq":99,"time":"20$' "${file}"
}

sign_with() { # KEY: signs the runbook as an archive carries it
  ssh-keygen -q -Y sign -f "$1" -n "${2:-ncn-runbook}" "${RUNBOOK}" 2>/dev/null
}

@test "--allowed-signers: only a script that one of them signed, as it is, is run" {
  prepare
  local signers="${BATS_TEST_TMPDIR}/signers" key
  for key in board stranger; do ssh-keygen -q -t ed25519 -N '' -C "${key}" -f "${BATS_TEST_TMPDIR}/${key}"; done
  printf 'board %s\n' "$(<"${BATS_TEST_TMPDIR}/board.pub")" >"${signers}"
  run runbook run --until preflight --allowed-signers "${signers}"
  assert_failure 7
  assert_output --partial 'is not signed'
  sign_with "${BATS_TEST_TMPDIR}/stranger"
  run runbook run --until preflight --allowed-signers "${signers}"
  assert_failure 7
  assert_output --partial 'None of the allowed signers'
  rm "${RUNBOOK}.sig"
  sign_with "${BATS_TEST_TMPDIR}/board" file
  run runbook run --until preflight --allowed-signers "${signers}"
  assert_failure 7
  rm "${RUNBOOK}.sig"
  sign_with "${BATS_TEST_TMPDIR}/board"
  run runbook run --until preflight --allowed-signers "${signers}"
  assert_success
  assert_output --partial 'Signed by board.'
  [[ $(jq -r 'select(.event == "start") | .signed_by' "${STATE}/evidence.jsonl") == board ]]
  printf '# more\n' >>"${RUNBOOK}"
  run runbook run --until preflight --allowed-signers "${signers}"
  assert_failure 7
  assert_output --partial 'does not fit its bytes'
}

@test "--allowed-signers: what came with the script in its signed archive must be unaltered, too" {
  prepare
  local signers="${BATS_TEST_TMPDIR}/signers" archive file place folder="${BATS_TEST_TMPDIR}/carried/case"
  ssh-keygen -q -t ed25519 -N '' -C board -f "${BATS_TEST_TMPDIR}/board"
  printf 'board %s\n' "$(<"${BATS_TEST_TMPDIR}/board.pub")" >"${signers}"
  node "${REPOSITORY}/dist/cli/main.js" pack "${BUNDLES}/case" --sign "${BATS_TEST_TMPDIR}/board" --out "${BATS_TEST_TMPDIR}"
  archive=$(compgen -G "${BATS_TEST_TMPDIR}/case-*.tar.gz")
  mkdir "${BATS_TEST_TMPDIR}/carried"
  tar -xzf "${archive}" -C "${BATS_TEST_TMPDIR}/carried"
  RUNBOOK="${folder}/runbook.sh"
  run runbook run --until preflight --allowed-signers "${signers}"
  assert_success
  for file in "${folder}"/*; do
    cp "${file}" "${BATS_TEST_TMPDIR}/kept"
    for place in 20 "$(($(stat -c %s "${file}") - 1))"; do
      printf 'x' | dd of="${file}" bs=1 seek="${place}" conv=notrunc status=none
      run runbook run --until preflight --allowed-signers "${signers}"
      assert_failure 7
      cp "${BATS_TEST_TMPDIR}/kept" "${file}"
    done
  done
}
