// Stage 2, the digests of many changesets at once, by the platform, which hashes several times sooner than we do
// and beside us. The same digests as `signedIdOf` and `digestOfText` give one by one (tests/property/digests);
// what was not asked for together is hashed by those.

import { bytesToBase64url, textToPassingBytes } from '../base/bytes.ts';
import { type ChangesetId, type Digest, digestOfText } from '../base/ids.ts';
import { preAuthEncoding, type Signed, signedIdOf } from './envelope.ts';

export interface Digests {
  readonly ofText: (text: string) => Digest;
  readonly idOf: (signed: Signed) => ChangesetId;
}

/** Of a changeset: what is signed, and the texts of its parts. */
interface Hashable {
  readonly signed: Signed;
  readonly parts: { readonly [level: string]: string };
}

/** As many are copied to the platform before the first is waited for. */
const AT_ONCE = 200;

export async function digestsOf(changesets: readonly Hashable[]): Promise<Digests> {
  const texts = new Map<string, Digest>();
  const ids = new Map<Signed, ChangesetId>();
  let begun: Promise<void>[] = [];
  for (const { signed, parts } of changesets) {
    begun.push(idInto(ids, signed));
    for (const text of Object.values(parts)) begun.push(digestInto(texts, text));
    if (begun.length < AT_ONCE) continue;
    await Promise.all(begun);
    begun = [];
  }
  await Promise.all(begun);
  return {
    ofText: (text) => texts.get(text) ?? digestOfText(text),
    idOf: (signed) => ids.get(signed) ?? signedIdOf<ChangesetId>(signed.type, signed.body),
  };
}

async function digestInto(texts: Map<string, Digest>, text: string): Promise<void> {
  texts.set(text, await digestOfBytes(textToPassingBytes(text)));
}

async function idInto(ids: Map<Signed, ChangesetId>, signed: Signed): Promise<void> {
  ids.set(signed, await digestOfBytes(preAuthEncoding(signed.type, signed.body)));
}

/** WebCrypto copies what it is given before it answers. */
const digestOfBytes = async <Id extends string>(bytes: Uint8Array<ArrayBuffer>): Promise<Id> =>
  bytesToBase64url(new Uint8Array(await crypto.subtle.digest('SHA-256', bytes))) as Id;
