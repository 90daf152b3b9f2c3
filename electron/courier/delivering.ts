// One try to hand one bundle over: ask whether it is there already, upload what is missing (tus, from the byte
// the letterbox has), fetch the *stored* receipt and check it. Only a receipt that fits, signed by the key the
// letterbox says is its own, is a delivery; a successful upload alone proves nothing.

import { createHash } from 'node:crypto';
import { type DetailedError, type HttpRequest, type HttpResponse, Upload } from 'tus-js-client';
import { type Bytes, bytesToBase64url } from '#shared/base/bytes.ts';
import type { BundleId, Digest } from '#shared/base/ids.ts';
import { type Json, parseJson } from '#shared/base/json.ts';
import { err, ok, type Result } from '#shared/base/result.ts';
import { decodeStoredReceipt } from '#shared/bundle/receipt.ts';
import { isSignedBy, keyIdOf, type Signed } from '#shared/log/envelope.ts';
import { type About, decodeRefusal, decodeSigned, paths, uploadIdOf } from '#shared/wire/letterbox.ts';
import { isPage, type After, secondsIn } from './answers.ts';
import type { AtLetterbox } from './at-letterbox.ts';
import { captivePortal, type Failure, failureOf, unreachable, wrongReceipt } from './failures.ts';

export interface Parcel {
  readonly bundle: BundleId;
  readonly sha256: Digest;
  readonly bytes: Bytes;
}

export interface DeliveryPorts {
  /** bytes that the letterbox has acknowledged */
  readonly onSent: (bytes: number) => void;
  readonly signal: AbortSignal;
  readonly after: After;
}

export const sha256Of = (bytes: Uint8Array): Digest =>
  bytesToBase64url(createHash('sha256').update(bytes).digest()) as Digest;

export async function deliver(at: AtLetterbox, parcel: Parcel, ports: DeliveryPorts): Promise<Result<Signed, Failure>> {
  const about = await at.about();
  if (!about.ok) return about;
  const early = await receiptOf(at, about.value, parcel, ports.signal);
  if (early.ok || early.error.refusal?.code !== 'notFound') return early;
  const { bundleBytes } = about.value;
  if (parcel.bytes.length > bundleBytes) {
    return err({ problem: { type: 'tooLargeForLetterbox', limit: bundleBytes }, passes: false });
  }
  const uploaded = await uploadTwice(at, parcel, ports);
  return uploaded.ok ? receiptOf(at, about.value, parcel, ports.signal) : uploaded;
}

async function receiptOf(
  at: AtLetterbox,
  about: About,
  parcel: Parcel,
  signal: AbortSignal,
): Promise<Result<Signed, Failure>> {
  const answer = await at.askFor(paths.receipt(parcel.sha256), decodeSigned, { signal });
  if (!answer.ok) return answer;
  const receipt = decodeStoredReceipt(answer.value);
  const signature = answer.value.signatures[0];
  const fits =
    receipt !== undefined &&
    signature !== undefined &&
    receipt.letterbox === keyIdOf(about.key) &&
    receipt.sha256 === parcel.sha256 &&
    receipt.size === parcel.bytes.length &&
    (receipt.bundle === null || receipt.bundle === parcel.bundle) &&
    (await isSignedBy(answer.value, signature, about.key));
  return fits ? answer : err(wrongReceipt);
}

/** A token that was late, or an offset that another request moved, is worth one more try at once. */
async function uploadTwice(at: AtLetterbox, parcel: Parcel, ports: DeliveryPorts): Promise<Result<null, Failure>> {
  const first = await upload(at, parcel, ports);
  const refusal = first.ok ? undefined : first.error.refusal;
  if (refusal?.code === 'alreadyStored') return ok(null);
  if (refusal?.code !== 'tokenWrongTime' && refusal?.code !== 'wrongOffset') return first;
  if (refusal.time !== undefined) at.setTime(refusal.time);
  return upload(at, parcel, ports);
}

/** A connection on which nothing moves for so long is given up. */
const IDLE_MILLISECONDS = 90_000;

/** Acknowledged piece by piece, so that progress is what is safe there. */
async function upload(at: AtLetterbox, parcel: Parcel, ports: DeliveryPorts): Promise<Result<null, Failure>> {
  const { onSent, signal, after } = ports;
  const { pace } = at;
  return new Promise((resolve) => {
    let forgetIdle = (): void => undefined;
    let isOver = false;
    const end = (result: Result<null, Failure>): void => {
      if (isOver) return;
      isOver = true;
      forgetIdle();
      pace.ended();
      signal.removeEventListener('abort', giveUp);
      resolve(result);
    };
    const giveUp = (): void => {
      void tus.abort();
      end(err(unreachable));
    };
    const moved = (): void => {
      forgetIdle();
      if (!isOver) forgetIdle = after(IDLE_MILLISECONDS, giveUp);
    };
    const tus = new Upload(Buffer.from(parcel.bytes.buffer, parcel.bytes.byteOffset, parcel.bytes.length), {
      endpoint: at.urlOf(paths.uploads),
      // this device's upload of this file has one address: a half upload is found again after any crash
      uploadUrl: at.urlOf(paths.upload(uploadIdOf(at.kid, parcel.sha256))),
      metadata: { sha256: parcel.sha256, bundle: parcel.bundle },
      chunkSize: pace.piece,
      retryDelays: null,
      storeFingerprintForResuming: false,
      onBeforeRequest: async (request: HttpRequest) => {
        // after creating, tus would follow the letterbox's `Location`, and that may be any host
        if (!request.getURL().startsWith(at.urlOf(paths.uploads))) throw new Error('not at this letterbox');
        const bearer = await at.token(request.getMethod(), request.getURL(), (name) => headerOf(request, name));
        if (bearer.ok) {
          request.setHeader('Authorization', `Bearer ${bearer.value}`);
          if (request.getMethod() === 'PATCH') pace.began();
          return;
        }
        end(bearer);
        throw new Error('no token');
      },
      onAfterResponse: (request: HttpRequest, response: HttpResponse) => {
        moved();
        const offset = response.getHeader('upload-offset');
        if (response.getStatus() < 300 && isLie(offset, parcel.bytes.length, request)) {
          end(err(OFFSET_LIES));
          throw new Error('an offset that cannot be'); // tus would send the same bytes without end
        }
        if (request.getMethod() === 'PATCH' && response.getStatus() < 300) {
          pace.arrived();
          tus.options.chunkSize = pace.piece;
        }
        if (offset !== undefined && /^\d+$/.test(offset)) onSent(Math.min(Number(offset), parcel.bytes.length));
      },
      onProgress: moved,
      onSuccess: () => end(ok(null)),
      onError: (error) => end(err(failureOfTus(error))),
    });
    if (signal.aborted) return end(err(unreachable));
    signal.addEventListener('abort', giveUp, { once: true });
    moved();
    tus.start();
  });
}

/** What was acknowledged is within the file, and after a piece more than before it. */
const isLie = (offset: string | undefined, size: number, request: HttpRequest): boolean =>
  offset !== undefined &&
  (!/^\d{1,15}$/.test(offset) ||
    Number(offset) > size ||
    (request.getMethod() === 'PATCH' && Number(offset) <= Number(request.getHeader('Upload-Offset'))));

const OFFSET_LIES: Failure = { problem: { type: 'letterboxRefused', code: 'wrongOffset' }, passes: true };

/** tus writes its headers as in `Upload-Offset`. */
const headerOf = (request: HttpRequest, name: string): string | undefined =>
  request.getHeader(name.replace(/\b[a-z]/g, (letter) => letter.toUpperCase()));

function failureOfTus(error: Error | DetailedError): Failure {
  const response = 'originalResponse' in error ? error.originalResponse : null;
  if (response === null) return unreachable;
  if (response.getStatus() < 300 && isPage(response.getHeader('content-type'))) return captivePortal;
  const parsed = parseJson(response.getBody(), { size: 10_000, depth: 4 });
  const refusal = decodeRefusal(parsed.ok ? parsed.value : (null as Json));
  return failureOf(response.getStatus(), refusal, secondsIn(response.getHeader('retry-after')));
}
