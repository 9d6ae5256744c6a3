# The commands of the source procedure, pasted in order. Says `nodes` when all is done but the loop over the nodes. Word:
# folder of the documented commands.
# shellcheck disable=SC1091,SC2016 # the documented commands are looked at on their own
source "$1/documented.bash"
source "$1/documented-boot-parameters.bash"

get_artifacts k8s/0.3.49
import_image k8s/0.3.49
clone_repository
commit=$(git -C csm-config-management rev-parse HEAD)
url=https://api-gw-service-nmn.local/vcs/cray/csm-config-management.git
jq -n --arg url "${url}" --arg commit "${commit}" '{layers: [["csm-ncn-workers", "ncn-worker_nodes.yml"],
  ["csm-ncn-initrd", "ncn-initrd.yml"] | {name: .[0], playbook: .[1], cloneUrl: $url, commit: $commit}]}' >configuration.json
cray cfs configurations update ncn-image-customization --file configuration.json --format json >/dev/null
session=$(run_session ncn-image-customization "${IMS_IMAGE_ID}")
result=$(resultant_image_id "${session}")
IFS=, read -ra xnames < <(worker_xnames)
printf 'nodes\n'
update_nodes "${result}" "${xnames[@]}"
