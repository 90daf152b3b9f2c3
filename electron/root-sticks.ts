// A root's key on a stick: made here, sealed by its own passphrase, and opened here only while it signs. Nothing of it
// stays on this laptop. The file is one that people can open without us, with two standard tools: armoured age
// (passphrase, scrypt) around the key as PEM (PKCS #8, RFC 8410), so `age -d` and `openssl pkeyutl -sign -rawin` do.

import { createPrivateKey, createPublicKey, type KeyObject } from 'node:crypto';
import { armor, Decrypter, Encrypter } from 'age-encryption';
import { type Bytes, bytesToBase64url } from '#shared/base/bytes.ts';
import { err, ok, type Result } from '#shared/base/result.ts';
import { keyIdOf, practiceKeyOf } from '#shared/log/envelope.ts';
import type { NewRoot, RootSignatures, SigningText } from '#shared/wire/vault.ts';
import type { RootProblem } from '#shared/wire/problems.ts';
import { MIN_PASSPHRASE, passphraseLength } from './passphrase.ts';
import type { Random } from './seal.ts';
import { signAs, signingPairOf } from './vault-keys.ts';

/** log2 of scrypt's N: 128 MiB and about a second on an old laptop. */
const WORK = 17;
/** A file that asks for more was not made by us, nor by hand with `age`: 2²⁰ would take a gigabyte of a small laptop. */
const MOST_WORK = /^-> scrypt \S+ (?:[1-9]|1[0-8])$/m;
const MOST_HEADER = 1024;

/** `isPractice`: in a workshop's notebook, where the same key has another name and other signatures. */
export async function makeRoot(
  passphrase: string,
  random: Random,
  isPractice: boolean,
  work = WORK,
): Promise<Result<NewRoot, RootProblem>> {
  if (passphraseLength(passphrase) < MIN_PASSPHRASE) return err({ type: 'passphraseTooShort', min: MIN_PASSPHRASE });
  const seed = random(32);
  const { kid, key, secret } = signingPairOf(seed, isPractice);
  seed.fill(0);
  const encrypter = new Encrypter();
  encrypter.setPassphrase(passphrase.normalize('NFKC'));
  encrypter.setScryptWorkFactor(work);
  const sealed = await encrypter.encrypt(secret.export({ format: 'pem', type: 'pkcs8' }).toString());
  return ok({ kid, key, file: armor.encode(sealed) });
}

/** Signs each of these texts. What a root may sign is what its key in a vault may (vault-keys). */
export async function signWithRoot(
  { file, passphrase }: { readonly file: string; readonly passphrase: string },
  texts: readonly SigningText[],
  isPractice: boolean,
): Promise<Result<RootSignatures, RootProblem>> {
  const sealed = bytesIn(file);
  if (sealed === undefined || !MOST_WORK.test(latin1(sealed.subarray(0, MOST_HEADER))))
    return err({ type: 'notARootFile' });
  let pem: string;
  try {
    const decrypter = new Decrypter();
    decrypter.addPassphrase(passphrase.normalize('NFKC'));
    pem = await decrypter.decrypt(sealed, 'text');
  } catch (error) {
    const isWrong = error instanceof Error && /no identity matched/i.test(error.message);
    return err(isWrong ? { type: 'wrongRootPassphrase' } : { type: 'notARootFile' });
  }
  const secret = keyIn(pem);
  if (secret === undefined) return err({ type: 'notARootFile' });
  const spki = createPublicKey(secret).export({ format: 'der', type: 'spki' });
  const bytes = bytesToBase64url(spki.subarray(spki.length - 32));
  const key = isPractice ? practiceKeyOf(bytes) : bytes;
  const pair = { kid: keyIdOf(key), key, secret };
  return ok({ kid: pair.kid, key, signatures: texts.map(({ type, body }) => signAs('root', pair, type, body)) });
}

const latin1 = (bytes: Uint8Array): string => Buffer.from(bytes).toString('latin1');

function bytesIn(file: string): Bytes | undefined {
  try {
    return new Uint8Array(armor.decode(file));
  } catch {
    return undefined;
  }
}

function keyIn(pem: string): KeyObject | undefined {
  try {
    const key = createPrivateKey(pem);
    return key.asymmetricKeyType === 'ed25519' ? key : undefined;
  } catch {
    return undefined;
  }
}
