// What seeded rounds of a fault must show, and that they would find a bug that was planted.

import { expect, test } from 'vitest';
import type { Kind } from './kind.ts';
import { play } from './play.ts';

const SEED = 1;
const ROUNDS = 50;
/** Enough for a planted bug to show. */
const FEW = 12;

export function lawsOf(kind: Kind, rounds = ROUNDS, few = FEW): void {
  test(`${kind.name}: nothing is taken back that was acknowledged, nothing is half done`, async () => {
    const { found, acknowledged, lost, wrong } = await play(kind, rounds, { seed: SEED, bug: undefined });
    expect(found).toEqual([]);
    expect([lost, wrong]).toEqual([0, 0]);
    expect(acknowledged).toBeGreaterThan(rounds * 5);
  }, 600_000);

  test(`${kind.name}: a bug that is planted is found (${kind.finds})`, async () => {
    const { lost, wrong } = await play(kind, few, { seed: SEED, bug: kind.finds });
    expect(lost + wrong).toBeGreaterThan(0);
  }, 600_000);
}
