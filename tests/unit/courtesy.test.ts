// Work in the background gives way to whoever asks, and to the page that draws the answer, but never for ever.

import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { makeCourtesy } from '#renderer/engine/courtesy.ts';

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

/** Milliseconds that a step gave way. */
async function waited(step: Promise<void>): Promise<number> {
  const begun = performance.now();
  let ended = Number.NaN;
  void step.then(() => (ended = performance.now()));
  await vi.advanceTimersByTimeAsync(60_000);
  return ended - begun;
}

test('nobody asks: nothing is waited for', async () => {
  expect(await waited(makeCourtesy().giveWay())).toBe(0);
});

test('an answer that was just given is drawn first', async () => {
  const courtesy = makeCourtesy();
  expect(await courtesy.during(async () => 'answer')).toBe('answer');
  const gaveWay = await waited(courtesy.giveWay());
  expect(gaveWay).toBeGreaterThan(100);
  expect(gaveWay).toBeLessThan(1000);
});

test('a question under way goes first, and one that takes for ever is shared with', async () => {
  const courtesy = makeCourtesy();
  const question = Promise.withResolvers<string>();
  const asked = courtesy.during(() => question.promise);
  expect(await waited(courtesy.giveWay())).toBe(1000);
  question.reject(new Error('broken'));
  await expect(asked).rejects.toThrow('broken');
  await vi.advanceTimersByTimeAsync(10_000);
  expect(await waited(courtesy.giveWay())).toBe(0);
});
