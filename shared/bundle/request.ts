// Stage 3, what to bring. When something is missing, the receiver names exactly what: runs of an author's
// numbered changesets, and media by their digest. It travels like a receipt, back by the way the bundle came.
// A device numbers what it asks of another, so that an old request that comes again is known for what it is; it
// says after which of its receipts it asks, so that a later receipt shows whether it still lacks anything.

import { type Digest, isId, type KeyId } from '../base/ids.ts';
import { hasOnlyKeys, isJsonObject, type Json } from '../base/json.ts';
import { bodyOf, isOnlySigner, type Signed, type Signer, signValue } from '../log/envelope.ts';

export const REQUEST_TYPE = 'application/vnd.chasqui.request+json;v=1';

/** Changesets `from` to `to` of one author, both included. */
export interface Run {
  readonly author: KeyId;
  readonly from: number;
  readonly to: number;
}

export interface Request {
  readonly mechanism: Digest | null;
  /** the device that asks */
  readonly from: KeyId;
  /** the device that is asked; null: whoever has it */
  readonly to: KeyId | null;
  readonly needs: readonly Run[];
  readonly blobs: readonly Digest[];
  /** rises with each request of this device to that one, from 1; absent (an older app): before all others */
  readonly running?: number;
  /** running number of the asking device's last receipt; absent: it gave none */
  readonly after?: number;
}

const CAPS = { size: 1024 * 1024, depth: 5 };

export const signRequest = (request: Request, signer: Signer): Promise<Signed> =>
  signValue(REQUEST_TYPE, request as object as Json, signer);

/** A well-formed request; its signature is the caller's to check, with the key of `from`. */
export function decodeRequest(signed: Signed): Request | undefined {
  const value = bodyOf(signed, REQUEST_TYPE, CAPS);
  if (value === undefined || !hasOnlyKeys(value, ['blobs', 'from', 'mechanism', 'needs', 'to'], ['after', 'running']))
    return undefined;
  const { after, blobs, from, mechanism, needs, running, to } = value;
  if (!isId(from) || !isOnlySigner(signed, from)) return undefined;
  if (!(to === null || isId(to)) || !(mechanism === null || isId(mechanism))) return undefined;
  if (!areRuns(needs) || !Array.isArray(blobs) || !blobs.every(isId)) return undefined;
  if (![after, running].every((number) => number === undefined || isNumber(number))) return undefined;
  return value as object as Request;
}

export const isInRun = ({ author, from, to }: Run, at: { readonly author: KeyId; readonly seq: number }): boolean =>
  author === at.author && from <= at.seq && at.seq <= to;

/** Whether these are runs in order: by author, then by number, none touching the next. */
export function areRuns(value: Json | undefined): boolean {
  if (!Array.isArray(value) || !value.every(isRun)) return false;
  const runs = value as readonly object[] as readonly Run[];
  return runs.every((run, at) => {
    const before = runs[at - 1];
    return (
      before === undefined || before.author < run.author || (before.author === run.author && before.to + 1 < run.from)
    );
  });
}

const isRun = (value: Json): boolean =>
  isJsonObject(value) &&
  hasOnlyKeys(value, ['author', 'from', 'to']) &&
  isId(value['author']) &&
  isNumber(value['from']) &&
  isNumber(value['to']) &&
  value['from'] <= value['to'];

const isNumber = (value: Json | undefined): value is number => Number.isSafeInteger(value) && Number(value) >= 1;
