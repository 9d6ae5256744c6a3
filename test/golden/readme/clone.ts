import { mkdirSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { siteFor } from '../../../src/site/default-site.js';
import { type RunningSite, startSite } from '../../../src/site/server.js';
import { createSite } from '../../../src/site/state.js';
import { root } from './document.js';
import { exampleParameters, temporaryDirectory } from './example.js';

/** A stand-in for a built clone of the repository, on a stand-in for an NCN that the worker example may run on. */
export interface Clone {
  readonly folder: string;
  /** Environment of a shell on that node. */
  readonly env: Readonly<Record<string, string>>;
  remove(): Promise<void>;
}

const files = ['package.json', 'node_modules', 'dist', 'src', 'templates'];

/** Makes one; the program in it is the one that is built here. */
export async function makeClone(): Promise<Clone> {
  const directory = temporaryDirectory();
  const folder = join(directory, 'clone');
  mkdirSync(folder);
  for (const file of files) {
    symlinkSync(join(root, file), join(folder, file));
  }
  const site = await siteIn(join(directory, 'site'));
  return {
    folder,
    env: { ...site.env, PATH: `${impatient(directory)}:${site.env['PATH']}`, HOME: directory },
    remove: async () => {
      await site.close();
      rmSync(directory, { recursive: true });
    },
  };
}

function siteIn(directory: string): Promise<RunningSite> {
  mkdirSync(directory);
  createSite(directory, siteFor(exampleParameters('worker')));
  return startSite(directory);
}

/** A folder with a `sleep` that does not, as the simulated session is not done any sooner by waiting. */
function impatient(directory: string): string {
  const folder = join(directory, 'impatient');
  mkdirSync(folder);
  writeFileSync(join(folder, 'sleep'), '#!/bin/sh\n', { mode: 0o755 });
  return folder;
}
