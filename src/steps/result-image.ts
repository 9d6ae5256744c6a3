import { defineStep } from '../model/step.js';

/** Finds the customized image and checks that it is all there. */
export const resultImage = defineStep({
  id: 'result-image',
  title: 'Obtain and check the resultant image',
  why: 'Its id goes into the boot parameters of every node: it must be exactly one, known to IMS, with its three objects in S3.',
  effect: 'reads',
  services: ['CFS', 'IMS', 'S3'],
  section: '4. Run the CFS image customization session, 3.4; 5. Update NCN boot parameters, 2.2',
  needs: ['CFS_SESSION_NAME', 'IMS_IMAGE_ID', 'IMS_INITRD_MD5SUM'],
  gives: ['IMS_RESULTANT_IMAGE_ID', 'S3_ARTIFACT_PATH', 'NEW_METAL_SERVER'],
  uses: ['TARGET_GROUP'],
  tools: ['cray'],
  differs: [
    'The documented filter prints nothing, or two lines, and succeeds; here exactly one result of this very image must be there.',
    'An initrd that stayed the same is reported: it shows that ncn-initrd.yml ran on no host.',
  ],
  backOut: 'Leave the image, or delete it with cray ims images delete once no node boots it.',
  variant: () => ({
    trace: [
      {
        command: 'resultant-image',
        as: 'hardened',
        because: 'The documented filter gives nothing, or several lines, and success.',
        pitfalls: [17, 18, 20, 21],
      },
      { command: 'artifact-path', as: 'documented' },
      { command: 'new-metal-server', as: 'documented' },
    ],
  }),
});
