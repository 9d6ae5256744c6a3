import { md5, moment } from '../identifiers.js';
import { lookup } from '../lookup.js';
import type { StoredObject } from '../states.js';
import type { Store } from '../store.js';
import { ObjectError } from './errors.js';

/** Content of an object as bytes. */
export function bytesOf(object: StoredObject): Buffer {
  return object.base64 === undefined ? Buffer.from(object.content ?? '', 'utf8') : Buffer.from(object.base64, 'base64');
}

/** An object; undefined when the bucket or the key is not there. */
export function findObject(store: Store, bucket: string, key: string): StoredObject | undefined {
  return lookup(lookup(store.s3.buckets, bucket), key);
}

/** An object, or the error of the operation that looks for it. */
export function objectFor(store: Store, bucket: string, key: string): StoredObject {
  const object = findObject(store, bucket, key);
  if (object === undefined) {
    throw new ObjectError('404', 'HeadObject', 'Not Found');
  }
  return object;
}

/** The objects of a bucket, or the error of `operation`. */
export function bucketFor(store: Store, bucket: string, operation: string): Record<string, StoredObject> {
  const objects = lookup(store.s3.buckets, bucket);
  if (objects === undefined) {
    throw new ObjectError('NoSuchBucket', operation, 'Unknown');
  }
  return objects;
}

/** Makes the object that a content gives; the time is that of the n-th write. */
export function objectOf(
  content: Buffer,
  epoch: string,
  writes: number,
  metadata: Record<string, string>,
): StoredObject {
  const text = content.toString('utf8');
  const isText = Buffer.from(text, 'utf8').equals(content);
  const held = isText ? { content: text } : { base64: content.toString('base64') };
  return { ...held, etag: `"${md5(content)}"`, lastModified: moment(epoch, writes), metadata };
}

/** Writes an object over whatever was there. */
export function putObject(
  store: Store,
  bucket: string,
  key: string,
  content: Buffer,
  metadata: Record<string, string> = {},
): void {
  const objects = bucketFor(store, bucket, 'PutObject');
  store.s3.writes += 1;
  objects[key] = objectOf(content, store.settings.epoch, store.s3.writes, metadata);
}

/** Moves an object to another key; nothing happens when it is not there. */
export function moveObject(store: Store, bucket: string, from: string, to: string): void {
  const object = findObject(store, bucket, from);
  const objects = store.s3.buckets[bucket];
  if (object !== undefined && objects !== undefined) {
    objects[to] = object;
    delete objects[from];
  }
}

/** Bucket and key of `s3://BUCKET/KEY`. */
export function placeOf(path: string): { readonly bucket: string; readonly key: string } {
  const [, bucket = '', key = ''] = /^s3:\/\/([^/]*)\/(.*)$/su.exec(path) ?? [];
  return { bucket, key };
}
