import { type Document, type LineCounter, parseDocument } from 'yaml';
import * as z from 'zod/mini';
import { english } from '../model/english.js';
import { linesOf } from '../model/lines.js';
import type { Outcome, Problem } from '../model/problem.js';
import { problem } from '../model/problem-codes.js';
import { Behaviour, BootEntry, CloudInit, Layer, Link, logins } from './states.js';

const Text = z.string();

const BootParameters = z.strictObject({
  kernel: z.optional(Text),
  initrd: z.optional(Text),
  params: z.optional(Text),
  cloudInit: z.optional(CloudInit),
});

const Node = z.strictObject({
  xname: Text,
  /** Host name; without one, ssh does not reach the node. */
  host: z.optional(Text),
  role: z._default(Text, 'Management'),
  subrole: z._default(Text, 'Worker'),
  /** State in HSM. */
  state: z._default(Text, 'Ready'),
  /** Null when BSS has no entry. */
  bootParameters: z._default(z.nullable(BootParameters), null),
  /** What /proc/cmdline says on the running node. */
  cmdline: z._default(Text, ''),
  reachable: z._default(z.boolean(), true),
});

const SiteObject = z.strictObject({
  bucket: z._default(Text, 'boot-images'),
  key: Text,
  content: Text,
  /** False for an object that neither the CLI nor IMS uploaded: without md5sum in its metadata. */
  md5sum: z._default(z.boolean(), true),
  /** True for an object that was uploaded in parts: its ETag is no MD5. */
  multipart: z._default(z.boolean(), false),
});

const SiteImage = z.strictObject({
  id: Text,
  name: Text,
  link: z._default(z.nullable(Link), null),
  arch: z._default(Text, 'x86_64'),
});

const SiteConfiguration = z.strictObject({ name: Text, layers: z.array(z.strictObject(Layer.shape)) });

const SiteRepository = z.strictObject({
  url: Text,
  /** Commit by branch. */
  branches: z.record(
    Text,
    z.string().check(z.regex(/^[0-9a-f]{40}$/, { error: 'a commit of 40 lower-case hexadecimal digits' })),
  ),
  /** By commit, then by path: the text of the file, such as a playbook with its `hosts:`. */
  commits: z.record(Text, z.record(Text, Text)),
});

const Sessions = z.strictObject({
  ...Behaviour.shape,
  polls: z._default(Behaviour.shape.polls, { pending: 1, running: 1, packed: 1 }),
});

const Credentials = z.strictObject({
  /** What `cray` finds: a good login, none, or one that the gateway or the login service refuses. */
  cray: z._default(z.enum(logins), 'valid'),
  /** Whom the repositories let in. */
  vcs: z._default(z.strictObject({ username: Text, password: Text }), {
    username: 'crayvcs',
    password: 'vcs-password-of-the-site',
  }),
  /** Plain values by key of secret vcs-user-credentials in namespace services; default: what vcs says. Null: no such secret. */
  secret: z.optional(z.nullable(z.record(Text, Text))),
});

/** A site file: what the simulated system holds before the first call. */
export const SiteDescription = z.strictObject({
  /** All identifiers are made from it. */
  seed: z._default(Text, 'site'),
  /** Time at which the site starts; it passes with what happens, not with the clock. */
  epoch: z._default(z.iso.datetime(), '2026-11-28T22:00:00Z'),
  /** Node on which scripts run: the text of root/etc/cray/xname. */
  thisNode: Text,
  /** Text of root/etc/cray/upgrade/csm/myenv; null for no such file. */
  myenv: z._default(z.nullable(Text), null),
  nodes: z._default(z.array(Node), []),
  /** Other entries of BSS, such as Default and Global. */
  bootEntries: z._default(z.record(Text, z.strictObject(BootEntry.shape)), {}),
  buckets: z._default(z.array(Text), ['boot-images']),
  objects: z._default(z.array(SiteObject), []),
  images: z._default(z.array(SiteImage), []),
  configurations: z._default(z.array(SiteConfiguration), []),
  /** How CFS sessions go, one after the other; the last is used again and again. */
  sessions: z._default(z.array(Sessions).check(z.minLength(1)), [
    { outcome: 'success', polls: { pending: 1, running: 1, packed: 1 } },
  ]),
  credentials: z._default(Credentials, {
    cray: 'valid',
    vcs: { username: 'crayvcs', password: 'vcs-password-of-the-site' },
  }),
  repositories: z._default(z.array(SiteRepository), []),
  /** Milliseconds that calls take, by the words they start with, such as `cray artifacts get`. */
  latencies: z._default(z.record(Text, z.int().check(z.minimum(0))), {}),
});
export type SiteDescription = z.infer<typeof SiteDescription>;

/** Site file as its author writes it: with defaults left out. */
export type SiteFile = z.input<typeof SiteDescription>;

/** Reads a site file and reports everything that is wrong with it. */
export function parseSiteFile(text: string, file: string): Outcome<SiteDescription> {
  const lines = linesOf(text);
  const document = parseDocument(text, { prettyErrors: false });
  const problems = document.errors.map((error): Problem => {
    const { line, col } = lines.linePos(error.pos[0]);
    return problemAt({ file, line, column: col }, '', { expected: 'YAML', found: error.message.split('\n')[0] ?? '' });
  });
  if (problems.length > 0) {
    return { ok: false, problems };
  }
  const result = SiteDescription.safeParse(valueIn(document), english);
  return result.success
    ? { ok: true, value: result.data, warnings: [] }
    : { ok: false, problems: result.error.issues.map((issue) => toProblem(issue, file, document, lines)) };
}

/** What the document says; nothing for an alias that leads nowhere or to too much. */
function valueIn(document: Document): unknown {
  try {
    return document.toJS();
  } catch {
    return undefined;
  }
}

type Path = readonly (string | number)[];

function toProblem(issue: z.core.$ZodIssue, file: string, document: Document, lines: LineCounter): Problem {
  const unknown = issue.code === 'unrecognized_keys' ? issue.keys[0] : undefined;
  const given = issue.path.filter((part) => typeof part !== 'symbol');
  const path: Path = unknown === undefined ? given : [...given, unknown];
  const offset = offsetOf(document, path);
  const { line, col } = lines.linePos(offset);
  const value = document.getIn(path);
  return problemAt({ file, line, column: col }, path.join('.'), {
    expected:
      unknown === undefined
        ? issue.message.replace(/^Invalid input: expected (.*), received .*$/u, '$1')
        : 'a known key',
    found: describe(value),
  });
}

function describe(value: unknown): string {
  return value === undefined ? 'nothing' : (JSON.stringify(value) ?? 'nothing').slice(0, 80);
}

/** Where a value starts, or the nearest one around it that is there. */
function offsetOf(document: Document, path: Path): number {
  for (let length = path.length; length >= 0; length -= 1) {
    const node = length === 0 ? document.contents : document.getIn(path.slice(0, length), true);
    if (hasRange(node)) {
      return node.range[0];
    }
  }
  return 0;
}

function hasRange(node: unknown): node is { readonly range: readonly [number, number, number] } {
  return typeof node === 'object' && node !== null && 'range' in node && Array.isArray(node.range);
}

function problemAt(
  place: Pick<Problem, 'file' | 'line' | 'column'>,
  path: string,
  text: Pick<Problem, 'expected' | 'found'>,
): Problem {
  const remedy = 'Correct the site file; src/site/description.ts lists what it may say.';
  return problem('siteFile', place, { path, ...text, remedy });
}
