// A workshop begun anew for all who are in its room: the trainer's word to one laptop, signed by the workshop's root, since
// a room's answers go over plain HTTP and whoever heeds this erases a notebook. It names the one device that it is for,
// which is gone when it was heeded, so it can be played to nobody a second time.

import type { Digest, KeyId } from '../base/ids.ts';
import { canonicalText, hasOnlyKeys, isJsonObject, type Json } from '../base/json.ts';
import { bodyOf, isSigned, isSignedBy, type Signed, type Signer, signText } from '../log/envelope.ts';
import { hasOwnKeys, type MechanismProfile } from '../log/profile.ts';

export const AGAIN_TYPE = 'application/vnd.chasqui.again+json;v=1';
const CAPS = { size: 1_000, depth: 2 };

/** What a device is told when it tells how far it is; null: nothing. */
export interface Told {
  readonly again: Signed | null;
}

export const signAgain = (mechanism: Digest, device: KeyId, root: Signer): Promise<Signed> =>
  signText(AGAIN_TYPE, canonicalText({ mechanism, device }), root);

export const toldToText = ({ again }: Told): string =>
  canonicalText((again === null ? {} : { again }) as object as Json);

/** Out of the room's answer; undefined: that is not one. Nothing of it is believed yet. */
export function toldIn(value: Json): Told | undefined {
  if (!isJsonObject(value)) return undefined;
  const { again } = value;
  if (again === undefined) return { again: null };
  return isSigned(again) ? { again: again as object as Signed } : undefined;
}

/** Whether the root of this very workshop says it to this very device. */
export async function isAgainFor(signed: Signed, profile: MechanismProfile, device: KeyId): Promise<boolean> {
  const body = bodyOf(signed, AGAIN_TYPE, CAPS);
  const [signature, ...others] = signed.signatures;
  if (body === undefined || signature === undefined || others.length > 0) return false;
  if (!hasOnlyKeys(body, ['mechanism', 'device']) || !profile.practice || !hasOwnKeys(profile)) return false;
  if (body['mechanism'] !== profile.id || body['device'] !== device) return false;
  for (const key of profile.roots.keys) if (await isSignedBy(signed, signature, key)) return true;
  return false;
}
