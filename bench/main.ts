// The bench's door: `npm run bench -- main-job`, `-- coordinate`, `-- trust`, `-- documents`, `-- field` or `-- letterbox` prints one
// JSON object. Progress goes to standard error, with each figure as it is known: a run that is cut still told them.

import { parseArgs } from 'node:util';
import { atScale } from './coordinate/at-scale.ts';
import { likelyDuplicates } from './coordinate/likely-duplicates.ts';
import type { RegionSize } from './coordinate/region.ts';
import { documentTimes } from './documents/document-times.ts';
import { oldMachine } from './field/old-machine.ts';
import { underLoad } from './letterbox/under-load.ts';
import { mainJob } from './main-job/main-job.ts';
import { leavingTimes } from './trust/leaving-times.ts';
import { rosterAtScale } from './trust/roster-at-scale.ts';
import { vaultTimes } from './trust/vault-times.ts';

const SIZES = {
  full: { bundles: 100, editBundles: 20, changesetsEach: 100 },
  small: { bundles: 10, editBundles: 2, changesetsEach: 100 },
} as const;
const REGION = { devicesEach: 4, recordsEach: 50, editsEach: 100 } as const;
/** From two sizes follows what a record and a changeset cost. */
const REGIONS = {
  whole: { organisations: 500, ...REGION },
  third: { organisations: 167, ...REGION },
  tenth: { organisations: 50, ...REGION },
} as const;

const ROSTERS = {
  full: { organisations: 2_000, devicesEach: 10 },
  small: { organisations: 200, devicesEach: 10 },
} as const;

const FIELD = { full: [1_000, 10_000], small: [200] } as const;

const LOADS = {
  full: { clients: 500, smallest: 8 * 1024, largest: 20 * 1024 * 1024 },
  small: { clients: 60, smallest: 8 * 1024, largest: 2 * 1024 * 1024 },
} as const;

const TABLES = { full: 10_000, small: 1_000 } as const;

const NOTEBOOKS = {
  full: { entries: 5_000, bundles: 100, blobs: 200, bytesEach: 200_000 },
  small: { entries: 500, bundles: 10, blobs: 20, bytesEach: 200_000 },
} as const;

const say = (line: string): void => console.error(`${Math.round(performance.now() / 1000)} s: ${line}`);

const { positionals, values } = parseArgs({ allowPositionals: true, options: { soak: { type: 'string' } } });
const [job, size] = positionals;
const figures = figuresOf(job, size);
if (figures === undefined) {
  console.error(
    'Usage: npm run bench -- main-job|trust|documents|field|letterbox [small], letterbox [small] --soak MINUTES, or coordinate [tenth|third|whole]',
  );
  process.exit(2);
}
console.log(JSON.stringify(await figures, null, 2));

function figuresOf(asked: string | undefined, of: string | undefined): Promise<object> | undefined {
  if (asked === 'coordinate') {
    const known = of ?? 'whole';
    return known === 'whole' || known === 'third' || known === 'tenth' ? coordinating(REGIONS[known]) : undefined;
  }
  const known = of ?? 'full';
  if (known !== 'full' && known !== 'small') return undefined;
  if (asked === 'main-job') return mainJob(SIZES[known], say);
  if (asked === 'field') return oldMachine(FIELD[known], say);
  if (asked === 'letterbox') return loading(known, values.soak);
  if (asked === 'documents') return documentTimes(TABLES[known], say);
  return asked === 'trust' ? trusting(known) : undefined;
}

function loading(of: 'full' | 'small', minutes: string | undefined): Promise<object> | undefined {
  if (minutes !== undefined && !/^[1-9]\d{0,3}$/.test(minutes)) return undefined;
  return underLoad(LOADS[of], minutes === undefined ? undefined : Number(minutes), say);
}

async function trusting(of: 'full' | 'small'): Promise<object> {
  return {
    vault: await vaultTimes(NOTEBOOKS[of], say),
    leaving: await leavingTimes(say),
    rosterAtScale: await rosterAtScale(ROSTERS[of], say),
  };
}

async function coordinating(region: RegionSize): Promise<object> {
  const records = region.organisations * region.devicesEach * region.recordsEach;
  return { likelyDuplicates: await likelyDuplicates(records, say), atScale: await atScale(region, say) };
}
