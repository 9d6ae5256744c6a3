import { identifier, md5, moment } from '../identifiers.js';
import type { ImageRecord, Session } from '../states.js';
import type { Store } from '../store.js';
import { findConfiguration } from './cfs-configurations.js';
import { findImage } from './ims.js';
import { artifactPath, type Manifest, manifestOf } from './ims-links.js';
import { bytesOf, findObject, placeOf, putObject } from './objects.js';
import { effectOf, type PlaybookEffect } from './playbooks.js';

const parts = [
  { name: 'rootfs', type: 'rootfs.squashfs' },
  { name: 'kernel', type: 'kernel' },
  { name: 'initrd', type: 'initrd' },
] as const;

type Phase = 'pending' | 'running' | 'packed' | 'complete';

/** Lets a session go on as far as this look at it takes it. Time passes only by looking. */
export function look(store: Store, session: Session): void {
  const { status } = session.status.session;
  if (status === 'complete') {
    return;
  }
  const { looks } = session.site;
  session.site.looks += 1;
  const phase = phaseOf(store, session, looks);
  if (phase !== 'pending' && status === 'pending') {
    start(store, session);
  }
  if (session.site.outcome === 'deleted-while-running' && (phase === 'packed' || phase === 'complete')) {
    store.cfs.sessions = store.cfs.sessions.filter((other) => other !== session);
    return;
  }
  if (phase === 'packed' || phase === 'complete') {
    pack(store, session);
  }
  if (phase === 'complete') {
    complete(store, session);
  }
}

function phaseOf(store: Store, session: Session, looks: number): Phase {
  const { outcome, polls } = session.site;
  const { pending, running, packed } = polls;
  if (outcome === 'stuck-pending' || !imagesOf(store, session).every((image) => image !== undefined)) {
    return 'pending';
  }
  if (looks < pending) {
    return 'pending';
  }
  if (looks < pending + running || outcome === 'stuck-running') {
    return 'running';
  }
  return looks < pending + running + packed ? 'packed' : 'complete';
}

/** The images that are customized; undefined for one that IMS does not know, for which CFS waits for ever. */
function imagesOf(store: Store, session: Session): readonly (ImageRecord | undefined)[] {
  const ids = new Set(session.target.groups.flatMap(({ members }) => members));
  return [...ids].map((id) => findImage(store, id));
}

function start(store: Store, session: Session): void {
  session.status.session.status = 'running';
  session.status.session.job = `cfs-${identifier(store.settings.seed, 'job', session.name)}`;
}

function complete(store: Store, session: Session): void {
  const { outcome } = session.site;
  const failed = outcome === 'failed' || !succeeds(store, session);
  const succeeded = failed ? 'false' : 'true';
  store.cfs.made += 1;
  session.status.session.status = 'complete';
  session.status.session.succeeded = outcome === 'unknown' ? 'unknown' : succeeded;
  session.status.session.completionTime = moment(store.settings.epoch, store.cfs.made).slice(0, 19);
}

/** Ansible ran, and each image could be unpacked. */
function succeeds(store: Store, session: Session): boolean {
  const sources = imagesOf(store, session);
  return (
    effect(store, session).runs &&
    sources.every((image) => image !== undefined && contentsOf(store, image) !== undefined)
  );
}

function effect(store: Store, session: Session): PlaybookEffect {
  const layers = findConfiguration(store, session.configuration.name)?.layers ?? [];
  const found = effectOf(
    store.vcs,
    layers,
    session.target.groups.map(({ name }) => name),
  );
  return session.site.outcome === 'unmodified' ? { ...found, changesRoot: false, changesInitrd: false } : found;
}

/** Writes the results, once, and says where they are. */
function pack(store: Store, session: Session): void {
  const { outcome } = session.site;
  const without = outcome === 'failed' || outcome === 'unknown' || outcome === 'no-artifacts';
  if (without || session.status.artifacts.length > 0 || !effect(store, session).runs) {
    return;
  }
  for (const source of imagesOf(store, session)) {
    const contents = source === undefined ? undefined : contentsOf(store, source);
    if (source !== undefined && contents !== undefined) {
      packImage(store, session, source, contents);
    }
  }
}

type Contents = ReadonlyMap<string, Buffer>;

function packImage(store: Store, session: Session, source: ImageRecord, contents: Contents): void {
  const { outcome } = session.site;
  const result = addResult(store, session, source, contents);
  const { artifacts } = session.status;
  if (outcome === 'extra-artifacts') {
    const { seed } = store.settings;
    artifacts.push(artifact(identifier(seed, 'foreign', source.id), identifier(seed, 'foreign result', source.id)));
  }
  artifacts.push(artifact(source.id, result.id));
  if (outcome === 'repeated-artifacts') {
    artifacts.push(artifact(source.id, result.id));
  }
  if (outcome === 'two-results') {
    artifacts.push(artifact(source.id, addResult(store, session, source, contents).id));
  }
}

function artifact(image_id: string, result_id: string): Session['status']['artifacts'][number] {
  return { image_id, result_id, type: 'ims_customized_image' };
}

/** The rootfs, kernel and initrd of an image; undefined when it has no link or a broken manifest. */
function contentsOf(store: Store, { link }: ImageRecord): Contents | undefined {
  const manifest: Manifest | undefined = link === null ? undefined : manifestOf(store, link);
  const contents = new Map<string, Buffer>();
  for (const { name, type } of parts) {
    const { bucket, key } = placeOf((manifest && artifactPath(manifest, type)) ?? '');
    const object = findObject(store, bucket, key);
    if (object !== undefined) {
      contents.set(name, bytesOf(object));
    }
  }
  return contents.size === parts.length ? contents : undefined;
}

/** The IMS record of a result, its manifest and its three objects. */
function addResult(store: Store, session: Session, source: ImageRecord, contents: Contents): ImageRecord {
  const result = resultRecord(store, session, source);
  const manifest = parts.map(({ name, type }) => {
    const key = `${result.id}/${name}`;
    const content = customized(store, session, name, contents.get(name) ?? Buffer.alloc(0));
    putObject(store, 'boot-images', key, content, { md5sum: md5(content) });
    return {
      link: { path: `s3://boot-images/${key}`, type: 's3' },
      md5: md5(content),
      type: `application/vnd.cray.image.${type}`,
    };
  });
  const body = { created: result.created, version: '1.0', artifacts: manifest };
  const text = Buffer.from(JSON.stringify(body));
  const path = `${result.id}/manifest.json`;
  putObject(store, 'boot-images', path, text, { md5sum: md5(text) });
  result.link = { path: `s3://boot-images/${path}`, etag: md5(text), type: 's3' };
  return result;
}

/** The identifier depends on the source alone, as names of sessions hold the time of day. */
function resultRecord(store: Store, session: Session, source: ImageRecord): ImageRecord {
  const mapped = session.target.image_map.find(({ source_id }) => source_id === source.id);
  const { seed, epoch } = store.settings;
  const before = store.cfs.results[source.id] ?? 0;
  store.cfs.results[source.id] = before + 1;
  store.ims.made += 1;
  const record: ImageRecord = {
    id: identifier(seed, 'result', source.id, before),
    name: mapped?.result_name ?? `${source.name}_cfs_${session.name}`,
    created: moment(epoch, store.ims.made),
    arch: source.arch,
    link: null,
    metadata: {},
  };
  store.ims.images.push(record);
  return record;
}

/** A part that no play changes comes out byte for byte as it went in. */
function customized(store: Store, session: Session, part: string, content: Buffer): Buffer {
  const { changesRoot, changesInitrd } = effect(store, session);
  const changed = (part === 'rootfs' && changesRoot) || (part === 'initrd' && changesInitrd);
  const groups = session.target.groups.map(({ name }) => name).join(' ');
  const note = `${part} customized by ${session.configuration.name} for ${groups}\n`;
  return changed ? Buffer.concat([content, Buffer.from(note)]) : content;
}
