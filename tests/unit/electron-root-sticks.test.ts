// A root's key on its stick: nothing of it is in the file without the passphrase, and two standard tools open it.

import { createHash, createPrivateKey, createPublicKey, randomBytes, sign, verify } from 'node:crypto';
import { armor, Decrypter, Encrypter } from 'age-encryption';
import { expect, test } from 'vitest';
import { makeRoot, signWithRoot } from '#electron/root-sticks.ts';
import { base64urlToBytes } from '#shared/base/bytes.ts';
import { keyIdOf, preAuthEncoding } from '#shared/log/envelope.ts';
import { ROSTER_TYPE } from '#shared/log/roster-body.ts';

const PASSPHRASE = 'tres nudos y una soga';
const QUICK = 4;
const made = await makeRoot(PASSPHRASE, (length) => Uint8Array.from(randomBytes(length)), false, QUICK);
if (!made.ok) throw new Error(made.error.type);
const { file, key, kid } = made.value;
const text = { type: ROSTER_TYPE, body: '{"version":1}' };

const publicKey = createPublicKey({ key: { kty: 'OKP', crv: 'Ed25519', x: key }, format: 'jwk' });

test('it signs with its passphrase, in the name of its public key', async () => {
  const signed = await signWithRoot({ file, passphrase: PASSPHRASE }, [text, { ...text, body: '{}' }], false);
  if (!signed.ok) throw new Error(signed.error.type);
  expect([signed.value.kid, signed.value.key, kid]).toEqual([keyIdOf(key), key, keyIdOf(key)]);
  expect(base64urlToBytes(key)).toHaveLength(32);
  const [first, second] = signed.value.signatures;
  expect(verify(null, preAuthEncoding(text.type, text.body), publicKey, first as Uint8Array)).toBe(true);
  expect(verify(null, preAuthEncoding(text.type, '{}'), publicKey, second as Uint8Array)).toBe(true);
});

test('the file is armoured age around a PEM, for `age -d` and openssl', async () => {
  expect(file.startsWith('-----BEGIN AGE ENCRYPTED FILE-----')).toBe(true);
  const decrypter = new Decrypter();
  decrypter.addPassphrase(PASSPHRASE);
  const pem = await decrypter.decrypt(armor.decode(file), 'text');
  expect(pem.startsWith('-----BEGIN PRIVATE KEY-----')).toBe(true);
  const message = createHash('sha256').update('x').digest();
  expect(verify(null, message, publicKey, sign(null, message, createPrivateKey(pem)))).toBe(true);
});

const withSealed = async (content: string): Promise<string> => {
  const encrypter = new Encrypter();
  encrypter.setPassphrase(PASSPHRASE);
  encrypter.setScryptWorkFactor(QUICK);
  return armor.encode(await encrypter.encrypt(content));
};

test.each<readonly [what: string, file: () => Promise<string>, passphrase: string, type: string]>([
  ['another passphrase', async () => file, 'tres nudos y una sogas', 'wrongRootPassphrase'],
  ['no file of age', async () => 'hola', PASSPHRASE, 'notARootFile'],
  ['an empty file', async () => '', PASSPHRASE, 'notARootFile'],
  ['a file cut short', async () => file.slice(0, file.length / 2), PASSPHRASE, 'notARootFile'],
  ['a letter changed within', async () => damaged(file), PASSPHRASE, 'notARootFile'],
  ['something else sealed by the same passphrase', () => withSealed('hola'), PASSPHRASE, 'notARootFile'],
  ['a key of another kind', () => withSealed(X25519_PEM), PASSPHRASE, 'notARootFile'],
])('with %s nothing is signed', async (_what, make, passphrase, type) => {
  expect(await signWithRoot({ file: await make(), passphrase }, [text], false)).toEqual({ ok: false, error: { type } });
});

test('a short passphrase makes no key', async () => {
  expect(await makeRoot('siete77', (length) => new Uint8Array(length), false, QUICK)).toEqual({
    ok: false,
    error: { type: 'passphraseTooShort', min: 8 },
  });
});

test('a root signs no changeset and no receipt', async () => {
  const other = { type: 'application/vnd.chasqui.changeset+json;v=1', body: '{}' };
  await expect(signWithRoot({ file, passphrase: PASSPHRASE }, [other], false)).rejects.toThrow('does not sign');
});

/** The last bytes of the sealed key. */
function damaged(text: string): string {
  const bytes = new Uint8Array(armor.decode(text));
  bytes[bytes.length - 3] = (bytes[bytes.length - 3] ?? 0) ^ 1;
  return armor.encode(bytes);
}

const X25519_PEM = `-----BEGIN PRIVATE KEY-----
MC4CAQAwBQYDK2VuBCIEIAEBAQEBAQEBAQEBAQEBAQEBAQEBAQEBAQEBAQEBAQEB
-----END PRIVATE KEY-----
`;
