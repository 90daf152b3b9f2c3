// The bench's door: `npm run bench -- main-job`, `-- coordinate` or `-- trust` prints one JSON object. Progress goes
// to standard error.

import { atScale } from './coordinate/at-scale.ts';
import { likelyDuplicates } from './coordinate/likely-duplicates.ts';
import { mainJob } from './main-job/main-job.ts';
import { leavingTimes } from './trust/leaving-times.ts';
import { rosterAtScale } from './trust/roster-at-scale.ts';
import { vaultTimes } from './trust/vault-times.ts';

const SIZES = {
  full: { bundles: 100, editBundles: 20, changesetsEach: 100 },
  small: { bundles: 10, editBundles: 2, changesetsEach: 100 },
} as const;
const RECORDS = { full: 100_000, small: 10_000 } as const;
const REGIONS = {
  full: { organisations: 500, devicesEach: 4, recordsEach: 50, rounds: 2 },
  small: { organisations: 50, devicesEach: 4, recordsEach: 50, rounds: 2 },
} as const;

const ROSTERS = {
  full: { organisations: 2_000, devicesEach: 10 },
  small: { organisations: 200, devicesEach: 10 },
} as const;

const NOTEBOOKS = {
  full: { entries: 5_000, bundles: 100, blobs: 200, bytesEach: 200_000 },
  small: { entries: 500, bundles: 10, blobs: 20, bytesEach: 200_000 },
} as const;

const say = (line: string): void => console.error(line);

const [job, size = 'full'] = process.argv.slice(2);
if (!(job === 'main-job' || job === 'coordinate' || job === 'trust') || !(size === 'full' || size === 'small')) {
  console.error('Usage: npm run bench -- main-job|coordinate|trust [small]');
  process.exit(2);
}
console.log(JSON.stringify(await figuresOf(job, size), null, 2));

async function figuresOf(asked: 'main-job' | 'coordinate' | 'trust', of: 'full' | 'small'): Promise<object> {
  if (asked === 'main-job') return mainJob(SIZES[of], say);
  if (asked === 'trust')
    return {
      vault: await vaultTimes(NOTEBOOKS[of], say),
      leaving: await leavingTimes(say),
      rosterAtScale: await rosterAtScale(ROSTERS[of], say),
    };
  return { likelyDuplicates: await likelyDuplicates(RECORDS[of], say), atScale: await atScale(REGIONS[of], say) };
}
