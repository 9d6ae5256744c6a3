import { defineStep } from '../model/step.js';

/** Registers the image in IMS under a name of its own. */
export const createImageRecord = defineStep({
  id: 'create-image-record',
  title: 'Create the image record in IMS',
  why: 'CFS customizes images that IMS knows.',
  effect: 'creates',
  services: ['IMS'],
  section: '2. Import the NCN image into IMS; Import External Image to IMS, 4',
  needs: ['IMS_ROOTFS_FILENAME'],
  gives: ['IMS_IMAGE_ID'],
  uses: ['REVISION'],
  tools: ['cray'],
  differs: [
    'The id is read from JSON instead of copied by hand; IMS takes the same name twice, so the name must be free before, and an interrupted run takes up the record that it made.',
  ],
  backOut:
    'Leave the record. NEVER delete it: its manifest points at the original artifacts, and deleting the record would move those away from every NCN that boots them.',
  variant: () => ({
    trace: [
      {
        command: 'create-image',
        as: 'hardened',
        because: 'Creating twice makes two records, so the name is looked up before and after.',
        pitfalls: [9, 12],
      },
      {
        command: 'import-image-id',
        as: 'hardened',
        because: 'The id comes from the JSON of the one record of that name.',
        pitfalls: [9],
      },
    ],
  }),
});
