import { expect, test } from 'vitest';
import { parametersJsonSchema } from '../../../src/model/parameters.js';

const schema: unknown = JSON.parse(JSON.stringify(parametersJsonSchema()));

function isMap(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** Path of every key, with its part of the schema. */
function keys(part: unknown, path: string): readonly (readonly [string, Record<string, unknown>])[] {
  if (!isMap(part)) {
    return [];
  }
  const properties = isMap(part['properties']) ? Object.entries(part['properties']) : [];
  const below = properties.flatMap(([name, child]) =>
    isMap(child) ? [[`${path}.${name}`, child] as const, ...keys(child, `${path}.${name}`)] : [],
  );
  return [...below, ...keys(part['items'], `${path}[]`)];
}

test('is draft 7 with a name of its own', () => {
  expect(schema).toMatchObject({
    $schema: 'http://json-schema.org/draft-07/schema#',
    $id: 'urn:ncn-runbook:parameters',
    title: 'Parameter file of ncn-runbook',
    additionalProperties: false,
    required: ['runbook', 'image', 'configuration', 'bootParameters'],
  });
});

test('describes every key', () => {
  const all = keys(schema, '');
  expect(all.length).toBeGreaterThan(30);
  expect(all.filter(([, part]) => typeof part['description'] !== 'string').map(([path]) => path)).toEqual([]);
});

test('refuses unknown keys in every map', () => {
  const maps = keys(schema, '').filter(([, part]) => part['type'] === 'object');
  expect(maps.length).toBeGreaterThan(10);
  expect(maps.filter(([, part]) => part['additionalProperties'] !== false)).toEqual([]);
});

test('every pattern is one that other readers of JSON Schema understand', () => {
  const patterns = keys(schema, '').flatMap(([, part]) =>
    typeof part['pattern'] === 'string' ? [part['pattern']] : [],
  );
  expect(patterns.length).toBeGreaterThan(8);
  for (const pattern of patterns) {
    expect(() => new RegExp(pattern, 'u')).not.toThrow();
    expect(pattern).not.toMatch(/\\p\{|\\u\{/u);
  }
});
