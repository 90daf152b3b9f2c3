// The bench's door: `npm run bench -- main-job` or `-- coordinate` prints one JSON object. Progress goes to
// standard error.

import { atScale } from './coordinate/at-scale.ts';
import { likelyDuplicates } from './coordinate/likely-duplicates.ts';
import { mainJob } from './main-job/main-job.ts';

const SIZES = {
  full: { bundles: 100, editBundles: 20, changesetsEach: 100 },
  small: { bundles: 10, editBundles: 2, changesetsEach: 100 },
} as const;
const RECORDS = { full: 100_000, small: 10_000 } as const;
const REGIONS = {
  full: { organisations: 500, devicesEach: 4, recordsEach: 50, rounds: 2 },
  small: { organisations: 50, devicesEach: 4, recordsEach: 50, rounds: 2 },
} as const;

const say = (line: string): void => console.error(line);

const [job, size = 'full'] = process.argv.slice(2);
if (!(job === 'main-job' || job === 'coordinate') || !(size === 'full' || size === 'small')) {
  console.error('Usage: npm run bench -- main-job|coordinate [small]');
  process.exit(2);
}
const figures =
  job === 'main-job'
    ? await mainJob(SIZES[size], say)
    : {
        likelyDuplicates: await likelyDuplicates(RECORDS[size], say),
        atScale: await atScale(REGIONS[size], say),
      };
console.log(JSON.stringify(figures, null, 2));
