import { describe, expect, test } from 'vitest';
import { joinBytes, textToBytes } from '#shared/base/bytes.ts';
import { digestOfText } from '#shared/base/ids.ts';
import { gzipOf, inflate, MAX_RATIO, RATIO_FREE } from '#shared/bundle/compression.ts';
import { readContents } from '#shared/bundle/contents.ts';
import { openBundle } from '#shared/bundle/decode.ts';
import { EMPTY_CONTENT, encodeBundle } from '#shared/bundle/encode.ts';
import { identityOf } from '#shared/bundle/identity.ts';
import { changesetToLine, MAX_LINE, MAX_LINES, readLines, signedToLine } from '#shared/bundle/json-lines.ts';
import { MAX_ENTRIES, MAX_FILE, MAX_TEXT } from '#shared/bundle/manifest.ts';
import { isStep, LEAST_SIZE, steppedSize, stepsBelow } from '#shared/bundle/size-steps.ts';
import { fakeClassicAgeKey, seedBytes } from '#scripts/headless/keys.ts';
import { fixedChain, fixedContent, fixedToken, valueOf } from '#tests/vectors/fixed-content.ts';
import { vectorBytes } from '#tests/vectors/read.ts';

const { content, mechanism } = await fixedContent('caps');
const sender = mechanism.recorders[0]!;
const reader = await fakeClassicAgeKey('caps');
const facts = {
  mechanism: null,
  suite: 'classic',
  recipients: [reader.recipient],
  basis: {},
  rosterVersion: 0,
  records: 0,
  nonce: fixedToken('n'),
} as const;

test('a file larger than any bundle is refused by its size alone', async () => {
  const never = { unwrapFileKey: () => Promise.reject(new Error('asked for a key')) };
  expect(await openBundle(new Uint8Array(MAX_FILE + 1), never)).toEqual({
    ok: false,
    error: { type: 'tooLarge', limit: MAX_FILE },
  });
});

test('a cap of the caller holds for the file and for the text in it', async () => {
  const { bytes } = valueOf(await encodeBundle(content, facts, sender.signer));
  const open = (caps: { file: number; text: number }) => openBundle(bytes, identityOf([reader.identity]), caps);
  expect((await open({ file: bytes.length, text: MAX_TEXT })).ok).toBe(true);
  expect(await open({ file: bytes.length - 1, text: MAX_TEXT })).toEqual({
    ok: false,
    error: { type: 'tooLarge', limit: bytes.length - 1 },
  });
  expect(await open({ file: MAX_FILE, text: 2_000 })).toEqual({ ok: false, error: { type: 'tooLarge', limit: 2_000 } });
});

test('text over all entries together is capped, not each alone', () => {
  const archive = vectorBytes('archive.bin');
  const read = (text: number): unknown => {
    const contents = readContents(archive.length, { text });
    const problem = contents.push(archive);
    return problem ?? (contents.end().ok ? 'read' : 'not read');
  };
  const contents = readContents(archive.length, { text: MAX_TEXT });
  contents.push(archive);
  const held = valueOf(contents.end());
  const lines = [...held.changesets.map(changesetToLine), ...[...held.credentials, ...held.rosters].map(signedToLine)];
  const size = textToBytes(lines.join('')).length;
  expect(lines.length).toBe(4);
  expect(read(size)).toBe('read');
  expect(read(size - 1)).toEqual({ type: 'tooLarge', limit: size - 1 });
});

describe('lines', () => {
  const any = () =>
    readLines(
      (value) => [value],
      () => undefined,
    );

  test('no line is longer than its cap, and none is held beyond it', () => {
    const lines = any();
    const piece = new Uint8Array(1024 * 1024).fill(0x61);
    expect(lines.push(Uint8Array.of(0x22))).toBeUndefined();
    let problem: unknown;
    for (let mega = 0; problem === undefined && mega < 32; mega++) problem = lines.push(piece);
    expect(problem).toEqual({ type: 'tooLarge', limit: MAX_LINE });
  });

  test('no file has more lines than its cap', () => {
    const lines = any();
    expect(lines.push(textToBytes('1\n'.repeat(MAX_LINES)))).toBeUndefined();
    expect(lines.push(textToBytes('1\n'))).toEqual({ type: 'tooMany', limit: MAX_LINES });
  });

  test('a line cut anywhere is the same line', () => {
    const text = textToBytes('["ñ🌎\\n"]\n["b"]\n');
    for (let at = 0; at <= text.length; at++) {
      const seen: unknown[] = [];
      const lines = readLines(
        (value) => [value],
        ([value]) => void seen.push(value),
      );
      expect([lines.push(text.subarray(0, at)), lines.push(text.subarray(at)), lines.end()]).toEqual([
        undefined,
        undefined,
        undefined,
      ]);
      expect(seen).toEqual([['ñ🌎\n'], ['b']]);
    }
  });
});

describe('compression', () => {
  const inflated = (bytes: Uint8Array, limit = MAX_TEXT, slice = bytes.length): unknown => {
    let size = 0;
    const inflater = inflate(limit, (piece) => {
      size += piece.length;
      return undefined;
    });
    for (let at = 0; at < bytes.length; at += slice) {
      const problem = inflater.push(bytes.subarray(at, at + slice));
      if (problem !== undefined) return problem;
    }
    return inflater.end() ?? size;
  };

  test('what compresses beyond what a reader believes is stored, so that a reader can read it', () => {
    const same = new Uint8Array(RATIO_FREE * 4);
    expect(gzipOf(same).length).toBeGreaterThan(same.length);
    expect(inflated(gzipOf(same))).toBe(same.length);
  });

  test('a short text may compress as it likes', () => {
    const same = new Uint8Array(RATIO_FREE);
    expect(gzipOf(same).length * MAX_RATIO).toBeLessThan(same.length);
    expect(inflated(gzipOf(same))).toBe(same.length);
  });

  test('is stored where a long run of one letter is compressed too much, though the whole would not be', () => {
    const noise = Buffer.concat(Array.from({ length: 8_000 }, (_, at) => seedBytes(`${at}`)));
    const run = joinBytes(new Uint8Array(8 * RATIO_FREE), noise);
    const packed = gzipOf(run);
    for (const slice of [packed.length, 32 * 1024, 1000]) expect(inflated(packed, MAX_TEXT, slice)).toBe(run.length);
  });

  test('what inflates beyond the cap is stopped', () => {
    const noise = Buffer.concat(Array.from({ length: 4_000 }, (_, at) => seedBytes(`${at}`)));
    expect(inflated(gzipOf(noise), noise.length)).toBe(noise.length);
    expect(inflated(gzipOf(noise), noise.length - 1)).toEqual({ type: 'tooLarge', limit: noise.length - 1 });
  });

  test('nothing is a text too', () => {
    expect(inflated(gzipOf(new Uint8Array(0)))).toBe(0);
    expect(inflated(new Uint8Array(0))).toEqual({ type: 'badCompression' });
  });
});

describe('what a reader would refuse is not made', () => {
  test('a changeset whose line is too long', async () => {
    const [long] = await fixedChain(sender, 1, 'x'.repeat(MAX_LINE));
    expect(await encodeBundle({ ...EMPTY_CONTENT, changesets: [long!.changeset] }, facts, sender.signer)).toEqual({
      ok: false,
      error: { type: 'tooLarge', limit: MAX_LINE },
    });
  });

  test('a bundle with more entries than are read', async () => {
    const blobs = Array.from({ length: MAX_ENTRIES + 1 }, (_, at) => ({
      digest: digestOfText(`${at}`),
      bytes: new Uint8Array(1),
    }));
    expect(await encodeBundle({ ...EMPTY_CONTENT, blobs }, facts, sender.signer)).toEqual({
      ok: false,
      error: { type: 'tooMany', limit: MAX_ENTRIES },
    });
    const most = valueOf(await encodeBundle({ ...EMPTY_CONTENT, blobs: blobs.slice(1) }, facts, sender.signer));
    expect(valueOf(await openBundle(most.bytes, identityOf([reader.identity]))).blobs.length).toBe(MAX_ENTRIES);
  });

  test('a file larger than is read', async () => {
    const blobs = [{ digest: digestOfText('large'), bytes: new Uint8Array(MAX_FILE) }];
    expect(await encodeBundle({ ...EMPTY_CONTENT, blobs }, facts, sender.signer)).toEqual({
      ok: false,
      error: { type: 'tooLarge', limit: MAX_FILE },
    });
  });

  test('a changeset that is none is a bug', async () => {
    const changesets = [{ signed: content.credentials[0]!, parts: {} }];
    await expect(encodeBundle({ ...EMPTY_CONTENT, changesets }, facts, sender.signer)).rejects.toThrow('malformed');
  });
});

describe('size steps', () => {
  test('are whole blocks, never below the size, never a second step for one, and cost a sixteenth at most', () => {
    for (let size = 0; size < 5_000_000; size += 4_093) {
      const step = steppedSize(size);
      expect(step).toBeGreaterThanOrEqual(Math.max(size, LEAST_SIZE));
      expect(step % 512).toBe(0);
      expect(isStep(step)).toBe(true);
      if (size > LEAST_SIZE) expect((step - size) / size).toBeLessThan(1 / 16);
    }
  });

  test('are few: 160 between 16 KiB and 1 MiB, so that a size tells little', () => {
    const steps = stepsBelow(1024 * 1024);
    expect(steps.length).toBe(160);
    expect(steps.at(-1)).toBe(LEAST_SIZE);
    expect(steps.every((step, at) => at === 0 || step < (steps[at - 1] ?? 0))).toBe(true);
    expect(steps).toEqual(
      [...new Set(Array.from({ length: 2_048 }, (_, at) => steppedSize(at * 512)))]
        .filter((step) => step < 1024 * 1024)
        .reverse(),
    );
  });
});
