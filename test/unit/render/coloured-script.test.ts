import { describe, expect, test } from 'vitest';
import { sampleInputs } from '../../../src/build/sample-inputs.js';
import { loadTemplates } from '../../../src/cli/read-templates.js';
import { colouredLines } from '../../../src/render/html/coloured-lines.js';
import { colouredFunctions, colouredScript } from '../../../src/render/html/coloured-script.js';
import { combinations } from '../../combinations.js';
import { scriptFor } from '../../emit.js';

const known = new Map(sampleInputs(loadTemplates()).flatMap(({ script }) => colouredFunctions(script)));
const scripts = combinations().map(({ name, parameters }) => ({ name, script: scriptFor(parameters) }));

describe.each(scripts)('$name', ({ script }) => {
  test('function by function it has the colours that it has as a whole', () => {
    expect(colouredScript(script)).toEqual(colouredLines(script));
  });

  test('nor is it otherwise with functions that were coloured before', () => {
    expect(colouredScript(script, known)).toEqual(colouredLines(script));
  });
});

test('all functions of any runbook are among those coloured before, but two that list words', () => {
  const functions = scripts.flatMap(({ script }) => colouredFunctions(script).map(([text]) => text));
  const unknown = functions.filter((text) => !known.has(text)).map((text) => text.slice(0, text.indexOf('(')));
  expect(functions.length).toBeGreaterThan(54 * 100);
  expect([...new Set(unknown)].sort()).toEqual(['next_steps', 'preflight']);
});

test('a function that differs in one sign is not taken for the one coloured before', () => {
  const script = scripts[0]?.script ?? '';
  const altered = script.replace('--name "${name}"', '--name "${nane}"');
  expect(altered).not.toBe(script);
  expect(colouredScript(altered, known)).toEqual(colouredLines(altered));
});
