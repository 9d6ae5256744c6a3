import type { Problem } from './problem.js';

/** Meaning of a permanent code. A code that is no longer used is never given to anything else. */
export interface ProblemCode {
  readonly code: string;
  readonly severity: Problem['severity'];
  readonly meaning: string;
}

function error(code: string, meaning: string): ProblemCode {
  return { code, severity: 'error', meaning };
}

function warning(code: string, meaning: string): ProblemCode {
  return { code, severity: 'warning', meaning };
}

/** Every code, by the name that the program uses for it. */
export const problemCodes = {
  // The file as bytes and as YAML
  unreadableFile: error('NRB101', 'The file cannot be read or written.'),
  notUtf8: error('NRB102', 'The file is not UTF-8.'),
  byteOrderMark: error('NRB103', 'The file starts with a byte order mark.'),
  forbiddenCharacter: error('NRB104', 'The file holds a character that YAML forbids, such as NUL.'),
  tooLarge: error('NRB105', 'The file is larger than any parameter file.'),
  tooDeep: error('NRB106', 'Lists and maps are nested deeper than in any parameter file.'),
  syntax: error('NRB107', 'The file is not YAML.'),
  severalDocuments: error('NRB108', 'The file holds more than one YAML document.'),
  emptyFile: error('NRB109', 'The file says nothing.'),
  duplicateKey: error('NRB110', 'A key is there twice in one map.'),
  unresolvedAlias: error('NRB111', 'An alias names no anchor that was finished before it.'),
  aliasExpansion: error('NRB112', 'Aliases multiply to more values than any parameter file has.'),
  unknownTag: error('NRB113', 'A value has a YAML tag that parameter files do not use.'),
  keyNotText: error('NRB114', 'A key is a list or a map.'),
  lineEnds: error('NRB115', 'Lines of the file end with a carriage return alone.'),
  // The shape of single values
  wrongType: error('NRB120', 'A value is of another type, such as a number in place of a text.'),
  unknownKey: error('NRB121', 'A key is not known at this place.'),
  missingValue: error('NRB122', 'A value that has no default is missing.'),
  notAllowed: error('NRB123', 'A value is none of those allowed.'),
  wrongForm: error('NRB124', 'A text does not have the form of what it stands for.'),
  outOfRange: error('NRB125', 'A number or a list is too small or too large.'),
  // Values given with --set
  settingForm: error('NRB130', 'A --set is not of the form path=value.'),
  settingPath: error('NRB131', 'A --set leads through a value that is no map or list, or past the end of a list.'),
  settingValue: error('NRB132', 'The value of a --set is not YAML.'),
  // Values that contradict each other
  oneSource: error('NRB140', 'Not exactly one source of the image is given.'),
  oneNextBootNode: error('NRB141', 'The node whose next boot counts is named twice.'),
  oneGitReference: error('NRB142', 'Not exactly one of branch and commit is given.'),
  initrdLast: error('NRB143', 'The last layer does not rebuild the initrd.'),
  playbookTwice: error('NRB144', 'Two layers run the same playbook, which CFS refuses.'),
  subroleOfNodeType: error('NRB145', 'The target nodes are of another subrole than the image.'),
  hostOfNodeType: error('NRB146', 'A target node is of another kind than the image.'),
  groupOfNodeType: error('NRB147', 'The session targets the group of another kind of node.'),
  sourceOfNodeType: error('NRB148', 'The image is taken from a node that boots another family of images.'),
  stateNoWipe: error('NRB149', 'Storage nodes need an explicit metalNoWipe.'),
  someNodes: error('NRB150', 'No target nodes are given.'),
  windowOrder: error('NRB151', 'The change window ends before it starts.'),
  // Warnings
  nodeTwice: warning('NRB160', 'A target node is listed twice.'),
  unusualGroup: warning('NRB161', 'The session targets a group that no kind of NCN has.'),
  sourceOfOtherRole: warning('NRB162', 'The image is taken from a Kubernetes node of another role.'),
  initrdOnlyForWorkers: warning('NRB163', 'The initrd playbook of CSM 1.3 runs on the group of workers only.'),
  thisNodeForStorage: warning('NRB164', 'The image of the node that the runbook runs on is taken for storage nodes.'),
  // Writing an example
  fileExists: error('NRB170', 'The file to write exists already.'),
  unknownExample: error('NRB171', 'There is no example of that name.'),
  // The command line of plan, generate and explain
  runbookTwice: error('NRB201', 'Two parameter files of one call name the same runbook.'),
  optionConflict: error('NRB202', 'Options contradict each other.'),
  unknownStep: error('NRB203', 'No step has this name.'),
  unquotable: error('NRB204', 'A text holds what no quoting carries through bash.'),
  pdfUnavailable: error('NRB206', 'What makes a PDF is not installed beside the program.'),
  notBash: error('NRB205', 'The file to lint is no bash script.'),
  partlyBash: warning('NRB207', 'A part of the script to lint is not understood, and was not looked at.'),
  // Definitions and templates
  stepOrder: error('NRB301', 'A step needs a value that no earlier step gives, or is there twice.'),
  templateMissing: error('NRB302', 'A template or a part of the runtime is not there.'),
  templateExpression: error('NRB303', 'A template does not parse, or names what is not declared.'),
  // Rehearsals
  faultForm: error('NRB401', 'A fault is not of the form WHERE=HOW.'),
  siteFile: error('NRB402', 'A site file is wrong.'),
  notABundle: error('NRB403', 'The folder or file is not a bundle.'),
  // Archives and bundles that are read again
  archiveDamaged: error('NRB501', 'The archive is cut off, damaged, or no archive at all.'),
  archiveTooLarge: error('NRB502', 'The bundle or archive is larger than any that this program makes.'),
  archiveEntry: error(
    'NRB503',
    'An archive or a bundle holds what no bundle holds, such as a link or a path that leads out.',
  ),
  archiveOtherwise: error('NRB504', 'The archive is not packed as this version packs these files.'),
  fileMissing: error('NRB505', 'A file of the bundle is missing.'),
  fileExtra: error('NRB506', 'A file is there that is not part of the bundle.'),
  checksumForm: error('NRB507', 'A line of SHA256SUMS is not of its form.'),
  checksumDiffers: error('NRB508', 'A file is not the one that SHA256SUMS lists.'),
  manifestForm: error('NRB509', 'The manifest is not of its form.'),
  manifestDiffers: error('NRB510', 'A file is not the one that the manifest lists.'),
  notExecutable: error('NRB511', 'The script is not executable.'),
  otherGenerator: error('NRB512', 'Another version of the program made the bundle.'),
  runtimeUnknown: error('NRB513', 'The runtime of the script is not that of this version.'),
  generatedOtherwise: error('NRB514', 'A file is not what this version makes of the parameters in the bundle.'),
  // Signatures
  signatureForm: error('NRB520', 'A signature is not of the form that ssh-keygen writes.'),
  signatureWrong: error('NRB521', 'A signature is not one of an allowed signer for this file.'),
  signatureMissing: error('NRB522', 'The bundle is not signed, or not all of it.'),
  signerUnchecked: warning('NRB523', 'A signature fits, but who made it was not checked.'),
  noSshKeygen: error('NRB524', 'There is no ssh-keygen that knows signatures.'),
  signingRefused: error('NRB525', 'ssh-keygen did not sign.'),
} as const satisfies Readonly<Record<string, ProblemCode>>;

/** Name that the program uses for a code. */
export type ProblemName = keyof typeof problemCodes;

/** What a problem says besides its code. */
export type ProblemText = Pick<Problem, 'path' | 'expected' | 'found' | 'remedy'>;

/** Where a problem is. */
export type Place = Pick<Problem, 'file' | 'line' | 'column'>;

/** Puts a problem together; its severity is that of its code. */
export function problem(name: ProblemName, place: Place, text: ProblemText): Problem {
  const { code, severity } = problemCodes[name];
  const { file, line, column } = place;
  return { code, severity, file, line, column, ...text };
}
