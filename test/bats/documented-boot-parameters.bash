# The commands of the source procedure from the CFS session on, as it gives them, for a bash as at a prompt:
# without errexit and pipefail. What an administrator sets by hand comes as words.
# shellcheck disable=SC2002,SC2016,SC2310,SC2311,SC2312 # it is the text of the procedure

run_session() { # CFS_CONFIG_NAME IMS_IMAGE_ID: prints the name of the session when it is complete
  local CFS_CONFIG_NAME=$1 IMS_IMAGE_ID=$2
  CFS_SESSION_NAME="ncn-image-customization-session-$(date +%y%m%d%H%M%S)"
  cray cfs sessions create \
    --name "${CFS_SESSION_NAME}" \
    --configuration-name "${CFS_CONFIG_NAME}" \
    --target-definition image --format json \
    --target-group Management_Worker "${IMS_IMAGE_ID}" >/dev/null || return
  for _ in {1..20}; do # "Monitor the CFS session until it completes"
    [[ $(cray cfs sessions describe "${CFS_SESSION_NAME}" --format json | jq -r .status.session.status) != complete ]] || break
  done
  echo "${CFS_SESSION_NAME}"
}

resultant_image_id() { # CFS_SESSION_NAME
  local CFS_SESSION_NAME=$1
  IMS_RESULTANT_IMAGE_ID=$(cray cfs sessions describe "${CFS_SESSION_NAME}" --format json |
    jq -r '.status.artifacts[] | select(.type == "ims_customized_image") | .result_id')
  echo "${IMS_RESULTANT_IMAGE_ID}"
}

worker_xnames() {
  cray hsm state components list --role Management --subrole Worker --type Node --format json |
    jq -r '.Components | map(.ID) | join(",")'
}

xname_of() { # HOST
  ssh "$1" cat /etc/cray/xname
}

determine_boot_parameters() { # XNAME IMS_RESULTANT_IMAGE_ID
  XNAME=$1
  IMS_RESULTANT_IMAGE_ID=$2
  METAL_SERVER=$(cray bss bootparameters list --hosts "${XNAME}" --format json | jq '.[] |."params"' |
    awk -F 'metal.server=' '{print $2}' |
    awk -F ' ' '{print $1}')
  S3_ARTIFACT_PATH="boot-images/${IMS_RESULTANT_IMAGE_ID}"
  NEW_METAL_SERVER="s3://${S3_ARTIFACT_PATH}/rootfs"
  PARAMS=$(cray bss bootparameters list --hosts "${XNAME}" --format json | jq '.[] |."params"' |
    sed "/metal.server/ s|${METAL_SERVER}|${NEW_METAL_SERVER}|" |
    sed "s/metal.no-wipe=1/metal.no-wipe=0/" |
    tr -d \")
  echo "${PARAMS}"
}

write_boot_parameters() { # XNAME IMS_RESULTANT_IMAGE_ID PARAMS
  local XNAME=$1 S3_ARTIFACT_PATH="boot-images/$2" PARAMS=$3
  cray bss bootparameters update --hosts "${XNAME}" \
    --kernel "s3://${S3_ARTIFACT_PATH}/kernel" \
    --initrd "s3://${S3_ARTIFACT_PATH}/initrd" \
    --params "${PARAMS}"
}

update_node() { # XNAME IMS_RESULTANT_IMAGE_ID: the steps for one node, one after the other
  determine_boot_parameters "$1" "$2"
  write_boot_parameters "$1" "$2" "${PARAMS}"
}

update_nodes() { # IMS_RESULTANT_IMAGE_ID XNAME...: "the following procedure for each xname"
  local result=$1 xname
  for xname in "${@:2}"; do
    update_node "${xname}" "${result}"
  done
}
