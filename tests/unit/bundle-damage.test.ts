import { describe, expect, test } from 'vitest';
import { digestOf } from '#shared/base/ids.ts';
import { openBundle } from '#shared/bundle/decode.ts';
import { EMPTY_CONTENT, encodeBundle } from '#shared/bundle/encode.ts';
import { identityOf } from '#shared/bundle/identity.ts';
import { seal } from '#shared/bundle/seal.ts';
import type { Suite } from '#shared/log/profile.ts';
import { fakeClassicAgeKey, fakeHybridAgeKey, seedBytes } from '#scripts/headless/keys.ts';
import { damagedFiles, mixedFile } from '#tests/vectors/damaged-files.ts';
import { fixedContent, fixedToken, valueOf } from '#tests/vectors/fixed-content.ts';
import { goodArchive } from '#tests/vectors/archive-twists.ts';
import { vectorBytes } from '#tests/vectors/read.ts';

const hybrid = await fakeHybridAgeKey('damage');
const classic = await fakeClassicAgeKey('damage');
const archive = await goodArchive();
const joined = (...parts: readonly Uint8Array[]): Uint8Array => Uint8Array.from(Buffer.concat(parts));

describe.each(['hybrid', 'classic'] as const)('a %s bundle of one chunk', async (suite: Suite) => {
  const { identity, recipient } = suite === 'hybrid' ? hybrid : classic;
  const good = valueOf(await seal(archive, [recipient], suite));

  test.each(damagedFiles(good))('$name', async ({ file, error }) => {
    expect(await openBundle(file, identityOf([identity]))).toEqual({ ok: false, error });
  });

  test('much after the end is told from a cut, even where it reaches beyond the first chunk', async () => {
    for (const tail of [good, new Uint8Array(65_536), new Uint8Array(300_000).fill(7)]) {
      expect(await openBundle(joined(good, tail), identityOf([identity]))).toEqual({
        ok: false,
        error: { type: 'trailingData' },
      });
    }
  });
});

describe('a bundle of several chunks', async () => {
  const { content, mechanism } = await fixedContent('damage');
  const sender = mechanism.recorders[0];
  const noise = Uint8Array.from(Buffer.concat(Array.from({ length: 8_000 }, (_, at) => seedBytes(`noise ${at}`))));
  const facts = {
    mechanism: null,
    suite: 'classic',
    recipients: [classic.recipient],
    basis: {},
    rosterVersion: 0,
    records: 0,
    nonce: fixedToken('n'),
  } as const;
  const blobs = [{ digest: digestOf(noise), bytes: noise }];
  const made = valueOf(
    await encodeBundle({ ...EMPTY_CONTENT, credentials: content.credentials, blobs }, facts, sender!.signer),
  );
  const good = made.bytes;
  const open = (file: Uint8Array) => openBundle(file, identityOf([classic.identity]));
  const header = Buffer.from(good).indexOf('\n', Buffer.from(good).indexOf('\n--- ') + 1) + 1;
  const chunk = (number: number): number => header + 16 + number * (65_536 + 16);

  test('is one', async () => {
    expect(good.length).toBeGreaterThan(chunk(3));
    expect(valueOf(await open(good)).blobs[0]?.bytes).toEqual(noise);
  });

  test.each([
    ['in the first chunk', chunk(0) + 30_000, 'truncated'],
    ['just after the first chunk', chunk(1), 'truncated'],
    ['a byte into the second chunk', chunk(1) + 1, 'truncated'],
    ['in the third chunk', chunk(2) + 99, 'truncated'],
    ['just after the third chunk', chunk(3), 'truncated'],
    ['at the last byte', good.length - 1, 'truncated'],
  ])('cut %s', async (_, length, type) => {
    expect(await open(good.slice(0, length))).toEqual({ ok: false, error: { type } });
  });

  test('with a byte more', async () => {
    expect(await open(joined(good, Uint8Array.of(0)))).toEqual({ ok: false, error: { type: 'trailingData' } });
  });

  test.each([0, 1, 2, 3])('with a bit flipped in chunk %i', async (number) => {
    const at = chunk(number) + 500;
    expect(await open(good.with(at, (good[at] ?? 0) ^ 4))).toEqual({
      ok: false,
      error: { type: 'altered', where: 'payload' },
    });
  });

  test('with two chunks the other way round', async () => {
    const swapped = joined(
      good.subarray(0, chunk(1)),
      good.subarray(chunk(2), chunk(3)),
      good.subarray(chunk(1), chunk(2)),
      good.subarray(chunk(3)),
    );
    expect(await open(swapped)).toEqual({ ok: false, error: { type: 'altered', where: 'payload' } });
  });

  test('with a chunk left out', async () => {
    expect(await open(joined(good.subarray(0, chunk(1)), good.subarray(chunk(2))))).toEqual({
      ok: false,
      error: { type: 'truncated' },
    });
  });
});

test('recipients of both kinds in one file are refused, in either order and by either key', async () => {
  for (const recipients of [
    [hybrid.recipient, classic.recipient],
    [classic.recipient, hybrid.recipient],
  ]) {
    const mixed = await mixedFile(archive, recipients);
    for (const { identity } of [hybrid, classic]) {
      expect(await openBundle(mixed, identityOf([identity]))).toEqual({ ok: false, error: { type: 'mixedSuites' } });
    }
  }
});

test('the same file opens again and again to the same, and stays as it was', async () => {
  const file = vectorBytes('bundles/hybrid.quipu');
  const before = Buffer.from(file).toString('base64');
  const identity = identityOf([(await fakeHybridAgeKey('vectors one')).identity]);
  const first = valueOf(await openBundle(file, identity));
  for (let time = 0; time < 20; time++) expect(valueOf(await openBundle(file, identity))).toEqual(first);
  expect(Buffer.from(file).toString('base64')).toBe(before);
});
