// Stage 3, what comes back. *Stored* is signed by a letterbox once the sealed file is on its disk (SHA-256,
// fsync, rename); it cannot read the bundle, so it names the file by its digest. *Merged* is signed by the
// receiver's app: what it accepted per author, what it holds or refused and why, which media are missing. Only
// *merged* turns a record into "merged by the secretariat", and only it makes a local wipe safe.
// Heads alone prove that a chain came, not what was in it: whoever carried it on may have withheld levels. So a
// *merged* receipt also names what it lacks, and an author may conclude from one that was given to somebody else.
// `running` counts a signer's receipts from 1 and `previous` names the one before it, so that a lost one shows.

import { type BundleId, type ChangesetId, type Digest, isId, type KeyId } from '../base/ids.ts';
import { hasOnlyKeys, isJsonObject, type Json, type JsonObject } from '../base/json.ts';
import { LEVELS } from '../log/change.ts';
import { type ClaimedTime, type Head, type Heads, isClaimedTime, isSeen } from '../log/changeset.ts';
import { bodyOf, isOnlySigner, type Signed, type Signer, signValue } from '../log/envelope.ts';
import type { Level } from '../record/definition.ts';
import { areRuns, type Run } from './request.ts';

export const STORED_TYPE = 'application/vnd.chasqui.stored+json;v=1';
export const MERGED_TYPE = 'application/vnd.chasqui.merged+json;v=1';

export interface StoredReceipt {
  /** null: a letterbox cannot read a bundle; the sender knows its id by the digest of the file */
  readonly bundle: BundleId | null;
  /** SHA-256 of the sealed file */
  readonly sha256: Digest;
  readonly size: number;
  /** ISO 8601 UTC by the letterbox's clock */
  readonly at: string;
  readonly letterbox: KeyId;
  readonly running: number;
}

export interface MergedReceipt {
  readonly mechanism: Digest;
  readonly bundle: BundleId;
  /** the device that sent the bundle */
  readonly to: KeyId;
  /** the device that merged it */
  readonly by: KeyId;
  /** accepted heads per author, after merging */
  readonly heads: Heads;
  readonly held: readonly { readonly id: ChangesetId; readonly type: string }[];
  readonly refused: readonly { readonly id: ChangesetId | null; readonly type: string }[];
  readonly mediaMissing: readonly Digest[];
  /** of what the heads cover, what came without some of its content; absent: an older app, which does not tell */
  readonly lacking?: readonly Lacking[];
  /** SHA-256 of the sealed file, for who carried it unread; absent: an older app */
  readonly file?: Digest;
  readonly at: ClaimedTime;
  readonly running: number;
  /** id of the signer's previous receipt */
  readonly previous: Digest | null;
}

/** Numbers of one author, and the levels of them that are not with the signer. *Personal* never is, and is not said. */
export interface Lacking extends Run {
  readonly levels: readonly Level[];
}

const CAPS = { size: 2 * 1024 * 1024, depth: 6 };
const ISO_UTC = /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d{1,3})?Z$/;

export const signStoredReceipt = (receipt: StoredReceipt, signer: Signer): Promise<Signed> =>
  signValue(STORED_TYPE, receipt as object as Json, signer);

export const signMergedReceipt = (receipt: MergedReceipt, signer: Signer): Promise<Signed> =>
  signValue(MERGED_TYPE, receipt as object as Json, signer);

/** A well-formed *stored* receipt; its signature is the caller's to check, with the letterbox's key. */
export function decodeStoredReceipt(signed: Signed): StoredReceipt | undefined {
  const value = bodyOf(signed, STORED_TYPE, CAPS);
  if (value === undefined || !hasOnlyKeys(value, ['at', 'bundle', 'letterbox', 'running', 'sha256', 'size']))
    return undefined;
  const { at, bundle, letterbox, running, sha256, size } = value;
  if (typeof at !== 'string' || !ISO_UTC.test(at) || !(bundle === null || isId(bundle)) || !isId(sha256))
    return undefined;
  if (!isNumbered(running) || !isSafeCount(size) || !isOnlySigner(signed, letterbox)) return undefined;
  return value as object as StoredReceipt;
}

/** A well-formed *merged* receipt; its signature is the caller's to check, with the key of `by`. */
export function decodeMergedReceipt(signed: Signed): MergedReceipt | undefined {
  const value = bodyOf(signed, MERGED_TYPE, CAPS);
  if (value === undefined || !hasOnlyKeys(value, MERGED_KEYS, ['file', 'lacking'])) return undefined;
  const { at, bundle, by, file, heads, held, lacking, mechanism, mediaMissing, previous, refused, running, to } = value;
  if (!isId(mechanism) || !isId(bundle) || !isId(to) || !isSeen(heads) || !isClaimedTime(at)) return undefined;
  if (!isListOf(held, (item) => isAnswer(item) && isId(item['id']))) return undefined;
  if (!isListOf(refused, (item) => isAnswer(item) && (item['id'] === null || isId(item['id'])))) return undefined;
  if (!isListOf(mediaMissing, isId) || !(previous === null || isId(previous))) return undefined;
  if (!(lacking === undefined || isListOf(lacking, isLacking)) || !(file === undefined || isId(file))) return undefined;
  if (!isNumbered(running) || !isOnlySigner(signed, by)) return undefined;
  return value as object as MergedReceipt;
}

/** What receipts of one signer say that it has: the greatest head of each author. */
export function greatestHeads(receipts: readonly MergedReceipt[]): Heads {
  const greatest: { [author: string]: Head } = {};
  for (const { heads } of receipts) {
    for (const [author, head] of Object.entries(heads)) {
      if (head.seq > (greatest[author]?.seq ?? 0)) greatest[author] = head;
    }
  }
  return greatest;
}

const MERGED_KEYS = [
  'at',
  'bundle',
  'by',
  'heads',
  'held',
  'mechanism',
  'mediaMissing',
  'previous',
  'refused',
  'running',
  'to',
];

const isAnswer = (value: Json): value is JsonObject =>
  isJsonObject(value) &&
  hasOnlyKeys(value, ['id', 'type']) &&
  typeof value['type'] === 'string' &&
  value['type'].length <= 60;

function isLacking(value: Json): boolean {
  if (!isJsonObject(value)) return false;
  const { levels, ...run } = value;
  return areRuns([run]) && Array.isArray(levels) && levels.length > 0 && levels.every(isLevel);
}

const isLevel = (value: Json): boolean => LEVELS.some((level) => level === value);

const isListOf = (value: Json | undefined, isItem: (item: Json) => boolean): boolean =>
  Array.isArray(value) && value.every(isItem);

const isSafeCount = (value: Json | undefined): value is number => Number.isSafeInteger(value) && Number(value) >= 0;

const isNumbered = (value: Json | undefined): boolean => isSafeCount(value) && value >= 1;
