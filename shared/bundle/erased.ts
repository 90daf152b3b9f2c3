// Stage 3, the proof that something was erased. Whoever erased what an author took consent back to says so, signed,
// and it travels back by the road of receipts. It names the withdrawal, not the record, and tells a letterbox nothing.
// It is its signer's word about its own device: copies on sticks, in backups or on paper are beyond it, and the author
// is told so.

import { type ChangesetId, type Digest, isId, type KeyId } from '../base/ids.ts';
import { hasOnlyKeys, type Json } from '../base/json.ts';
import { type ClaimedTime, isClaimedTime } from '../log/changeset.ts';
import { bodyOf, isOnlySigner, type Signed, type Signer, signValue } from '../log/envelope.ts';

export const ERASED_TYPE = 'application/vnd.chasqui.erased+json;v=1';

export interface Erased {
  readonly mechanism: Digest;
  /** the changeset that took consent back */
  readonly withdrawal: ChangesetId;
  /** its author */
  readonly to: KeyId;
  /** the device that erased */
  readonly by: KeyId;
  /** parts that it had and has no more; 0: it never had any */
  readonly parts: number;
  readonly at: ClaimedTime;
}

const CAPS = { size: 4 * 1024, depth: 3 };

export const signErased = (erased: Erased, signer: Signer): Promise<Signed> =>
  signValue(ERASED_TYPE, erased as object as Json, signer);

/** A well-formed proof; its signature is the caller's to check, with the key of `by`. */
export function decodeErased(signed: Signed): Erased | undefined {
  const value = bodyOf(signed, ERASED_TYPE, CAPS);
  if (value === undefined || !hasOnlyKeys(value, ['at', 'by', 'mechanism', 'parts', 'to', 'withdrawal']))
    return undefined;
  const { at, by, mechanism, parts, to, withdrawal } = value;
  if (!isId(mechanism) || !isId(withdrawal) || !isId(to) || !isId(by) || !isClaimedTime(at)) return undefined;
  if (!Number.isSafeInteger(parts) || Number(parts) < 0 || !isOnlySigner(signed, by)) return undefined;
  return value as object as Erased;
}
