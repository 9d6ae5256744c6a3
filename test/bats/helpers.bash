# Shared by the cases: a parameter file, the runbook made from it, and a site on which it runs.

bats_require_minimum_version 1.5.0
bats_load_library bats-support
bats_load_library bats-assert

REPOSITORY=$(cd "${BATS_TEST_DIRNAME}/../.." && pwd)
WORKERS=(x3000c0s7b0n0 x3000c0s9b0n0 x3000c0s11b0n0) # of the built-in site, ncn-w001 to ncn-w003

# The parameter file of a case: the next boot image of ncn-w001, a configuration that is created, all workers.
write_parameters() {
  PARAMETERS="${BATS_TEST_TMPDIR}/parameters.yaml"
  cat >"${PARAMETERS}" <<'YAML'
runbook: case
image:
  nodeType: worker
  source:
    nextBoot: { xname: x3000c0s7b0n0 }
  revision: rev1
configuration:
  name: site-ncn-image
  create:
    cloneUrl: https://api-gw-service-nmn.local/vcs/cray/csm-config-management.git
    branch: cray/csm/1.14.7
bootParameters:
  nodes: { subrole: Worker }
YAML
}

# Makes the runbook, with a --set for each argument, and the built-in site for it, and starts the site.
prepare() { # [PATH=VALUE]...
  write_parameters
  BUNDLES="${BATS_TEST_TMPDIR}/out"
  STATE="${BATS_TEST_TMPDIR}/state"
  SITE="${BATS_TEST_TMPDIR}/site"
  generate_once "$@"
  RUNBOOK="${BUNDLES}/case/runbook.sh"
  start_site --parameters "${BUNDLES}/case/params.yaml"
  save_site
}

# Generates into BUNDLES; for the same settings once in a run of the tests, as the bytes are the same.
generate_once() { # [PATH=VALUE]...
  local settings=() setting made
  for setting in "$@"; do settings+=(--set "${setting}"); done
  made="${BATS_RUN_TMPDIR}/bundles-$(printf '%s\n' "$@" | md5sum | cut -d ' ' -f 1)"
  if [[ ! -e ${made} ]]; then
    node "${REPOSITORY}/dist/cli/main.js" generate "${PARAMETERS}" --out "${made}.${BASHPID}" "${settings[@]}" \
      2>"${BATS_TEST_TMPDIR}/generate"
    mv -T "${made}.${BASHPID}" "${made}" 2>/dev/null || [[ -e ${made} ]] # another job may have been faster
  fi
  cp -R "${made}" "${BUNDLES}"
}

start_site() { # SERVE-OPTION...
  mkfifo "${BATS_TEST_TMPDIR}/ready"
  node "${REPOSITORY}/dist/site/serve.js" "${SITE}" "$@" >"${BATS_TEST_TMPDIR}/ready" 3>&- &
  SITE_PROCESS=$!
  read -r SITE_PORT <"${BATS_TEST_TMPDIR}/ready"
  [[ -n ${SITE_PORT} ]]
}

teardown() {
  if [[ -n ${SITE_PROCESS:-} ]]; then kill "${SITE_PROCESS}" && wait "${SITE_PROCESS}" || :; fi
}

# What the site holds, as one JSON document by service.
site() { # JQ-FILTER
  jq -rn --slurpfile bss "${SITE}/state/bss.json" --slurpfile ims "${SITE}/state/ims.json" \
    --slurpfile cfs "${SITE}/state/cfs.json" --slurpfile s3 "${SITE}/state/s3.json" \
    "{bss: \$bss[0], ims: \$ims[0], cfs: \$cfs[0], s3: \$s3[0]} | $1"
}

# Alters one service of the site behind the runbook's back.
edit_site() { # SERVICE JQ-FILTER [JQ-OPTION]...
  local file="${SITE}/state/$1.json" filter=$2
  shift 2
  jq "$@" "${filter}" "${file}" >"${file}.edited"
  mv "${file}.edited" "${file}"
}

set_params() { # XNAME PARAMS
  edit_site bss '.entries[$x].params = $p' --arg x "$1" --arg p "$2"
  save_site
}

save_site() { # remembers the site as it is, for assert_untouched
  rm -rf "${BATS_TEST_TMPDIR}/saved"
  cp -R "${SITE}/state" "${BATS_TEST_TMPDIR}/saved"
}

restore_site() { # puts the site back as it was saved, without faults
  rm -rf "${SITE}/state"
  cp -R "${BATS_TEST_TMPDIR}/saved" "${SITE}/state"
  printf '{"faults": []}' >"${SITE}/faults.json"
}

assert_untouched() { # [SERVICE]...: the services are as they were saved; default: all that a runbook could alter
  local service
  for service in "${@:-bss ims cfs s3}"; do
    for service in ${service}; do
      diff -u <(jq -S . "${BATS_TEST_TMPDIR}/saved/${service}.json") <(jq -S . "${SITE}/state/${service}.json") ||
        fail "${service} was altered"
    done
  done
}

fault() { # SPEC: puts a fault into the site
  edit_faults "$1"
}

edit_faults() {
  local file="${SITE}/faults.json"
  [[ -e ${file} ]] || printf '{"faults": []}' >"${file}"
  jq --arg spec "$1" '.faults += [{spec: $spec, seen: 0, hits: 0}]' "${file}" >"${file}.edited"
  mv "${file}.edited" "${file}"
}

on_site() { # COMMAND...: with the site's commands first on PATH and its files below NCN_RUNBOOK_ROOT
  PATH="${MEDDLER:+${MEDDLER}:}${SITE}/bin:${PATH}" NCN_RUNBOOK_ROOT="${SITE}/root" "$@"
}

# Puts a cray before the site's: for calls that match, it carries out these lines instead, in which `real` is the site's.
meddle() { # PATTERN LINES
  MEDDLER="${BATS_TEST_TMPDIR}/meddler"
  mkdir -p "${MEDDLER}"
  cat >"${MEDDLER}/cray" <<SCRIPT
#!/bin/bash -p
real() { '${SITE}/bin/cray' "\$@"; }
alter() { # SERVICE JQ-FILTER
  jq "\$2" '${SITE}'/state/"\$1".json >'${SITE}'/altered && mv '${SITE}'/altered '${SITE}'/state/"\$1".json
}
pattern='$1'
if [[ "\$*" != \${pattern} ]]; then exec '${SITE}/bin/cray' "\$@"; fi
$2
SCRIPT
  chmod +x "${MEDDLER}/cray"
}

runbook() { # WORD...: the emitted script, as it is, without a terminal
  on_site bash "${RUNBOOK}" "$@" --state-dir "${STATE}" </dev/null
}

carry_out() { # WORD...: run with all questions answered and no waiting
  runbook run --yes --accept-wipe --poll-seconds 0 --call-seconds 5 "$@"
}

params_of() { # XNAME
  site ".bss.entries[\"$1\"].params"
}
