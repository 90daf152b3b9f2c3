// The power goes. Played on a disk in memory that records what was written, fsynced, renamed and removed, and then
// shows one of the states in which a real disk may come back: bytes of a file since its last fsync are there, or not,
// or some sectors of them (the rest as before, or zeros where the file had grown); names made, moved or removed since
// the folder's last fsync are there or not, a rename as one (tests/fixtures/forgetful-disk). What this does not play:
// a disk that lies about fsync itself. The laptop's power goes at some operation of the day, and often the
// letterbox's too; each comes back, and the laptop goes on with what it finds.

import { forgetfulDisk, type ForgetfulDisk } from '#tests/fixtures/forgetful-disk.ts';
import type { Dice } from '#tests/hostile/dice.ts';
import { FOLDERS, makeFolders } from './folders.ts';
import type { Kind, KindFacts, RoundReport } from './kind.ts';
import { withBug } from './planted.ts';
import { unwatched, watchedDisk } from './watched-disk.ts';
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
  reportOf,
  type PostWorld,
} from './world.ts';

export const power: Kind = {
  name: 'power',
  finds: 'sleepy',
  begin: async (facts) => {
    const world = await openWorld(facts.seed);
    return { round: (number) => round(world, facts, number), end: world.end };
  },
};

const DAYS = 2;
/** No day has so many. */
const MOST_OPERATIONS = 700;

async function round(world: PostWorld, { seed, bug }: KindFacts, number: number): Promise<RoundReport> {
  const place = beginPlace('power', seed, number);
  const { dice } = place;
  const [disk, box] = [forgetfulDisk(), forgetfulDisk()];
  for (const each of [disk, box]) await makeFolders(each, '/');
  for (let day = 1; day <= DAYS; day++) {
    const now = watchedDisk(withBug(disk, bug), unwatched);
    const boxNow = watchedDisk(withBug(box, bug), unwatched);
    const laptop = laptopIn(world, now, '/', holdAlone);
    await world.post.open(boxNow, FOLDERS.letterbox);
    if (day === 1) await createNotebook(laptop, place);
    else await compare(world, place, laptop, disk, '/');
    disk.dieAt(1 + dice(dice(3) === 0 ? 60 : MOST_OPERATIONS));
    box.dieAt(dice(2) === 0 ? 0 : 1 + dice(MOST_OPERATIONS / 5));
    await playDay(dayIn(world, place, laptop, disk, '/'), day);
    await now.end();
    await boxNow.end();
    world.post.shut();
    await laptop.calls.vaultLock();
    comeBack(disk, dice);
    comeBack(box, dice);
  }
  const laptop = laptopIn(world, disk, '/', holdAlone);
  await world.post.open(box, FOLDERS.letterbox);
  await compare(world, place, laptop, disk, '/');
  await mustGoOn(dayIn(world, place, laptop, disk, '/'), place);
  await laptop.calls.vaultLock();
  world.post.shut();
  return reportOf(place);
}

/** In a third of all cases nothing that was not fsynced is left. */
function comeBack(disk: ForgetfulDisk, dice: Dice): void {
  const keeps = dice(3) === 0 ? () => false : () => dice(2) === 0;
  disk.powerCut(keeps, (before, after) => torn(before, after, dice));
}

const SECTOR = 512;

/** Each sector as it was or as it was to be, up to some length. */
function torn(before: Uint8Array, after: Uint8Array, dice: Dice): Uint8Array<ArrayBuffer> {
  const length = oneBetween(Math.min(before.length, after.length), Math.max(before.length, after.length), dice);
  const mixed = new Uint8Array(length);
  for (let at = 0; at < length; at += SECTOR) {
    const from = dice(2) === 0 ? before : after;
    mixed.set(from.subarray(at, Math.min(at + SECTOR, length)), at);
  }
  return mixed;
}

const oneBetween = (least: number, most: number, dice: Dice): number => least + dice(most - least + 1);
