// The keeper that a machine does not have to be trusted with: objects in a bucket of S3-compatible storage, under the
// same keys as in a folder. PUT, GET, HEAD, LIST and DELETE are all it asks for. A put counts only when a HEAD that
// came after it says the same size: a service that answers PUT and then knows nothing of it has kept nothing. A
// verified file is streamed from this machine's disk, and removed from it after that.

import { createHash } from 'node:crypto';
import { dirname } from 'node:path';
import type { IncomingMessage } from 'node:http';
import { Readable } from 'node:stream';
import type { Digest } from '#shared/base/ids.ts';
import { type Disk, diskError, readFully, withFile } from './disk/disk.ts';
import { type AskS3, type S3Body, storeAway } from './s3-client.ts';
import { checkedKey, checkedPrefix, type ObjectStore } from './store.ts';

const CHUNK = 256 * 1024;
/** A LIST answers at most so many. */
const PAGE = 1000;
const MOST_LISTED = 4 * 1024 * 1024;
/** Of an object that is read whole: receipts, index entries, mail. Bundles are streamed. */
const MOST_READ = 256 * 1024 * 1024;

/** A store that several machines share, and its own time. */
export interface SharedStore extends ObjectStore {
  /** milliseconds since 1970 by the service's clock, to a second */
  readonly time: () => Promise<number>;
}

export function createS3Store(ask: AskS3, disk: Disk): SharedStore {
  const sizeOf = async (key: string): Promise<number | undefined> => {
    const answer = await ask({ method: 'HEAD', key });
    answer.resume();
    if (answer.statusCode === 404) return undefined;
    return lengthOf(succeeded(answer));
  };
  const put = async (key: string, body: S3Body): Promise<void> => {
    const answer = await ask({ method: 'PUT', key, body, headers: { 'content-type': 'application/octet-stream' } });
    if ((answer.statusCode ?? 0) >= 400) throw await whyNotPut(answer);
    answer.resume();
    succeeded(answer);
    if ((await sizeOf(key)) !== body.size) throw storeAway();
  };

  return {
    put: async (key, bytes) => {
      const sha256 = createHash('sha256').update(bytes).digest('hex');
      const chunks = async function* (): AsyncIterable<Uint8Array> {
        yield bytes;
      };
      await put(checkedKey(key), { size: bytes.length, sha256, chunks });
    },
    putFile: async (key, path, sha256) => {
      await put(checkedKey(key), await bodyOfFile(disk, path, sha256));
      await disk.remove(path);
      await disk.syncFolder(dirname(path));
    },
    get: async (key) => {
      const answer = await ask({ method: 'GET', key: checkedKey(key) });
      return answer.statusCode === 404 ? gone(answer) : wholeOf(succeeded(answer), MOST_READ);
    },
    read: async (key, start, end) => {
      const range = { range: `bytes=${start}-${end - 1}` };
      const answer = await ask({ method: 'GET', key: checkedKey(key), headers: range });
      if (answer.statusCode === 404) return gone(answer);
      if (lengthOf(succeeded(answer)) !== end - start) {
        answer.destroy();
        throw storeAway();
      }
      return Readable.toWeb(answer) as ReadableStream<Uint8Array>;
    },
    size: (key) => sizeOf(checkedKey(key)),
    list: async (prefix, after, limit) => {
      const folder = `${checkedPrefix(prefix)}/`;
      const names: string[] = [];
      for (let from = after; names.length < limit; from = names.at(-1) ?? '') {
        const wanted = Math.min(PAGE, limit - names.length + 1); // a folder of the name `from` comes once more
        const query = {
          'list-type': '2',
          delimiter: '/',
          prefix: folder,
          'max-keys': String(wanted),
          ...(from !== '' && { 'start-after': folder + from }),
        };
        const answer = await ask({ method: 'GET', key: '', query });
        const page = namesIn(new TextDecoder().decode(await wholeOf(succeeded(answer), MOST_LISTED)), folder);
        const further = page.names.filter((name) => name > from);
        names.push(...further);
        if (!page.isTruncated) break;
        if (further.length === 0) throw storeAway(); // it would be asked the same for ever
      }
      return names.slice(0, limit);
    },
    time: async () => {
      const answer = await ask({ method: 'HEAD', key: '' });
      answer.resume();
      const time = Date.parse(succeeded(answer).headers.date ?? '');
      if (Number.isNaN(time)) throw storeAway();
      return time;
    },
    delete: async (key) => {
      const answer = await ask({ method: 'DELETE', key: checkedKey(key) });
      answer.resume();
      if (answer.statusCode !== 404) succeeded(answer);
    },
  };
}

/** Its digest is known: were the file another one by now, the service would refuse it. */
async function bodyOfFile(disk: Disk, path: string, digest: Digest): Promise<S3Body> {
  const chunks = async function* (): AsyncIterable<Uint8Array> {
    const file = await disk.open(path, 'read');
    try {
      for (let at = 0; ; ) {
        const chunk = await readFully(file, CHUNK, at);
        if (chunk.length === 0) return;
        at += chunk.length;
        yield chunk;
      }
    } finally {
      await file.close();
    }
  };
  const sha256 = Buffer.from(digest, 'base64url').toString('hex');
  return { size: await withFile(disk, path, 'read', (file) => file.size()), sha256, chunks };
}

function succeeded(answer: IncomingMessage): IncomingMessage {
  if (answer.statusCode !== undefined && answer.statusCode >= 200 && answer.statusCode < 300) return answer;
  answer.destroy();
  throw storeAway();
}

/** What services say where there is no room, or a quota is used up; our objects are too small for any other limit. */
const NO_ROOM = /<Code>(?:\w*QuotaExceeded|EntityTooLarge|\w*StorageFull)<\/Code>/;
const MOST_EXPLAINED = 64 * 1024;

async function whyNotPut(answer: IncomingMessage): Promise<Error> {
  if (answer.statusCode === 413) {
    answer.destroy();
    return diskError('ENOSPC');
  }
  const said = await wholeOf(answer, MOST_EXPLAINED).catch(() => new Uint8Array());
  return NO_ROOM.test(new TextDecoder().decode(said)) ? diskError('ENOSPC') : storeAway();
}

function gone(answer: IncomingMessage): undefined {
  answer.resume();
  return undefined;
}

const lengthOf = ({ headers }: IncomingMessage): number => Number(headers['content-length'] ?? Number.NaN);

/** All bytes of an answer. One that was cut short is no answer. */
async function wholeOf(answer: IncomingMessage, most: number): Promise<Uint8Array<ArrayBuffer>> {
  const chunks: Buffer[] = [];
  let size = 0;
  try {
    for await (const chunk of answer as AsyncIterable<Buffer>) {
      size += chunk.length;
      if (size > most) throw storeAway();
      chunks.push(chunk);
    }
  } catch {
    throw storeAway();
  }
  const told = lengthOf(answer);
  if (!answer.complete || (!Number.isNaN(told) && told !== size)) throw storeAway();
  return Uint8Array.from(Buffer.concat(chunks));
}

/** Names are of our own grammar, so that nothing in this XML needs to be unescaped; what is not of it is not ours. */
function namesIn(xml: string, folder: string): { readonly names: readonly string[]; readonly isTruncated: boolean } {
  if (!/<\/ListBucketResult>\s*$/.test(xml)) throw storeAway();
  const keys = [...xml.matchAll(/<(?:Key|CommonPrefixes><Prefix)>([A-Za-z0-9_./-]+)</g)].map((match) => match[1] ?? '');
  const names = keys
    .filter((key) => key.startsWith(folder) && key.length > folder.length)
    .map((key) => key.slice(folder.length).replace(/\/$/, ''));
  return { names: [...new Set(names)].sort(), isTruncated: /<IsTruncated>true</.test(xml) };
}
