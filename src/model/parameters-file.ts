import * as z from 'zod';
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
 * README. What several keys must agree on is not said here but in the rules, which run even when another part
 * of the file is wrong; the `meta` calls repeat such a rule for editors where JSON Schema can say it.
 */
function map<Shape extends z.ZodRawShape>(shape: Shape) {
  return z.strictObject(shape, { error: `a map with the keys ${Object.keys(shape).join(', ')}` });
}

function list<Item extends z.ZodType>(item: Item, of: string) {
  const expected = `a list of one or more ${of}`;
  return z.array(item, { error: expected }).min(1, { error: expected });
}

function wholeNumber(lowest: number, highest: number, unit: string) {
  const expected = `a whole number of ${unit} from ${lowest} to ${highest}`;
  return z.int({ error: expected }).min(lowest, { error: expected }).max(highest, { error: expected });
}

const Window = map({
  start: Timestamp.describe('Start of the change window, with its zone.'),
  end: Timestamp.describe('End of the change window, with its zone.'),
});

const Change = map({
  id: z.exactOptional(FreeText).describe('Number of the change record.'),
  title: z.exactOptional(FreeText).describe('What the change is for, on one line.'),
  window: z.exactOptional(Window).describe('When the change may be made.'),
});

const Upgrade = map({
  artifactVersion: z
    .exactOptional(ArtifactVersion)
    .describe('Version of the image, as in k8s/0.3.49. Read from /etc/cray/upgrade/csm/myenv when left out.'),
});

const NextBoot = map({
  xname: z.exactOptional(Xname).describe('Node whose boot parameters in BSS name the image.'),
  host: z.exactOptional(NcnHost).describe('The same by host name; the xname is read over ssh.'),
}).meta({ maxProperties: 1 });

const Booted = map({ host: NcnHost.describe('Node whose /proc/cmdline names the image.') });

const Source = map({
  upgrade: z.exactOptional(Upgrade).describe('The image that a CSM upgrade uploaded.'),
  nextBoot: z
    .exactOptional(NextBoot)
    .describe('The image that a node boots next time, according to BSS; {} means the node that the runbook runs on.'),
  booted: z.exactOptional(Booted).describe('The image that a node is running.'),
}).meta({ minProperties: 1, maxProperties: 1 });

const Image = map({
  nodeType: NodeType.describe('Kind of node that the image is for: worker, master or storage.'),
  source: Source.describe('Where the image to customize is found. Exactly one of the keys.'),
  revision: ImageRevision.describe('Makes the name of the image in IMS unique: <prefix>-rootfs-<revision>.'),
  checksums: z
    .exactOptional(z.enum(['download', 'recorded'], { error: 'download or recorded' }))
    .describe(
      'Where the MD5 sums for the manifest come from: download fetches the artifacts, some gigabytes, and sums them (source procedure); recorded takes the sums in the metadata of the objects in S3, and fetches only what has none. By default download.',
    ),
  keepDownloads: z
    .exactOptional(z.boolean({ error: 'true or false' }))
    .describe(
      'Whether the downloaded artifacts are kept. By default they are removed when their sums are in the manifest.',
    ),
});

const LayerEntry = map({
  name: LayerName.describe('Name of the layer.'),
  playbook: Playbook.describe('Playbook that the layer runs.'),
});

const Create = map({
  cloneUrl: CloneUrl.describe('Repository that holds the playbooks.'),
  branch: z
    .exactOptional(GitBranch)
    .describe('Branch whose head is used; resolved to a commit when the runbook runs. Either this or commit.'),
  commit: z.exactOptional(CommitHash).describe('Commit to use. Either this or branch.'),
  layers: z
    .exactOptional(list(LayerEntry, 'layers, each with name and playbook'))
    .describe(
      'Layers in order; ncn-initrd.yml must be the last. By default the first and last layer of the source procedure.',
    ),
}).meta({ oneOf: [{ required: ['branch'] }, { required: ['commit'] }] });

const Configuration = map({
  name: ConfigurationName.describe('Name of the CFS configuration.'),
  create: z
    .exactOptional(Create)
    .describe('How to create the configuration. Leave it out when sat bootprep made the configuration.'),
});

const Session = map({
  targetGroup: z
    .exactOptional(AnsibleGroup)
    .describe('Ansible group that the image is put in. By default Management_Worker, _Master or _Storage.'),
  pollSeconds: wholeNumber(0, 3600, 'seconds').default(30).describe('Seconds between two looks at the CFS session.'),
  timeoutMinutes: wholeNumber(1, 10080, 'minutes')
    .default(180)
    .describe('Minutes after which waiting for the CFS session is given up.'),
});

const Nodes = map({
  subrole: z.exactOptional(Subrole).describe('All nodes of this subrole in HSM.'),
  xnames: z.exactOptional(list(Xname, 'xnames')).describe('Nodes by xname.'),
  hosts: z.exactOptional(list(NcnHost, 'host names')).describe('Nodes by host name; their xnames are read over ssh.'),
}).meta({ minProperties: 1 });

const noWipe = z.enum(['0', '1', 'keep'], { error: '"0", "1" or keep' });

const BootParameters = map({
  nodes: Nodes.describe('Nodes that will boot the new image. The union of what the keys name.'),
  metalNoWipe: noWipe
    .default('0')
    .describe(
      'Value of metal.no-wipe: "0" lets the next network boot wipe the disks of the node (source procedure), "1" does not, keep leaves it as it is. Must be stated for storage nodes.',
    ),
  parallel: wholeNumber(1, 32, 'nodes').default(4).describe('Nodes updated at a time.'),
  canary: z
    .exactOptional(wholeNumber(0, 500, 'nodes'))
    .describe('Nodes that are updated and read again before all others.'),
});

const storageStatesNoWipe = {
  if: { properties: { image: { properties: { nodeType: { const: 'storage' } }, required: ['nodeType'] } } },
  then: { properties: { bootParameters: { required: ['metalNoWipe'] } } },
};

/** Schema of the parameter file as the user writes it. */
export const ParametersFile = map({
  runbook: RunbookName.describe('Name of the runbook, of its bundle and of its state directory.'),
  csm: z.literal('1.3', { error: '"1.3"' }).default('1.3').describe('CSM release, in quotes.'),
  change: z.exactOptional(Change).describe('The change record; shown on every document and in the evidence.'),
  image: Image.describe('The image to customize.'),
  configuration: Configuration.describe('The CFS configuration that customizes it.'),
  session: Session.prefault({}).describe('The CFS session that runs it.'),
  bootParameters: BootParameters.describe('The boot parameters that make nodes use the result.'),
}).meta({ allOf: [storageStatesNoWipe] });

/** What the schema makes of a file: static defaults filled in, those that depend on the node type not yet. */
export type ParametersFile = z.infer<typeof ParametersFile>;
