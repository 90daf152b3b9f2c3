// The bench's door: `npm run bench -- main-job` prints one JSON object. Progress goes to standard error.

import { mainJob } from './main-job/main-job.ts';

const SIZES = {
  full: { bundles: 100, editBundles: 20, changesetsEach: 100 },
  small: { bundles: 10, editBundles: 2, changesetsEach: 100 },
} as const;

const [job, size = 'full'] = process.argv.slice(2);
if (job !== 'main-job' || !(size === 'full' || size === 'small')) {
  console.error('Usage: npm run bench -- main-job [small]');
  process.exit(2);
}
const figures = await mainJob(SIZES[size], (line) => console.error(line));
console.log(JSON.stringify(figures, null, 2));
