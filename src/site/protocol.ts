import { type Tool, tools } from './call.js';

/** What a stand-in sends: fields that each end with NUL, as no argument of a program can hold one. */
export interface Request {
  readonly token: string;
  readonly tool: Tool;
  readonly pid: number;
  readonly directory: string;
  readonly words: readonly string[];
  readonly environment: ReadonlyMap<string, string>;
}

/** Takes bytes as they come and gives whole fields. */
export class Fields {
  #bytes: Buffer = Buffer.alloc(0);
  readonly #fields: string[] = [];

  add(bytes: Buffer): void {
    this.#bytes = Buffer.concat([this.#bytes, bytes]);
    for (let end = this.#bytes.indexOf(0); end !== -1; end = this.#bytes.indexOf(0)) {
      this.#fields.push(this.#bytes.toString('utf8', 0, end));
      this.#bytes = this.#bytes.subarray(end + 1);
    }
  }

  /** The request, once it is complete; takes its fields away. */
  request(): Request | undefined {
    const wordCount = this.#count(4);
    const environmentCount = wordCount === undefined ? undefined : this.#count(5 + wordCount);
    if (wordCount === undefined || environmentCount === undefined) {
      return undefined;
    }
    const length = 6 + wordCount + environmentCount;
    return this.#fields.length < length ? undefined : toRequest(this.#fields.splice(0, length), wordCount);
  }

  /** One field, once it is there; takes it away. */
  next(): string | undefined {
    return this.#fields.shift();
  }

  #count(index: number): number | undefined {
    const field = this.#fields[index];
    return field === undefined ? undefined : Number.parseInt(field, 10);
  }
}

function toRequest(fields: readonly string[], wordCount: number): Request {
  const [token = '', toolName = '', pid = '', directory = ''] = fields;
  const tool = tools.find((known) => known === toolName);
  if (tool === undefined) {
    throw new Error(`unknown tool ${toolName}`);
  }
  const pairs = fields.slice(6 + wordCount).map((field): [string, string] => {
    const equals = field.indexOf('=');
    return [field.slice(0, equals), field.slice(equals + 1)];
  });
  const words = fields.slice(5, 5 + wordCount);
  return { token, tool, pid: Number.parseInt(pid, 10), directory, words, environment: new Map(pairs) };
}

/** Kinds of frames that the server sends. */
export type FrameKind = 'answer' | 'shell' | 'program' | 'drain';

/** A frame: one line with the kind, the two lengths in bytes and a number, then the two texts. */
export function frame(kind: FrameKind, first = '', second = '', status = 0): Buffer {
  const texts = [Buffer.from(first.replaceAll('\0', ''), 'utf8'), Buffer.from(second.replaceAll('\0', ''), 'utf8')];
  const lengths = texts.map((text) => text.length).join(' ');
  return Buffer.concat([Buffer.from(`${kind} ${lengths} ${status}\n`), ...texts]);
}
