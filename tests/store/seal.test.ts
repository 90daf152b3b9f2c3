// What is sealed opens in its own place, under its own key, unchanged, and nowhere else.

import { expect, test } from 'vitest';
import { makeSealer } from '#renderer/store/seal.ts';

const fixedKey = (fill: number) => new Uint8Array(32).fill(fill);

test('a sealed text opens in the table and row it was sealed for', async () => {
  const sealer = await makeSealer(fixedKey(1));
  const sealed = await sealer.seal('shelf', 'row', 'texto · ñ');
  expect(await sealer.open('shelf', 'row', sealed)).toBe('texto · ñ');
  expect(await (await makeSealer(fixedKey(1))).open('shelf', 'row', sealed)).toBe('texto · ñ');
});

test('it opens in no other table or row, under no other key, and not when a bit of it changed', async () => {
  const sealer = await makeSealer(fixedKey(1));
  const sealed = await sealer.seal('shelf', 'row', 'texto');
  expect(await sealer.open('marks', 'row', sealed)).toBeUndefined();
  expect(await sealer.open('shelf', 'other', sealed)).toBeUndefined();
  expect(await (await makeSealer(fixedKey(2))).open('shelf', 'row', sealed)).toBeUndefined();
  for (let at = 0; at < sealed.length; at++) {
    const harmed = Uint8Array.from(sealed);
    harmed[at] = (harmed[at] ?? 0) ^ 1;
    expect(await sealer.open('shelf', 'row', harmed)).toBeUndefined();
  }
  expect(await sealer.open('shelf', 'row', sealed.slice(0, 20))).toBeUndefined();
});

test('the same text is never sealed to the same bytes', async () => {
  const sealer = await makeSealer(fixedKey(1));
  expect(await sealer.seal('shelf', 'row', 'a')).not.toEqual(await sealer.seal('shelf', 'row', 'a'));
});
