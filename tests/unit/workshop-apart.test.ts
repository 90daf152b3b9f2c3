// A workshop and the real: whatever is of one side is refused by the other, with a reason, both ways.

import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, onTestFinished, test } from 'vitest';
import { openBundle } from '#shared/bundle/decode.ts';
import { EMPTY_CONTENT, encodeBundle } from '#shared/bundle/encode.ts';
import { identityOf } from '#shared/bundle/identity.ts';
import { headerSizeOf, seal, sealedSize } from '#shared/bundle/seal.ts';
import { isSafePublicKey, isSignedBy, type Signed, signValue } from '#shared/log/envelope.ts';
import { judgeCredential } from '#shared/log/judge-trust.ts';
import { decodeProfile, hasOwnKeys, mechanismIdOf } from '#shared/log/profile.ts';
import { resolveTrust, signCard, signCredential } from '#shared/log/roster.ts';
import { fakeClassicAgeKey, fakeHybridAgeKey, fakeKey } from '#scripts/headless/keys.ts';
import { fakeMechanism } from '#scripts/headless/mechanism.ts';
import { runQuipu } from '#scripts/quipu/run.ts';
import { fixedToken, valueOf } from '#tests/vectors/fixed-content.ts';
import { vectorJson } from '#tests/vectors/read.ts';
import type { ProfileCase } from '#tests/vectors/hostile-trust.ts';

const SIDES = [
  { side: 'real', isPractice: false },
  { side: 'workshop', isPractice: true },
];
const TYPE = 'application/vnd.chasqui.card+json;v=1';

describe.each(SIDES)('what is $side', ({ isPractice }) => {
  const own = fakeKey('one seed', isPractice);
  const other = fakeKey('one seed', !isPractice);

  test('is signed under another name than the same seed has on the other side, and does not verify there', async () => {
    expect([own, other].every(({ key }) => isSafePublicKey(key))).toBe(true);
    expect(own.kid).not.toBe(other.kid);
    const signed = await signValue(TYPE, { a: 1 }, own.signer);
    const [signature] = signed.signatures;
    if (signature === undefined) throw new Error('unsigned');
    expect(await isSignedBy(signed, signature, own.key)).toBe(true);
    expect(await isSignedBy(signed, { ...signature, kid: other.kid }, other.key)).toBe(false);
  });

  test('has a profile of its own keys and no others', async () => {
    const { profile } = await fakeMechanism('apart', { practice: isPractice });
    expect(decodeProfile(JSON.stringify(profile)).ok).toBe(true);
    const roots = { ...profile.roots, keys: [other.key] };
    const mixed = { ...profile, roots, id: mechanismIdOf(roots, isPractice) };
    const answer = decodeProfile(JSON.stringify(mixed));
    if (isPractice) expect(hasOwnKeys(valueOf(answer))).toBe(false);
    else expect(answer).toEqual({ ok: false, error: { type: 'practiceMixed' } });
    const both = { ...profile.roots, keys: [own.key, other.key] };
    const split = { ...profile, roots: both, id: mechanismIdOf(both, isPractice) };
    expect(decodeProfile(JSON.stringify(split))).toEqual({ ok: false, error: { type: 'practiceMixed' } });
  });

  test('endorses no key of the other side, even where its own organisation signed it', async () => {
    const { profile, organisations, credentials } = await fakeMechanism('apart', { practice: isPractice });
    const [house] = organisations;
    if (house === undefined) throw new Error('no organisation');
    const endorse = async ({ key, signer }: typeof own): Promise<Signed> => {
      const scope = { roles: ['recorder'], mesas: [], countries: [] } as const;
      const facts = { mechanism: profile.id, subject: 'device', scope, from: null, until: null } as const;
      const signed = await signCredential(
        await signCard({ key, name: 'Ana', recipient: null }, signer),
        facts,
        house.signer,
      );
      if (signed === undefined) throw new Error('no card');
      return signed;
    };
    const [good, foreign] = [await endorse(own), await endorse(other)];
    const all = [...credentials, good, foreign];
    const { authors } = await resolveTrust(profile, all, []);
    expect([authors.has(own.kid), authors.has(other.kid)]).toEqual([true, false]);
    expect((await judgeCredential(profile, all, [], good)).ok).toBe(true);
    expect(await judgeCredential(profile, all, [], foreign)).toEqual({ ok: false, error: { type: 'practiceMixed' } });
  });

  test.each(['hybrid', 'classic'] as const)('opens in its own place and no other, %s', async (suite) => {
    const reader = await (suite === 'hybrid' ? fakeHybridAgeKey : fakeClassicAgeKey)('apart');
    const facts = { mechanism: null, suite, isPractice, recipients: [reader.recipient], basis: {} } as const;
    const more = { rosterVersion: 0, records: 0, nonce: fixedToken('apart') };
    const made = valueOf(await encodeBundle(EMPTY_CONTENT, { ...facts, ...more }, own.signer));
    expect(made.bytes.length).toBe(sealedSize(headerSizeOf(suite, 1, isPractice), 16 * 1024));
    const open = (bytes: Uint8Array, where: boolean) =>
      openBundle(bytes, identityOf([reader.identity]), undefined, undefined, where);
    expect((await open(made.bytes, isPractice)).ok).toBe(true);
    expect(await open(made.bytes, !isPractice)).toEqual({
      ok: false,
      error: { type: isPractice ? 'practiceBundle' : 'realBundle' },
    });
  });
});

test('the mark of a workshop cannot be put on a bundle or taken off it', async () => {
  const { identity, recipient } = await fakeClassicAgeKey('apart');
  const sealed = async (isPractice: boolean) =>
    Buffer.from(valueOf(await seal(new Uint8Array(16_384), [recipient], 'classic', isPractice))).toString('latin1');
  const mark = `-> chasqui-practice\n${'A'.repeat(43)}\n`;
  const version = 'age-encryption.org/v1\n';
  const open = (text: string, isPractice: boolean) =>
    openBundle(new Uint8Array(Buffer.from(text, 'latin1')), identityOf([identity]), undefined, undefined, isPractice);
  const altered = { ok: false, error: { type: 'altered', where: 'header' } };
  const workshop = await sealed(true);
  expect(workshop.startsWith(version + mark)).toBe(true);
  expect(await open(workshop.replace(mark, ''), false)).toEqual(altered);
  expect(await open((await sealed(false)).replace(version, version + mark), true)).toEqual(altered);
});

test('a workshop founded before its keys were marked is read, and its keys are of neither side', () => {
  const { text } = vectorJson<readonly ProfileCase[]>('profiles.json').find(
    ({ name }) => name === 'a profile of a workshop',
  )!;
  const profile = valueOf(decodeProfile(text));
  expect([profile.practice, hasOwnKeys(profile)]).toEqual([true, false]);
});

test('the command that verifies says in words that a bundle is a workshop’s', async () => {
  const folder = await mkdtemp(join(tmpdir(), 'chasqui-'));
  onTestFinished(() => rm(folder, { recursive: true }));
  const reader = await fakeClassicAgeKey('apart');
  const facts = {
    mechanism: null,
    suite: 'classic',
    isPractice: true,
    recipients: [reader.recipient],
    basis: {},
  } as const;
  const more = { rosterVersion: 0, records: 0, nonce: fixedToken('apart') };
  const made = valueOf(await encodeBundle(EMPTY_CONTENT, { ...facts, ...more }, fakeKey('one seed', true).signer));
  const [file, identity] = [join(folder, 'taller.quipu'), join(folder, 'key.txt')];
  await writeFile(file, made.bytes);
  await writeFile(identity, reader.identity);
  const said: string[] = [];
  const say = (text: string): void => void said.push(text);
  expect(await runQuipu(['verify', file, '--identity', identity], { out: say, err: say })).toBe(1);
  expect(said.join('\n')).toMatch(/REFUSED {2}practiceBundle\n {2}This bundle is from a practice workshop/);
});
