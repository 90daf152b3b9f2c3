// tus 1.0 by @tus/server, over our own keeper of half uploads: what it acknowledges is fsynced. The app has
// checked who comes, what for and how much before a request gets here, and says here which upload it is, so no
// name is ever taken out of a path. Of tus's own answers only the tus headers go out: its texts and its CORS
// headers are dropped at the app's door.

import { type CancellationContext, DataStore, ERRORS, type Lock, type Locker, Server, Upload } from '@tus/server';
import type { Readable } from 'node:stream';
import type { Digest } from '#shared/base/ids.ts';
import type { LetterboxCode } from '#shared/wire/letterbox.ts';
import { Refused } from './refusal.ts';
import type { Uploads } from './uploads.ts';

/** Answers one tus request about this upload; throws Refused or what went wrong. */
export type Tus = (request: Request, id: Digest) => Promise<Response>;

/** How long a request that another one for the same upload waits for may still write. */
const DRAIN_MILLISECONDS = 500;
const LOCK_SECONDS = 30;

export function createTus(uploads: Uploads, finish: (id: Digest) => Promise<void>): Tus {
  const idByRequest = new WeakMap<object, Digest>();
  const errorByRequest = new WeakMap<object, unknown>();
  const idOf = (request: object): Digest => {
    const id = idByRequest.get(request);
    if (id === undefined) throw new Error('a tus request without its upload');
    return id;
  };
  const server = new Server({
    path: '/v1/uploads',
    datastore: new HalfUploads(uploads),
    locker: createLocker(),
    lockDrainTimeout: DRAIN_MILLISECONDS,
    allowedOrigins: [],
    namingFunction: idOf,
    getFileIdFromRequest: idOf,
    generateUrl: (_request, { id }) => `uploads/${id}`,
    onUploadFinish: async (request) => {
      await finish(idOf(request));
      return {};
    },
    onResponseError: (request, error) => {
      errorByRequest.set(request, error);
      return undefined;
    },
  });

  return async (request, id) => {
    idByRequest.set(request, id);
    const response = await server.handleWeb(request);
    if (response.status < 400) return response;
    const error = errorByRequest.get(request);
    if (error instanceof Refused || (error instanceof Error && !('status_code' in error))) throw error;
    const code = codeByStatus[response.status];
    if (code === undefined) throw new Error('tus failed');
    throw new Refused(code);
  };
}

const codeByStatus: { readonly [status: number]: LetterboxCode | undefined } = {
  400: 'badRequest',
  403: 'badRequest',
  404: 'notFound',
  409: 'wrongOffset',
  410: 'notFound',
  412: 'badRequest',
  413: 'tooLarge',
  501: 'badRequest',
};

/** The half uploads as tus wants to see them. They were begun before tus is asked to create them. */
class HalfUploads extends DataStore {
  readonly uploads: Uploads;

  constructor(uploads: Uploads) {
    super();
    this.uploads = uploads;
    this.extensions = ['creation', 'termination'];
  }

  override async create(upload: Upload): Promise<Upload> {
    return upload;
  }

  override async getUpload(id: string): Promise<Upload> {
    const facts = this.uploads.find(id as Digest);
    const offset = facts && (await this.uploads.offsetOf(id as Digest));
    if (facts === undefined || offset === undefined) throw new Refused('notFound');
    return new Upload({ id, size: facts.size, offset });
  }

  override write(stream: Readable, id: string, offset: number): Promise<number> {
    return this.uploads.append(id as Digest, offset, stream);
  }

  override remove(id: string): Promise<void> {
    return this.uploads.drop(id as Digest);
  }
}

/**
 * One request at a time for each upload. A second one asks the first to end (a client that lost its connection
 * comes back while the old one still hangs) and waits in line without turning.
 */
function createLocker(): Locker {
  const lines = new Map<string, { askToEnd: () => unknown; readonly waiting: (() => void)[] }>();
  return { newLock: (id) => createLock(id) };

  function createLock(id: string): Lock {
    return {
      lock: async (signal: CancellationContext['signal'], askToEnd) => {
        const line = lines.get(id);
        if (line === undefined) {
          lines.set(id, { askToEnd, waiting: [] });
          return;
        }
        void line.askToEnd();
        await waitInLine(line.waiting, signal);
        const now = lines.get(id);
        if (now !== undefined) now.askToEnd = askToEnd;
        if (line.waiting.length > 0) void askToEnd();
      },
      unlock: async () => {
        const next = lines.get(id)?.waiting.shift();
        if (next === undefined) lines.delete(id);
        else next();
      },
    };
  }
}

function waitInLine(waiting: (() => void)[], signal: AbortSignal): Promise<void> {
  return new Promise((resolve, reject) => {
    const done = (): void => {
      clearTimeout(timer);
      signal.removeEventListener('abort', giveUp);
    };
    const turn = (): void => {
      done();
      resolve();
    };
    const giveUp = (): void => {
      done();
      const at = waiting.indexOf(turn);
      if (at >= 0) waiting.splice(at, 1);
      reject(Object.assign(new Error('not its turn'), ERRORS.ERR_LOCK_TIMEOUT));
    };
    const timer = setTimeout(giveUp, LOCK_SECONDS * 1000);
    signal.addEventListener('abort', giveUp, { once: true });
    waiting.push(turn);
  });
}
