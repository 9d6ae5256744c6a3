import * as z from 'zod/mini';

/**
 * The words of the domain, each with the shape that a value must have before it may be used. The text given
 * to each schema says what is expected, in the reader's words; it follows "expected" in every message. What does not
 * have the shape is not looked at further, so that it is told once.
 */
function word(expected: string, pattern: RegExp) {
  return z.string({ error: expected }).check(z.regex(pattern, { error: expected, abort: true }));
}

/** Name of one node in the hardware, as HSM and BSS know it. */
export const Xname = word(
  'the xname of a node, such as x3000c0s7b0n0',
  /^x[0-9]{1,4}c[0-7]s[0-9]{1,4}b[0-9]{1,4}n[0-9]{1,4}$/,
);
export type Xname = z.infer<typeof Xname>;

/** Host name of a management node. */
export const NcnHost = word('the host name of an NCN, such as ncn-w001', /^ncn-[mws][0-9]{3}$/);
export type NcnHost = z.infer<typeof NcnHost>;

/** Git commit as CFS wants it: in full. */
export const CommitHash = word('a full commit hash of 40 lower-case hexadecimal digits', /^[0-9a-f]{40}$/);
export type CommitHash = z.infer<typeof CommitHash>;

/** What is put behind `rootfs-` in the name of the IMS image. */
export const ImageRevision = word(
  'a revision of 1 to 41 letters, digits, dots, underscores and hyphens that starts with a letter or digit',
  /^[A-Za-z0-9][A-Za-z0-9._-]{0,40}$/,
);
export type ImageRevision = z.infer<typeof ImageRevision>;

/** Name of the runbook; also that of its bundle and of its state directory. */
export const RunbookName = word(
  'a name of 1 to 42 lower-case letters, digits and inner hyphens, such as worker-image-2026-11',
  /^[a-z0-9]([a-z0-9-]{0,40}[a-z0-9])?$/,
);
export type RunbookName = z.infer<typeof RunbookName>;

/** Name of a CFS configuration; version 3 of CFS takes no more than 60 characters. */
export const ConfigurationName = word(
  'a CFS configuration name of 1 to 60 letters, digits, dots, underscores and hyphens',
  /^[A-Za-z0-9][A-Za-z0-9._-]{0,59}$/,
);
export type ConfigurationName = z.infer<typeof ConfigurationName>;

/** Name of a layer of a CFS configuration; version 3 of CFS takes no more than 45 characters. */
export const LayerName = word(
  'a layer name of 1 to 45 letters, digits, dots, underscores and hyphens',
  /^[A-Za-z0-9][A-Za-z0-9._-]{0,44}$/,
);
export type LayerName = z.infer<typeof LayerName>;

/** Path of an Ansible playbook inside its repository. */
export const Playbook = word(
  'the path of a playbook inside the repository that ends in .yml or .yaml, such as ncn-worker_nodes.yml',
  /^(?=.{1,200}$)(?!.*(?:\/\/|\/[.-]|\.\.))[A-Za-z0-9_][A-Za-z0-9._/-]*\.ya?ml$/,
);
export type Playbook = z.infer<typeof Playbook>;

/** Git branch: the rules of `git check-ref-format`, and no character that means anything elsewhere. */
export const GitBranch = word(
  'a branch name such as cray/csm/1.14.7, without refs/heads/ and not a commit hash',
  /^(?=.{1,200}$)(?!refs\/)(?!HEAD$)(?![0-9a-f]{40}$)(?!.*(?:\/\/|\/[.-]|\.\.|\.lock(?:\/|$)|[./]$))[A-Za-z0-9_][A-Za-z0-9._/+-]*$/,
);
export type GitBranch = z.infer<typeof GitBranch>;

/** Address of a repository for `git clone`. */
export const CloneUrl = word(
  'an https URL without user, password, query or fragment',
  /^(?=.{1,300}$)(?!.*\/\.{1,2}(?:\/|$))https:\/\/[A-Za-z0-9][A-Za-z0-9.-]*(?::[0-9]{1,5})?(?:\/[A-Za-z0-9._~][A-Za-z0-9._~+-]*)+$/,
);
export type CloneUrl = z.infer<typeof CloneUrl>;

/** Version of an NCN image in S3, the second part of `k8s/0.3.49`; what a runbook takes as part of a path in S3. */
export const ArtifactVersion = word(
  'an image version such as 0.3.49',
  /^(?=.{1,60}$)[0-9]+\.[0-9]+\.[0-9]+(?:[-.][0-9A-Za-z][0-9A-Za-z.-]*)?$/,
);
export type ArtifactVersion = z.infer<typeof ArtifactVersion>;

/** Name of a group of the Ansible inventory, the first word after `--target-group`. */
export const AnsibleGroup = word(
  'the name of an Ansible group, such as Management_Worker',
  /^[A-Za-z_][A-Za-z0-9_.-]{0,62}$/,
);
export type AnsibleGroup = z.infer<typeof AnsibleGroup>;

const timestampText = 'a date and time with its zone, such as 2026-11-28T22:00:00Z';

/** Point in time, ISO 8601 with its zone; in a year that the runbook can compare as text. */
export const Timestamp = word(
  timestampText,
  /^[0-9]{4}-[0-9]{2}-[0-9]{2}T[0-9]{2}:[0-9]{2}(?::[0-9]{2}(?:\.[0-9]{1,3})?)?(?:Z|[+-][0-9]{2}:[0-9]{2})$/,
).check(
  z.refine(isOnTheCalendar, { error: timestampText, abort: true }),
  z.refine(hasFourDigitYear, { error: 'a date and time from 1970 to 9999 in UTC' }),
);
export type Timestamp = z.infer<typeof Timestamp>;

/** `Date.parse` takes the 31st of each month, so the day is compared with the length of its month. */
function isOnTheCalendar(text: string): boolean {
  const [year = 0, month = 0, day = 0] = text.slice(0, 10).split('-').map(Number);
  const lastDay = new Date(Date.UTC(year, month, 0)).getUTCDate();
  return day >= 1 && day <= lastDay && !Number.isNaN(Date.parse(text));
}

/** Of a text that is on the calendar, as it is in UTC; its zone may take it over the end of a year. */
function hasFourDigitYear(text: string): boolean {
  const milliseconds = Date.parse(text);
  return milliseconds >= 0 && milliseconds < Date.UTC(10_000, 0);
}

const freeText =
  'a text of 1 to 200 visible characters on one line, without control, invisible or direction-changing characters';

/**
 * Text for people. Quotes, dollar signs, backticks and leading hyphens are allowed, as whoever prints it quotes
 * it; what could make a reviewer see something else than the bytes say is not.
 */
export const FreeText = word(
  freeText,
  /^[^\u0000-\u001f\u007f-\u009f\u00ad\u061c\u180e\u200b-\u200f\u2028-\u202e\u2060-\u206f\ufeff\ufff9-\ufffb]+$/,
)
  .check(
    z.refine((text) => [...text].length <= 200 && /\S/u.test(text), { error: freeText }),
    z.refine((text) => !/\p{Surrogate}|[\u{e0000}-\u{e0fff}]/u.test(text), { error: freeText }),
  )
  .register(z.globalRegistry, { minLength: 1, maxLength: 200 });
export type FreeText = z.infer<typeof FreeText>;

export type { Layer, NodeTypeFacts } from './node-type.js';
export { initrdLayer, NodeType, nodeTypes, Subrole } from './node-type.js';
