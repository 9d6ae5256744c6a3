import { defineStep } from '../model/step.js';

/** Writes, uploads and links the manifest. */
export const registerManifest = defineStep({
  id: 'register-manifest',
  title: 'Create, upload and register the image manifest',
  why: 'The manifest tells IMS which objects make up the image; they stay where they are in S3.',
  effect: 'creates',
  services: ['S3', 'IMS'],
  section: '2. Import the NCN image into IMS; Import External Image to IMS, 6',
  needs: [
    'IMS_IMAGE_ID',
    'ARTIFACT_S3_PREFIX',
    'IMS_ROOTFS_MD5SUM',
    'IMS_KERNEL_MD5SUM',
    'IMS_INITRD_MD5SUM',
    'IMS_ROOTFS_FILENAME',
    'WORK_DIR',
  ],
  gives: [],
  uses: [],
  tools: ['cray'],
  differs: [
    'The manifest is built by jq instead of a here-document, and what S3 holds is compared with it before IMS is told: IMS accepts an empty or broken manifest.',
    'The downloaded files are removed in the end: only their sums were needed. `image.keepDownloads: true` keeps them.',
    'An image that is linked already is left alone when the link is right, and a stop when it is not.',
  ],
  backOut: 'Leave manifest and link. They alter nothing for any node.',
  variant: ({ image }) => ({
    flags: { tidy: image.keepDownloads !== true },
    trace: [
      {
        command: 'write-manifest',
        as: 'hardened',
        because: 'A quote in the here-document would break the JSON, which IMS does not notice.',
        pitfalls: [8, 10],
      },
      {
        command: 'import-upload-manifest',
        as: 'hardened',
        because: 'An interrupted upload leaves an empty object, so size and sum are compared after it.',
        pitfalls: [10, 11],
      },
      {
        command: 'import-register-manifest',
        as: 'hardened',
        because: 'The record is read before and after, so that a repeated run meets no conflict.',
        pitfalls: [11],
      },
    ],
  }),
});
