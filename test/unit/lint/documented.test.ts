import { expect, test } from 'vitest';
import { codes } from './helpers.js';

const sed = String.raw`'s#\(^.*[[:space:]]\|^\)metal[.]server=[^[:space:]]*/boot-images/\([^[:space:]]\+\)/rootfs.*#\2#'`;

/** The documented commands that are known to go wrong, what is found in each, and the pitfalls that it stands for. */
const documented: readonly (readonly [string, string, readonly string[]])[] = [
  [
    'prefix of the next boot (pitfalls 1, 2)',
    `ARTIFACT_S3_PREFIX=$(cray bss bootparameters list --name "\${NCN_XNAME}" --format json | \\
  jq -r '.[0].params' | \\
  sed ${sed})`,
    ['NRL103', 'NRL112', 'NRL116'],
  ],
  [
    'prefix of the booted image (pitfall 4)',
    `ARTIFACT_S3_PREFIX=$(ssh "\${BOOTED_NCN}" sed "${sed}" /proc/cmdline)
cray artifacts get boot-images "\${ARTIFACT_S3_PREFIX}/rootfs" rootfs`,
    ['NRL116', 'NRL111'],
  ],
  [
    'checksum of a file (pitfall 8)',
    `export IMS_ROOTFS_MD5SUM=$(md5sum "\${IMS_ROOTFS_FILENAME}" | awk '{ print $1 }')`,
    ['NRL103'],
  ],
  ['image record (pitfall 9)', 'cray ims images create --name "${IMS_ROOTFS_FILENAME}-REV" --format toml', ['NRL101']],
  ['manifest (pitfall 10)', 'cat <<EOF> manifest.json\n{\n  "md5": "${IMS_ROOTFS_MD5SUM}"\n}\nEOF', ['NRL118']],
  [
    'upload (pitfall 11)',
    'cray artifacts create boot-images "${IMS_IMAGE_ID}/manifest.json" manifest.json',
    ['NRL101'],
  ],
  ['clean-up (pitfall 12)', 'cray ims images delete "${IMS_IMAGE_ID}"', ['NRL101', 'NRL114']],
  [
    'clone (pitfalls 13, 14)',
    `VCS_PASS=$(kubectl get secret -n services vcs-user-credentials --template={{.data.vcs_password}} | base64 --decode)
git clone "https://\${VCS_USER}:\${VCS_PASS}@api-gw-service-nmn.local/vcs/cray/csm-config-management.git"`,
    ['NRL123', 'NRL103', 'NRL108'],
  ],
  [
    'session (pitfall 15)',
    'cray cfs sessions create --name a --configuration-name b --target-definition image --format json --target-group c d',
    ['NRL101'],
  ],
  [
    'resultant image (pitfalls 17, 18, 20)',
    `IMS_RESULTANT_IMAGE_ID=$(cray cfs sessions describe "\${CFS_SESSION_NAME}" --format json |
  jq -r '.status.artifacts[] | select(.type == "ims_customized_image") | .result_id')
S3_ARTIFACT_PATH="boot-images/\${IMS_RESULTANT_IMAGE_ID}"
cray bss bootparameters update --hosts "\${XNAME}" --kernel "s3://\${S3_ARTIFACT_PATH}/kernel"`,
    ['NRL103', 'NRL113', 'NRL101', 'NRL110'],
  ],
  [
    'xnames',
    `cray hsm state components list --role Management --subrole Worker --type Node --format json |
  jq -r '.Components | map(.ID) | join(",")'`,
    ['NRL103'],
  ],
  [
    'metal.server (pitfalls 3, 25, 26)',
    `METAL_SERVER=$(cray bss bootparameters list --hosts "\${XNAME}" --format json | jq '.[] |."params"' \\
    | awk -F 'metal.server=' '{print $2}' \\
    | awk -F ' ' '{print $1}')`,
    ['NRL103', 'NRL102'],
  ],
  [
    'new parameters and update (pitfalls 19, 22, 27 to 30)',
    `PARAMS=$(cray bss bootparameters list --hosts "\${XNAME}" --format json | jq '.[] |."params"' | \\
    sed "/metal.server/ s|\${METAL_SERVER}|\${NEW_METAL_SERVER}|" | \\
    sed "s/metal.no-wipe=1/metal.no-wipe=0/" | \\
    tr -d \\")
cray bss bootparameters update --hosts "\${XNAME}" --params "\${PARAMS}"`,
    ['NRL103', 'NRL102', 'NRL117', 'NRL101', 'NRL110'],
  ],
];

test.each(documented)('%s', (_, commands, expected) => {
  expect(codes(`${commands}\n`)).toEqual(expected);
});

test('the xname of the node itself is taken as documented', () => {
  expect(codes('NCN_XNAME=$(cat /etc/cray/xname)\necho "${NCN_XNAME}"\n')).toEqual([]);
});
