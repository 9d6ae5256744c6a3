import type { Call } from './command.js';
import { hasOption, isOption, optionValue, type Word } from './words.js';

/** What a call does to the system. */
export type CallEffect = 'reads' | 'changes' | 'other';

/** A call of cray, kubectl or curl, understood. */
export interface SystemCall extends Call {
  readonly effect: CallEffect;
  /** What it is about, such as `bss bootparameters`; for kubectl the kind, if it is said. Empty when it is not known. */
  readonly thing: string;
  /** Such as `list`; for curl the method. */
  readonly verb: string;
}

const services = new Set(
  'aprun artifacts auth badger bos bss capmc cfs cps crus fabric fas fmn hmcollector hmnfd hsm ims mpiexec nmd pals power rm-diags rrs sat scsd sls smd sma tapms uas vcs vnid'.split(
    ' ',
  ),
);
const crayReads = new Set(['list', 'describe', 'get']);
const crayChanges = new Set(['create', 'update', 'delete', 'deleteall', 'replace', 'restore', 'undelete', 'patch']);
const kubectlReads = new Set(['get', 'describe', 'wait', 'diff', 'logs', 'top', 'events', 'auth', 'version']);
const kubectlChanges = new Set(
  'apply create delete patch replace edit scale annotate label set taint cordon uncordon drain expose autoscale run'.split(
    ' ',
  ),
);

/** Understands a call of one of the tools that alter the system; undefined for any other. */
export function systemCallOf(call: Call): SystemCall | undefined {
  switch (call.tool) {
    case 'cray':
      return crayCall(call);
    case 'kubectl':
      return kubectlCall(call);
    case 'curl':
      return curlCall(call);
    default:
      return undefined;
  }
}

/** Words that are no option and no value of one of the options that take one. */
function operandsOf(words: readonly Word[], valued: readonly string[]): string[] {
  return words.filter((word, index) => !isOption(word) && !valued.includes(words[index - 1]?.text ?? '')).map(textOf);
}

function textOf({ text }: Word): string {
  return text;
}

function crayCall(call: Call): SystemCall | undefined {
  const path = operandsOf(call.operands, ['--format', '--token', '--configuration']).filter(
    (word) => !/^v\d$/u.test(word),
  );
  const [service = ''] = path;
  const at = path.findIndex((word, index) => index > 0 && (crayReads.has(word) || crayChanges.has(word)));
  if (!services.has(service) || service === 'auth') {
    return undefined;
  }
  const verb = path[at] ?? '';
  const thing = path.slice(0, at < 0 ? 2 : at).join(' ');
  // `cray capmc get_node_status create` asks with a POST.
  const asks = crayReads.has(verb) || /(?:^| )(?:get|list|search|query)[_-]/u.test(thing);
  return { ...call, thing, verb, effect: asks ? 'reads' : crayChanges.has(verb) ? 'changes' : 'other' };
}

function kubectlCall(call: Call): SystemCall {
  const valued = ['-n', '--namespace', '--context', '--kubeconfig', '-s', '--server', '-f', '--filename', '-l', '-o'];
  const [verb = '', second = ''] = operandsOf(call.operands, valued);
  const thing = (second.split('/')[0] ?? '').toLowerCase().replace(/s$/u, '');
  if (verb === 'rollout') {
    const asks = second === 'status' || second === 'history';
    return { ...call, verb, thing: '', effect: asks ? 'reads' : 'changes' };
  }
  const isTrial = call.operands.some(({ text }) => /^--dry-run(?:$|=(?!none))/u.test(text));
  const effect = kubectlChanges.has(verb) && !isTrial ? 'changes' : kubectlReads.has(verb) ? 'reads' : 'other';
  const isOfKind = ['get', 'describe', 'delete', 'patch', 'scale', 'edit', 'label', 'annotate'].includes(verb);
  return { ...call, verb, thing: isOfKind ? thing : '', effect };
}

function curlCall(call: Call): SystemCall {
  const { operands } = call;
  const attached = operands.find(({ text }) => /^-X[A-Za-z]/u.test(text))?.text.slice(2);
  const said = attached ?? optionValue(operands, '-X', '--request')?.text;
  const sends = operands.some(({ text }) =>
    /^(?:-d|--data(?:-\w+)?|--json|-F|--form|-T|--upload-file)(?:$|=)/u.test(text),
  );
  const verb = (said ?? (sends && !hasOption(operands, 'G', '--get') ? 'POST' : 'GET')).toUpperCase();
  // Fetching a token is a POST that alters nothing.
  const isLogin = operands.some(({ text }) => /\/token\b|grant_type=/u.test(text));
  const alters = ['POST', 'PUT', 'PATCH', 'DELETE'].includes(verb) && !isLogin;
  return { ...call, verb, thing: '', effect: alters ? 'changes' : 'reads' };
}

/** Whether one call reads what another one alters, as far as the text tells. */
export function readsWhatChanges(read: SystemCall, change: SystemCall): boolean {
  if (read.effect !== 'reads' || read.tool !== change.tool) {
    return false;
  }
  return read.tool === 'cray'
    ? read.thing === change.thing
    : read.thing === '' || change.thing === '' || read.thing === change.thing;
}

/** How a call is named in a message: `cray ims images create`. */
export function nameOf({ tool, thing, verb }: SystemCall): string {
  return tool === 'kubectl'
    ? [tool, verb, thing].filter(Boolean).join(' ')
    : [tool, thing, verb].filter(Boolean).join(' ');
}
