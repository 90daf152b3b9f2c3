// Two at a time, answers in order, and a failure is told where its answer would have been.

import { expect, test } from 'vitest';
import { oneAhead } from '#shared/base/one-ahead.ts';

test('each is begun while the one before is under way, never more, and answers come in order', async () => {
  const told: string[] = [];
  const begun: PromiseWithResolvers<string>[] = [];
  const begin = (item: string): Promise<string> => {
    told.push(`begun ${item}`);
    const work = Promise.withResolvers<string>();
    begun.push(work);
    return work.promise;
  };
  const whole = (async () => {
    for await (const answer of oneAhead(['a', 'b', 'c'], begin)) told.push(answer);
  })();
  await Promise.resolve();
  expect(told).toEqual(['begun a', 'begun b']);
  begun[1]?.resolve('answer b');
  await Promise.resolve();
  expect(told).toEqual(['begun a', 'begun b']);
  begun[0]?.resolve('answer a');
  await expect.poll(() => told.length).toBe(4);
  begun[2]?.resolve('answer c');
  await whole;
  expect(told).toEqual(['begun a', 'begun b', 'answer a', 'begun c', 'answer b', 'answer c']);
});

test('nothing to do is nothing begun, and a failure ends it in its turn', async () => {
  const answers: number[] = [];
  const one = async (item: number): Promise<number> => {
    if (item === 2) throw new Error('two');
    return item;
  };
  for await (const answer of oneAhead([], one)) answers.push(answer);
  expect(answers).toEqual([]);
  const failing = (async () => {
    for await (const answer of oneAhead([1, 2, 3], one)) answers.push(answer);
  })();
  await expect(failing).rejects.toThrow('two');
  expect(answers).toEqual([1]);
});
