// Pictures that disks, sticks and strangers have changed: each is drawn anew or refused for one of two reasons, and
// nothing of what was written beside the picture is kept. The same inputs each time (tests/hostile/mutate.ts makes them
// for Node's doors; here they are made in the page, which alone can draw).

import { expect, test } from 'vitest';
import type { Bytes } from '#shared/base/bytes.ts';
import { crc32 } from '#shared/base/crc32.ts';
import { pictureSizeOf } from '#shared/record/picture-size.ts';
import { cleanPicture, LONG_SIDE } from '#renderer/engine/clean-picture.ts';
import { type Dice, diceOf, oneOf } from '#tests/hostile/dice.ts';
import { MARKER, trackedJpeg, trackedPng } from '#tests/fixtures/pictures.ts';
import { paintedPicture } from './painted.ts';

const EACH = 60;
const TYPES = ['image/jpeg', 'image/png', 'image/webp'] as const;

function damaged(good: Uint8Array, dice: Dice): Bytes {
  const bytes = Uint8Array.from(good);
  const where = (): number => (dice(3) === 0 ? dice(Math.min(200, bytes.length)) : dice(bytes.length));
  for (let left = 1 + dice(5); left > 0; left--) {
    const at = where();
    const way = dice(4);
    if (way === 0) bytes[at] = (bytes[at] ?? 0) ^ (1 << dice(8));
    else if (way === 1) bytes[at] = oneOf(dice, [0x00, 0x7f, 0x80, 0xff]);
    else if (way === 2) bytes.fill(dice(256), at, at + dice(64));
    else bytes.copyWithin(at, where(), where());
  }
  return dice(6) === 0 ? bytes.slice(0, where()) : bytes;
}

const goodOf = async (type: (typeof TYPES)[number]): Promise<Bytes> => {
  const plain = await paintedPicture(type, 64, 48);
  if (type === 'image/jpeg') return trackedJpeg(plain);
  return type === 'image/png' ? trackedPng(plain, crc32) : plain;
};

test.each(TYPES)(
  `of ${EACH} damaged pictures of type %s each is drawn anew or refused, and none tells where it was taken`,
  async (type) => {
    const good = await goodOf(type);
    const answers = new Map<string, number>();
    for (let number = 0; number < EACH; number++) {
      const clean = await cleanPicture(type, damaged(good, diceOf(type, 1, number)));
      const answer = clean.ok ? 'drawn' : clean.error.type;
      answers.set(answer, (answers.get(answer) ?? 0) + 1);
      if (!clean.ok) continue;
      expect(String.fromCharCode(...clean.value.bytes.subarray(0, 60_000))).not.toContain(MARKER);
      const size = pictureSizeOf(clean.value.type, clean.value.bytes);
      expect(Math.max(size?.width ?? Infinity, size?.height ?? Infinity)).toBeLessThanOrEqual(LONG_SIDE);
    }
    expect(
      [...answers.keys()].every((answer) => ['drawn', 'pictureNotReadable', 'pictureTooLarge'].includes(answer)),
    ).toBe(true);
    expect(answers.size).toBeGreaterThan(1);
  },
);
