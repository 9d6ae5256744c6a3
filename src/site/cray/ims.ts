import { identifier, moment } from '../identifiers.js';
import type { ImageRecord } from '../states.js';
import type { Store } from '../store.js';
import { type Command, type OptionSpec, requiredText, texts, type Work } from './command.js';
import { ServiceError } from './errors.js';
import { artifactPathsOf, checkLink, linkOf } from './ims-links.js';
import { moveObject, placeOf } from './objects.js';

const architectures = ['aarch64', 'x86_64'];
const recordOptions: readonly OptionSpec[] = [
  ...texts('--link-type', '--link-path', '--link-etag'),
  { name: '--arch', kind: 'text', choices: architectures },
];
const metadataOptions = texts('--metadata-key', '--metadata-value');
const metadataOperation: OptionSpec = { name: '--metadata-operation', kind: 'text', choices: ['set', 'remove'] };
const undelete: OptionSpec = { name: '--operation', kind: 'text', choices: ['undelete'] };

interface Shape {
  readonly words?: readonly string[];
  readonly options?: readonly OptionSpec[];
}

function command(path: string, request: string, run: (work: Work) => unknown, shape: Shape = {}): Command {
  const { words = [], options = [] } = shape;
  return { path: ['ims', ...path.split(' ')], arguments: words, options, request, run };
}

const one: Shape = { words: ['IMAGE_ID'] };
const oneDeleted: Shape = { words: ['DELETED_IMAGE_ID'] };

/** `cray ims images` and `cray ims deleted images`, version 3. */
export const imsCommands: readonly Command[] = [
  command('images create', 'POST apis/ims/v3/images', create, {
    options: [requiredText('--name'), ...recordOptions, ...metadataOptions],
  }),
  command('images list', 'GET apis/ims/v3/images', ({ store }) => store.ims.images),
  command('images describe', 'GET apis/ims/v3/images/IMAGE_ID', describe, one),
  command('images update', 'PATCH apis/ims/v3/images/IMAGE_ID', update, {
    ...one,
    options: [...recordOptions, metadataOperation, ...metadataOptions],
  }),
  command('images delete', 'DELETE apis/ims/v3/images/IMAGE_ID', remove, one),
  command('deleted images list', 'GET apis/ims/v3/deleted/images', ({ store }) => store.ims.deleted),
  command('deleted images describe', 'GET apis/ims/v3/deleted/images/ID', describeDeleted, oneDeleted),
  command('deleted images update', 'PATCH apis/ims/v3/deleted/images/ID', restore, {
    ...oneDeleted,
    options: [undelete],
  }),
];

/** Makes a record; the name need not be free. */
export function addImage(store: Store, name: string): ImageRecord {
  const { seed, epoch } = store.settings;
  const namesakes = [...store.ims.images, ...store.ims.deleted].filter((image) => image.name === name).length;
  store.ims.made += 1;
  const image: ImageRecord = {
    id: identifier(seed, 'image', name, namesakes),
    name,
    created: moment(epoch, store.ims.made),
    arch: 'x86_64',
    link: null,
    metadata: {},
  };
  store.ims.images.push(image);
  return image;
}

/** The record of an image; undefined when IMS does not know it. */
export function findImage(store: Store, id: string): ImageRecord | undefined {
  return store.ims.images.find((image) => image.id === id);
}

function create({ store, input }: Work): ImageRecord {
  const name = input.text('--name') ?? '';
  if (name === '') {
    throw new ServiceError(422, "Input data was not understood. {'name': ['name field must not be blank']}");
  }
  const link = linkOf(input);
  if (link !== undefined) {
    checkLink(store, undefined, link);
  }
  const image = addImage(store, name);
  image.link = link ?? null;
  image.arch = input.text('--arch') ?? image.arch;
  const key = input.text('--metadata-key');
  if (key !== undefined) {
    image.metadata[key] = input.text('--metadata-value') ?? '';
  }
  return image;
}

function addressed({ store, input }: Work): ImageRecord {
  const image = findImage(store, input.argument('IMAGE_ID'));
  if (image === undefined) {
    throw new ServiceError(404, 'Requested resource does not exist. Re-run request with valid ID.');
  }
  return image;
}

function describe(work: Work): ImageRecord {
  return addressed(work);
}

function update(work: Work): ImageRecord {
  const { store, input } = work;
  const image = addressed(work);
  const link = linkOf(input);
  if (link !== undefined) {
    checkLink(store, image, link);
    image.link = link;
  }
  image.arch = input.text('--arch') ?? image.arch;
  updateMetadata(work, image);
  return image;
}

function updateMetadata({ input }: Work, image: ImageRecord): void {
  const key = input.text('--metadata-key');
  const operation = input.text('--metadata-operation');
  if ((key === undefined) !== (operation === undefined)) {
    throw new ServiceError(422, "Input data was not understood. {'metadata': ['operation and key belong together']}");
  }
  if (key !== undefined && operation === 'set') {
    image.metadata[key] = input.text('--metadata-value') ?? '';
  } else if (key !== undefined) {
    delete image.metadata[key];
  }
}

/** A soft delete MOVES the manifest and every artifact that it names, whoever else boots from them. */
function remove(work: Work): undefined {
  const { store } = work;
  const image = addressed(work);
  store.ims.images = store.ims.images.filter(({ id }) => id !== image.id);
  store.ims.made += 1;
  store.ims.deleted.push({ ...image, deleted: moment(store.settings.epoch, store.ims.made) });
  for (const { bucket, key } of pathsOf(store, image)) {
    moveObject(store, bucket, key, `deleted/${key}`);
  }
  return undefined;
}

function pathsOf(store: Store, image: ImageRecord): readonly { readonly bucket: string; readonly key: string }[] {
  return image.link === null ? [] : [...artifactPathsOf(store, image.link), image.link.path].map(placeOf);
}

function addressedDeleted({ store, input }: Work) {
  const image = store.ims.deleted.find(({ id }) => id === input.argument('DELETED_IMAGE_ID'));
  if (image === undefined) {
    throw new ServiceError(404, 'Requested resource does not exist. Re-run request with valid ID.');
  }
  return image;
}

function describeDeleted(work: Work): object {
  return addressedDeleted(work);
}

function restore(work: Work): undefined {
  const { store, input } = work;
  const { deleted, ...image } = addressedDeleted(work);
  if (input.text('--operation') !== 'undelete') {
    return undefined;
  }
  store.ims.deleted = store.ims.deleted.filter(({ id }) => id !== image.id);
  store.ims.images.push(image);
  if (image.link !== null) {
    const manifest = placeOf(image.link.path);
    moveObject(store, manifest.bucket, `deleted/${manifest.key}`, manifest.key);
  }
  for (const { bucket, key } of pathsOf(store, image)) {
    moveObject(store, bucket, `deleted/${key}`, key);
  }
  return undefined;
}
