import { randomBytes } from 'node:crypto';
import { chmodSync, readFileSync, renameSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { md5 } from '../identifiers.js';
import type { StoredObject } from '../states.js';
import { umaskOf } from '../umask.js';
import type { Command, Work } from './command.js';
import { PrintedError, UncaughtError } from './errors.js';
import { bucketFor, bytesOf, findObject, objectFor, putObject } from './objects.js';

const request = 'PUT apis/sts/token';

function command(name: string, words: readonly string[], operation: string, run: (work: Work) => unknown): Command {
  return { path: ['artifacts', ...name.split(' ')], arguments: words, options: [], request, operation, run };
}

/** `cray artifacts`. */
export const s3Commands: readonly Command[] = [
  {
    ...command('get', ['BUCKET', 'OBJECT', 'FILEPATH'], 'HeadObject', download),
    runHalf: downloadHalf,
    runDamaged: downloadDamaged,
  },
  { ...command('create', ['BUCKET', 'OBJECT', 'FILEPATH'], 'PutObject', upload), runHalf: uploadHalf },
  command('describe', ['BUCKET', 'OBJECT'], 'HeadObject', describe),
  command('list', ['BUCKET'], 'ListObjects', list),
  command('delete', ['BUCKET', 'OBJECT'], 'HeadObject', remove),
  command('buckets list', [], 'ListBuckets', blankRegion),
];

function addressed({ store, input }: Work): StoredObject {
  return objectFor(store, input.argument('BUCKET'), input.argument('OBJECT'));
}

function fileOf({ call, input }: Work): string {
  return resolve(call.directory, input.argument('FILEPATH'));
}

function download(work: Work): undefined {
  return receive(work, bytesOf(addressed(work)));
}

/** The size is right and nothing is noticed, as when the object is replaced between two ranges. */
function downloadDamaged(work: Work): undefined {
  const content = Buffer.from(bytesOf(addressed(work)));
  const middle = Math.floor(content.length / 2);
  return receive(work, content.fill(0x3f, middle));
}

/** Through a file beside the target, renamed at the end. */
function receive(work: Work, content: Buffer): undefined {
  const target = fileOf(work);
  const temporary = writeTemporary(work, content);
  try {
    renameSync(temporary, target);
  } catch {
    rmSync(temporary, { force: true });
    throw new UncaughtError(`IsADirectoryError: [Errno 21] Is a directory: '${temporary}' -> '${target}'`);
  }
  return undefined;
}

function writeTemporary(work: Work, content: Buffer): string {
  const temporary = `${fileOf(work)}.${randomBytes(4).toString('hex')}`;
  try {
    writeFileSync(temporary, content);
    chmodSync(temporary, 0o666 & ~umaskOf(work.call.pid));
  } catch {
    throw new UncaughtError(`FileNotFoundError: [Errno 2] No such file or directory: '${temporary}'`);
  }
  return temporary;
}

/** Half of the content is in the temporary file; the CLI removes it when it lives to notice. */
function downloadHalf(work: Work, survives: boolean): Error {
  const content = bytesOf(addressed(work));
  const temporary = writeTemporary(work, content.subarray(0, Math.floor(content.length / 2)));
  if (survives) {
    rmSync(temporary);
  }
  return new UncaughtError(
    'botocore.exceptions.ResponseStreamingError: An error occurred while reading from response stream',
  );
}

function localContent(work: Work): Buffer {
  const file = fileOf(work);
  if (statSync(file, { throwIfNoEntry: false })?.isFile() !== true) {
    throw new PrintedError(`Error: File ${work.input.argument('FILEPATH')} does not exist`);
  }
  return readFileSync(file);
}

/** An empty object first, then the content: as two writes, with nothing asked about an object that is there. */
function upload(work: Work): object {
  const { store, input } = work;
  const key = input.argument('OBJECT');
  const content = localContent(work);
  putObject(store, input.argument('BUCKET'), key, Buffer.alloc(0));
  putObject(store, input.argument('BUCKET'), key, content, { md5sum: md5(content) });
  return { artifact: key, Key: key };
}

function uploadHalf(work: Work): Error {
  const { store, input } = work;
  const [bucket, key] = [input.argument('BUCKET'), input.argument('OBJECT')];
  localContent(work);
  putObject(store, bucket, key, Buffer.alloc(0));
  const file = input.argument('FILEPATH');
  return new UncaughtError(`boto3.exceptions.S3UploadFailedError: Failed to upload ${file} to ${bucket}/${key}`);
}

function describe(work: Work): object {
  const { etag, lastModified, metadata, ...held } = addressed(work);
  return {
    artifact: {
      AcceptRanges: 'bytes',
      LastModified: lastModified,
      ContentLength: bytesOf({ etag, lastModified, metadata, ...held }).length,
      ETag: etag,
      ContentType: 'binary/octet-stream',
      Metadata: metadata,
    },
  };
}

function list({ store, input }: Work): object {
  const objects = Object.entries(bucketFor(store, input.argument('BUCKET'), 'ListObjects'));
  const artifacts = objects
    .sort(([one], [other]) => (one < other ? -1 : 1))
    .map(([key, object]) => ({
      Key: key,
      LastModified: object.lastModified,
      ETag: object.etag,
      Size: bytesOf(object).length,
      StorageClass: 'STANDARD',
      Owner: { DisplayName: 'STS', ID: 'STS' },
    }));
  return { artifacts };
}

function remove(work: Work): undefined {
  const { store, input } = work;
  const [bucket, key] = [input.argument('BUCKET'), input.argument('OBJECT')];
  if (findObject(store, bucket, key) === undefined) {
    return blankRegion();
  }
  delete bucketFor(store, bucket, 'DeleteObject')[key];
  return undefined;
}

/** The CLI gives an empty region, over which botocore falls as soon as buckets are to be listed. */
function blankRegion(): never {
  throw new UncaughtError(
    "botocore.exceptions.InvalidRegionError: Provided region_name '' doesn't match a supported format.",
  );
}
