// What an open vault can do with its keys, and nothing more: sign the types allowed to each key (so that a page
// gone wrong cannot make a device's key sign a credential), and unwrap age file keys. Private keys stay in here.
// Ed25519 by the platform (RFC 8032, seed in PKCS #8 as in RFC 8410), age by age-encryption.

import { createPrivateKey, createPublicKey, type KeyObject, sign } from 'node:crypto';
import {
  Decrypter,
  generateHybridIdentity,
  generateX25519Identity,
  type Identity,
  identityToRecipient,
  Stanza,
} from 'age-encryption';
import { type Bytes, bytesToBase64url, bytesToText, joinBytes, textToBytes } from '#shared/base/bytes.ts';
import type { KeyId } from '#shared/base/ids.ts';
import { CUSTODY_TYPE } from '#shared/bundle/custody.ts';
import { ERASED_TYPE } from '#shared/bundle/erased.ts';
import { MANIFEST_TYPE } from '#shared/bundle/manifest.ts';
import { MERGED_TYPE } from '#shared/bundle/receipt.ts';
import { REQUEST_TYPE } from '#shared/bundle/request.ts';
import { CHANGESET_TYPE } from '#shared/log/changeset.ts';
import { isPracticeKey, keyIdOf, practiceEncoding, practiceKeyOf, preAuthEncoding } from '#shared/log/envelope.ts';
import { ANSWER_TYPE } from '#shared/log/answer.ts';
import { CARD_TYPE, CREDENTIAL_TYPE } from '#shared/log/roster.ts';
import { ROSTER_TYPE } from '#shared/log/roster-body.ts';
import { REPORT_TYPE } from '#shared/report/report-manifest.ts';
import { AGAIN_TYPE } from '#shared/wire/room-again.ts';
import type { SigningKey } from '#shared/wire/vault.ts';
import { SUCCESSION_TYPE } from '#shared/log/roots.ts';
import { TOKEN_TYPE } from '#shared/wire/letterbox.ts';

/** What each key may sign. */
const SIGNS: Readonly<Record<SigningKey, readonly string[]>> = {
  device: [
    CHANGESET_TYPE,
    MANIFEST_TYPE,
    MERGED_TYPE,
    REQUEST_TYPE,
    CUSTODY_TYPE,
    TOKEN_TYPE,
    CARD_TYPE,
    ANSWER_TYPE,
    REPORT_TYPE,
    ERASED_TYPE,
  ],
  organisation: [CREDENTIAL_TYPE, CARD_TYPE, ANSWER_TYPE],
  root: [CREDENTIAL_TYPE, ROSTER_TYPE, SUCCESSION_TYPE, CARD_TYPE, AGAIN_TYPE],
};

export interface SigningPair {
  readonly kid: KeyId;
  /** 32 bytes, base64url; a workshop's marked */
  readonly key: string;
  readonly secret: KeyObject;
}

/** Signs PAE(type, body). Throws (a bug in the page) on a type this key never signs. */
export function signAs(as: SigningKey, pair: SigningPair, type: string, body: string): Bytes {
  if (!SIGNS[as].includes(type)) throw new Error('this key does not sign this type');
  if (!body.isWellFormed()) throw new Error('not well-formed text');
  const message = preAuthEncoding(type, body);
  return new Uint8Array(sign(null, isPracticeKey(pair.key) ? practiceEncoding(message) : message, pair.secret));
}

/** `seed`: 32 secret bytes (RFC 8032). `isPractice`: a workshop's key, under another name and for its own signatures. */
export function signingPairOf(seed: Uint8Array, isPractice = false): SigningPair {
  const der = joinBytes(PKCS8_ED25519, seed);
  const secret = createPrivateKey({ key: Buffer.from(der.buffer), format: 'der', type: 'pkcs8' });
  der.fill(0);
  const spki = createPublicKey(secret).export({ format: 'der', type: 'spki' });
  const bytes = bytesToBase64url(spki.subarray(spki.length - 32));
  const key = isPractice ? practiceKeyOf(bytes) : bytes;
  return { kid: keyIdOf(key), key, secret };
}

export interface ReadingKeys {
  readonly recipient: string;
  readonly classicRecipient: string;
  /** the 16 bytes of the file key, or null: none of these stanzas is for this device */
  readonly unwrap: (stanzas: readonly StanzaLike[]) => Promise<Bytes | null>;
}
export interface StanzaLike {
  readonly args: readonly string[];
  readonly body: Uint8Array;
}

export const newReadingSecrets = async (): Promise<{ readonly hybrid: Bytes; readonly classic: Bytes }> => ({
  hybrid: textToBytes(await generateHybridIdentity()),
  classic: textToBytes(await generateX25519Identity()),
});

/** From the texts of the two age identities, and of former ones that are still read with; undefined where they are none. */
export async function readingKeysOf(
  hybrid: Uint8Array,
  classic: Uint8Array,
  former: readonly string[] = [],
): Promise<ReadingKeys | undefined> {
  const identities = [bytesToText(hybrid), bytesToText(classic)];
  const [hybridText, classicText] = identities;
  if (hybridText === undefined || classicText === undefined) return undefined;
  try {
    const openers = [hybridText, classicText, ...former].map(identityOf);
    return {
      recipient: await identityToRecipient(hybridText),
      classicRecipient: await identityToRecipient(classicText),
      unwrap: (stanzas) => unwrapWith(openers, stanzas),
    };
  } catch {
    return undefined;
  }
}

async function unwrapWith(openers: readonly Identity[], stanzas: readonly StanzaLike[]): Promise<Bytes | null> {
  for (const opener of openers) {
    for (const { args, body } of stanzas) {
      try {
        const fileKey = await opener.unwrapFileKey([new Stanza([...args], body)]);
        if (fileKey?.length === 16) return new Uint8Array(fileKey);
      } catch {
        // a malformed stanza is not for us; another one may be
      }
    }
  }
  return null;
}

/** A Decrypter that holds one identity answers for its stanzas; the classes behind it are not exported. */
function identityOf(text: string): Identity {
  const decrypter = new Decrypter();
  decrypter.addIdentity(text);
  const identity = decrypter as object as Partial<Identity>;
  if (identity.unwrapFileKey === undefined) throw new Error('age-encryption: Decrypter no longer unwraps stanzas');
  return identity as Identity;
}

const PKCS8_ED25519 = new Uint8Array([0x30, 0x2e, 2, 1, 0, 0x30, 5, 6, 3, 0x2b, 0x65, 0x70, 4, 0x22, 4, 0x20]);
