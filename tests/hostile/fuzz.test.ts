// A few thousand wrong inputs at every door, the same each time; `npm run fuzz` has more. What it ever found is kept
// under found/ and is handed in here again.

import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { enter, inputOf, type Outcome } from './fuzz.ts';
import { TARGETS } from './targets.ts';

const SEED = 1;
const INPUTS = 400;
const found = join(import.meta.dirname, 'found');
const keptNames = existsSync(found) ? readdirSync(found).filter((name) => name.endsWith('.bin')) : [];

/** A busy machine is slow without anybody's fault. */
const isBroken = (outcome: Outcome): boolean => outcome.type === 'broken';

describe.each(TARGETS)('$name', (target) => {
  test('takes what is good', async () => {
    for (const each of target.good)
      expect(await enter(target, Uint8Array.from(each))).toEqual({ type: 'told', told: null });
  });

  test(`says of ${INPUTS} wrong inputs what is wrong, and takes none for good`, async () => {
    const answers = new Map<string | null, number>();
    for (let number = 0; number < INPUTS; number++) {
      const outcome = await enter(target, inputOf(target, SEED, number));
      expect([number, isBroken(outcome) ? outcome : null]).toEqual([number, null]);
      if (outcome.type === 'told') answers.set(outcome.told, (answers.get(outcome.told) ?? 0) + 1);
    }
    expect([...answers.keys()].some((answer) => answer !== null)).toBe(true);
  });

  test('has mended what was found', async () => {
    const kept = keptNames.filter((name) => name.startsWith(`${target.name}-`));
    for (const name of kept) {
      const outcome = await enter(target, Uint8Array.from(readFileSync(join(found, name))));
      expect([name, isBroken(outcome) ? outcome : null]).toEqual([name, null]);
    }
  });
});
