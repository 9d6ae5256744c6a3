#!/usr/bin/env bats
# Pitfalls 1 to 16: from the image source to the CFS session. Each case shows first what the documented commands do
# on this site, puts the site back where they altered it, and then runs the runbook on it.

load helpers

FIRST=${WORKERS[0]}
ROOTFS=s3://boot-images/k8s/0.3.49/rootfs # what the nodes of the built-in site boot

# Lines as at a prompt: none is kept from running because the one before it failed. $1 and so on are the words.
at_prompt() { # LINES WORD...
  ADMIN="${BATS_TEST_TMPDIR}/admin"
  mkdir -p "${ADMIN}"
  run --separate-stderr on_site bash -c "
    cd '${ADMIN}'
    source '${BATS_TEST_DIRNAME}/documented.bash'
    source '${BATS_TEST_DIRNAME}/documented-boot-parameters.bash'
    $1" bash "${@:2}" </dev/null
}

assert_printed() { # TEXT: the documented commands ended well, and printed just that
  assert_success
  assert_equal "${output}" "$1"
}

assert_refused() { # STEP TEXT...: the runbook ends there with status 1 and says so, and the site is as it was
  local text
  run carry_out --until "$1"
  assert_failure 1
  assert_output --partial "STOP in $1: "
  for text in "${@:2}"; do assert_output --partial "${text}"; done
  assert_untouched
}

assert_no_prefix() {
  [[ ! -e ${STATE}/values/ARTIFACT_S3_PREFIX ]]
}

assert_value() { # NAME VALUE: the runbook recorded that
  assert_equal "$(<"${STATE}/values/$1")" "$2"
}

copy_object() { # FROM TO, both below boot-images
  edit_site s3 '.buckets["boot-images"] |= (.[$to] = .[$from])' --arg from "$1" --arg to "$2"
}

copy_image() { # FROM TO: prefixes
  local part
  for part in rootfs kernel initrd; do copy_object "$1/${part}" "$2/${part}"; done
  save_site
}

md5_of() { # KEY: what S3 recorded
  site ".s3.buckets[\"boot-images\"][\"$1\"].metadata.md5sum"
}

# -- Which image ---------------------------------------------------------------------------------------------

next_boot_names_no_image() { # PARAMS PREFIX-THE-PROCEDURE-TAKES
  prepare
  set_params "${FIRST}" "$1"
  at_prompt 'next_boot_prefix "$1"' "${FIRST}"
  assert_printed "$2"
  assert_refused identify-image \
    "The BSS entry of ${FIRST} names no image in S3 by exactly one metal.server word: $1" 'choose another node'
  assert_no_prefix
}

@test "pitfall-01a: a node that boots from the PIT names no image" {
  next_boot_names_no_image 'metal.server=http://pit/x a' 'metal.server=http://pit/x a'
}

@test "pitfall-01b: a file that is not named rootfs is no image" {
  local params='metal.server=s3://boot-images/k8s/0.3.49/filesystem.squashfs metal.no-wipe=1'
  next_boot_names_no_image "${params}" "${params}"
}

@test "pitfall-01c: parameters without metal.server name no image" {
  local params="root=${ROOTFS} xmetal.server=${ROOTFS} metal.no-wipe=1"
  next_boot_names_no_image "${params}" "${params}"
}

@test "pitfall-01d: a file whose name only begins with rootfs is no image" {
  next_boot_names_no_image "metal.server=${ROOTFS}-of-before" k8s/0.3.49
}

@test "pitfall-02a: a node that BSS does not know names no image" {
  prepare
  edit_site bss 'del(.entries[$x])' --arg x "${FIRST}"
  save_site
  at_prompt 'next_boot_prefix "$1"' "${FIRST}"
  assert_printed ''
  assert_refused identify-image "BSS has no single entry with parameters for ${FIRST}"
  assert_no_prefix
}

@test "pitfall-02b: an empty xname is not taken for any node" {
  prepare image.source='{nextBoot: {}}'
  echo >"${SITE}/root/etc/cray/xname"
  at_prompt 'next_boot_prefix "$(xname_of_this_node)"'
  assert_printed null
  assert_refused identify-image "NCN_XNAME would be ''"
  assert_no_prefix
}

@test "pitfall-02c: an xname that cannot be read is not taken for any node" {
  prepare image.source='{nextBoot: {}}'
  rm "${SITE}/root/etc/cray/xname"
  at_prompt 'next_boot_prefix "$(xname_of_this_node)"'
  assert_printed null
  assert_refused identify-image 'cat ' '/root/etc/cray/xname' 'No such file or directory'
  assert_no_prefix
}

@test "pitfall-02d: an entry without parameters names no image" {
  prepare
  edit_site bss 'del(.entries[$x].params)' --arg x "${FIRST}"
  save_site
  at_prompt 'next_boot_prefix "$1"' "${FIRST}"
  assert_printed null
  assert_refused identify-image "BSS has no single entry with parameters for ${FIRST}"
  assert_no_prefix
}

@test "pitfall-02e: a list of BSS that fails is made again, and then is an end" {
  prepare
  fault 'cray bss bootparameters list#1-3=error:503'
  at_prompt 'next_boot_prefix "$1"' "${FIRST}"
  assert_printed ''
  restore_site
  fault 'cray bss bootparameters list#1-4=error:503'
  assert_refused identify-image "cray bss bootparameters list --name ${FIRST} --format json" 'answered unavailable, status 2'
  assert_no_prefix
  fault 'cray bss bootparameters list#1-3=error:503'
  run carry_out --until identify-image
  assert_success
  assert_value ARTIFACT_S3_PREFIX k8s/0.3.49
}

@test "pitfall-03a: two metal.server words name no image" {
  prepare
  local params="metal.server=${ROOTFS} metal.no-wipe=1 metal.server=s3://boot-images/k8s/0.2.83/rootfs"
  set_params "${FIRST}" "${params}"
  at_prompt 'next_boot_prefix "$1"; determine_boot_parameters "$1" NEW >/dev/null; echo "${METAL_SERVER}"' "${FIRST}"
  assert_printed "k8s/0.2.83
${ROOTFS}"
  assert_refused identify-image \
    "The BSS entry of ${FIRST} names no image in S3 by exactly one metal.server word: ${params}"
  assert_no_prefix
}

@test "pitfall-03b: of two metal.server words none is edited" {
  prepare image.source='{upgrade: {artifactVersion: 0.3.49}}'
  set_params "${FIRST}" "metal.server=${ROOTFS} metal.no-wipe=1 metal.server=s3://boot-images/k8s/0.2.83/rootfs"
  at_prompt 'determine_boot_parameters "$1" NEW' "${FIRST}"
  assert_printed 'metal.server=s3://boot-images/NEW/rootfs metal.no-wipe=0 metal.server=s3://boot-images/k8s/0.2.83/rootfs'
  carry_out --until find-nodes
  save_site
  assert_refused save-boot-parameters "${FIRST} has 2 words metal.server=, not one"
}

booted_names_no_image() { # CMDLINE PREFIX-THE-PROCEDURE-TAKES
  prepare image.source='{booted: {host: ncn-w002}}'
  edit_site nodes '.["ncn-w002"].files["/proc/cmdline"] = $text' --arg text "$1"$'\n'
  at_prompt 'booted_prefix ncn-w002'
  assert_printed "$2"
  assert_refused identify-image "The kernel command line of ncn-w002 names no image in S3 by exactly one metal.server word: $1"
  assert_no_prefix
}

@test "pitfall-04a: a node that was installed from the PIT names no image" {
  local cmdline='kernel initrd=initrd metal.server=http://10.1.1.2:8080/ metal.no-wipe=0 hostname=ncn-w002'
  booted_names_no_image "${cmdline}" "${cmdline}"
}

@test "pitfall-04b: a node that was booted from disk names no image" {
  local cmdline='BOOT_IMAGE=(mduuid/1)/boot/kernel root=live:LABEL=SQFSRAID hostname=ncn-w002'
  booted_names_no_image "${cmdline}" "${cmdline}"
}

@test "pitfall-04c: a signed address names its image, whatever the signature holds" {
  prepare image.source='{booted: {host: ncn-w002}}'
  local signed='metal.server=http://rgw-vip.nmn/boot-images/k8s/0.3.49/rootfs?Signature=c2l0/rootfs%3D&Expires=1795989600'
  edit_site nodes '.["ncn-w002"].files["/proc/cmdline"] = $text' --arg text "kernel ${signed} metal.no-wipe=1"$'\n'
  at_prompt 'booted_prefix ncn-w002'
  assert_printed 'k8s/0.3.49/rootfs?Signature=c2l0'
  run carry_out --until identify-image
  assert_success
  assert_value ARTIFACT_S3_PREFIX k8s/0.3.49
}

@test "pitfall-04d: a host that does not answer names no image" {
  prepare image.source='{booted: {host: ncn-w002}}'
  edit_site nodes '.["ncn-w002"].reachable = false'
  at_prompt 'booted_prefix ncn-w002'
  assert_printed ''
  assert_refused identify-image 'ssh -n -o BatchMode=yes ncn-w002 cat /proc/cmdline' 'answered no-host, status 255'
  assert_no_prefix
}

identify_for_each() { # runs in a loop that reads its lines from standard input
  local name
  while read -r name; do
    on_site bash "${RUNBOOK}" run --until identify-image --state-dir "${STATE}-${name}"
  done
}

@test "pitfall-04e: ssh does not swallow the input of a loop around it" {
  prepare image.source='{booted: {host: ncn-w002}}'
  at_prompt 'while read -r host; do xname_of "${host}"; done < <(printf "%s\n" ncn-w001 ncn-w002 ncn-w003)'
  assert_printed "${FIRST}"
  run identify_for_each < <(printf '%s\n' one two three)
  assert_success
  local name
  for name in one two three; do assert_equal "$(<"${STATE}-${name}/values/ARTIFACT_S3_PREFIX")" k8s/0.3.49; done
}

version_is_missing() { # NEW-TEXT-OF-THE-LINE
  prepare image.source='{upgrade: {}}'
  sed -i "s/^export KUBERNETES_VERSION=.*/$1/" "${SITE}/root/etc/cray/upgrade/csm/myenv"
  at_prompt upgrade_prefix
  assert_printed k8s/
  at_prompt 'get_artifacts k8s/'
  assert_failure 1
  assert_equal "$(jq -c .argv "${SITE}/calls.jsonl")" '["artifacts","get","boot-images","k8s//rootfs","./k8s--rootfs"]'
  assert_refused identify-image "ARTIFACT_VERSION would be ''"
  assert_no_prefix
}

@test "pitfall-05a: an upgrade that set no version has no image" {
  version_is_missing '# not yet'
}

@test "pitfall-05b: an upgrade that set an empty version has no image" {
  version_is_missing 'export KUBERNETES_VERSION=""'
}

@test "pitfall-05c: an empty version in the parameter file makes no runbook" {
  prepare
  ARTIFACT_VERSION='' at_prompt 'echo "k8s/${ARTIFACT_VERSION}"'
  assert_printed k8s/
  run node "${REPOSITORY}/dist/cli/main.js" generate "${PARAMETERS}" --out "${BATS_TEST_TMPDIR}/none" \
    --set 'image.source={upgrade: {artifactVersion: ""}}'
  assert_failure 2
  assert_output --partial 'image.source.upgrade.artifactVersion: '
  [[ ! -e ${BATS_TEST_TMPDIR}/none ]]
}

# -- Its artifacts -------------------------------------------------------------------------------------------

assert_checksums() { # PREFIX: the runbook recorded the sums of that image
  assert_value IMS_ROOTFS_MD5SUM "$(md5_of "$1/rootfs")"
  assert_value IMS_KERNEL_MD5SUM "$(md5_of "$1/kernel")"
  assert_value IMS_INITRD_MD5SUM "$(md5_of "$1/initrd")"
}

@test "pitfall-06a: a file of the same name is not taken for one that could not be fetched" {
  prepare
  copy_image ceph/0.4.57 k8s-0.3.49
  fault 'cray artifacts get#4=error:503'
  at_prompt 'get_artifacts k8s-0.3.49; get_artifacts k8s/0.3.49; record_checksums
    echo "${ARTIFACT_S3_PREFIX} ${IMS_ROOTFS_FILENAME} ${IMS_ROOTFS_MD5SUM}"'
  assert_success
  assert_line "k8s/0.3.49 k8s-0.3.49-rootfs $(md5_of ceph/0.4.57/rootfs)"
  restore_site
  fault 'cray artifacts get boot-images k8s/0.3.49/rootfs#1-4=error:503'
  run carry_out --work-dir "${ADMIN}" --until record-checksums
  assert_failure 1
  assert_output --partial 'STOP in get-artifacts: '
  assert_output --partial 'cray artifacts get boot-images k8s/0.3.49/rootfs'
  assert_output --partial 'answered unavailable, status 2'
  [[ ! -e ${ADMIN}/k8s-0.3.49-rootfs ]]
  assert_untouched
  run carry_out --work-dir "${ADMIN}" --until record-checksums
  assert_success
  assert_checksums k8s/0.3.49
}

@test "pitfall-06b: a file that was damaged on the way is not summed" {
  prepare
  fault 'cray artifacts get boot-images k8s/0.3.49/rootfs=garbage'
  at_prompt 'get_artifacts k8s/0.3.49 && record_checksums && echo "${IMS_ROOTFS_MD5SUM}"'
  assert_success
  assert_line --regexp '^[0-9a-f]{32}$'
  refute_line "$(md5_of k8s/0.3.49/rootfs)"
  restore_site
  fault 'cray artifacts get boot-images k8s/0.3.49/rootfs=garbage'
  assert_refused record-checksums "${STATE}/work/k8s-0.3.49-rootfs has md5 " "S3 recorded '$(md5_of k8s/0.3.49/rootfs)'"
  [[ ! -e ${STATE}/values/IMS_ROOTFS_MD5SUM ]]
  run carry_out --until record-checksums
  assert_success
  assert_checksums k8s/0.3.49
}

carry_out_after_another_image() { # in a shell in which another image was exported
  local -x ARTIFACT_S3_PREFIX=ceph/0.4.57 IMS_IMAGE_ID=6958508b-5e5b-435f-85ce-6292326092a0
  local -x IMS_ROOTFS_FILENAME=ceph-0.4.57-rootfs IMS_KERNEL_FILENAME=ceph-0.4.57-kernel IMS_INITRD_FILENAME=ceph-0.4.57-initrd
  local -x IMS_ROOTFS_MD5SUM=8d2bc210f6e417a9075a1ed1603af4ec
  carry_out "$@"
}

@test "pitfall-07: what the shell exported for another image is not taken for this one" {
  prepare
  fault 'cray artifacts get#5-8=error:503'
  at_prompt 'get_artifacts ceph/0.4.57; get_artifacts k8s/0.3.49; record_checksums; write_manifest
    jq -r ".artifacts[0] | .link.path, .md5" manifest.json'
  assert_success
  assert_line "${ROOTFS}"
  assert_line "$(md5_of ceph/0.4.57/rootfs)"
  restore_site
  fault 'cray artifacts get boot-images k8s/0.3.49/kernel#1-4=error:503'
  run carry_out_after_another_image --work-dir "${ADMIN}" --until record-checksums
  assert_failure 1
  assert_output --partial 'STOP in get-artifacts: '
  assert_output --partial 'cray artifacts get boot-images k8s/0.3.49/kernel'
  assert_untouched
  run carry_out_after_another_image --work-dir "${ADMIN}" --until register-manifest
  assert_success
  assert_value IMS_ROOTFS_FILENAME k8s-0.3.49-rootfs
  assert_checksums k8s/0.3.49
  assert_manifest k8s/0.3.49
}

assert_manifest() { # PREFIX: IMS finds a manifest of that image, with the sums that S3 recorded, at the record it made
  local id
  id=$(site '.ims.images[] | select(.name == "k8s-0.3.49-rootfs-rev1") | .id')
  assert_equal "$(site ".ims.images[] | select(.id == \"${id}\") | .link.path")" "s3://boot-images/${id}/manifest.json"
  assert_equal "$(site ".s3.buckets[\"boot-images\"][\"${id}/manifest.json\"].content" |
    jq -r '.version, (.artifacts[] | .type, .link.type, .link.path, .md5)')" "1.0
application/vnd.cray.image.rootfs.squashfs
s3
s3://boot-images/$1/rootfs
$(md5_of "$1/rootfs")
application/vnd.cray.image.kernel
s3
s3://boot-images/$1/kernel
$(md5_of "$1/kernel")
application/vnd.cray.image.initrd
s3
s3://boot-images/$1/initrd
$(md5_of "$1/initrd")"
}

# -- The import into IMS -------------------------------------------------------------------------------------

link_of_import() {
  site '.ims.images[] | select(.name == "k8s-0.3.49-rootfs-rev1") | .link.path'
}

manifest_of_import() {
  site '.s3.buckets["boot-images"] | to_entries[] | select(.key | endswith("/manifest.json")) | .value.content'
}

@test "pitfall-08a: a file that is not there has no sum" {
  prepare
  at_prompt 'get_artifacts k8s/0.3.49 && rm k8s-0.3.49-kernel; import_image k8s/0.3.49'
  assert_success
  assert_equal "$(manifest_of_import | jq -c '[.artifacts[].md5 | length]')" '[32,0,32]'
  [[ $(link_of_import) == s3://boot-images/*/manifest.json ]]
  restore_site
  carry_out --until get-artifacts
  rm "${STATE}/work/k8s-0.3.49-kernel"
  assert_refused record-checksums "${STATE}/work/k8s-0.3.49-kernel has md5 ''"
  [[ ! -e ${STATE}/values/IMS_KERNEL_MD5SUM ]]
  run carry_out --until record-checksums
  assert_success
  assert_checksums k8s/0.3.49
}

@test "pitfall-08b: a prefix with a backslash is not imported" {
  prepare
  copy_image k8s/0.3.49 'k8s\0.3.49'
  set_params "${FIRST}" 'metal.server=s3://boot-images/k8s\0.3.49/rootfs metal.no-wipe=1'
  at_prompt 'get_artifacts "$(next_boot_prefix "$1")"; import_image "${ARTIFACT_S3_PREFIX}"; echo "${IMS_ROOTFS_MD5SUM}"' "${FIRST}"
  assert_success
  assert_line "\\$(md5_of k8s/0.3.49/rootfs)"
  assert_equal "$(site '.ims.images[-1].link.path')" "$(site '"s3://boot-images/\(.ims.images[-1].id)/manifest.json"')"
  restore_site
  assert_refused identify-image 'ARTIFACT_S3_PREFIX would be k8s\\0.3.49'
  assert_no_prefix
}

@test "pitfall-08c: a working directory with a backslash gives the same sums" {
  prepare
  at_prompt 'mkdir "a\\b"; IMS_ROOTFS_FILENAME="$PWD/a\\b/rootfs"; echo >"${IMS_ROOTFS_FILENAME}"
    record_checksums 2>/dev/null; echo "${IMS_ROOTFS_MD5SUM}"'
  assert_printed '\68b329da9893e34099c7d8ad5cb9c940'
  run carry_out --work-dir "${ADMIN}/a\\b" --until record-checksums
  assert_success
  [[ -e "${ADMIN}/a\\b/k8s-0.3.49-rootfs" ]]
  assert_checksums k8s/0.3.49
}

imports() { # how many records of that name there are, and how many with a link
  site '[.ims.images[] | select(.name == "k8s-0.3.49-rootfs-rev1")] | "\(length) \(map(select(.link)) | length)"'
}

create_twice() { # HOW: the answer of the first create goes so, and it is made again
  fault "cray ims images create=$1"
  at_prompt 'IMS_ROOTFS_FILENAME=k8s-0.3.49-rootfs; create_image_record; create_image_record'
  assert_success
  assert_equal "$(imports)" '2 0'
}

made_once() { # HOW
  prepare
  create_twice "$1"
  restore_site
  fault "cray ims images create=$1"
  run carry_out --until create-image-record
  assert_success
  assert_output --partial "answered $2"
  assert_equal "$(imports)" '1 0'
  assert_value IMS_IMAGE_ID "$(site '.ims.images[] | select(.name == "k8s-0.3.49-rootfs-rev1") | .id')"
}

@test "pitfall-09a: a record whose creation was not answered is found, and not made again" {
  made_once drop-after 'unavailable, status 2'
}

@test "pitfall-09b: a record whose creation was answered by a page of the gateway is found, and not made again" {
  made_once garbage 'garbled-answer, status 0'
}

@test "pitfall-09c: records of the same name that this run did not make are neither used nor joined by another" {
  prepare
  create_twice drop-after
  save_site
  local ids
  mapfile -t ids < <(site '.ims.images[] | select(.name == "k8s-0.3.49-rootfs-rev1") | .id')
  assert_refused create-image-record 'IMS has an image named k8s-0.3.49-rootfs-rev1 already, not made by this run' "${ids[@]}"
  [[ ! -e ${STATE}/values/IMS_IMAGE_ID ]]
}

@test "pitfall-09d: two records of the same name, one of them made by this run, are told apart by nobody" {
  prepare
  fault 'cray ims images create=kill-after'
  run setsid -w bash -c 'PATH="$1:${PATH}" NCN_RUNBOOK_ROOT="$2" exec bash "$3" run --yes --state-dir "$4" </dev/null' \
    bash "${SITE}/bin" "${SITE}/root" "${RUNBOOK}" "${STATE}"
  assert_failure 137
  at_prompt 'IMS_ROOTFS_FILENAME=k8s-0.3.49-rootfs; create_image_record'
  assert_success
  assert_equal "$(imports)" '2 0'
  save_site
  local ids
  mapfile -t ids < <(site '.ims.images[] | select(.name == "k8s-0.3.49-rootfs-rev1") | .id')
  assert_refused create-image-record 'IMS has several images named k8s-0.3.49-rootfs-rev1' "${ids[@]}"
  [[ ! -e ${STATE}/values/IMS_IMAGE_ID ]]
}

@test "pitfall-10: a prefix with a quote is not imported" {
  prepare
  copy_image k8s/0.3.49 'k8s/0.3"49'
  set_params "${FIRST}" 'metal.server=s3://boot-images/k8s/0.3"49/rootfs metal.no-wipe=1'
  at_prompt 'get_artifacts "$(next_boot_prefix "$1")"; import_image "${ARTIFACT_S3_PREFIX}"' "${FIRST}"
  assert_success
  assert_equal "$(site '.ims.images[-1].link.path')" "$(site '"s3://boot-images/\(.ims.images[-1].id)/manifest.json"')"
  run jq . <<<"$(manifest_of_import)"
  assert_failure
  assert_output --partial 'parse error'
  restore_site
  assert_refused identify-image 'ARTIFACT_S3_PREFIX would be k8s/0.3\"49'
  assert_no_prefix
}

@test "pitfall-11a: a manifest that was not uploaded whole is not registered; the next run uploads it again" {
  prepare
  fault 'cray artifacts create=drop-mid'
  at_prompt 'get_artifacts k8s/0.3.49; import_image k8s/0.3.49'
  assert_success
  assert_equal "$(manifest_of_import)" ''
  [[ $(link_of_import) == s3://boot-images/*/manifest.json ]]
  restore_site
  carry_out --until create-image-record
  save_site
  fault 'cray artifacts create=drop-mid'
  run carry_out --until register-manifest
  assert_failure 1
  assert_output --partial 'STOP in register-manifest: '
  assert_output --partial "boot-images/$(<"${STATE}/values/IMS_IMAGE_ID")/manifest.json is other, not the manifest uploaded"
  assert_equal "$(manifest_of_import)" ''
  assert_untouched bss ims cfs
  run carry_out --until register-manifest
  assert_success
  assert_manifest k8s/0.3.49
}

@test "pitfall-11b: a manifest of which nothing arrived is not registered, although the upload was answered well" {
  prepare
  empty_uploads
  at_prompt 'get_artifacts k8s/0.3.49; import_image k8s/0.3.49'
  assert_success
  assert_equal "$(manifest_of_import)" ''
  [[ $(link_of_import) == s3://boot-images/*/manifest.json ]]
  restore_site
  carry_out --until create-image-record
  save_site
  run carry_out --until register-manifest
  assert_failure 1
  assert_output --partial 'STOP in register-manifest: '
  assert_output --partial "boot-images/$(<"${STATE}/values/IMS_IMAGE_ID")/manifest.json is other, not the manifest uploaded"
  assert_equal "$(manifest_of_import)" ''
  assert_untouched bss ims cfs
}

empty_uploads() { # something between here and S3 answers uploads well, and passes nothing of them on
  mv "${SITE}/bin/cray" "${SITE}/bin/cray-behind"
  : >"${SITE}/bin/empty"
  cat >"${SITE}/bin/cray" <<'SH'
#!/bin/bash -p
if [[ "$1 $2" == 'artifacts create' ]]; then set -- "${@:1:4}" "${BASH_SOURCE[0]%/*}/empty" "${@:6}"; fi
exec "${BASH_SOURCE[0]}-behind" "$@"
SH
  chmod 0755 "${SITE}/bin/cray"
}

images_in_s3() { # PREFIX
  site ".s3.buckets[\"boot-images\"] | keys[] | select(startswith(\"$1/\"))"
}

@test "pitfall-12a: nothing that the import made is ever deleted, not even by a roll-back" {
  prepare
  local before
  before=$(images_in_s3 k8s/0.3.49)
  at_prompt 'get_artifacts k8s/0.3.49; import_image k8s/0.3.49; cray ims images delete "${IMS_IMAGE_ID}"'
  assert_success
  assert_equal "$(images_in_s3 k8s/0.3.49)" ''
  restore_site
  : >"${SITE}/calls.jsonl"
  carry_out
  run runbook rollback --yes --poll-seconds 0 --call-seconds 5
  assert_success
  assert_equal "$(images_in_s3 k8s/0.3.49)" "${before}"
  assert_equal "$(site '.ims.deleted | length')" 0
  assert_manifest k8s/0.3.49
  assert_equal "$(jq -r '.argv | select(any(. == ("delete", "deleteall", "replace"))) | @sh' "${SITE}/calls.jsonl")" ''
}

@test "pitfall-12b: when somebody deleted the import record, a roll-back does not send nodes to the image that went with it" {
  prepare
  carry_out
  at_prompt 'cray ims images delete "$1"' "$(<"${STATE}/values/IMS_IMAGE_ID")"
  assert_success
  assert_equal "$(images_in_s3 k8s/0.3.49)" ''
  save_site
  run runbook verify --call-seconds 5
  assert_failure 4
  assert_output --partial "DIFFERS: IMS image $(<"${STATE}/values/IMS_IMAGE_ID") is gone or linked elsewhere."
  run runbook rollback --yes --poll-seconds 0 --call-seconds 5
  assert_failure 1
  assert_output --partial 'boot-images/k8s/0.3.49/initrd is not in S3, and it is the way back for x3000c0s'
  assert_untouched
}

# -- The login of the repository -----------------------------------------------------------------------------

set_password() { # PASSWORD: of the repository, and in the secret
  edit_site vcs '.password = $p' --arg p "$1"
  edit_site kubernetes '.secrets["services/vcs-user-credentials"].vcs_password = ($p | @base64)' --arg p "$1"
  save_site
}

refute_known() { # SECRET...: it was neither said, nor kept, nor a word of any command
  local secret
  for secret in "$@"; do
    refute_output --partial "${secret}"
    if grep -rF -e "${secret}" "${STATE}" "${SITE}/calls.jsonl"; then fail 'there it is'; fi
  done
}

until_resolved() { # BASH-OPTION...: begins at resolve-commit
  : >"${SITE}/calls.jsonl"
  rm -f "${STATE}/done/resolve-commit" "${STATE}/values/COMMIT"
  on_site bash "$@" "${RUNBOOK}" run --yes --until resolve-commit --poll-seconds 0 --state-dir "${STATE}" </dev/null
}

@test "pitfall-13a: the password is in no command, file or trace" {
  prepare
  local password=vcs-password-of-the-site
  at_prompt clone_repository
  assert_success
  assert_equal "$(jq -r 'select(.tool == "git") | .argv[1]' "${SITE}/calls.jsonl")" \
    "https://crayvcs:${password}@api-gw-service-nmn.local/vcs/cray/csm-config-management.git"
  grep -qF "${password}" "${ADMIN}/csm-config-management/.git/config"
  carry_out --until register-manifest
  run until_resolved -x
  assert_success
  assert_output --partial '+ resolve_commit' # it is a trace
  assert_value COMMIT "$(<"${ADMIN}/csm-config-management/.git/refs/heads/cray/csm/1.14.7")"
  refute_known "${password}" "$(printf '%s' "${password}" | base64)"
  # A digest of a password can be guessed at, so the evidence has none.
  assert_equal "$(jq -c 'select(.command // "" | startswith("kubectl ")) | .output_sha256' "${STATE}/evidence.jsonl")" '""
""'
}

@test "pitfall-13b: a password of any characters gets in, and none of it is printed" {
  prepare
  carry_out --until register-manifest
  local password
  for password in 'ab@cd' 'ab/cd' 'ab#cd' 'ab?cd' 'ab cd' 'ab%41cd'; do
    set_password "${password}"
    at_prompt clone_repository
    assert_failure 128
    run until_resolved
    assert_success
    assert_value COMMIT "$(jq -r '[.repositories[].branches["cray/csm/1.14.7"]][0]' "${SITE}/state/vcs.json")"
    refute_known "${password}" "$(printf '%s' "${password}" | base64)"
  done
}

@test "pitfall-13c: a password that is not let in is not printed, either" {
  prepare
  carry_out --until register-manifest
  set_password 'ab@cd'
  edit_site vcs '.password = "another"'
  at_prompt clone_repository
  assert_failure 128
  [[ ${stderr} == *"'https://cd@"* ]]
  run until_resolved
  assert_failure 1
  assert_output --partial 'STOP in resolve-commit: '
  assert_output --partial "Authentication failed for 'https://api-gw-service-nmn.local/vcs/cray/csm-config-management.git/'"
  refute_known 'ab@cd' 'cd@' "$(printf 'ab@cd' | base64)"
  assert_untouched
}

login_is_unusable() { # EDIT-OF-THE-SECRET LOGIN-THE-PROCEDURE-TAKES TEXT...
  prepare
  carry_out --until register-manifest
  edit_site kubernetes "$1"
  save_site
  at_prompt 'read_credentials; echo "${VCS_USER}:${VCS_PASS}"'
  assert_printed "$2"
  : >"${SITE}/calls.jsonl"
  assert_refused resolve-commit "${@:3}"
  assert_equal "$(jq -r 'select(.tool == "git")' "${SITE}/calls.jsonl")" ''
}

@test "pitfall-14a: a secret without the password is not used" {
  login_is_unusable 'del(.secrets[].vcs_password)' 'crayvcs:' 'The secret vcs-user-credentials has no usable vcs_password.'
}

@test "pitfall-14b: a secret without the user is not used" {
  login_is_unusable 'del(.secrets[].vcs_username)' ':vcs-password-of-the-site' 'The secret vcs-user-credentials has no usable vcs_username.'
}

@test "pitfall-14c: a secret that is half base64 is not used" {
  login_is_unusable '.secrets[].vcs_password |= "\(.)%%%"' 'crayvcs:vcs-password-of-the-site' \
    'The secret vcs-user-credentials has no usable vcs_password.'
}

@test "pitfall-14d: a secret that is not there is not used" {
  login_is_unusable '.secrets = {}' ':' \
    'kubectl get secret -n services vcs-user-credentials ' \
    'answered not-found, status 1: Error from server (NotFound): secrets "vcs-user-credentials" not found'
}

# -- The CFS session -----------------------------------------------------------------------------------------

NOBODYS=00000000-0000-4000-8000-000000000000 # an image id that IMS does not know

state_of_session() { # what became of the documented session
  site '.cfs.sessions[-1] | "\(.target.groups[0].members[0]) \(.status.session.status) \(.status.session.succeeded)"'
}

@test "pitfall-15a: an image id of the shell is not taken for the one imported" {
  prepare
  carry_out --until create-configuration
  save_site
  at_prompt 'run_session site-ncn-image ""'
  assert_failure 2
  at_prompt 'run_session site-ncn-image "$1"' "${NOBODYS}"
  assert_success
  assert_equal "$(state_of_session)" "${NOBODYS} pending none"
  restore_site
  IMS_IMAGE_ID=${NOBODYS} run carry_out --until wait-session
  assert_success
  assert_equal "$(state_of_session)" "$(<"${STATE}/values/IMS_IMAGE_ID") complete true"
}

imported_image_was() { # SERVICE EDIT STATE-OF-THE-DOCUMENTED-SESSION: somebody did that after the import
  local id
  prepare session.timeoutMinutes=1
  carry_out --until create-configuration
  id=$(<"${STATE}/values/IMS_IMAGE_ID")
  edit_site "$1" "$2" --arg id "${id}"
  save_site
  at_prompt 'resultant_image_id "$(run_session site-ncn-image "$1")"' "${id}"
  assert_printed ''
  assert_equal "$(state_of_session)" "${id} $3"
  restore_site
  assert_refused create-session "${id}"
  assert_equal "$(site '.cfs.sessions | length')" 0
}

@test "pitfall-15b: for an image that IMS does not know any more no session is made" {
  imported_image_was ims '.images |= map(select(.id != $id))' 'pending none'
}

@test "pitfall-16a: for an image without a link no session is made" {
  imported_image_was ims '(.images[] | select(.id == $id)).link = null' 'complete false'
}

@test "pitfall-16b: for an image with an empty manifest no session is made" {
  imported_image_was s3 '.buckets["boot-images"]["\($id)/manifest.json"] |= (.content = "" | .metadata = {}
    | .etag = "\"d41d8cd98f00b204e9800998ecf8427e\"")' 'complete false'
}

never_ends() { # OUTCOME STATE: the procedure would wait for ever, the runbook waits so long; and for the same once more
  prepare session.timeoutMinutes=2 session.pollSeconds=30
  carry_out --until create-configuration
  edit_site cfs '.behaviours[0].outcome = $o' --arg o "$1"
  save_site
  at_prompt 'resultant_image_id "$(run_session site-ncn-image "$1")"' "$(<"${STATE}/values/IMS_IMAGE_ID")"
  assert_printed ''
  [[ $(state_of_session) == *" $2 none" ]]
  restore_site
  run carry_out
  assert_failure 1
  assert_output --partial 'STOP in wait-session: '
  local name
  name=$(<"${STATE}/values/CFS_SESSION_NAME")
  assert_output --partial "The session ${name} is '$2 none' after 20 looks; it may take 2 minutes."
  assert_untouched bss ims s3
  edit_site cfs '.sessions[0].site.outcome = "success"'
  run carry_out --until wait-session
  assert_success
  assert_equal "$(site '.cfs.sessions | map(.name) | join(" ")')" "${name}"
}

@test "pitfall-16c: a session that stays pending is not waited for without end" {
  never_ends stuck-pending pending
}

@test "pitfall-16d: a session that stays running is not waited for without end" {
  never_ends stuck-running running
}
