// Pieces against links and whoever on the way loses patience, by timers that the test lets run out.

import fc from 'fast-check';
import { expect, test } from 'vitest';
import { createPace } from '#electron/courier/pace.ts';

function pace() {
  let timers: { readonly at: number; readonly work: () => void }[] = [];
  const made = createPace((milliseconds, work) => {
    const timer = { at: milliseconds, work };
    timers.push(timer);
    return () => {
      timers = timers.filter((each) => each !== timer);
    };
  });
  /** Sends a piece over a link of so many bytes a second; false: somebody gave it up after `patience` seconds. */
  const send = (bytesASecond: number, patience: number): boolean => {
    const seconds = made.piece / bytesASecond;
    made.began();
    for (const { at, work } of timers.filter((timer) => timer.at <= 1000 * Math.min(seconds, patience))) {
      work();
      timers = timers.filter((timer) => timer.at !== at);
    }
    if (seconds <= patience) made.arrived();
    else made.ended();
    return seconds <= patience;
  };
  return { made, send, waiting: () => timers.length };
}

test('on any link from 1 kbit/s on, a piece gets through after a few tries, and all that come after it do', () => {
  fc.assert(
    fc.property(fc.integer({ min: 125, max: 10_000_000 }), fc.integer({ min: 70, max: 480 }), (speed, patience) => {
      const { send } = pace();
      const tries = Array.from({ length: 40 }, () => send(speed, patience));
      expect(tries.slice(4)).not.toContain(false);
    }),
  );
});

test('a quick link soon carries a megabyte at a time, and one that was slow for a while grows again', () => {
  const { made, send } = pace();
  for (let sent = 0; sent < 4; sent++) send(1_000_000, 90);
  expect(made.piece).toBe(1024 * 1024);
  while (made.piece > 8 * 1024) send(100, 90);
  for (let sent = 0; sent < 7; sent++) send(1_000_000, 90);
  expect(made.piece).toBe(1024 * 1024);
});

test('what ends between two pieces makes none smaller, and no timer is left', () => {
  const { made, send, waiting } = pace();
  send(1_000_000, 90);
  const { piece } = made;
  made.ended();
  made.ended();
  expect([made.piece, waiting()]).toEqual([piece, 0]);
});
