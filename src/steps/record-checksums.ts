import { defineStep } from '../model/step.js';

/** Sums the downloaded files. */
export const recordChecksums = defineStep({
  id: 'record-checksums',
  title: 'Record the checksums of the artifacts',
  why: 'The manifest carries them; they also show that the download is what S3 holds.',
  effect: 'reads',
  services: [],
  section: 'Import External Image to IMS, 3. Record artifact checksums',
  needs: ['WORK_DIR', 'IMS_ROOTFS_FILENAME', 'IMS_KERNEL_FILENAME', 'IMS_INITRD_FILENAME'],
  gives: ['IMS_ROOTFS_MD5SUM', 'IMS_KERNEL_MD5SUM', 'IMS_INITRD_MD5SUM'],
  uses: [],
  tools: [],
  differs: [
    'The file is read from stdin, so that no name gets into the sum; the sum must be one, and equal to what S3 recorded where it did.',
  ],
  backOut: 'Nothing to take back.',
  variant: ({ image }) => ({
    flags: { recorded: image.checksums === 'recorded' },
    differs:
      image.checksums === 'recorded'
        ? [
            'The sum of what was not fetched is the one in the metadata of its object in S3 (`image.checksums: recorded`).',
          ]
        : [],
    trace: [
      { command: 'import-list-files', as: 'hardened', because: 'A missing file is a stop.', pitfalls: [8] },
      {
        command: 'import-checksums',
        as: 'hardened',
        because: 'The documented pipe gives an empty sum, and success, for a missing file.',
        pitfalls: [6, 8],
      },
    ],
  }),
});
