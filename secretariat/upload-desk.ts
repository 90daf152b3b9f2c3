// Where bundles are handed in: the admission before the first byte, tus for the bytes, and the end, when what
// lies on the disk is verified, kept, and a receipt is given. The last byte's answer comes after all that; if it
// went wrong after the last byte (a crash, a full disk), the client's next HEAD ends it.

import type { BundleId, Digest } from '#shared/base/ids.ts';
import { decodeUploadMetadata, uploadIdOf } from '#shared/wire/letterbox.ts';
import type { Bundles } from './bundles.ts';
import type { Counts } from './counts.ts';
import type { Limits } from './limits.ts';
import type { Log } from './logs.ts';
import { checkQuota, type Leaving } from './quota.ts';
import { Refused } from './refusal.ts';
import type { Visitor } from './tokens.ts';
import { createGate } from './turns.ts';
import { createTus } from './tus.ts';
import type { Uploads } from './uploads.ts';

export interface UploadDesk {
  readonly begin: (request: Request, visitor: Visitor) => Promise<Response>;
  readonly goOn: (request: Request, id: Digest, visitor: Visitor) => Promise<Response>;
  /** the *stored* receipt as it was first given */
  readonly receipt: (sha256: Digest, visitor: Visitor) => Promise<Response>;
}

export interface DeskFacts {
  readonly uploads: Uploads;
  readonly bundles: Bundles;
  readonly counts: Counts;
  readonly freeBytes: () => Promise<number>;
  readonly limits: Limits;
  readonly log: Log;
  readonly now: () => number;
}

interface Announced {
  readonly id: Digest;
  readonly sha256: Digest;
  readonly bundle: BundleId | null;
  readonly size: number;
}

export function createUploadDesk(facts: DeskFacts): UploadDesk {
  const { uploads, bundles, log, now } = facts;
  const finish = createFinish(facts);
  const tus = createTus(uploads, finish);

  const admit = async (announced: Announced, { tag, organisation }: Visitor): Promise<void> => {
    const { id, sha256, bundle, size } = announced;
    if ((await bundles.receiptOf(sha256)) !== undefined) throw new Refused('alreadyStored');
    const kept = await bundles.sizeOf(sha256);
    if (kept !== undefined) {
      await bundles.keep({ sha256, bundle, size: kept, tag, organisation, path: null }); // a crash came before its receipt
      throw new Refused('alreadyStored');
    }
    if (uploads.idsOf(tag).length >= facts.limits.uploadsPerDevice) await dropEndedElsewhere(facts, tag);
    const free = await facts.freeBytes();
    // from here to `begin` nothing is waited for: two at once cannot both take the last place
    if (uploads.find(id)?.size !== size) checkRoom(facts, free, { size, tag, organisation });
    await uploads.begin(id, { tag, organisation, sha256, bundle, size, touched: now() });
    log('uploadBegun', { device: tag, size });
  };

  return {
    begin: async (request, visitor) => {
      if (request.method === 'OPTIONS') return tus(request, NO_UPLOAD);
      const announced = announcedIn(request, visitor, facts.limits);
      await admit(announced, visitor);
      return tus(request, announced.id);
    },
    goOn: async (request, id, visitor) => {
      const upload = uploads.find(id);
      if (upload?.tag !== visitor.tag || request.method === 'GET') throw new Refused('notFound');
      const response = await tus(request, id);
      const isWhole = request.method === 'HEAD' && response.headers.get('upload-offset') === `${upload.size}`;
      if (isWhole) await finish(id); // its last byte came, but not its end
      return response;
    },
    receipt: async (sha256, visitor) => {
      const receipt = await bundles.receiptOf(sha256);
      if (receipt === undefined) throw new Refused('notFound');
      const own = uploadIdOf(visitor.kid, sha256);
      if (uploads.find(own) !== undefined) await uploads.drop(own); // another device was quicker
      return new Response(JSON.stringify(receipt), { headers: { 'content-type': 'application/json' } });
    },
  };
}

/** What an upload says of itself before its bytes: size, SHA-256, bundle id, and nothing else. */
function announcedIn(request: Request, visitor: Visitor, limits: Limits): Announced {
  const { headers } = request;
  const metadata = decodeUploadMetadata(headers.get('upload-metadata'));
  const length = headers.get('upload-length') ?? '';
  const hasBody = headers.has('transfer-encoding') || (headers.get('content-length') ?? '0') !== '0';
  const isTus = headers.get('tus-resumable') === '1.0.0' && !headers.has('upload-concat');
  if (metadata === undefined || hasBody || !isTus || !/^[1-9]\d{0,14}$/.test(length)) throw new Refused('badRequest');
  const size = Number(length);
  if (size > limits.bundleBytes) throw new Refused('tooLarge', { limit: limits.bundleBytes });
  return { ...metadata, size, id: uploadIdOf(visitor.kid, metadata.sha256) };
}

/** `freeBytes`: on the disk */
function checkRoom(facts: DeskFacts, freeBytes: number, leaving: Leaving): void {
  const { uploads, limits } = facts;
  const { tag, size } = leaving;
  if (uploads.idsOf(tag).length >= limits.uploadsPerDevice) throw new Refused('tooManyUploads', { retryAfter: 60 });
  if (uploads.count() >= limits.uploads) throw new Refused('full', { retryAfter: 3600 });
  checkQuota(facts, leaving);
  if (size > freeBytes - uploads.announced() - limits.reserveBytes) throw new Refused('full', { retryAfter: 3600 });
}

/** Half uploads whose bundle came whole by another node, or by another device, are nobody's any more. */
async function dropEndedElsewhere({ uploads, bundles }: DeskFacts, tag: string): Promise<void> {
  for (const id of uploads.idsOf(tag)) {
    const sha256 = uploads.find(id)?.sha256;
    if (sha256 !== undefined && (await bundles.receiptOf(sha256)) !== undefined) await uploads.drop(id);
  }
}

/**
 * Verifies and keeps a whole upload; two that ask at once share one end. Only a few are kept at once: a storage that
 * hundreds ask together is slow for each of them, and an entry that is listed too late is written anew (arrivals.ts).
 */
function createFinish({ uploads, bundles, limits, log }: DeskFacts): (id: Digest) => Promise<void> {
  const underWay = new Map<Digest, Promise<void>>();
  const fewAtOnce = createGate(limits.keptAtOnce);
  const finish = async (id: Digest): Promise<void> => {
    const upload = uploads.find(id);
    if (upload === undefined) return;
    const { path, isWhole } = await uploads.verify(id);
    if (!isWhole) {
      await uploads.drop(id);
      throw new Refused('wrongDigest');
    }
    const { isNew } = await bundles.keep({ ...upload, path });
    await uploads.drop(id);
    log(isNew ? 'stored' : 'storedAgain', { device: upload.tag, size: upload.size });
  };
  return (id) => {
    const done = underWay.get(id) ?? fewAtOnce(() => finish(id)).finally(() => underWay.delete(id));
    underWay.set(id, done);
    return done;
  };
}

const NO_UPLOAD = 'none' as Digest;
