import * as z from 'zod/mini';

/** What the files of a site hold, one schema per service. Tests read and edit these files with jq. */

const Text = z.string();
const Count = z.int().check(z.minimum(0));

export const CloudInit = z.record(Text, z.unknown());

/** An entry of BSS without its host; absent fields are left out, as BSS does. */
export const BootEntry = z.object({
  params: z.optional(Text),
  kernel: z.optional(Text),
  initrd: z.optional(Text),
  'cloud-init': z.optional(CloudInit),
});
export type BootEntry = z.infer<typeof BootEntry>;

const Bss = z.object({
  /** By host: xnames, `Default`, `Global`. */
  entries: z.record(Text, BootEntry),
  /** Kernel paths that BSS knows, each with the parameters attached to the path itself. */
  kernels: z.record(Text, z.object({ params: z.optional(Text) })),
  initrds: z.record(Text, z.object({ params: z.optional(Text) })),
});

export const Link = z.object({ path: Text, etag: z.optional(Text), type: Text });
export type Link = z.infer<typeof Link>;

export const ImageRecord = z.object({
  id: Text,
  name: Text,
  created: Text,
  arch: Text,
  link: z.nullable(Link),
  metadata: z.record(Text, Text),
});
export type ImageRecord = z.infer<typeof ImageRecord>;

const DeletedImage = z.extend(ImageRecord, { deleted: Text });

const Ims = z.object({
  images: z.array(ImageRecord),
  deleted: z.array(DeletedImage),
  /** Records ever made. */
  made: Count,
});

export const Layer = z.object({
  name: z.optional(Text),
  cloneUrl: Text,
  playbook: z.optional(Text),
  commit: z.optional(Text),
  branch: z.optional(Text),
  specialParameters: z.optional(z.record(Text, z.unknown())),
});
export type Layer = z.infer<typeof Layer>;

export const Configuration = z.object({
  name: Text,
  lastUpdated: Text,
  description: z.optional(Text),
  layers: z.array(Layer),
  additional_inventory: z.optional(Layer),
});
export type Configuration = z.infer<typeof Configuration>;

export const outcomes = [
  'success',
  'failed',
  'unknown',
  'stuck-pending',
  'stuck-running',
  'no-artifacts',
  'extra-artifacts',
  'repeated-artifacts',
  'two-results',
  'deleted-while-running',
  'unmodified',
] as const;

/** How a session goes, and for how many looks at it each phase lasts. */
export const Behaviour = z.object({
  outcome: z.enum(outcomes),
  polls: z.object({ pending: Count, running: Count, packed: Count }),
});
export type Behaviour = z.infer<typeof Behaviour>;

const Artifact = z.object({ image_id: Text, result_id: Text, type: Text });

export const Session = z.object({
  name: Text,
  configuration: z.object({ name: Text, limit: Text }),
  ansible: z.object({ config: Text, limit: z.nullable(Text), passthrough: z.nullable(Text), verbosity: z.int() }),
  target: z.object({
    definition: Text,
    groups: z.array(z.object({ name: Text, members: z.array(Text) })),
    image_map: z.array(z.object({ source_id: Text, result_name: Text })),
  }),
  tags: z.record(Text, Text),
  status: z.object({
    artifacts: z.array(Artifact),
    session: z.object({
      status: z.enum(['pending', 'running', 'complete']),
      succeeded: z.enum(['none', 'true', 'false', 'unknown']),
      startTime: z.nullable(Text),
      completionTime: z.nullable(Text),
      job: z.nullable(Text),
    }),
  }),
  /** What CFS does not tell: how the session will go, and how often it was looked at. */
  site: z.extend(Behaviour, { looks: Count }),
});
export type Session = z.infer<typeof Session>;

const Cfs = z.object({
  configurations: z.array(Configuration),
  sessions: z.array(Session),
  /** How the next sessions go, one after the other; the last is used again and again. */
  behaviours: z.array(Behaviour).check(z.minLength(1)),
  /** Results made so far, by the image that was customized. */
  results: z.record(Text, Count),
  /** Configurations and sessions ever made or replaced. */
  made: Count,
});

const Hsm = z.object({
  components: z.array(z.looseObject({ ID: Text, Type: Text, State: Text })),
});

export const StoredObject = z.object({
  /** UTF-8; `base64` is there instead when the content is anything else. */
  content: z.optional(Text),
  base64: z.optional(Text),
  etag: Text,
  lastModified: Text,
  metadata: z.record(Text, Text),
});
export type StoredObject = z.infer<typeof StoredObject>;

const S3 = z.object({
  /** By bucket, then by key. */
  buckets: z.record(Text, z.record(Text, StoredObject)),
  /** Objects ever written. */
  writes: Count,
});

export const Repository = z.object({
  branches: z.record(Text, Text),
  /** By commit, then by path: the text of the file. */
  commits: z.record(Text, z.record(Text, Text)),
});

export type Repository = z.infer<typeof Repository>;

const Vcs = z.object({
  username: Text,
  password: Text,
  /** By URL. */
  repositories: z.record(Text, Repository),
});

const Kubernetes = z.object({
  /** By `namespace/name`, then by key: base64. */
  secrets: z.record(Text, z.record(Text, Text)),
});

/** By host name. */
const Nodes = z.record(Text, z.object({ reachable: z.boolean(), files: z.record(Text, Text) }));

export const logins = ['valid', 'not-initialised', 'expired', 'refresh-refused', 'insecure'] as const;

const Settings = z.object({
  seed: Text,
  /** Time at which the site starts. */
  epoch: Text,
  login: z.enum(logins),
  /** Version that `cray --version` tells. */
  version: Text,
  /** Milliseconds that calls take, by the words they start with, such as `cray artifacts get`. */
  latencies: z.record(Text, Count),
});

export const schemas = {
  settings: Settings,
  bss: Bss,
  ims: Ims,
  cfs: Cfs,
  hsm: Hsm,
  s3: S3,
  vcs: Vcs,
  kubernetes: Kubernetes,
  nodes: Nodes,
};

/** Names of all state files. */
export const services = ['settings', 'bss', 'ims', 'cfs', 'hsm', 's3', 'vcs', 'kubernetes', 'nodes'] as const;
export type Service = (typeof services)[number];
export type States = { [S in Service]: z.infer<(typeof schemas)[S]> };
