import { expect, test } from 'vitest';
import { GRACE_MS, IDLE_SECONDS, lockSoon, watchPower } from '#electron/auto-lock.ts';
import type { OpenProfile } from '#electron/key-vault.ts';

interface Scene {
  readonly happened: string[];
  isOpen: boolean;
  readonly lock: () => void;
  /** the moment of grace is over */
  readonly pass: () => void;
}

function scene(isOpen = true): Scene {
  const happened: string[] = [];
  const later: (() => void)[] = [];
  const profile: OpenProfile = { profile: 'p', folder: '/p', keyFor: () => new Uint8Array(32) };
  const now: Scene = {
    happened,
    isOpen,
    pass: () => {
      for (const work of later.splice(0)) work();
    },
    lock: () =>
      lockSoon({
        vault: {
          opened: () => (now.isOpen ? profile : null),
          lock: () => {
            now.isOpen = false;
            happened.push('locked');
          },
        },
        tellPage: () => void happened.push('told'),
        reloadPage: () => void happened.push('reloaded'),
        after: (milliseconds, work) => {
          expect(milliseconds).toBe(GRACE_MS);
          later.push(work);
        },
      }),
  };
  return now;
}

test('a page that locks by itself is told and left alone', () => {
  const now = scene();
  now.lock();
  expect(now.happened).toEqual(['told']);
  now.isOpen = false; // its engine closed and it locked the vault
  now.pass();
  expect(now.happened).toEqual(['told']);
});

test('a page that does not answer is locked out within 300 ms and loaded anew', () => {
  const now = scene();
  now.lock();
  now.pass();
  expect(now.happened).toEqual(['told', 'locked', 'reloaded']);
  expect(GRACE_MS).toBeLessThan(300);
});

test('an opening that is under way ends locked, and a closed vault tells nobody', () => {
  const now = scene(false);
  now.lock();
  now.pass();
  expect(now.happened).toEqual(['locked']);
});

test('suspend, the lid, shutting down and ten idle minutes lock', () => {
  const listeners = new Map<string, () => void>();
  let idle = 0;
  let tick: () => void = () => undefined;
  let locks = 0;
  watchPower(
    { on: (event, listener) => listeners.set(event, listener), getSystemIdleTime: () => idle },
    (work) => {
      tick = work;
    },
    () => void locks++,
  );
  for (const event of ['suspend', 'lock-screen', 'shutdown']) listeners.get(event)?.();
  expect(locks).toBe(3);
  for (const [seconds, expected] of [
    [0, 3],
    [IDLE_SECONDS - 1, 3],
    [IDLE_SECONDS, 4],
    [IDLE_SECONDS * 5, 5],
  ] as const) {
    idle = seconds;
    tick();
    expect(locks).toBe(expected);
  }
});
