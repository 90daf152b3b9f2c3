// Stage 2, what is signed. DSSE's pre-authentication encoding over Ed25519 (RFC 8032):
//   PAE(type, body) = "DSSEv1" SP LEN(type) SP type SP LEN(body) SP body
//   id = SHA-256(PAE), sig = Ed25519(PAE)
// A workshop's keys are marked in their text, so their names are others, and what they sign is `practice SP PAE`: a seed
// used on both sides has two names, and no signature of one side is one of the other's.
// The exact bytes of the body are signed, carried and verified; only then are the same bytes parsed.
// Verified by the platform (WebCrypto, in Node and in the page alike), never by a pure-JS verifier.
// Spec: https://github.com/secure-systems-lab/dsse/blob/master/protocol.md

import {
  base64urlToBytes,
  bytesToBase64url,
  bytesToText,
  type Bytes,
  isSameBytes,
  joinBytes,
  textToBytes,
  textToPassingBytes,
} from '../base/bytes.ts';
import { digestOf, digestOfText, isId, type KeyId } from '../base/ids.ts';
import {
  canonicalText,
  hasOnlyKeys,
  isJsonObject,
  type Json,
  type JsonCaps,
  type JsonObject,
  parseCanonical,
} from '../base/json.ts';

export interface Signature {
  readonly kid: KeyId;
  /** 64 bytes, base64url */
  readonly sig: string;
}

/** A signed thing as it is stored and carried. `body` is the exact text that was signed: canonical JSON. */
export interface Signed {
  readonly type: string;
  readonly body: string;
  readonly signatures: readonly Signature[];
}

/** Whether a value has the shape of a signed thing. Its text is unread, and whether it holds is not asked here. */
export function isSigned(value: Json | undefined): boolean {
  if (!isJsonObject(value) || !hasOnlyKeys(value, ['body', 'signatures', 'type'])) return false;
  const { body, signatures, type } = value;
  if (typeof body !== 'string' || typeof type !== 'string' || !TYPE_NAME.test(type)) return false;
  if (!Array.isArray(signatures) || signatures.length === 0 || signatures.length > MAX_SIGNATURES) return false;
  return (signatures as readonly Json[]).every(isSignature);
}

const TYPE_NAME = /^application\/vnd\.chasqui\.[a-z]{1,40}\+json;v=[1-9][0-9]{0,5}$/;
const MAX_SIGNATURES = 20;

const isSignature = (value: Json): boolean =>
  isJsonObject(value) &&
  hasOnlyKeys(value, ['kid', 'sig']) &&
  isId(value['kid']) &&
  typeof value['sig'] === 'string' &&
  value['sig'].length === 86 &&
  base64urlToBytes(value['sig'])?.length === 64;

/** Signs PAE bytes with the one private key that the caller holds; 64 bytes. A shell gives it (vault, test, tool). */
export interface Signer {
  readonly kid: KeyId;
  readonly sign: (message: Bytes) => Promise<Uint8Array>;
}

export function preAuthEncoding(type: string, body: string): Bytes {
  const typeLength = textToPassingBytes(type).length;
  const bodyLength = textToPassingBytes(body).length;
  return textToBytes(`DSSEv1 ${typeLength} ${type} ${bodyLength} ${body}`);
}

const PRACTICE_MARK = 'practice.';

/** Whether a public key is a workshop's: nothing that it signs is real. */
export const isPracticeKey = (publicKey: string): boolean => publicKey.startsWith(PRACTICE_MARK);

/** The same 32 bytes as a workshop's key. */
export const practiceKeyOf = (publicKey: string): string => `${PRACTICE_MARK}${publicKey}`;

/** What a workshop's key signs for this PAE; no PAE begins like it. */
export const practiceEncoding = (message: Bytes): Bytes => joinBytes(textToBytes('practice '), message);

/** The 32 bytes of a public key of either side. */
export const publicKeyBytes = (publicKey: string): Bytes | undefined => {
  const bytes = base64urlToBytes(isPracticeKey(publicKey) ? publicKey.slice(PRACTICE_MARK.length) : publicKey);
  return bytes?.length === 32 ? bytes : undefined;
};

/** Undoes `preAuthEncoding`, for a signer that is told type and body. Throws (a bug) on any other message. */
export function partsOfEncoding(message: Uint8Array): { readonly type: string; readonly body: string } {
  const text = bytesToText(message) ?? '';
  const found = /^DSSEv1 \d+ (\S+) \d+ /.exec(text);
  const type = found?.[1];
  if (found === null || type === undefined) throw new Error('not a message to sign');
  const body = text.slice(found[0].length);
  if (preAuthEncoding(type, body).length !== message.length) throw new Error('not a message to sign');
  return { type, body };
}

/** The id of a signed thing: who signed it does not change it, so two signatures over one body are one thing. */
export const signedIdOf = <Id extends string>(type: string, body: string): Id =>
  digestOf<Id>(preAuthEncoding(type, body));

/** Signs a value's canonical text. */
export async function signValue(type: string, value: Json, signer: Signer): Promise<Signed> {
  return signText(type, canonicalText(value), signer);
}

export async function signText(type: string, body: string, signer: Signer): Promise<Signed> {
  const sig = await signer.sign(preAuthEncoding(type, body));
  return { type, body, signatures: [{ kid: signer.kid, sig: bytesToBase64url(sig) }] };
}

/** The body of a signed thing of this type, if it is a canonical object within caps. Who signed it is not asked here. */
export function bodyOf(signed: Signed, type: string, caps: JsonCaps): JsonObject | undefined {
  const parsed = signed.type === type ? parseCanonical(signed.body, caps) : undefined;
  return parsed?.ok === true && isJsonObject(parsed.value) ? parsed.value : undefined;
}

/** Whether it claims to be signed by this key, and by no other. */
export const isOnlySigner = ({ signatures }: Signed, kid: Json | undefined): boolean =>
  isId(kid) && signatures.length === 1 && signatures[0]?.kid === kid;

/** RFC 7638 thumbprint: SHA-256 of the JWK's required members in canonical order. */
export const keyIdOf = (publicKey: string): KeyId =>
  digestOfText(`{"crv":"Ed25519","kty":"OKP","x":${JSON.stringify(publicKey)}}`) as string as KeyId;

/** Whether one signature over this body is by this public key (32 bytes, base64url). Never throws. */
export async function isSignedBy(signed: Signed, signature: Signature, publicKey: string): Promise<boolean> {
  const { kid } = importedKey(publicKey);
  return kid === signature.kid && isSignatureOf(signed.type, signed.body, signature.sig, publicKey);
}

/** The same where whose key it is has been asked already. */
export async function isSignatureOf(type: string, body: string, sig: string, publicKey: string): Promise<boolean> {
  const bytes = base64urlToBytes(sig);
  const imported = await importedKey(publicKey).key;
  if (bytes?.length !== 64 || imported === undefined) return false;
  const message = preAuthEncoding(type, body);
  return crypto.subtle.verify(
    'Ed25519',
    imported,
    bytes,
    isPracticeKey(publicKey) ? practiceEncoding(message) : message,
  );
}

/** The plain DSSE JSON of a signed thing, for anyone's own tools (`openssl pkeyutl -verify -rawin` on its PAE). */
export const signedToDsse = (signed: Signed): Json => ({
  payload: bytesToBase64(textToBytes(signed.body)),
  payloadType: signed.type,
  signatures: signed.signatures.map(({ kid, sig }) => ({
    keyid: kid,
    sig: bytesToBase64(base64urlToBytes(sig) ?? textToBytes('')),
  })),
});

/**
 * Whether a public key may be enrolled: 32 bytes, a canonical encoding, and not one of the points of small
 * order under which a signature proves nothing (the eight of RFC 7748 §6 / 8032 §5.1.3, both signs).
 */
export function isSafePublicKey(publicKey: string): boolean {
  const bytes = publicKeyBytes(publicKey);
  if (bytes === undefined) return false;
  const y = bytes.slice();
  y[31] = (y[31] ?? 0) & 0x7f;
  if (!isBelowPrime(y)) return false;
  return !SMALL_ORDER_Y.some((small) => isSameBytes(small, y));
}

/** The type of a key as each room's platform names it (CryptoKey in the page and in Node). */
type PlatformKey = Awaited<ReturnType<typeof crypto.subtle.importKey>>;

interface ImportedKey {
  readonly kid: KeyId;
  readonly key: Promise<PlatformKey | undefined>;
}

const keys = new Map<string, ImportedKey>();
const MOST_KEYS = 5_000;

/** Importing costs as much as verifying: the last few thousand authors' keys are kept. */
function importedKey(publicKey: string): ImportedKey {
  const known = keys.get(publicKey);
  if (known !== undefined) return known;
  if (keys.size > MOST_KEYS) keys.clear();
  const bytes = isSafePublicKey(publicKey) ? publicKeyBytes(publicKey) : undefined;
  const key =
    bytes === undefined
      ? Promise.resolve(undefined)
      : crypto.subtle.importKey('raw', bytes, 'Ed25519', false, ['verify']).catch(() => undefined);
  let kid: KeyId | undefined;
  const imported = {
    get kid() {
      kid ??= keyIdOf(publicKey);
      return kid;
    },
    key,
  };
  keys.set(publicKey, imported);
  return imported;
}

function bytesToBase64(bytes: Uint8Array): string {
  const text = bytesToBase64url(bytes).replaceAll('-', '+').replaceAll('_', '/');
  return text.padEnd(Math.ceil(text.length / 4) * 4, '=');
}

/** y < 2^255 - 19, little endian. */
function isBelowPrime(y: Uint8Array): boolean {
  if ((y[31] ?? 0) < 0x7f) return true;
  for (let at = 30; at > 0; at--) if ((y[at] ?? 0) < 0xff) return true;
  return (y[0] ?? 0) < 0xed;
}

/** y of the points of order 1, 2, 4 and 8 (order 4 has y = 0), little-endian without the sign bit. */
const SMALL_ORDER_Y: readonly Uint8Array[] = [
  'AQAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA',
  '7P_______________________________________38',
  'AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA',
  'JuiVj8KyJ7BFw_SJ8u-Y8NXfrAXTxjM5sTgCiG1T_AU',
  'xxdqcD1N2E-6PAt2DRBnDyogU_osOczGTsf9d5KsA3o',
].flatMap((text) => base64urlToBytes(text) ?? []);
