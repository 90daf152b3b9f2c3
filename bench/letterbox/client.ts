// A device with a line that breaks: it leaves one bundle at a letterbox, as the app's courier does on the wire (a pass signed for
// each request, begin, bytes, receipt), and can be cut in the middle as often as asked. It goes on from where the
// letterbox says that it was. So it does at any other tus server, where there are neither passes nor receipts.

import { createHash, randomBytes } from 'node:crypto';
import { Agent, type IncomingHttpHeaders, request as open } from 'node:http';
import { performance } from 'node:perf_hooks';
import { setTimeout as pause } from 'node:timers/promises';
import { bytesToBase64url } from '#shared/base/bytes.ts';
import type { Digest } from '#shared/base/ids.ts';
import { signText } from '#shared/log/envelope.ts';
import { encodeToken, paths, requestOf, TOKEN_TYPE, tokenText, uploadIdOf } from '#shared/wire/letterbox.ts';
import type { FakeDevice } from '#scripts/headless/mechanism.ts';

export interface Parcel {
  /** A head of its own, then bytes that all parcels share: a bundle looks like noise, and memory is not what is measured. */
  readonly pieces: readonly Uint8Array[];
  readonly size: number;
  readonly sha256: Digest;
}

const HEAD = 64;

export function parcelOf(size: number, noise: Uint8Array): Parcel {
  const pieces = [randomBytes(HEAD), noise.subarray(0, size - HEAD)];
  const hash = createHash('sha256');
  for (const piece of pieces) hash.update(piece);
  return { pieces, size, sha256: bytesToBase64url(hash.digest()) as Digest };
}

interface Wire {
  readonly url: string;
  /** what lets a request in; none at a server that takes from anybody */
  readonly pass?: (method: string, path: string, headers: Headers) => Promise<string>;
  /** milliseconds from each question without a body to its answer */
  readonly questions: number[];
}

export interface Line {
  readonly url: string;
  readonly mechanism: Digest;
  readonly device: FakeDevice;
}

export interface Delivered {
  readonly sentBytes: number;
  readonly waits: number;
  /** milliseconds from each question without a body to its answer */
  readonly questions: readonly number[];
}

interface Answer {
  readonly status: number;
  readonly headers: IncomingHttpHeaders;
}

const agent = new Agent({ keepAlive: true, maxFreeSockets: 64 });
const MOST_TRIES = 400;

/** @param cuts how often the connection is cut before the last byte */
export async function deliver(device: Line, parcel: Parcel, cuts: number): Promise<Delivered> {
  const questions: number[] = [];
  const line: Wire = { url: device.url, pass: (...request) => passFor(device, ...request), questions };
  const upload = paths.upload(uploadIdOf(device.device.kid, parcel.sha256));
  let [sentBytes, waits, left] = [0, 0, cuts];
  for (let tries = 0; tries < MOST_TRIES; tries++) {
    const receipt = await ask(line, 'GET', paths.receipt(parcel.sha256));
    if (receipt.status === 200) return { sentBytes, waits, questions };
    const at = await offsetAt(line, upload, parcel);
    if (typeof at !== 'number') {
      waits++;
      await pause(1000 * Number(at.headers['retry-after'] ?? 1));
      continue;
    }
    const until = endOfPiece(parcel, at, left);
    if (left > 0) left--;
    await sendPiece(line, upload, parcel, at, until);
    sentBytes += until - at;
  }
  throw new Error('it was never given a receipt');
}

/** The same at a tus server that gives no receipts: done is when it says that it has all. */
export async function deliverPlainly(url: string, parcel: Parcel, cuts: number): Promise<Delivered> {
  const line: Wire = { url, questions: [] };
  const begun = await ask(line, 'POST', 'uploads', { 'upload-length': `${parcel.size}` });
  if (begun.status !== 201) throw new Error(`not begun: ${begun.status}`);
  const upload = new URL(begun.headers.location ?? '', url).pathname.slice(1);
  let [sentBytes, waits, left] = [0, 0, cuts];
  for (let tries = 0; tries < MOST_TRIES; tries++) {
    const head = await ask(line, 'HEAD', upload);
    const at = Number(head.headers['upload-offset']);
    if (head.status !== 200) {
      waits++; // whoever was cut still holds it
      await pause(100);
      continue;
    }
    if (at === parcel.size) return { sentBytes, waits, questions: line.questions };
    const until = endOfPiece(parcel, at, left);
    if (left > 0) left--;
    await sendPiece(line, upload, parcel, at, until);
    sentBytes += until - at;
  }
  throw new Error('it never had all');
}

/** @param cuts how many are still to come */
const endOfPiece = ({ size }: Parcel, at: number, cuts: number): number =>
  cuts > 0 ? at + Math.max(1, Math.floor((size - at) / (cuts + 1))) : size;

/** Where the letterbox says that the upload is; begun, where it was not. An answer: not now. */
async function offsetAt(line: Wire, upload: string, parcel: Parcel): Promise<number | Answer> {
  const head = await ask(line, 'HEAD', upload);
  if (head.status === 200) return Number(head.headers['upload-offset']);
  if (head.status !== 404) return head;
  const metadata = `sha256 ${Buffer.from(parcel.sha256).toString('base64')}`;
  const begun = await ask(line, 'POST', paths.uploads, {
    'upload-length': `${parcel.size}`,
    'upload-metadata': metadata,
  });
  return begun.status === 201 || begun.status === 409 ? 0 : begun;
}

async function passFor(
  { url, mechanism, device }: Line,
  method: string,
  path: string,
  headers: Headers,
): Promise<string> {
  const now = Date.now();
  const body = {
    mechanism,
    kid: device.kid,
    letterbox: url,
    from: new Date(now - 60_000).toISOString(),
    until: new Date(now + 240_000).toISOString(),
    request: requestOf(method, path, (name) => headers[name]),
  };
  const signed = await signText(TOKEN_TYPE, tokenText(body), device.signer);
  return encodeToken({ signed, credentials: device.credentials });
}

type Headers = Readonly<Record<string, string>>;

/** With its pass, where one is asked for. */
async function letIn({ pass }: Wire, method: string, path: string, headers: Headers): Promise<Headers> {
  return pass === undefined ? headers : { authorization: `Bearer ${await pass(method, path, headers)}`, ...headers };
}

async function ask(line: Wire, method: string, path: string, more: Headers = {}): Promise<Answer> {
  const headers = await letIn(line, method, path, { 'tus-resumable': '1.0.0', ...more });
  const began = performance.now();
  const answer = await new Promise<Answer>((resolve) => {
    const asked = open(`${line.url}/${path}`, { method, agent, headers });
    asked.once('error', () => resolve({ status: 0, headers: {} }));
    asked.once('response', (response) => {
      response.resume();
      response.once('error', () => resolve({ status: 0, headers: {} }));
      response.once('end', () => resolve({ status: response.statusCode ?? 0, headers: response.headers }));
    });
    asked.end();
  });
  line.questions.push(performance.now() - began);
  return answer;
}

/** Announces everything from `at` on, sends up to `until`, and pulls the plug where that is not the end. */
async function sendPiece(line: Wire, upload: string, parcel: Parcel, at: number, until: number): Promise<void> {
  const headers = await letIn(line, 'PATCH', upload, {
    'tus-resumable': '1.0.0',
    'upload-offset': `${at}`,
    'content-type': 'application/offset+octet-stream',
  });
  const length = { 'content-length': `${parcel.size - at}` };
  const isCut = until < parcel.size;
  await new Promise<void>((resolve) => {
    const ended = (): void => resolve();
    const patch = open(`${line.url}/${upload}`, {
      method: 'PATCH',
      agent: isCut ? false : agent,
      headers: { ...headers, ...length },
    });
    patch.once('error', ended);
    patch.once('close', ended);
    patch.once('response', (response) => response.once('error', ended).once('end', ended).resume());
    const chunks = chunksOf(parcel, at, until);
    const write = (): void => {
      for (let chunk = chunks.next(); chunk.done !== true; chunk = chunks.next()) {
        if (patch.destroyed) return;
        if (!patch.write(chunk.value)) return void patch.once('drain', write);
      }
      if (isCut) patch.destroy();
      else patch.end();
    };
    write();
  });
}

const CHUNK = 64 * 1024;

function* chunksOf({ pieces }: Parcel, at: number, until: number): Generator<Uint8Array, undefined> {
  let start = 0;
  for (const piece of pieces) {
    for (let from = Math.max(0, at - start); from < piece.length && start + from < until; from += CHUNK) {
      yield piece.subarray(from, Math.min(from + CHUNK, until - start, piece.length));
    }
    start += piece.length;
  }
  return undefined;
}
