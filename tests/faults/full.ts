// The disk is full: filled by another process in the middle of some operation of the day, down to a few bytes, and
// freed again at a later one, laptop and letterbox on the same small disk. Writes come short without an error. While
// it is full each save is there or is refused; nothing that was saved before goes; with the space free again the same
// process works on. (The letterbox keeps a reserve, for which it refuses uploads; the laptop keeps one for its last saves.)

import { join } from 'node:path';
import { FOLDERS, makeFolders } from './folders.ts';
import type { Kind, KindFacts, RoundReport } from './kind.ts';
import { withBug } from './planted.ts';
import { openSmallDisk, type SmallDisk } from './small-disk.ts';
import { watchedDisk } from './watched-disk.ts';
import {
  beginPlace,
  compare,
  createNotebook,
  dayIn,
  holdAlone,
  laptopIn,
  mustGoOn,
  openWorld,
  playDay,
  type PostWorld,
  reportOf,
} from './world.ts';

/** @param mayMount false: on the disk with a quota, whoever runs it */
export const fullOn = (mayMount: boolean): Kind => ({
  name: 'full',
  finds: 'deaf',
  begin: async (facts) => {
    const world = await openWorld(facts.seed);
    const small = openSmallDisk(mayMount);
    return {
      round: (number) => round(world, small, facts, number),
      end: async () => {
        await world.end();
        small.end();
      },
      ...(small.said === undefined ? {} : { said: small.said }),
    };
  },
});

export const full: Kind = fullOn(true);

const MOST_OPERATIONS = 250;
const RESERVE = 64 * 1024;

async function round(
  world: PostWorld,
  small: SmallDisk,
  { seed, bug }: KindFacts,
  number: number,
): Promise<RoundReport> {
  const place = beginPlace('full', seed, number);
  const { dice } = place;
  const { root } = small;
  small.clear();
  await makeFolders(small.disk, root);
  const fillAt = 1 + dice(MOST_OPERATIONS);
  const freeAt = fillAt + 1 + dice(MOST_OPERATIONS);
  const left = dice(3) === 0 ? 0 : dice(dice(2) === 0 ? 5_000 : 100_000);
  let count = -1;
  const disk = watchedDisk(small.disk, () => {
    if (count < 0) return undefined; // not begun
    count += 1;
    if (count === fillAt) small.fill(left);
    if (count === freeAt) small.free();
    return undefined;
  });
  const seen = withBug(disk, bug);
  await world.post.open(seen, join(root, FOLDERS.letterbox), { reserveBytes: RESERVE });
  const laptop = laptopIn(world, seen, root, holdAlone);
  await createNotebook(laptop, place);
  count = 0;
  await playDay(dayIn(world, place, laptop, small.disk, root), 1);
  count = -1;
  small.free();
  await mustGoOn(dayIn(world, place, laptop, small.disk, root), place);
  await laptop.calls.vaultLock();
  await disk.end();
  const again = laptopIn(world, small.disk, root, holdAlone);
  await world.post.open(small.disk, join(root, FOLDERS.letterbox), { reserveBytes: RESERVE });
  await compare(world, place, again, small.disk, root);
  await again.calls.vaultLock();
  world.post.shut();
  return reportOf(place);
}
