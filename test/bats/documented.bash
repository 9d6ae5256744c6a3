# The commands of the source procedure up to the CFS configuration, as it gives them, for a bash as at a prompt:
# without errexit and pipefail. What an administrator sets by hand comes as words.
# shellcheck disable=SC1083,SC2001,SC2016,SC2154,SC2310,SC2311,SC2312 # it is the text of the procedure

xname_of_this_node() { # the files of the node itself are below NCN_RUNBOOK_ROOT
  cat "${NCN_RUNBOOK_ROOT}/etc/cray/xname"
}

next_boot_prefix() { # NCN_XNAME
  NCN_XNAME=$1
  ARTIFACT_S3_PREFIX=$(cray bss bootparameters list --name "${NCN_XNAME}" --format json |
    jq -r '.[0].params' |
    sed 's#\(^.*[[:space:]]\|^\)metal[.]server=[^[:space:]]*/boot-images/\([^[:space:]]\+\)/rootfs.*#\2#')
  echo "${ARTIFACT_S3_PREFIX}"
}

booted_prefix() { # BOOTED_NCN
  BOOTED_NCN=$1
  ARTIFACT_S3_PREFIX=$(ssh "${BOOTED_NCN}" sed \
    "'s#\(^.*[[:space:]]\|^\)metal[.]server=[^[:space:]]*/boot-images/\([^[:space:]]\+\)/rootfs.*#\2#'" \
    /proc/cmdline)
  echo "${ARTIFACT_S3_PREFIX}"
}

upgrade_prefix() { # "the documentation which linked to this procedure" had ARTIFACT_VERSION set from this file
  # shellcheck source=/dev/null
  source "${NCN_RUNBOOK_ROOT}/etc/cray/upgrade/csm/myenv"
  ARTIFACT_VERSION=${KUBERNETES_VERSION}
  ARTIFACT_S3_PREFIX="k8s/${ARTIFACT_VERSION}"
  echo "${ARTIFACT_S3_PREFIX}"
}

get_artifacts() { # ARTIFACT_S3_PREFIX
  ARTIFACT_S3_PREFIX=$1
  cray artifacts get boot-images "${ARTIFACT_S3_PREFIX}/rootfs" "./${ARTIFACT_S3_PREFIX//\//-}-rootfs" &&
    cray artifacts get boot-images "${ARTIFACT_S3_PREFIX}/kernel" "./${ARTIFACT_S3_PREFIX//\//-}-kernel" &&
    cray artifacts get boot-images "${ARTIFACT_S3_PREFIX}/initrd" "./${ARTIFACT_S3_PREFIX//\//-}-initrd" &&
    export IMS_ROOTFS_FILENAME="${ARTIFACT_S3_PREFIX//\//-}-rootfs" &&
    export IMS_KERNEL_FILENAME="${ARTIFACT_S3_PREFIX//\//-}-kernel" &&
    export IMS_INITRD_FILENAME="${ARTIFACT_S3_PREFIX//\//-}-initrd"
}

record_checksums() {
  IMS_ROOTFS_MD5SUM=$(md5sum "${IMS_ROOTFS_FILENAME}" | awk '{ print $1 }')
  IMS_KERNEL_MD5SUM=$(md5sum "${IMS_KERNEL_FILENAME}" | awk '{ print $1 }')
  IMS_INITRD_MD5SUM=$(md5sum "${IMS_INITRD_FILENAME}" | awk '{ print $1 }')
}

create_image_record() {
  cray ims images create --name "${IMS_ROOTFS_FILENAME}-rev1" --format toml
}

copy_image_id() { # TOML: what the administrator copies by hand from the answer
  IMS_IMAGE_ID=$(sed -n 's/^id = "\(.*\)"$/\1/p' <<<"$1")
}

write_manifest() {
  cat <<EOT >manifest.json
{
  "created": "$(date '+%Y-%m-%d %H:%M:%S')",
  "version": "1.0",
  "artifacts": [
    {
      "link": {
          "path": "s3://boot-images/${ARTIFACT_S3_PREFIX}/rootfs",
          "type": "s3"
      },
      "md5": "${IMS_ROOTFS_MD5SUM}",
      "type": "application/vnd.cray.image.rootfs.squashfs"
    },
    {
      "link": {
          "path": "s3://boot-images/${ARTIFACT_S3_PREFIX}/kernel",
          "type": "s3"
      },
      "md5": "${IMS_KERNEL_MD5SUM}",
      "type": "application/vnd.cray.image.kernel"
    },
    {
      "link": {
          "path": "s3://boot-images/${ARTIFACT_S3_PREFIX}/initrd",
          "type": "s3"
      },
      "md5": "${IMS_INITRD_MD5SUM}",
      "type": "application/vnd.cray.image.initrd"
    }
  ]
}
EOT
}

upload_manifest() {
  cray artifacts create boot-images "${IMS_IMAGE_ID}/manifest.json" manifest.json
}

register_manifest() {
  cray ims images update "${IMS_IMAGE_ID}" \
    --link-type s3 --link-path "s3://boot-images/${IMS_IMAGE_ID}/manifest.json"
}

import_image() { # ARTIFACT_S3_PREFIX, one command after the other; what is downloaded is there already
  ARTIFACT_S3_PREFIX=$1
  record_checksums
  copy_image_id "$(create_image_record)"
  write_manifest
  upload_manifest
  register_manifest
}

read_credentials() {
  VCS_USER=$(kubectl get secret -n services vcs-user-credentials --template={{.data.vcs_username}} | base64 --decode)
  VCS_PASS=$(kubectl get secret -n services vcs-user-credentials --template={{.data.vcs_password}} | base64 --decode)
}

clone_repository() {
  read_credentials
  git clone "https://${VCS_USER}:${VCS_PASS}@api-gw-service-nmn.local/vcs/cray/csm-config-management.git"
}
