// Stage 3, the road of a bundle. Who carries on what others gave says so in a line of its own: which bundle it had,
// from whom, when by its own clock (with its doubt), and to whom it goes now. Lines are signed like everything else,
// travel in `custody.jsonl`, and are carried on with what they are about. A line is its signer's word and changes
// nothing in what it is about: authors' signatures hold without any of them, and no line is needed to be believed.

import { type BundleId, type Digest, isId, type KeyId } from '../base/ids.ts';
import { hasOnlyKeys, type Json } from '../base/json.ts';
import { type ClaimedTime, isClaimedTime } from '../log/changeset.ts';
import { bodyOf, isOnlySigner, type Signed, type Signer, signValue } from '../log/envelope.ts';
import { areRuns, type Run } from './request.ts';

export const CUSTODY_TYPE = 'application/vnd.chasqui.custody+json;v=1';
/** lines of one bundle */
export const MAX_CUSTODY = 2_000;
/** runs of one line, and files of one line */
export const MAX_IN_LINE = 1_000;

export interface Custody {
  readonly mechanism: Digest;
  /** the device that had it, and signs */
  readonly by: KeyId;
  /** the device that gave it */
  readonly from: KeyId;
  /** the bundle in which it came */
  readonly bundle: BundleId;
  /** when it came, as the clock of `by` had it */
  readonly at: ClaimedTime;
  /** the device to which it goes on; null: a reader whose device is not known */
  readonly to: KeyId | null;
  /** what of that bundle goes on, with or without its content */
  readonly runs: readonly Run[];
  /** attachments that came in that bundle and belong to what goes on, ascending */
  readonly files: readonly Digest[];
}

const CAPS = { size: 256 * 1024, depth: 4 };

export const signCustody = (custody: Custody, signer: Signer): Promise<Signed> =>
  signValue(CUSTODY_TYPE, custody as object as Json, signer);

/** A well-formed line; its signature is the caller's to check, with the key of `by`. */
export function decodeCustody(signed: Signed): Custody | undefined {
  const value = bodyOf(signed, CUSTODY_TYPE, CAPS);
  if (value === undefined || !hasOnlyKeys(value, ['at', 'bundle', 'by', 'files', 'from', 'mechanism', 'runs', 'to']))
    return undefined;
  const { at, bundle, by, files, from, mechanism, runs, to } = value;
  if (!isId(mechanism) || !isId(bundle) || !isId(by) || !isId(from) || !(to === null || isId(to))) return undefined;
  if (by === from || by === to || !isClaimedTime(at)) return undefined;
  if (!isOnlySigner(signed, by)) return undefined;
  if (!areRuns(runs) || !areFiles(files)) return undefined;
  const custody = value as object as Custody;
  const isAboutSomething = custody.runs.length + custody.files.length > 0;
  return isAboutSomething && custody.runs.length <= MAX_IN_LINE ? custody : undefined;
}

const areFiles = (value: Json | undefined): boolean =>
  Array.isArray(value) &&
  value.length <= MAX_IN_LINE &&
  value.every(isId) &&
  value.every((item, at) => at === 0 || (value[at - 1] ?? '') < item);
