import * as z from 'zod/mini';
import type { ImageRecord, Link } from '../states.js';
import type { Store } from '../store.js';
import { ServiceError } from './errors.js';
import type { Input } from './input.js';
import { bytesOf, findObject, placeOf } from './objects.js';

const Artifact = z.object({ link: z.object({ path: z.string() }), type: z.string() });

/** The parts of a manifest that IMS looks at. */
const Manifest = z.object({ version: z.unknown(), artifacts: z.array(Artifact) });
export type Manifest = z.infer<typeof Manifest>;

const rootfsType = 'application/vnd.cray.image.rootfs.squashfs';

/** The link that the options make; undefined when none of them is given. */
export function linkOf(input: Input): Link | undefined {
  const [path, type, etag] = [input.text('--link-path'), input.text('--link-type'), input.text('--link-etag')];
  if (path === undefined && type === undefined && etag === undefined) {
    return undefined;
  }
  if (path === undefined || type === undefined) {
    const missing = path === undefined ? 'path' : 'type';
    throw new ServiceError(
      422,
      `Input data was not understood. {'link': {'${missing}': ['Missing data for required field.']}}`,
    );
  }
  return { path, ...(etag === undefined ? {} : { etag }), type };
}

/**
 * Refuses what IMS refuses. A manifest that is empty, no JSON, or an empty list or map is let through: that is
 * what IMS does.
 */
export function checkLink(store: Store, image: ImageRecord | undefined, link: Link): void {
  if (link.type !== 's3') {
    throw new ServiceError(422, `Input data was not understood. {'link': {'type': ['Must be one of: s3.']}}`);
  }
  if (image?.link != null && !sameLink(image.link, link)) {
    throw new ServiceError(409, 'The image record has already been patched with a different link.');
  }
  const others = store.ims.images.filter(({ id }) => id !== image?.id);
  if (others.some((other) => other.link?.path === link.path)) {
    throw new ServiceError(422, `The link path ${link.path} is already used by another image record.`);
  }
  const { bucket, key } = placeOf(link.path);
  if (findObject(store, bucket, key) === undefined) {
    throw new ServiceError(422, `Error determining if the linked artifact exists: ${link.path}`);
  }
  checkManifest(store, link);
}

/** A stored link that has an etag, as after a restart of IMS, is another link than the same without. */
function sameLink(one: Link, other: Link): boolean {
  return one.path === other.path && one.type === other.type && one.etag === other.etag;
}

function checkManifest(store: Store, link: Link): void {
  const text = manifestText(store, link);
  const manifest = manifestOf(store, link);
  if (manifest === undefined) {
    if (isEmptyOrNotJson(text)) {
      return;
    }
    throw new ServiceError(422, `The image manifest ${link.path} is not valid.`);
  }
  if (manifest.version !== '1.0') {
    throw new ServiceError(422, `The image manifest ${link.path} has an unsupported version.`);
  }
  if (manifest.artifacts.filter(({ type }) => type === rootfsType).length !== 1) {
    throw new ServiceError(400, 'The image manifest must have exactly one root file system.');
  }
  for (const { path } of manifest.artifacts.map((artifact) => artifact.link)) {
    const { bucket, key } = placeOf(path);
    if (findObject(store, bucket, key) === undefined) {
      throw new ServiceError(422, `The artifact ${path} of the image manifest does not exist.`);
    }
  }
}

function manifestText(store: Store, link: Link): string {
  const { bucket, key } = placeOf(link.path);
  const object = findObject(store, bucket, key);
  return object === undefined ? '' : bytesOf(object).toString('utf8');
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

function isEmptyOrNotJson(text: string): boolean {
  const value = parse(text);
  return value === undefined || value === null || (typeof value === 'object' && Object.keys(value).length === 0);
}

/** The manifest that a link leads to; undefined when there is none of use. */
export function manifestOf(store: Store, link: Link): Manifest | undefined {
  const result = Manifest.safeParse(parse(manifestText(store, link)));
  return result.success ? result.data : undefined;
}

/** Paths of all artifacts that the manifest of a link names. */
export function artifactPathsOf(store: Store, link: Link): readonly string[] {
  return manifestOf(store, link)?.artifacts.map((artifact) => artifact.link.path) ?? [];
}

/** Path of the artifact of a type, such as `kernel` or `rootfs.squashfs`. */
export function artifactPath(manifest: Manifest, type: string): string | undefined {
  return manifest.artifacts.find((artifact) => artifact.type === `application/vnd.cray.image.${type}`)?.link.path;
}
