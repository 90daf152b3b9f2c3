// Those with whom one practises alone in a workshop: another laptop that wrote the other side of a conflict, whose clock
// is wrong, in whose name somebody forges. Their keys are a workshop's, and made of nothing but this text: whoever has
// the app can sign for them, so what they say is nobody's. They count in a workshop's notebook alone, as its own key
// does: nobody is enrolled, and no mechanism hears of them. Why: docs/decisions/companions-are-nobody.md.

import { base64urlToBytes, type Bytes, joinBytes, textToBytes } from '#shared/base/bytes.ts';
import { digestOfText, type KeyId, type RecordId } from '#shared/base/ids.ts';
import { isPracticeKey, keyIdOf, practiceEncoding, practiceKeyOf, type Signer } from '#shared/log/envelope.ts';
import { type Language, LANGUAGES } from '#shared/mechanism/language.ts';

/** What happens to somebody else, in an exercise of the same name. */
export const SCENES = ['conflict', 'clock', 'forged', 'relatoria'] as const;
export type Scene = (typeof SCENES)[number];

export interface Companion {
  readonly kid: KeyId;
  readonly key: string;
  readonly name: string;
  readonly scene: Scene;
  /** what they write in: one chain of changesets has one text */
  readonly language: Language;
}

export type Companions = ReadonlyMap<KeyId, Companion>;

/** Rises when what a scene says or how it is told changes: the same place in a chain never has two texts. */
const EDITION = 1;

/** Names that people have and no participant is told to choose. */
const NAMES: Readonly<Record<Scene, string>> = {
  conflict: 'Wayra',
  clock: 'Illa',
  forged: 'Amaru',
  relatoria: 'Killa',
};

/** None in a real notebook. @param device public key of the notebook */
export async function companionsOf(device: string): Promise<Companions> {
  if (!isPracticeKey(device)) return new Map();
  const all = SCENES.flatMap((scene) => LANGUAGES.map((language) => companionOf(scene, language)));
  return new Map((await Promise.all(all)).map((companion) => [companion.kid, companion]));
}

export async function companionOf(scene: Scene, language: Language): Promise<Companion> {
  const { x } = await crypto.subtle.exportKey('jwk', await pairOf(`${scene} ${language}`));
  const key = practiceKeyOf(x ?? '');
  return { kid: keyIdOf(key), key, name: NAMES[scene], scene, language };
}

export const companionSigner = ({ kid, scene, language }: Companion): Signer => signerOf(kid, `${scene} ${language}`);

/** Signs in a companion's name with another key than theirs. */
export const forgerOf = ({ kid }: Companion): Signer => signerOf(kid, 'forger');

/** Of the first or second record of a scene; the same in every notebook. */
export const sceneRecordId = (scene: Scene, language: Language, at: number): RecordId =>
  digestOfText(`chasqui scene ${EDITION} ${scene} ${language} ${at}`).slice(0, 21).concat('A') as RecordId;

/** 16 bytes, base64url: the same changeset is made each time. */
export const sceneSalt = (of: string): string => digestOfText(`chasqui salt ${EDITION} ${of}`).slice(0, 21).concat('A');

const signerOf = (kid: KeyId, of: string): Signer => ({
  kid,
  sign: async (message) =>
    new Uint8Array(await crypto.subtle.sign('Ed25519', await pairOf(of), practiceEncoding(message))),
});

/** RFC 8410: what stands before the 32 bytes of an Ed25519 private key. */
const PKCS8 = base64urlToBytes('MC4CAQAwBQYDK2VwBCIEIA') ?? textToBytes('');

const pairOf = (of: string) => {
  const seed: Bytes = base64urlToBytes(digestOfText(`chasqui companion ${EDITION} ${of}`)) ?? textToBytes('');
  return crypto.subtle.importKey('pkcs8', joinBytes(PKCS8, seed), 'Ed25519', true, ['sign']);
};
