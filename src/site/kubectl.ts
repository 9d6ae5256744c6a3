import { stringify } from 'yaml';
import { type Answer, type Call, type Failure, fail, type Preparation, refuse, succeed } from './call.js';
import { lookup } from './lookup.js';
import type { Store } from './store.js';

interface Query {
  readonly namespace: string;
  readonly name: string;
  readonly output: string;
  readonly template: string | undefined;
}

/** Understands `kubectl get secret -n NAMESPACE NAME`, with a template, jsonpath, json or yaml. */
export function prepareKubectl(store: Store, call: Call): Preparation {
  const query = readWords(call.words);
  if ('refused' in query) {
    return query;
  }
  return { perform: () => get(store, query), fails: (failure) => failed(query, failure) };
}

const valueOptions: ReadonlyMap<string, 'namespace' | 'output' | 'template'> = new Map([
  ['-n', 'namespace'],
  ['--namespace', 'namespace'],
  ['-o', 'output'],
  ['--output', 'output'],
  ['--template', 'template'],
]);

function readWords(words: readonly string[]): Query | { readonly refused: Answer } {
  const [verb, ...rest] = words;
  if (verb !== 'get') {
    return { refused: refuse(`kubectl ${verb ?? 'without a command'}`) };
  }
  const options = new Map<string, string>();
  const names: string[] = [];
  for (let word = rest.shift(); word !== undefined; word = rest.shift()) {
    const [, flag = word, attached] = /^(--[a-z]+)=(.*)$/su.exec(word) ?? /^(-[no])=?(.+)$/su.exec(word) ?? [];
    const option = valueOptions.get(flag);
    if (option !== undefined) {
      const value = attached ?? rest.shift();
      if (value === undefined) {
        return { refused: fail(1, `error: flag needs an argument: ${flag}\n`) };
      }
      options.set(option, value);
    } else if (word.startsWith('-')) {
      return { refused: fail(1, `error: unknown flag: ${flag}\nSee 'kubectl get --help' for usage.\n`) };
    } else {
      names.push(...word.split('/'));
    }
  }
  return toQuery(names, options);
}

function toQuery(names: readonly string[], options: ReadonlyMap<string, string>): Query | { readonly refused: Answer } {
  const [kind = '', name, ...more] = names;
  if (!['secret', 'secrets'].includes(kind) || name === undefined || more.length > 0) {
    return { refused: refuse(`kubectl get ${names.join(' ')}`) };
  }
  const output = options.get('output') ?? '';
  const embedded = /^(?:go-template|template)=(.*)$/su.exec(output)?.[1];
  return {
    namespace: options.get('namespace') ?? 'default',
    name,
    output,
    template: embedded ?? options.get('template'),
  };
}

function failed({ name }: Query, failure: Failure): Answer {
  if (failure.kind === 'dropped') {
    return fail(1, 'The connection to the server was refused - did you specify the right host or port?\n');
  }
  switch (failure.status) {
    case 401:
      return fail(1, 'error: You must be logged in to the server (Unauthorized)\n');
    case 403:
      return fail(1, `Error from server (Forbidden): secrets "${name}" is forbidden\n`);
    case 404:
      return notFound(name);
    case 503:
      return fail(1, 'Error from server (ServiceUnavailable): the server is currently unable to handle the request\n');
    default:
      return fail(
        1,
        `Error from server (InternalError): an error on the server (status ${failure.status}) has prevented the request from succeeding\n`,
      );
  }
}

function notFound(name: string): Answer {
  return fail(1, `Error from server (NotFound): secrets "${name}" not found\n`);
}

function get(store: Store, { namespace, name, output, template }: Query): Answer {
  const data = lookup(store.kubernetes.secrets, `${namespace}/${name}`);
  if (data === undefined) {
    return notFound(name);
  }
  const secret = { apiVersion: 'v1', data, kind: 'Secret', metadata: { name, namespace }, type: 'Opaque' };
  if (template !== undefined) {
    return fill(template, data);
  }
  if (output.startsWith('jsonpath=')) {
    return fillPath(output.slice('jsonpath='.length), data);
  }
  return printed(output, secret, Object.keys(data).length);
}

function printed(output: string, secret: { readonly metadata: { readonly name: string } }, count: number): Answer {
  const { name } = secret.metadata;
  switch (output) {
    case 'json':
      return succeed(`${JSON.stringify(secret, null, 4)}\n`);
    case 'yaml':
      return succeed(stringify(secret));
    case 'name':
      return succeed(`secret/${name}\n`);
    case '':
      return succeed(`NAME                    TYPE     DATA   AGE\n${name}   Opaque   ${count}      30d\n`);
    default:
      return fail(1, `error: unable to match a printer suitable for the output format "${output}"\n`);
  }
}

/** A key that is missing is printed as `<no value>`, and that is no error. */
function fill(template: string, data: Readonly<Record<string, string>>): Answer {
  const text = template.replaceAll(
    /\{\{\s*\.data\.([A-Za-z0-9_]+)\s*\}\}/gu,
    (_, key: string) => lookup(data, key) ?? '<no value>',
  );
  return /\{\{|\}\}/u.test(text) ? fail(1, `error: error parsing template ${template}\n`) : succeed(text);
}

/** A key that is missing is printed as nothing, and that is no error. */
function fillPath(template: string, data: Readonly<Record<string, string>>): Answer {
  const text = template.replaceAll(
    /\{\.data\.((?:[A-Za-z0-9_-]|\\\.)+)\}/gu,
    (_, key: string) => lookup(data, key.replaceAll('\\.', '.')) ?? '',
  );
  return /[{}]/u.test(text) ? fail(1, `error: error parsing jsonpath ${template}\n`) : succeed(text);
}
