#!/usr/bin/env bats
# Pitfalls 17 to 32: from the result of the CFS session to the boot parameters. Each case shows first what the
# documented commands do on this site, puts the site back, and then runs the runbook on it.

load helpers

ROOTFS=s3://boot-images/k8s/0.3.49/rootfs # what the nodes of the built-in site boot
FIRST=${WORKERS[0]} SECOND=${WORKERS[1]} THIRD=${WORKERS[2]}

# A runbook that was carried out up to that step, and its site as it was left: made once for all cases of this file.
resume_after() { # STEP [PATH=VALUE]...
  local stage="${BATS_FILE_TMPDIR}/${*//[^A-Za-z0-9-]/_}"
  if [[ ! -e ${stage}/made ]]; then
    (
      BATS_TEST_TMPDIR=${stage}
      mkdir "${stage}"
      prepare "${@:2}"
      carry_out --until "$1"
      teardown
      : >"${stage}/made"
    )
  fi
  cp -R "${stage}/out" "${stage}/state" "${stage}/site" "${BATS_TEST_TMPDIR}"
  RUNBOOK="${BATS_TEST_TMPDIR}/out/case/runbook.sh"
  STATE="${BATS_TEST_TMPDIR}/state"
  SITE="${BATS_TEST_TMPDIR}/site"
  start_site
  save_site
  RESULT=$(site '.cfs.sessions[0].status.artifacts[0].result_id')
  NEW_ROOTFS="s3://boot-images/${RESULT}/rootfs"
}

resume_with_result() { resume_after wait-session "$@"; } # CFS has customized the image, nothing was done with it yet

documented() { # FUNCTION WORD...: the documented commands, typed without looking at what they print
  run on_site bash -c 'source "$1"; "${@:2}"' bash "${BATS_TEST_DIRNAME}/documented-boot-parameters.bash" "$@" </dev/null
}

next_session() { # OUTCOME: how the next CFS session goes
  edit_site cfs '.behaviours[0].outcome = $o' --arg o "$1"
  save_site
}

assert_refused() { # STATUS TEXT...: the runbook ends so and says so, and the site is as it was
  local text
  run carry_out
  assert_failure "$1"
  for text in "${@:2}"; do assert_output --partial "${text}"; done
  assert_untouched
}

assert_params() { # XNAME PARAMS
  assert_equal "$(params_of "$1")" "$2"
}

assert_boots() { # XNAME IMAGE: kernel and initrd are those of that path below boot-images
  assert_equal "$(site ".bss.entries[\"$1\"] | .kernel, .initrd")" "s3://boot-images/$2/kernel
s3://boot-images/$2/initrd"
}

assert_half_written() { # XNAME IMAGE: the new kernel with the parameters, and so the root image, of before
  assert_boots "$1" "$2"
  assert_params "$1" "$(jq -r --arg x "$1" '.entries[$x].params' "${BATS_TEST_TMPDIR}/saved/bss.json")"
}

# -- The result of the session -------------------------------------------------------------------------------

no_result() { # OUTCOME TEXT...: a session that ends so gives the procedure an empty image, and the runbook none
  local session
  resume_after create-configuration
  next_session "$1"
  documented run_session site-ncn-image "$(<"${STATE}/values/IMS_IMAGE_ID")"
  assert_success
  session=${output}
  documented resultant_image_id "${session}"
  assert_success
  assert_output ''
  restore_site
  run carry_out
  assert_failure 1
  for text in "${@:2}"; do assert_output --partial "${text}"; done
  refute_output --partial '> find-nodes'
  assert_untouched bss ims s3
  [[ ! -e ${STATE}/values/IMS_RESULTANT_IMAGE_ID ]]
}

@test "pitfall-17a: a failed session has no result" {
  no_result failed "did not succeed: it is 'complete false'" 'cfsession=ncn-image-customization-session-'
}

@test "pitfall-17b: a session of which CFS does not know the end has no result" {
  no_result unknown "did not succeed: it is 'complete unknown'" 'cfsession=ncn-image-customization-session-'
}

@test "pitfall-17c: a session that succeeded without artifacts has no result" {
  no_result no-artifacts "has not one resultant image: found ''"
}

next_run_makes_another() { # OUTCOME: of the first session; the second one succeeds
  local session
  resume_after create-configuration
  edit_site cfs '.behaviours = [(.behaviours[0] | .outcome = $o), .behaviours[0]]' --arg o "$1"
  save_site
  documented run_session site-ncn-image "$(<"${STATE}/values/IMS_IMAGE_ID")"
  documented resultant_image_id "${output}"
  assert_success
  assert_output ''
  restore_site
  run carry_out --until result-image
  assert_failure 1
  session=$(<"${STATE}/values/CFS_SESSION_NAME")
  until [[ ${session} != *"$(date +%y%m%d%H%M%S)" ]]; do :; done # the name carries the second
  run carry_out --until result-image
  assert_success
  assert_equal "$(site '.cfs.sessions | map(.name) | unique | length')" 2
  assert_equal "$(<"${STATE}/values/IMS_RESULTANT_IMAGE_ID")" "$(site '.cfs.sessions[1].status.artifacts[0].result_id')"
}

@test "pitfall-17d: after a failed session the next run makes another" {
  next_run_makes_another failed
}

@test "pitfall-17e: after a session without artifacts the next run makes another" {
  next_run_makes_another no-artifacts
}

several_results() { # OUTCOME: the documented filter prints two lines; sets session to the name of the next session's
  local image
  resume_after create-configuration
  image=$(<"${STATE}/values/IMS_IMAGE_ID")
  next_session "$1"
  documented run_session site-ncn-image "${image}"
  assert_success
  documented resultant_image_id "${output}"
  assert_success
  assert_equal "${#lines[@]}" 2
  RESULTS=("${lines[@]}")
  restore_site
}

assert_result() { # ID: the runbook takes that image, whose record and objects are there
  run carry_out --until result-image
  assert_success
  assert_output --partial "IMS_RESULTANT_IMAGE_ID=$1"
  assert_output --partial "NEW_METAL_SERVER=s3://boot-images/$1/rootfs"
  assert_equal "$(site ".ims.images[] | select(.id == \"$1\") | .link.path")" "s3://boot-images/$1/manifest.json"
  assert_untouched bss
}

@test "pitfall-18a: the result of another image in the same session is left out" {
  several_results extra-artifacts
  [[ ${RESULTS[0]} != "${RESULTS[1]}" ]]
  assert_result "${RESULTS[1]}"
  refute_output --partial "${RESULTS[0]}"
}

@test "pitfall-18b: a result that is listed twice is one result" {
  several_results repeated-artifacts
  assert_equal "${RESULTS[0]}" "${RESULTS[1]}"
  assert_result "${RESULTS[0]}"
}

@test "pitfall-18c: two results of the image are none" {
  several_results two-results
  [[ ${RESULTS[0]} != "${RESULTS[1]}" ]]
  run carry_out
  assert_failure 1
  assert_output --partial 'has not one resultant image'
  assert_output --partial "${RESULTS[0]}"
  assert_output --partial "${RESULTS[1]}"
  assert_untouched bss
}

@test "pitfall-18d: a result of which S3 has not all objects is not booted" {
  resume_with_result
  edit_site s3 'del(.buckets["boot-images"][$key])' --arg key "${RESULT}/initrd"
  save_site
  documented update_node "${SECOND}" "${RESULT}"
  assert_success
  assert_boots "${SECOND}" "${RESULT}"
  restore_site
  assert_refused 1 "boot-images/${RESULT}/initrd is not there"
}

@test "pitfall-18e: a result that IMS has without a manifest is not booted" {
  resume_with_result
  edit_site ims '(.images[] | select(.id == $id)).link = null' --arg id "${RESULT}"
  save_site
  documented update_node "${SECOND}" "${RESULT}"
  assert_success
  assert_boots "${SECOND}" "${RESULT}"
  restore_site
  assert_refused 1 "IMS has no manifest for the resultant image ${RESULT}"
}

# -- The boot parameters -------------------------------------------------------------------------------------

@test "pitfall-19: quotes, backslashes and tabs come through" {
  resume_with_result
  local tab=$'\t'
  set_params "${FIRST}" "append=\"quiet splash\" metal.server=${ROOTFS} metal.no-wipe=1 hostname=ncn-w001"
  set_params "${SECOND}" "path=C:\\x metal.server=${ROOTFS} metal.no-wipe=1 hostname=ncn-w002"
  set_params "${THIRD}" "quiet${tab}metal.server=${ROOTFS}${tab}metal.no-wipe=1 hostname=ncn-w003"
  documented update_nodes "${RESULT}" "${WORKERS[@]}"
  assert_success
  assert_params "${FIRST}" "append=\\quiet splash\\ metal.server=${NEW_ROOTFS} metal.no-wipe=0 hostname=ncn-w001"
  assert_params "${SECOND}" "path=C:\\\\x metal.server=${NEW_ROOTFS} metal.no-wipe=0 hostname=ncn-w002"
  [[ $(params_of "${THIRD}") == 'quiet\tmetal.server='* ]]
  restore_site
  run carry_out
  assert_success
  assert_params "${FIRST}" "append=\"quiet splash\" metal.server=${NEW_ROOTFS} metal.no-wipe=0 hostname=ncn-w001"
  assert_params "${SECOND}" "path=C:\\x metal.server=${NEW_ROOTFS} metal.no-wipe=0 hostname=ncn-w002"
  assert_params "${THIRD}" "quiet${tab}metal.server=${NEW_ROOTFS}${tab}metal.no-wipe=0 hostname=ncn-w003"
}

empty_result() { # ID: CFS lists such a result
  resume_with_result
  edit_site cfs '.sessions[0].status.artifacts[0].result_id = $id' --arg id "$1"
  save_site
  documented resultant_image_id "$(site '.cfs.sessions[0].name')"
  assert_success
  assert_output "$1"
  documented update_node "${SECOND}" "${output}"
  assert_success
  assert_boots "${SECOND}" "$1"
  [[ $(params_of "${SECOND}") == *" metal.server=s3://boot-images/$1/rootfs metal.no-wipe=0 "* ]]
  restore_site
  assert_refused 1 "has not one resultant image: found '$1'"
}

@test "pitfall-20a: an empty result is not written to BSS" {
  empty_result ''
}

@test "pitfall-20b: the result null is not written to BSS" {
  empty_result null
}

@test "pitfall-21: a result of two lines is not written to BSS" {
  resume_with_result
  local other results
  other=$(<"${STATE}/values/IMS_IMAGE_ID")
  edit_site cfs '.sessions[0].status.artifacts += [.sessions[0].status.artifacts[0] | .result_id = $id]' --arg id "${other}"
  save_site
  documented resultant_image_id "$(site '.cfs.sessions[0].name')"
  assert_success
  assert_output "${RESULT}
${other}"
  results=${output}
  documented update_node "${SECOND}" "${results}"
  assert_success
  assert_output --partial 'sed: '
  assert_half_written "${SECOND}" "${results}"
  restore_site
  assert_refused 1 'has not one resultant image' "${RESULT}" "${other}"
}

@test "pitfall-22a: a list of BSS that fails once is made again" {
  resume_with_result
  fault 'cray bss bootparameters list#2=error:503'
  documented update_node "${SECOND}" "${RESULT}"
  assert_success
  assert_half_written "${SECOND}" "${RESULT}"
  restore_site
  local params
  params=$(params_of "${SECOND}")
  fault 'cray bss bootparameters list#2=error:503'
  run carry_out
  assert_success
  assert_output --partial "unavailable from 'cray bss bootparameters', try 1 of 4"
  params=${params/"${ROOTFS}"/"${NEW_ROOTFS}"}
  assert_params "${SECOND}" "${params/metal.no-wipe=1/metal.no-wipe=0}"
}

failing_list() { # FAULT TEXT: each list of BSS fails, first behind the back of the documented commands
  resume_with_result
  carry_out --until save-boot-parameters
  save_site
  fault "cray bss bootparameters list#2-99=$1"
  documented update_node "${SECOND}" "${RESULT}"
  assert_success
  assert_half_written "${SECOND}" "${RESULT}"
  restore_site
  fault "cray bss bootparameters list#1-99=$1"
  assert_refused 1 'STOP in update-boot-parameters: ' "cray bss bootparameters list --hosts ${FIRST}" "answered $2"
}

@test "pitfall-22b: nothing is updated when BSS cannot be listed" {
  failing_list error:503 'unavailable, status 2'
}

@test "pitfall-22c: nothing is updated when a page of the gateway comes in place of a list" {
  failing_list garbage 'garbled-answer, status 0'
}

@test "pitfall-22d: nothing is updated when a list is cut" {
  failing_list garbage:cut 'garbled-answer, status 0'
}

@test "pitfall-22e: nothing is updated when a list is empty" {
  failing_list empty 'empty-answer, status 0'
}

@test "pitfall-23a: several nodes are updated one by one, each with its own parameters" {
  resume_with_result
  documented update_node "${FIRST},${SECOND}" "${RESULT}"
  assert_success
  assert_half_written "${FIRST}" "${RESULT}"
  assert_half_written "${SECOND}" "${RESULT}"
  restore_site
  local xname params=()
  for xname in "${WORKERS[@]}"; do params+=("$(params_of "${xname}")"); done
  : >"${SITE}/calls.jsonl"
  run carry_out
  assert_success
  for xname in "${WORKERS[@]}"; do
    params[0]=${params[0]/"${ROOTFS}"/"${NEW_ROOTFS}"}
    assert_params "${xname}" "${params[0]/metal.no-wipe=1/metal.no-wipe=0}"
    params=("${params[@]:1}")
  done
  assert_equal "$(updated_hosts)" "$(printf '%s\n' "${WORKERS[@]}" | sort)"
}

updated_hosts() { # what was given to --hosts of each update
  jq -r '.argv | select(.[0:3] == ["bss", "bootparameters", "update"]) | .[index("--hosts") + 1]' "${SITE}/calls.jsonl" | sort
}

@test "pitfall-23b: no nodes at all are not taken for every node" {
  resume_with_result
  edit_site hsm '.components |= map(select(.SubRole != "Worker"))'
  save_site
  documented worker_xnames
  assert_success
  assert_output ''
  documented update_node "${output}" "${RESULT}"
  assert_failure 2
  assert_equal "$(site ".bss.kernels | has(\"s3://boot-images/${RESULT}/kernel\")")" true
  restore_site
  assert_refused 1 'HSM has no Management nodes of subrole Worker'
}

@test "pitfall-23c: a host that names two nodes is none" {
  resume_with_result bootParameters.nodes='{hosts: [ncn-w001, ncn-w002]}'
  edit_site nodes '.["ncn-w001"].files["/etc/cray/xname"] = $text' --arg text "${FIRST},${SECOND}"$'\n'
  save_site
  documented xname_of ncn-w001
  assert_success
  documented update_node "${output}" "${RESULT}"
  assert_success
  assert_half_written "${FIRST}" "${RESULT}"
  assert_half_written "${SECOND}" "${RESULT}"
  restore_site
  assert_refused 1 "ncn-w001 says its xname is '${FIRST},${SECOND}'"
}

second_node_has() { # PARAMS WRONG TEXT...: the procedure makes the wrong parameters of these, the runbook refuses them
  resume_with_result
  set_params "${SECOND}" "$1"
  documented update_node "${SECOND}" "${RESULT}"
  assert_success
  assert_boots "${SECOND}" "${RESULT}"
  assert_params "${SECOND}" "${2//NEW/"${NEW_ROOTFS}"}"
  restore_site
  assert_refused 1 "${@:3}"
}

@test "pitfall-24a: a node without metal.server is not updated" {
  second_node_has 'console=tty0 metal.no-wipe=1 hostname=ncn-w002' \
    'console=tty0 metal.no-wipe=0 hostname=ncn-w002' \
    "${SECOND} has 0 words metal.server=, not one"
}

@test "pitfall-24b: a node without params is not updated" {
  resume_with_result
  edit_site bss 'del(.entries[$x].params)' --arg x "${SECOND}"
  save_site
  documented update_node "${SECOND}" "${RESULT}"
  assert_success
  assert_boots "${SECOND}" "${RESULT}"
  assert_params "${SECOND}" null
  assert_equal "$(site ".bss.entries[\"${SECOND}\"].params | type")" string
  restore_site
  assert_refused 1 "${SECOND} has no params"
}

@test "pitfall-25a: an empty metal.server does not take the next word for its value" {
  second_node_has 'console=tty0 metal.server= metal.no-wipe=1 hostname=ncn-w002' \
    'console=tty0 metal.server= NEW hostname=ncn-w002' \
    "${SECOND} has an empty metal.server="
}

@test "pitfall-25b: an empty metal.server at the end does not spoil the first word" {
  second_node_has 'console=tty0 metal.no-wipe=1 hostname=ncn-w002 metal.server=' \
    'NEWconsole=tty0 metal.no-wipe=0 hostname=ncn-w002 metal.server=' \
    "${SECOND} has an empty metal.server="
}

@test "pitfall-26: metal.server without a value is not replaced as a word" {
  second_node_has 'console=tty0 metal.server metal.no-wipe=1 hostname=ncn-w002' \
    'console=tty0 NEW metal.no-wipe=0 hostname=ncn-w002' \
    "${SECOND} has 0 words metal.server=, not one"
}

@test "pitfall-27a: the value is changed in the word metal.server and nowhere else" {
  resume_with_result
  local ip=http://[fd00::1]/boot-images/k8s/0.3.49/rootfs
  set_params "${FIRST}" "root=live:${ROOTFS} metal.server=${ROOTFS} metal.no-wipe=1 hostname=ncn-w001"
  set_params "${SECOND}" "xmetal.server=${ROOTFS}.old metal.server=${ROOTFS} metal.no-wipe=1 hostname=ncn-w002"
  set_params "${THIRD}" "metal.server=${ip} metal.no-wipe=1 hostname=ncn-w003"
  documented update_nodes "${RESULT}" "${WORKERS[@]}"
  assert_success
  assert_params "${FIRST}" "root=live:${NEW_ROOTFS} metal.server=${ROOTFS} metal.no-wipe=0 hostname=ncn-w001"
  assert_params "${SECOND}" "xmetal.server=${NEW_ROOTFS} metal.server=${ROOTFS} metal.no-wipe=0 hostname=ncn-w002"
  assert_params "${THIRD}" "metal.server=${ip} metal.no-wipe=0 hostname=ncn-w003"
  local xname
  for xname in "${WORKERS[@]}"; do assert_boots "${xname}" "${RESULT}"; done
  restore_site
  run carry_out
  assert_success
  assert_params "${FIRST}" "root=live:${ROOTFS} metal.server=${NEW_ROOTFS} metal.no-wipe=0 hostname=ncn-w001"
  assert_params "${SECOND}" "xmetal.server=${ROOTFS}.old metal.server=${NEW_ROOTFS} metal.no-wipe=0 hostname=ncn-w002"
  assert_params "${THIRD}" "metal.server=${NEW_ROOTFS} metal.no-wipe=0 hostname=ncn-w003"
  for xname in "${WORKERS[@]}"; do assert_boots "${xname}" "${RESULT}"; done
}

@test "pitfall-27b: bars and backslashes in the value mean nothing" {
  resume_with_result
  local copy='.buckets["boot-images"] |= (.[$to] = .["k8s/0.3.49/rootfs"])'
  edit_site s3 "${copy}" --arg to 'k8s|0.3.49/rootfs'
  edit_site s3 "${copy}" --arg to 'k8s\0.3.49/rootfs'
  set_params "${FIRST}" 'metal.server=s3://boot-images/k8s|0.3.49/rootfs metal.no-wipe=1 hostname=ncn-w001'
  set_params "${SECOND}" 'metal.server=s3://boot-images/k8s\0.3.49/rootfs metal.no-wipe=1 hostname=ncn-w002'
  documented update_nodes "${RESULT}" "${FIRST}" "${SECOND}"
  assert_success
  assert_half_written "${FIRST}" "${RESULT}"
  assert_boots "${SECOND}" "${RESULT}"
  assert_params "${SECOND}" 'metal.server=s3://boot-images/k8s\\0.3.49/rootfs metal.no-wipe=0 hostname=ncn-w002'
  restore_site
  run carry_out
  assert_success
  assert_params "${FIRST}" "metal.server=${NEW_ROOTFS} metal.no-wipe=0 hostname=ncn-w001"
  assert_params "${SECOND}" "metal.server=${NEW_ROOTFS} metal.no-wipe=0 hostname=ncn-w002"
}

# -- Wiping --------------------------------------------------------------------------------------------------

@test "pitfall-28a: a metal.no-wipe that is neither 0 nor 1 is not edited" {
  second_node_has "metal.server=${ROOTFS} metal.no-wipe=10 hostname=ncn-w002" \
    'metal.server=NEW metal.no-wipe=00 hostname=ncn-w002' \
    "${SECOND} has metal.no-wipe=10, neither 0 nor 1"
}

@test "pitfall-28b: of two metal.no-wipe none is edited" {
  second_node_has "metal.server=${ROOTFS} metal.no-wipe=1 metal.no-wipe=1 hostname=ncn-w002" \
    'metal.server=NEW metal.no-wipe=0 metal.no-wipe=1 hostname=ncn-w002' \
    "${SECOND} has 2 words metal.no-wipe, not one"
}

@test "pitfall-28c: words that look like metal.no-wipe=1 stay as they are" {
  resume_with_result
  set_params "${FIRST}" "xmetal.no-wipe=1 metal.server=${ROOTFS} metal.no-wipe=1 hostname=ncn-w001"
  set_params "${SECOND}" "metal-no-wipe=1 metal.server=${ROOTFS} metal.no-wipe=1 hostname=ncn-w002"
  documented update_nodes "${RESULT}" "${FIRST}" "${SECOND}"
  assert_success
  assert_params "${FIRST}" "xmetal.no-wipe=0 metal.server=${NEW_ROOTFS} metal.no-wipe=1 hostname=ncn-w001"
  assert_params "${SECOND}" "metal.no-wipe=0 metal.server=${NEW_ROOTFS} metal.no-wipe=1 hostname=ncn-w002"
  restore_site
  run carry_out
  assert_success
  assert_params "${FIRST}" "xmetal.no-wipe=1 metal.server=${NEW_ROOTFS} metal.no-wipe=0 hostname=ncn-w001"
  assert_params "${SECOND}" "metal-no-wipe=1 metal.server=${NEW_ROOTFS} metal.no-wipe=0 hostname=ncn-w002"
}

run_without_wipe() { runbook run --yes --poll-seconds 0 --call-seconds 5; }

assert_wipe_unconfirmed() { # XNAMES: the runbook stopped before it let the disks of exactly these nodes be wiped
  assert_failure 5
  assert_line --regexp "THE DISKS OF THESE NODES ARE WIPED AT THEIR NEXT NETWORK BOOT: $1 *$"
  assert_output --partial 'give --accept-wipe to answer beforehand'
  assert_untouched
}

@test "pitfall-28d: disks are wiped only after a confirmation of its own" {
  resume_with_result
  documented update_nodes "${RESULT}" "${WORKERS[@]}"
  assert_success
  local xname
  for xname in "${WORKERS[@]}"; do [[ $(params_of "${xname}") == *' metal.no-wipe=0 '* ]]; done
  restore_site
  run run_without_wipe
  assert_wipe_unconfirmed "${WORKERS[*]}"
}

@test "pitfall-28e: an absent metal.no-wipe wipes as well, so it is confirmed, too" {
  resume_with_result bootParameters.metalNoWipe=keep
  set_params "${SECOND}" "metal.server=${ROOTFS} hostname=ncn-w002"
  documented update_node "${SECOND}" "${RESULT}"
  assert_success
  assert_params "${SECOND}" "metal.server=${NEW_ROOTFS} hostname=ncn-w002"
  restore_site
  run run_without_wipe
  assert_wipe_unconfirmed "${SECOND}"
}

@test "pitfall-28f: where disks are to be kept, an absent metal.no-wipe is added" {
  resume_with_result bootParameters.metalNoWipe=1
  set_params "${SECOND}" "metal.server=${ROOTFS} hostname=ncn-w002"
  set_params "${THIRD}" "metal.server=${ROOTFS} metal.no-wipe=0 hostname=ncn-w003"
  documented update_nodes "${RESULT}" "${SECOND}" "${THIRD}"
  assert_success
  assert_params "${SECOND}" "metal.server=${NEW_ROOTFS} hostname=ncn-w002"
  assert_params "${THIRD}" "metal.server=${NEW_ROOTFS} metal.no-wipe=0 hostname=ncn-w003"
  restore_site
  run run_without_wipe
  assert_success
  assert_params "${SECOND}" "metal.server=${NEW_ROOTFS} hostname=ncn-w002 metal.no-wipe=1"
  assert_params "${THIRD}" "metal.server=${NEW_ROOTFS} metal.no-wipe=1 hostname=ncn-w003"
}

# -- Before and after the update -----------------------------------------------------------------------------

changed_words() { # XNAME: the words of its parameters that are not as they were, as OLD NEW; every word has its place
  jq -r --arg x "$1" --slurpfile now "${SITE}/state/bss.json" '
    (.entries[$x].params | split(" ")) as $old | ($now[0].entries[$x].params | split(" ")) as $new
    | if ($old | length) != ($new | length) then "\($old | length) words became \($new | length)"
      else range($old | length) | select($old[.] != $new[.]) | "\($old[.]) \($new[.])" end' "${BATS_TEST_TMPDIR}/saved/bss.json"
}

@test "pitfall-29a: the words to be changed are shown and saved beforehand, and only they change" {
  resume_with_result
  set_params "${SECOND}" "root=live:${ROOTFS} metal.server=${ROOTFS} metal.no-wipe=1 hostname=ncn-w002 xname=${SECOND}"
  documented update_node "${SECOND}" "${RESULT}"
  assert_success # although "verify that the value of metal.server is correctly set" would fail
  assert_equal "$(changed_words "${SECOND}")" "root=live:${ROOTFS} root=live:${NEW_ROOTFS}
metal.no-wipe=1 metal.no-wipe=0"
  restore_site
  run carry_out --until save-boot-parameters
  assert_success
  assert_output --partial "
${SECOND}
  - kernel s3://boot-images/k8s/0.3.49/kernel
  + kernel s3://boot-images/${RESULT}/kernel
  - initrd s3://boot-images/k8s/0.3.49/initrd
  + initrd s3://boot-images/${RESULT}/initrd
  - metal.server=${ROOTFS}
  + metal.server=${NEW_ROOTFS}
  - metal.no-wipe=1
  + metal.no-wipe=0
    ITS DISKS ARE WIPED AT ITS NEXT NETWORK BOOT
${THIRD}
"
  assert_untouched
  diff <(on_site cray bss bootparameters list --hosts "$(printf '%s,' "${WORKERS[@]}" | sed 's/,$//')" --format json | jq -S .) \
    <(jq -S . "${STATE}/boot-parameters.saved.json")
  run carry_out
  assert_success
  local xname
  for xname in "${WORKERS[@]}"; do
    assert_equal "$(changed_words "${xname}")" "metal.server=${ROOTFS} metal.server=${NEW_ROOTFS}
metal.no-wipe=1 metal.no-wipe=0"
  done
}

@test "pitfall-29b: what somebody else changed in the meantime is not undone" {
  resume_with_result
  local before after
  before=$(params_of "${SECOND}")
  after="${before/crashkernel=360M/crashkernel=512M}"
  [[ ${after} != "${before}" ]]
  documented determine_boot_parameters "${SECOND}" "${RESULT}"
  assert_success
  edit_site bss '.entries[$x].params = $p' --arg x "${SECOND}" --arg p "${after}"
  documented write_boot_parameters "${SECOND}" "${RESULT}" "${output}"
  assert_success
  [[ $(params_of "${SECOND}") == *' crashkernel=360M '* ]]
  restore_site
  carry_out --until save-boot-parameters
  set_params "${SECOND}" "${after}"
  assert_refused 1 "Somebody else altered the boot parameters since they were saved, of: ${SECOND}"
}

swallow_updates() { # something before BSS answers its updates as BSS would, and does nothing
  mv "${SITE}/bin/cray" "${SITE}/bin/cray-behind"
  cat >"${SITE}/bin/cray" <<'SH'
#!/bin/bash -p
if [[ "$1 $2 $3" == 'bss bootparameters update' ]]; then echo; exit; fi
exec "${BASH_SOURCE[0]}-behind" "$@"
SH
  chmod 0755 "${SITE}/bin/cray"
}

@test "pitfall-30a: an update that took no effect is found" {
  resume_with_result
  swallow_updates
  documented update_nodes "${RESULT}" "${WORKERS[@]}"
  assert_success
  assert_untouched
  assert_refused 4 'STOP in verify-boot-parameters: These nodes have not the boot parameters written' \
    "${FIRST} saved" "${SECOND} saved" "${THIRD} saved"
}

@test "pitfall-30d: an update that took no effect is not called done, and the next run makes it" {
  resume_with_result
  swallow_updates
  documented update_nodes "${RESULT}" "${WORKERS[@]}"
  assert_success
  assert_untouched
  run carry_out
  assert_failure 4
  refute_line "  nodes updated:   ${WORKERS[*]}"
  mv "${SITE}/bin/cray-behind" "${SITE}/bin/cray"
  run carry_out
  assert_success
  local xname
  for xname in "${WORKERS[@]}"; do assert_boots "${xname}" "${RESULT}"; done
}

replaced() { # by somebody who thinks that replace is another word for update
  on_site cray bss bootparameters replace --hosts "${SECOND}" --params "$(params_of "${SECOND}")" \
    --kernel "s3://boot-images/${RESULT}/kernel" --initrd "s3://boot-images/${RESULT}/initrd"
}

@test "pitfall-30b: cloud-init that was lost after the update is found" {
  resume_with_result
  documented update_node "${SECOND}" "${RESULT}"
  assert_success
  replaced
  assert_equal "$(site ".bss.entries[\"${SECOND}\"] | has(\"cloud-init\")")" false
  restore_site
  carry_out --until update-boot-parameters
  replaced
  save_site
  assert_refused 4 "${SECOND} changed"
  assert_output --partial "${FIRST} intended"
  assert_output --partial "${THIRD} intended"
  run --separate-stderr runbook verify
  assert_failure 4
  assert_output "DIFFERS: ${SECOND} has boot parameters that are neither those saved nor those written."
}

@test "pitfall-30c: a kernel that was put back after the update is found" {
  resume_with_result
  local old='.entries[$x].kernel = "s3://boot-images/k8s/0.3.49/kernel"'
  documented update_node "${SECOND}" "${RESULT}"
  assert_success
  edit_site bss "${old}" --arg x "${SECOND}"
  assert_equal "$(site ".bss.entries[\"${SECOND}\"] | .kernel, .initrd")" "s3://boot-images/k8s/0.3.49/kernel
s3://boot-images/${RESULT}/initrd"
  restore_site
  carry_out --until update-boot-parameters
  edit_site bss "${old}" --arg x "${SECOND}"
  save_site
  assert_refused 4 "${SECOND} changed"
}

# -- Several nodes -------------------------------------------------------------------------------------------

second_update_fails() { # after the first node the procedure goes on as if nothing had been; the runbook stops there
  resume_with_result bootParameters.parallel=1
  fault 'cray bss bootparameters update#2=error:500'
  documented update_nodes "${RESULT}" "${WORKERS[@]}"
  assert_success
  assert_boots "${FIRST}" "${RESULT}"
  assert_boots "${SECOND}" k8s/0.3.49
  assert_boots "${THIRD}" "${RESULT}"
  restore_site
  fault 'cray bss bootparameters update#2=error:500'
  run carry_out
  assert_failure 1
  assert_output --partial "BSS was not updated for ${SECOND}."
  assert_line "  nodes updated:   ${FIRST}"
  assert_line "  nodes failed:    ${SECOND}"
  assert_line "  nodes untouched: ${THIRD}"
  assert_boots "${FIRST}" "${RESULT}"
  assert_boots "${SECOND}" k8s/0.3.49
  assert_boots "${THIRD}" k8s/0.3.49
}

@test "pitfall-31a: an update that failed at the second node goes on from there" {
  second_update_fails
  : >"${SITE}/calls.jsonl"
  run carry_out
  assert_success
  local xname
  for xname in "${WORKERS[@]}"; do
    assert_boots "${xname}" "${RESULT}"
    assert_equal "$(changed_words "${xname}")" "metal.server=${ROOTFS} metal.server=${NEW_ROOTFS}
metal.no-wipe=1 metal.no-wipe=0"
  done
  assert_equal "$(updated_hosts)" "${THIRD}
${SECOND}"
}

@test "pitfall-31b: an update that failed at the second node is rolled back, cloud-init and all" {
  second_update_fails
  : >"${SITE}/calls.jsonl"
  run runbook rollback --yes --poll-seconds 0 --call-seconds 5
  assert_success
  diff <(jq -S .entries "${BATS_TEST_TMPDIR}/saved/bss.json") <(site .bss.entries | jq -S .)
  assert_equal "$(updated_hosts)" "${FIRST}"
}

@test "pitfall-32a: host names are turned into xnames before BSS is asked" {
  resume_with_result bootParameters.nodes='{hosts: [ncn-w001, ncn-w002]}'
  documented update_nodes "${RESULT}" ncn-w001 ncn-w002
  assert_failure 2
  assert_equal "$(site "[.bss.kernels, .bss.initrds | keys[] | select(contains(\"${RESULT}\"))] | length")" 2
  assert_untouched ims cfs s3
  restore_site
  run carry_out
  assert_success
  local xname
  for xname in "${FIRST}" "${SECOND}"; do
    assert_boots "${xname}" "${RESULT}"
    assert_equal "$(changed_words "${xname}")" "metal.server=${ROOTFS} metal.server=${NEW_ROOTFS}
metal.no-wipe=1 metal.no-wipe=0"
  done
  assert_equal "$(changed_words "${THIRD}")" ''
  assert_boots "${THIRD}" k8s/0.3.49
}

@test "pitfall-32b: a host that gives its name for its xname is refused before BSS is asked" {
  resume_with_result bootParameters.nodes='{hosts: [ncn-w001, ncn-w002]}'
  local named='.["ncn-w002"].files["/etc/cray/xname"] = "ncn-w002\n"'
  edit_site nodes "${named}"
  save_site
  documented xname_of ncn-w002
  assert_success
  documented update_nodes "${RESULT}" "${output}" "${FIRST}"
  assert_success
  assert_boots "${SECOND}" k8s/0.3.49
  restore_site
  assert_refused 1 "ncn-w002 says its xname is 'ncn-w002'"
}

@test "pitfall-32c: a node that BSS does not know leaves nothing behind, and no other node is updated" {
  resume_with_result
  edit_site bss 'del(.entries[$x])' --arg x "${SECOND}"
  save_site
  documented update_node "${SECOND}" "${RESULT}"
  assert_failure 2
  assert_equal "$(site "[.bss.kernels, .bss.initrds | keys[] | select(contains(\"${RESULT}\"))] | length")" 2
  restore_site
  assert_refused 1 "BSS does not know ${SECOND}"
}
