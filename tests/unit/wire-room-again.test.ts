// Who may tell a workshop's laptop to begin anew: its own workshop's root, by name, and nobody else.

import { expect, test } from 'vitest';
import type { Digest, KeyId } from '#shared/base/ids.ts';
import { practiceEncoding, practiceKeyOf, keyIdOf, type Signer } from '#shared/log/envelope.ts';
import { type MechanismProfile, mechanismIdOf, PROFILE_FORMAT } from '#shared/log/profile.ts';
import { bytesToBase64url } from '#shared/base/bytes.ts';
import { isAgainFor, signAgain, toldIn, toldToText } from '#shared/wire/room-again.ts';

async function root(isPractice = true): Promise<{ readonly key: string; readonly signer: Signer }> {
  const pair = await crypto.subtle.generateKey('Ed25519', true, ['sign', 'verify']);
  if (!('privateKey' in pair)) throw new Error('no pair');
  const bytes = bytesToBase64url(new Uint8Array(await crypto.subtle.exportKey('raw', pair.publicKey)));
  const key = isPractice ? practiceKeyOf(bytes) : bytes;
  const sign: Signer['sign'] = async (message) =>
    new Uint8Array(
      await crypto.subtle.sign('Ed25519', pair.privateKey, isPractice ? practiceEncoding(message) : message),
    );
  return { key, signer: { kid: keyIdOf(key), sign } };
}

function profileOf(key: string, practice = true): MechanismProfile {
  const roots = { keys: [key], threshold: 1, binds: 'all' } as const;
  return {
    format: PROFILE_FORMAT,
    id: mechanismIdOf(roots, practice),
    names: { es: 'Taller' },
    roots,
    suite: 'hybrid',
    readers: [],
    letterboxes: [],
    languages: ['es'],
    practice,
  };
}

const DEVICE = `${'A'.repeat(42)}A` as KeyId;
const OTHER = `${'B'.repeat(42)}A` as KeyId;

test('the root’s word to this device is heeded, and crosses the wire as it is', async () => {
  const { key, signer } = await root();
  const profile = profileOf(key);
  const again = await signAgain(profile.id, DEVICE, signer);
  expect(await isAgainFor(again, profile, DEVICE)).toBe(true);
  expect(toldIn(JSON.parse(toldToText({ again })))).toEqual({ again });
  expect(toldIn(JSON.parse(toldToText({ again: null })))).toEqual({ again: null });
});

test('a word to another device, of another workshop, by another key, or of a real mechanism is not', async () => {
  const [mine, theirs, real] = [await root(), await root(), await root(false)];
  const profile = profileOf(mine.key);
  const not = async (signed: Awaited<ReturnType<typeof signAgain>>, of = profile): Promise<void> =>
    expect(await isAgainFor(signed, of, DEVICE)).toBe(false);
  await not(await signAgain(profile.id, OTHER, mine.signer));
  await not(await signAgain(`${'C'.repeat(42)}A` as Digest, DEVICE, mine.signer));
  await not(await signAgain(profile.id, DEVICE, theirs.signer));
  await not(await signAgain(profile.id, DEVICE, { ...theirs.signer, kid: mine.signer.kid }));
  const mechanism = profileOf(real.key, false);
  await not(await signAgain(mechanism.id, DEVICE, real.signer), mechanism);
});

test.each([[[]], ['x'], [{ again: {} }], [{ again: { type: 'x', body: 'y', signatures: [] } }]])(
  'an answer that is none is not read: %j',
  (value) => {
    expect(toldIn(value)).toBe(undefined);
  },
);
