// What the quipu tool refuses: exit code 1, one typed reason, no stack, and every file as it was.

import { readdirSync, readFileSync, rmSync, truncateSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, describe, expect, test } from 'vitest';
import type { JsonObject } from '#shared/base/json.ts';
import { EMPTY_CONTENT } from '#shared/bundle/encode.ts';
import type { Changeset } from '#shared/log/changeset.ts';
import { fakeClassicAgeKey } from '#scripts/headless/keys.ts';
import { twisted } from '#tests/vectors/archive-twists.ts';
import { damagedFiles } from '#tests/vectors/damaged-files.ts';
import {
  ana,
  bundleFile,
  chains,
  clearTable,
  content,
  folder,
  good,
  json,
  pathOf,
  quipu,
  root,
  roster,
  sealedFile,
  WITH_KEYS,
} from './quipu-table.ts';

afterAll(clearTable);

describe('refusals exit with 1 and a typed reason', () => {
  const refusal = async (...args: readonly string[]): Promise<readonly [number | null, unknown, string]> => {
    const ran = await quipu(...args, '--json');
    const { ok, reason } = json(ran);
    expect(ok).toBe(false);
    return [ran.code, reason, ran.err];
  };

  const damaged = damagedFiles(Uint8Array.from(readFileSync(good)));
  const TEN = [
    'an empty file',
    'a picture',
    'a passphrase',
    'cut in a stanza',
    'cut after the header',
    'cut in the payload',
    'cut by a byte',
    'a bit flipped in the version',
    'a MAC changed',
    'a wrapped key changed',
    'a bit flipped in the payload',
    'a bit flipped in the last tag',
    'a line feed after the end',
    'a block of zeros after the end',
  ];
  test.each(damaged.filter(({ name }) => TEN.includes(name)))('$name', async ({ file, error }) => {
    writeFileSync(pathOf('damaged.quipu'), file);
    expect(await refusal('verify', pathOf('damaged.quipu'), ...WITH_KEYS)).toEqual([1, error, '']);
    expect(readFileSync(pathOf('damaged.quipu')).equals(Buffer.from(file))).toBe(true);
  });

  test('ten and more of them were tried', async () => {
    expect(damaged.filter(({ name }) => TEN.includes(name)).length).toBe(TEN.length);
  });

  test('a bundle for somebody else', async () => {
    writeFileSync(pathOf('other.age'), (await fakeClassicAgeKey('somebody else')).identity);
    expect(await refusal('verify', good, '--identity', pathOf('other.age'))).toEqual([1, { type: 'notForMe' }, '']);
  });

  test('no key given: only the seal is looked at, and that is said', async () => {
    expect(await refusal('verify', good)).toEqual([1, { type: 'noIdentity' }, '']);
    const { out } = await quipu('verify', good);
    expect(out).toContain('sealed     classic, to 1 reader');
    expect(out).toContain('--identity');
    expect(await refusal('verify', join(root, 'package.json'))).toEqual([1, { type: 'notABundle' }, '']);
  });

  test('a file larger than any bundle, without reading it', async () => {
    writeFileSync(pathOf('huge.quipu'), '');
    truncateSync(pathOf('huge.quipu'), 3 * 1024 ** 3);
    expect(await refusal('verify', pathOf('huge.quipu'), ...WITH_KEYS)).toEqual([
      1,
      { type: 'tooLarge', limit: 64 * 1024 * 1024 },
      '',
    ]);
    rmSync(pathOf('huge.quipu'));
  });

  test('a hostile archive under a valid seal', async () => {
    const file = await sealedFile(
      'hostile.quipu',
      await twisted({ laid: (all) => [...all.slice(0, 2), ...all.slice(1)] }),
    );
    expect(await refusal('verify', file, ...WITH_KEYS)).toEqual([1, { type: 'badArchive', rule: 'order' }, '']);
  });

  test('a manifest whose signature does not hold', async () => {
    const file = await sealedFile(
      'forged.quipu',
      await twisted({
        signed: (signed) =>
          ({ ...signed, signatures: [{ kid: ana.kid, sig: 'A'.repeat(86) }] }) as object as JsonObject,
      }),
    );
    expect(await refusal('verify', file, ...WITH_KEYS)).toEqual([
      1,
      { type: 'badSignature', entry: 'manifest.json' },
      '',
    ]);
  });

  test('a sender whom the roster does not name, and one whom nobody names', async () => {
    writeFileSync(pathOf('short-roster.json'), JSON.stringify(Object.fromEntries(Object.entries(roster).slice(1))));
    const keys = ['--identity', pathOf('key.age')];
    expect(await refusal('verify', good, ...keys, '--roster', pathOf('short-roster.json'))).toEqual([
      1,
      { type: 'unknownSigner', from: ana.kid },
      '',
    ]);
    expect((await quipu('verify', good, ...keys)).code).toBe(0);
    const bare = await bundleFile('bare.quipu', { ...EMPTY_CONTENT, changesets: content.changesets });
    expect(await refusal('verify', bare, ...keys)).toEqual([1, { type: 'unknownSigner', from: ana.kid }, '']);
  });

  test('a changeset changed on the way, a receipt forged', async () => {
    const [first] = content.changesets;
    const changed: Changeset = {
      ...first!,
      parts: { ...first!.parts, open: first!.parts.open?.replace('frontera', 'capital') ?? '' },
    };
    const file = await bundleFile('changed.quipu', { ...content, changesets: [changed] });
    const reason = { type: 'changesetRefused', id: chains[0]![0]!.id, reason: { type: 'wrongDigest', level: 'open' } };
    expect(await refusal('verify', file, ...WITH_KEYS)).toEqual([1, reason, '']);
    const receipts = content.receipts.map((signed) => ({
      ...signed,
      signatures: signed.signatures.map(({ kid }) => ({ kid, sig: 'A'.repeat(86) })),
    }));
    const forged = await bundleFile('receipts.quipu', { ...content, receipts });
    expect(await refusal('verify', forged, ...WITH_KEYS)).toEqual([1, { type: 'badSignature', entry: 'receipts' }, '']);
  });

  test('a manifest that says what is not so', async () => {
    const runs = await sealedFile(
      'runs.quipu',
      await twisted({ manifest: (all) => ({ ...all, runs: [{ author: ana.kid, from: 1, to: 2 }] }) }),
    );
    expect(await refusal('verify', runs, ...WITH_KEYS)).toEqual([1, { type: 'manifestDiffers', field: 'runs' }, '']);
    const withheld = await sealedFile(
      'withheld.quipu',
      await twisted({ manifest: (all) => ({ ...all, withheld: ['personal'] }) }),
    );
    expect(await refusal('verify', withheld, ...WITH_KEYS)).toEqual([
      1,
      { type: 'manifestDiffers', field: 'withheld' },
      '',
    ]);
  });

  test.each(['inspect', 'dsse'])('%s refuses what verify refuses, and writes nothing', async (command) => {
    writeFileSync(pathOf('cut.quipu'), readFileSync(good).subarray(0, -1));
    expect(await refusal(command, pathOf('cut.quipu'), ...WITH_KEYS, '--out', pathOf('nothing'))).toEqual([
      1,
      { type: 'truncated' },
      '',
    ]);
    expect(readdirSync(folder)).not.toContain('nothing');
  });
});
