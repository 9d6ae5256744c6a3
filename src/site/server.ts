import { randomBytes } from 'node:crypto';
import { rmSync, writeFileSync } from 'node:fs';
import { createServer, type Server, type Socket } from 'node:net';
import { join, resolve } from 'node:path';
import type { Answer, Call, Caller } from './call.js';
import { CallLog, type LoggedCall } from './calls.js';
import { execute, kill } from './execute.js';
import { takeFault } from './fault-file.js';
import { Fields, frame, type Request } from './protocol.js';
import { print, Store, writeWhole } from './store.js';

/** A site that answers. */
export interface RunningSite {
  readonly directory: string;
  readonly port: number;
  /** What a script needs in its environment to run against this site. */
  readonly env: Readonly<Record<string, string>>;
  /** Calls `listener` after each call; answers a function that stops that. */
  onCall(listener: (call: LoggedCall) => void): () => void;
  close(): Promise<void>;
}

/** Starts answering the stand-ins of the site in `directory`, which `createSite` made. */
export async function startSite(directory: string): Promise<RunningSite> {
  const site = new SiteServer(resolve(directory));
  await site.listen();
  return site;
}

class SiteServer implements RunningSite {
  readonly directory: string;
  readonly #token = randomBytes(16).toString('hex');
  readonly #log: CallLog;
  readonly #server: Server;
  readonly #sockets = new Set<Socket>();
  readonly #listeners = new Set<(call: LoggedCall) => void>();

  constructor(directory: string) {
    this.directory = directory;
    this.#log = new CallLog(directory);
    this.#server = createServer((socket) => this.#accept(socket));
  }

  get port(): number {
    const address = this.#server.address();
    return address === null || typeof address === 'string' ? 0 : address.port;
  }

  get env(): Readonly<Record<string, string>> {
    const { PATH: path = '/usr/bin:/bin' } = process.env;
    return { PATH: `${join(this.directory, 'bin')}:${path}`, NCN_RUNBOOK_ROOT: join(this.directory, 'root') };
  }

  onCall(listener: (call: LoggedCall) => void): () => void {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  }

  async listen(): Promise<void> {
    await new Promise<void>((ready, failed) => {
      this.#server.once('error', failed);
      this.#server.listen(0, '127.0.0.1', ready);
    });
    writeFileSync(join(this.directory, 'address'), `${this.port} ${this.#token}\n`, { mode: 0o600 });
    writeWhole(join(this.directory, 'site.json'), print({ port: this.port, token: this.#token, pid: process.pid }));
  }

  async close(): Promise<void> {
    rmSync(join(this.directory, 'address'), { force: true });
    for (const socket of this.#sockets) {
      socket.destroy();
    }
    await new Promise<void>((closed) => {
      this.#server.close(() => closed());
    });
  }

  #accept(socket: Socket): void {
    this.#sockets.add(socket);
    const conversation: Conversation = new Conversation(socket, (request) => this.#answer(request, conversation));
    socket.on('close', () => this.#sockets.delete(socket));
  }

  async #answer(request: Request, conversation: Conversation): Promise<void> {
    if (request.token !== this.#token) {
      conversation.answer({ stdout: '', stderr: 'site: wrong token\n', status: 70 });
      return;
    }
    const call: Call = { ...request, number: this.#log.nextNumber() };
    const fault = takeFault(this.directory, call);
    try {
      await wait(latencyOf(this.directory, call));
      const result = await execute(this.directory, call, conversation, fault);
      this.#record(call, result.kind === 'answer' ? result.answer.status : null, fault?.spec);
      if (result.kind === 'answer') {
        conversation.answer(result.answer);
      } else if (result.kind === 'kill') {
        kill(result.session);
        conversation.hangUp();
      }
    } catch (error) {
      this.#record(call, 70, fault?.spec);
      conversation.answer({
        stdout: '',
        stderr: `site: ${error instanceof Error ? error.stack : error}\n`,
        status: 70,
      });
    }
  }

  #record(call: Call, status: number | null, fault: string | undefined): void {
    const line = this.#log.write(call, status, fault);
    for (const listener of this.#listeners) {
      listener(line);
    }
  }
}

/** One stand-in at the other end of a connection. */
class Conversation implements Caller {
  readonly #socket: Socket;
  readonly #fields = new Fields();
  readonly #start: (request: Request) => Promise<void>;
  #started = false;
  #waiting: ((text: string) => void) | undefined;

  constructor(socket: Socket, start: (request: Request) => Promise<void>) {
    this.#socket = socket;
    this.#start = start;
    socket.setNoDelay(true);
    socket.on('data', (bytes) => this.#take(bytes));
    socket.on('error', () => socket.destroy());
    socket.on('close', () => this.#reply(''));
  }

  shell(command: string, input: string): Promise<string> {
    return this.#ask(frame('shell', command, input));
  }

  program(path: string, argument: string): Promise<string> {
    return this.#ask(frame('program', path, argument));
  }

  drain(): void {
    this.#socket.write(frame('drain'));
  }

  answer({ stdout, stderr, status }: Answer): void {
    this.#socket.end(frame('answer', stdout, stderr, status));
  }

  hangUp(): void {
    this.#socket.destroy();
  }

  #ask(question: Buffer): Promise<string> {
    if (this.#socket.destroyed) {
      return Promise.resolve('');
    }
    this.#socket.write(question);
    return new Promise((answered) => {
      this.#waiting = answered;
    });
  }

  #take(bytes: Buffer): void {
    this.#fields.add(bytes);
    if (!this.#started) {
      const request = this.#fields.request();
      this.#started = request !== undefined;
      if (request !== undefined) {
        void this.#start(request);
      }
    } else if (this.#waiting !== undefined) {
      const text = this.#fields.next();
      if (text !== undefined) {
        this.#reply(text);
      }
    }
  }

  #reply(text: string): void {
    const waiting = this.#waiting;
    this.#waiting = undefined;
    waiting?.(text);
  }
}

/** Milliseconds that a call takes: those of the longest words that it starts with. */
function latencyOf(directory: string, call: Call): number {
  const line = `${[call.tool, ...call.words].join(' ')} `;
  const latencies = Object.entries(new Store(directory).settings.latencies);
  const fitting = latencies.filter(([prefix]) => line.startsWith(`${prefix} `));
  return fitting.sort(([one], [other]) => other.length - one.length)[0]?.[1] ?? 0;
}

async function wait(milliseconds: number): Promise<void> {
  if (milliseconds > 0) {
    await new Promise((done) => setTimeout(done, milliseconds));
  }
}
