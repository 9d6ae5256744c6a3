import { readFileSync, renameSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type * as z from 'zod/mini';
import { english } from '../model/english.js';
import { type Service, schemas } from './states.js';

/** What a file held when a call ended, by its path; taken out while a call may change it. */
type Kept<T> = Map<string, Loaded<T>>;

interface Loaded<T> {
  readonly value: T;
  text: string;
}

/** The state of one service: read when first asked for, written when it changed. */
class Slot<T> {
  readonly #file: string;
  readonly #schema: z.ZodMiniType<T>;
  readonly #kept: Kept<T> | undefined;
  #loaded: Loaded<T> | undefined;

  constructor(file: string, schema: z.ZodMiniType<T>, kept?: Kept<T>) {
    this.#file = file;
    this.#schema = schema;
    this.#kept = kept;
  }

  get(): T {
    this.#loaded ??= this.#load();
    return this.#loaded.value;
  }

  #load(): Loaded<T> {
    const text = readFileSync(this.#file, 'utf8');
    const kept = this.#kept?.get(this.#file);
    this.#kept?.delete(this.#file);
    if (kept?.text === text) return kept;
    const value = this.#schema.parse(JSON.parse(text), english);
    return { value, text: print(value) };
  }

  commit(): void {
    const loaded = this.#loaded;
    if (loaded === undefined) return;
    const text = print(loaded.value);
    if (text !== loaded.text) {
      writeWhole(this.#file, text);
      loaded.text = text;
    }
    this.#kept?.set(this.#file, loaded);
  }
}

/** The entries of thousands of nodes take long to understand; while the file is the same, they are the same. */
const keptEntries: Kept<z.infer<typeof schemas.bss>> = new Map();

/**
 * The state of a site during one call. Files count, not what was kept between calls, so that a test can edit them at any
 * time; a call changes the objects in place and commits them.
 */
export class Store {
  readonly #slots;

  constructor(directory: string) {
    const slot = <T>(service: Service, schema: z.ZodMiniType<T>, kept?: Kept<T>) =>
      new Slot(fileOf(directory, service), schema, kept);
    this.#slots = {
      settings: slot('settings', schemas.settings),
      bss: slot('bss', schemas.bss, keptEntries),
      ims: slot('ims', schemas.ims),
      cfs: slot('cfs', schemas.cfs),
      hsm: slot('hsm', schemas.hsm),
      s3: slot('s3', schemas.s3),
      vcs: slot('vcs', schemas.vcs),
      kubernetes: slot('kubernetes', schemas.kubernetes),
      nodes: slot('nodes', schemas.nodes),
    };
  }

  get settings() {
    return this.#slots.settings.get();
  }

  get bss() {
    return this.#slots.bss.get();
  }

  get ims() {
    return this.#slots.ims.get();
  }

  get cfs() {
    return this.#slots.cfs.get();
  }

  get hsm() {
    return this.#slots.hsm.get();
  }

  get s3() {
    return this.#slots.s3.get();
  }

  get vcs() {
    return this.#slots.vcs.get();
  }

  get kubernetes() {
    return this.#slots.kubernetes.get();
  }

  get nodes() {
    return this.#slots.nodes.get();
  }

  /** Writes what changed since it was read. */
  commit(): void {
    for (const slot of Object.values(this.#slots)) {
      slot.commit();
    }
  }
}

/** Where a service keeps its state. */
export function fileOf(directory: string, service: Service): string {
  return service === 'settings' ? join(directory, 'settings.json') : join(directory, 'state', `${service}.json`);
}

/** The text of a state file. */
export function print(value: unknown): string {
  return `${JSON.stringify(value, null, 2)}\n`;
}

/** Writes a file so that a reader sees the old or the new text, never a part. */
export function writeWhole(file: string, text: string | Buffer): void {
  const temporary = `${file}.new`;
  writeFileSync(temporary, text);
  renameSync(temporary, file);
}
