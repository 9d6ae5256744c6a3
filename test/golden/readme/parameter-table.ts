import * as z from 'zod/mini';
import { parametersJsonSchema } from '../../../src/model/parameters.js';
import { ParametersFile } from '../../../src/model/parameters-file.js';
import { markdownTable } from './document.js';

/** As much of JSON Schema as the table tells. */
const Schema = z.object({
  description: z.optional(z.string()),
  default: z.optional(z.unknown()),
  type: z.optional(z.unknown()),
  required: z._default(z.array(z.string()), []),
  get properties() {
    return z.optional(z.record(z.string(), Schema));
  },
  get items() {
    return z.optional(Schema);
  },
});
type Schema = z.infer<typeof Schema>;

/** The parameter file as a table: each key with its form, its default and its meaning. */
export function parameterTable(): string {
  const schema = Schema.parse(parametersJsonSchema());
  return markdownTable([['Key', 'Form', 'Default', 'Meaning'], ...rowsOf(schema, '', formsOf(schema))]);
}

function rowsOf(schema: Schema, path: string, forms: ReadonlyMap<string, string>): string[][] {
  return Object.entries(schema.properties ?? {}).flatMap(([key, property]) => {
    const at = path === '' ? key : `${path}.${key}`;
    const below = property.items === undefined ? rowsOf(property, at, forms) : rowsOf(property.items, `${at}[]`, forms);
    const form =
      forms.get(at) ?? (property.items === undefined ? 'map' : `list; each ${forms.get(`${at}[]`) ?? 'a map'}`);
    return [
      [`\`${at}\``, form, defaultOf(property, schema.required.includes(key)), property.description ?? ''],
      ...below,
    ];
  });
}

function defaultOf(property: Schema, isRequired: boolean): string {
  const isMap = property.properties !== undefined;
  if (property.default !== undefined && !isMap) {
    return `\`${JSON.stringify(property.default)}\``;
  }
  return isRequired && property.default === undefined ? 'required' : '';
}

/** What is expected of each value, in the words of the program: those it answers to a value that nothing accepts. */
function formsOf(schema: Schema): ReadonlyMap<string, string> {
  const issues = ParametersFile.safeParse(unacceptable(schema)).error?.issues ?? [];
  return new Map(issues.map(({ path, message }) => [pathText(path), message]));
}

function unacceptable(schema: Schema): unknown {
  if (schema.items !== undefined) {
    return [unacceptable(schema.items)];
  }
  if (schema.properties === undefined) {
    return schema.type === 'boolean' ? 'neither' : false;
  }
  return Object.fromEntries(Object.entries(schema.properties).map(([key, value]) => [key, unacceptable(value)]));
}

function pathText(path: readonly PropertyKey[]): string {
  return path
    .map((key) => (typeof key === 'number' ? '[]' : `.${String(key)}`))
    .join('')
    .slice(1);
}
