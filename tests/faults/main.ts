// `npm run faults -- [--rounds N] [--seed S] [--only kill|power|full|damage|store|io]`: breaks the main process
// and the letterbox in every way that a laptop breaks, and prints what was acknowledged, lost, wrong and named to the
// person, as JSON. Anything lost or wrong makes the exit code 1 and is listed with the seed and the round in which it
// is found again.

import { parseArgs } from 'node:util';
import { KINDS } from './kinds.ts';
import { type Counts, play } from './play.ts';

const { values } = parseArgs({
  options: {
    rounds: { type: 'string', default: '50' },
    seed: { type: 'string', default: '1' },
    only: { type: 'string' },
  },
});
const [rounds, seed] = [Number(values.rounds), Number(values.seed)];
const kinds = KINDS.filter(({ name }) => values.only === undefined || name === values.only);
if (!(Number.isSafeInteger(rounds) && rounds > 0) || !Number.isSafeInteger(seed) || kinds.length === 0) {
  const names = KINDS.map(({ name }) => name).join('|');
  console.error(`Usage: npm run faults -- [--rounds N] [--seed S] [--only ${names}]`);
  process.exit(2);
}

const told: { [kind: string]: Counts } = {};
for (const kind of kinds) told[kind.name] = await play(kind, rounds, { seed, bug: undefined });
const isBad = Object.values(told).some(({ lost, wrong }) => lost + wrong > 0);
console.log(JSON.stringify({ seed, isWhole: !isBad, told }, null, 2));
process.exit(isBad ? 1 : 0);
