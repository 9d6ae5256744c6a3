import * as z from 'zod/mini';
import type { Path } from './raw.js';

type Schema = z.core.$ZodType;

/** The schema of the value at a path, without its wrappers; undefined where the path leads past the schema. */
export function schemaAt(schema: Schema, path: Path): Schema | undefined {
  let here: Schema | undefined = unwrap(schema);
  for (const segment of path) {
    here = here === undefined ? undefined : childSchema(here, segment);
  }
  return here;
}

/** What the schema says that a key is for; that of the list for the items of a list. */
export function descriptionAt(schema: Schema, path: Path): string | undefined {
  const last = path.at(-1);
  const parent = schemaAt(schema, path.slice(0, -1));
  if (typeof last === 'number') {
    return descriptionAt(schema, path.slice(0, -1));
  }
  const child = parent instanceof z.ZodMiniObject && last !== undefined ? shapeOf(parent, last) : undefined;
  return child === undefined ? undefined : z.globalRegistry.get(child)?.description;
}

/** The keys of a map; none where the schema is no map. */
export function keysOf(schema: Schema | undefined): readonly string[] {
  return schema instanceof z.ZodMiniObject ? Object.keys(schema.shape) : [];
}

/** Whether the value must be a text, so that the command line needs no quotes around it. */
export function wantsText(schema: Schema | undefined): boolean {
  return schema instanceof z.ZodMiniString || schema instanceof z.ZodMiniEnum || schema instanceof z.ZodMiniLiteral;
}

function childSchema(schema: Schema, segment: string | number): Schema | undefined {
  if (schema instanceof z.ZodMiniArray) {
    return unwrap(schema.def.element);
  }
  const child = schema instanceof z.ZodMiniObject ? shapeOf(schema, segment) : undefined;
  return child === undefined ? undefined : unwrap(child);
}

function shapeOf(schema: z.ZodMiniObject, segment: string | number): Schema | undefined {
  return Object.hasOwn(schema.shape, segment) ? schema.shape[segment] : undefined;
}

function unwrap(schema: Schema): Schema {
  const wrapped =
    schema instanceof z.ZodMiniOptional ||
    schema instanceof z.ZodMiniExactOptional ||
    schema instanceof z.ZodMiniDefault ||
    schema instanceof z.ZodMiniPrefault;
  return wrapped ? unwrap(schema.def.innerType) : schema;
}
