import { defineStep } from '../model/step.js';

/** Downloads rootfs, kernel and initrd. */
export const getArtifacts = defineStep({
  id: 'get-artifacts',
  title: 'Obtain the artifacts of the image',
  why: 'IMS wants the MD5 sums of the artifacts in the manifest, and they are computed from the files.',
  effect: 'reads',
  services: ['S3'],
  section: '1. Obtain NCN image artifacts, 2',
  needs: ['ARTIFACT_S3_PREFIX'],
  gives: ['IMS_ROOTFS_FILENAME', 'IMS_KERNEL_FILENAME', 'IMS_INITRD_FILENAME', 'WORK_DIR'],
  uses: [],
  tools: ['cray'],
  differs: [
    'The objects are described first: a missing or empty one stops the step before gigabytes are fetched, and their sizes tell whether the disk holds them.',
    'The three files are fetched side by side.',
    'The files go to a directory of this run and are compared with the size in S3: `a/b` and `a-b` would share a name, and an old file survives a failed download.',
  ],
  backOut: 'Remove the downloaded files.',
  variant: ({ image }) => ({
    flags: { recorded: image.checksums === 'recorded' },
    differs:
      image.checksums === 'recorded'
        ? [
            'What has an MD5 sum in its metadata in S3 is not fetched (`image.checksums: recorded`): the uploader recorded that sum, and nothing here checks it against the bytes.',
          ]
        : [],
    trace: [
      {
        command: 'get-artifacts',
        as: 'hardened',
        because: 'A fresh directory and a comparison of sizes keep an older file from being taken for this one.',
        pitfalls: [5, 6],
      },
      {
        command: 'artifact-filenames',
        as: 'hardened',
        because: 'The names count only once all downloads succeeded, and no older ones are left in a shell.',
        pitfalls: [7],
      },
    ],
  }),
});
