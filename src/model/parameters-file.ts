import * as z from 'zod/mini';
import {
  AnsibleGroup,
  ArtifactVersion,
  CloneUrl,
  CommitHash,
  ConfigurationName,
  FreeText,
  GitBranch,
  ImageRevision,
  LayerName,
  NcnHost,
  NodeType,
  Playbook,
  RunbookName,
  Subrole,
  Timestamp,
  Xname,
} from './words.js';

/**
 * The parameter file, key by key: the one source of the checks, of the JSON Schema and of the table in the
 * README. What several keys must agree on is not said here but in the rules, which run even when another part of
 * the file is wrong; what is registered with a map repeats such a rule for editors where JSON Schema can say it.
 */
function map<Shape extends z.core.$ZodLooseShape>(shape: Shape) {
  return z.strictObject(shape, { error: `a map with the keys ${Object.keys(shape).join(', ')}` });
}

function list<Item extends z.ZodMiniType>(item: Item, of: string) {
  const expected = `a list of one or more ${of}`;
  return z.array(item, { error: expected }).check(z.minLength(1, { error: expected }));
}

function wholeNumber(lowest: number, highest: number, unit: string) {
  const expected = `a whole number of ${unit} from ${lowest} to ${highest}`;
  return z
    .int({ error: expected })
    .check(z.minimum(lowest, { error: expected }), z.maximum(highest, { error: expected }));
}

/** Says what a key is for; in the JSON Schema, the README and the messages. No other key may have this very schema. */
function meaning<Schema extends z.ZodMiniType>(schema: Schema, description: string): Schema {
  z.globalRegistry.add(schema, { description });
  return schema;
}

/** A key that must be there; its schema is copied, as other keys may have the same. */
function required<Schema extends z.ZodMiniType>(schema: Schema, description: string) {
  return meaning(schema.clone(), description);
}

function optional<Schema extends z.ZodMiniType>(schema: Schema, description: string) {
  return meaning(z.exactOptional(schema), description);
}

function withDefault<Schema extends z.ZodMiniType>(
  schema: Schema,
  value: z.core.util.NoUndefined<z.output<Schema>>,
  description: string,
) {
  return meaning(z._default(schema, value), description);
}

const Window = map({
  start: required(Timestamp, 'Start of the change window, with its zone.'),
  end: required(Timestamp, 'End of the change window, with its zone.'),
});

const Change = map({
  id: optional(FreeText, 'Number of the change record.'),
  title: optional(FreeText, 'What the change is for, on one line.'),
  window: optional(Window, 'When the change may be made.'),
});

const Upgrade = map({
  artifactVersion: optional(
    ArtifactVersion,
    'Version of the image, as in k8s/0.3.49. Read from /etc/cray/upgrade/csm/myenv when left out.',
  ),
});

const NextBoot = map({
  xname: optional(Xname, 'Node whose boot parameters in BSS name the image.'),
  host: optional(NcnHost, 'The same by host name; the xname is read over ssh.'),
}).register(z.globalRegistry, { maxProperties: 1 });

const Booted = map({ host: required(NcnHost, 'Node whose /proc/cmdline names the image.') });

const Source = map({
  upgrade: optional(Upgrade, 'The image that a CSM upgrade uploaded.'),
  nextBoot: optional(
    NextBoot,
    'The image that a node boots next time, according to BSS; {} means the node that the runbook runs on.',
  ),
  booted: optional(Booted, 'The image that a node is running.'),
}).register(z.globalRegistry, { minProperties: 1, maxProperties: 1 });

const Image = map({
  nodeType: required(NodeType, 'Kind of node that the image is for: worker, master or storage.'),
  source: required(Source, 'Where the image to customize is found. Exactly one of the keys.'),
  revision: required(ImageRevision, 'Makes the name of the image in IMS unique: <prefix>-rootfs-<revision>.'),
  checksums: optional(
    z.enum(['download', 'recorded'], { error: 'download or recorded' }),
    'Where the MD5 sums for the manifest come from: download fetches the artifacts, some gigabytes, and sums them (source procedure); recorded takes the sums in the metadata of the objects in S3, and fetches only what has none. By default download.',
  ),
  keepDownloads: optional(
    z.boolean({ error: 'true or false' }),
    'Whether the downloaded artifacts are kept. By default they are removed when their sums are in the manifest.',
  ),
});

const LayerEntry = map({
  name: required(LayerName, 'Name of the layer.'),
  playbook: required(Playbook, 'Playbook that the layer runs.'),
});

const Create = map({
  cloneUrl: required(CloneUrl, 'Repository that holds the playbooks.'),
  branch: optional(
    GitBranch,
    'Branch whose head is used; resolved to a commit when the runbook runs. Either this or commit.',
  ),
  commit: optional(CommitHash, 'Commit to use. Either this or branch.'),
  layers: optional(
    list(LayerEntry, 'layers, each with name and playbook'),
    'Layers in order; ncn-initrd.yml must be the last. By default the first and last layer of the source procedure.',
  ),
}).register(z.globalRegistry, { oneOf: [{ required: ['branch'] }, { required: ['commit'] }] });

const Configuration = map({
  name: required(ConfigurationName, 'Name of the CFS configuration.'),
  create: optional(Create, 'How to create the configuration. Leave it out when sat bootprep made the configuration.'),
});

const Session = map({
  targetGroup: optional(
    AnsibleGroup,
    'Ansible group that the image is put in. By default Management_Worker, _Master or _Storage.',
  ),
  pollSeconds: withDefault(wholeNumber(0, 3600, 'seconds'), 30, 'Seconds between two looks at the CFS session.'),
  timeoutMinutes: withDefault(
    wholeNumber(1, 10080, 'minutes'),
    180,
    'Minutes after which waiting for the CFS session is given up.',
  ),
});

const Nodes = map({
  subrole: optional(Subrole, 'All nodes of this subrole in HSM.'),
  xnames: optional(list(Xname, 'xnames'), 'Nodes by xname.'),
  hosts: optional(list(NcnHost, 'host names'), 'Nodes by host name; their xnames are read over ssh.'),
}).register(z.globalRegistry, { minProperties: 1 });

const noWipe = z.enum(['0', '1', 'keep'], { error: '"0", "1" or keep' });

const BootParameters = map({
  nodes: required(Nodes, 'Nodes that will boot the new image. The union of what the keys name.'),
  metalNoWipe: withDefault(
    noWipe,
    '0',
    'Value of metal.no-wipe: "0" lets the next network boot wipe the disks of the node (source procedure), "1" does not, keep leaves it as it is. Must be stated for storage nodes.',
  ),
  parallel: withDefault(wholeNumber(1, 32, 'nodes'), 4, 'Nodes updated at a time.'),
  canary: optional(wholeNumber(0, 500, 'nodes'), 'Nodes that are updated and read again before all others.'),
});

const storageStatesNoWipe = {
  if: { properties: { image: { properties: { nodeType: { const: 'storage' } }, required: ['nodeType'] } } },
  then: { properties: { bootParameters: { required: ['metalNoWipe'] } } },
};

/** Schema of the parameter file as the user writes it. */
export const ParametersFile = map({
  runbook: required(RunbookName, 'Name of the runbook, of its bundle and of its state directory.'),
  csm: withDefault(z.literal('1.3', { error: '"1.3"' }), '1.3', 'CSM release, in quotes.'),
  change: optional(Change, 'The change record; shown on every document and in the evidence.'),
  image: required(Image, 'The image to customize.'),
  configuration: required(Configuration, 'The CFS configuration that customizes it.'),
  session: meaning(z.prefault(Session, {}), 'The CFS session that runs it.'),
  bootParameters: required(BootParameters, 'The boot parameters that make nodes use the result.'),
}).register(z.globalRegistry, { allOf: [storageStatesNoWipe] });

/** What the schema makes of a file: static defaults filled in, those that depend on the node type not yet. */
export type ParametersFile = z.infer<typeof ParametersFile>;
