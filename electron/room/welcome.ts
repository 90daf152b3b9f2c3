// The welcome of a workshop's room, sealed for whoever has its code: the workshop's profile, and the credential of the
// organisation of its participants. That organisation's key comes from the code, so that a laptop which was given the
// code vouches for itself, as a recorder and as nothing else: the root stays with the trainer, and no one of thirty can
// sign for the room. The code is stretched (Argon2id), since its sealed welcome can be had by anyone on the network.

import { sign } from 'node:crypto';
import { base64urlToBytes, type Bytes, bytesToBase64url, textToBytes } from '#shared/base/bytes.ts';
import { canonicalText, type Json } from '#shared/base/json.ts';
import { err, ok, type Result } from '#shared/base/result.ts';
import { keyIdOf, partsOfEncoding, practiceEncoding, type Signed, type Signer } from '#shared/log/envelope.ts';
import { decodeProfile, hasOwnKeys, type MechanismProfile } from '#shared/log/profile.ts';
import { type Credential, decodeCredential, type Scope, signCard, signCredential } from '#shared/log/roster.ts';
import { decodeSigned } from '#shared/wire/letterbox.ts';
import { decodeInside, decodeWelcome, ROOM_FORMAT, type RoomProblem } from '#shared/wire/room.ts';
import { type Argon2Cost, keyFromPassphrase } from '../passphrase.ts';
import { aboutOf, deriveKey, openSealedText, type Random, sealToText } from '../seal.ts';
import { type SigningPair, signingPairOf } from '../vault-keys.ts';

/** The same on every laptop. With 48 bits of code, guessing one would take a thousand laptops many thousand years. */
const COST: Argon2Cost = { memory: 32 * 1024, passes: 2, lanes: 1 };
const SCOPE: Scope = { roles: ['recorder'], mesas: [], countries: [] };
const ABOUT = aboutOf(ROOM_FORMAT, 'welcome');

export interface RoomKeys {
  readonly sealing: Bytes;
  /** of the organisation of all participants */
  readonly pair: SigningPair;
}

export async function roomKeysOf(code: Bytes, salt: Bytes): Promise<RoomKeys> {
  const stretched = await keyFromPassphrase(bytesToBase64url(code), salt, COST);
  return { sealing: deriveKey(stretched, 'room sealing'), pair: signingPairOf(deriveKey(stretched, 'room key'), true) };
}

/** Signs as the root of the workshop's profile. */
type SignAsRoot = (type: string, body: string) => Promise<Bytes | undefined>;

export async function sealWelcome(
  { sealing, pair }: RoomKeys,
  salt: Bytes,
  profile: MechanismProfile,
  name: string,
  root: Signer,
  random: Random,
): Promise<string> {
  const card = await signCard({ key: pair.key, name, recipient: null }, signerOf(pair));
  const credential = await signCredential(card, { ...facts(profile), subject: 'organisation' }, root);
  if (credential === undefined) throw new Error('a card of our own that does not hold');
  const inside = canonicalText({
    profile: canonicalText(profile as object as Json),
    credential: credential as object as Json,
  });
  const sealed = sealToText(sealing, textToBytes(inside), ABOUT, random);
  return JSON.stringify({ format: ROOM_FORMAT, salt: bytesToBase64url(salt), sealed });
}

export interface OpenWelcome {
  readonly profile: MechanismProfile;
  readonly credential: Signed;
  readonly pair: SigningPair;
}

export async function openWelcome(text: string, code: Bytes): Promise<Result<OpenWelcome, RoomProblem>> {
  const welcome = decodeWelcome(text);
  const salt = welcome && base64urlToBytes(welcome.salt);
  if (welcome === undefined || salt?.length !== SALT_BYTES) return err({ type: 'notARoom' });
  const { sealing, pair } = await roomKeysOf(code, salt);
  const plain = openSealedText(sealing, welcome.sealed, ABOUT);
  if (plain === undefined) return err({ type: 'wrongRoomCode' });
  const inside = decodeInside(plain);
  const profile = inside && decodeProfile(inside.profile);
  const credential = decodeSigned(inside?.credential);
  if (profile?.ok !== true || credential === undefined) return err({ type: 'notARoom' });
  if (!profile.value.practice || !hasOwnKeys(profile.value)) return err({ type: 'practiceMixed' });
  const isOurs = decodeCredential(credential)?.card.key === pair.key;
  return isOurs ? ok({ profile: profile.value, credential, pair }) : err({ type: 'notARoom' });
}

export const SALT_BYTES = 16;

/** The credential of a laptop that came with the code. */
export const enrolParticipant = (card: Signed, { profile, pair }: OpenWelcome): Promise<Signed | undefined> =>
  signCredential(card, { ...facts(profile), subject: 'device' }, signerOf(pair));

const facts = ({ id }: MechanismProfile): Pick<Credential, 'mechanism' | 'scope' | 'from' | 'until'> => ({
  mechanism: id,
  scope: SCOPE,
  from: null,
  until: null,
});

const signerOf = ({ kid, secret }: SigningPair): Signer => ({
  kid,
  sign: async (message) => new Uint8Array(sign(null, practiceEncoding(message), secret)),
});

/** The workshop's one root, by the vault that has it. */
export const rootSignerOf = (profile: MechanismProfile, byVault: SignAsRoot): Signer => ({
  kid: keyIdOf(profile.roots.keys[0] ?? ''),
  sign: async (message) => {
    const { type, body } = partsOfEncoding(message);
    const signature = await byVault(type, body);
    if (signature === undefined) throw new Error('the vault is locked');
    return signature;
  },
});
