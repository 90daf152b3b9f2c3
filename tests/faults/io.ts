// One operation of the disk fails: every operation of every kind of save, in every way (EIO, ENOSPC, EACCES, and a
// write that comes to less than it was asked without an error), on the laptop and on the letterbox. The process lives
// on: it must say what it did not save, save the next thing, and after a restart show all that it ever said was saved.

import type { Disk } from '#secretariat/disk/disk.ts';
import { forgetfulDisk } from '#tests/fixtures/forgetful-disk.ts';
import { playSteps, type StepName } from './day.ts';
import { FOLDERS, makeFolders } from './folders.ts';
import type { Kind, KindFacts, RoundReport } from './kind.ts';
import type { Laptop } from './laptop.ts';
import { type Intervention, type Operation, unwatched, watchedDisk } from './watched-disk.ts';
import { withBug } from './planted.ts';
import {
  beginPlace,
  compare,
  createNotebook,
  dayIn,
  holdAlone,
  laptopIn,
  mustGoOn,
  openWorld,
  type Place,
  reportOf,
  type PostWorld,
} from './world.ts';

export const io: Kind = {
  name: 'io',
  finds: 'deaf',
  begin: async (facts) => {
    const world = await openWorld(facts.seed);
    const cases = await allCases(world, facts);
    return {
      rounds: cases.length,
      round: (number) => round(world, facts, number, cases[(number - 1) % cases.length]),
      end: world.end,
    };
  },
};

type Where = 'laptop' | 'letterbox';
/** `unlock`: not a save; what is there must be there afterwards */
type Work = StepName | 'unlock';

interface Case {
  readonly work: Work;
  readonly where: Where;
  /** 1, 2, 3 … of the operations that the work does there */
  readonly at: number;
  readonly how: (typeof HOWS)[number];
}

const HOWS = ['EIO', 'ENOSPC', 'EACCES', 'short'] as const;
const WORKS: readonly (readonly [Work, Where])[] = [
  ...(['write', 'finish', 'erase', 'attach', 'pack', 'saveOnStick', 'takeIn', 'upload'] as const).map(
    (work) => [work, 'laptop'] as const,
  ),
  ...(['changeSettings', 'changePassphrase', 'unlock'] as const).map((work) => [work, 'laptop'] as const),
  ['upload', 'letterbox'],
];
/** Something of each kind is there before. */
const BEFORE: readonly StepName[] = ['allow', 'write', 'finish', 'attach', 'pack', 'pack', 'takeIn', 'changeSettings'];

interface Bench {
  readonly place: Place;
  readonly laptop: Laptop;
  /** without anybody before it */
  readonly disk: Disk;
}

/** What each work does to a disk, and each way in which each of that can fail. */
async function allCases(world: PostWorld, facts: KindFacts): Promise<readonly Case[]> {
  const cases: Case[] = [];
  for (const [work, where] of WORKS) {
    const names: Operation['name'][] = [];
    const fault = { watch: unwatched as (operation: Operation) => Intervention | undefined };
    const bench = await openBench(world, facts, 0, fault, where);
    fault.watch = ({ name }) => void names.push(name);
    await doWork(world, bench, work);
    fault.watch = unwatched;
    await bench.laptop.calls.vaultLock();
    for (const how of HOWS)
      for (const [index, name] of names.entries())
        if (how !== 'short' || name === 'write') cases.push({ work, where, at: index + 1, how });
  }
  return cases;
}

interface Fault {
  watch: (operation: Operation) => Intervention | undefined;
}

async function openBench(
  world: PostWorld,
  { seed, bug }: KindFacts,
  number: number,
  fault: Fault,
  where: Where,
): Promise<Bench> {
  const place = beginPlace('io', seed, number);
  const watches = (side: Where) => (operation: Operation) => (side === where ? fault.watch(operation) : undefined);
  const [disk, box] = [forgetfulDisk(), forgetfulDisk()];
  for (const each of [disk, box]) await makeFolders(each, '/');
  await world.post.open(withBug(watchedDisk(box, watches('letterbox')), bug), FOLDERS.letterbox);
  const laptop = laptopIn(world, withBug(watchedDisk(disk, watches('laptop')), bug), '/', holdAlone);
  await createNotebook(laptop, place);
  place.begun = await playSteps({ ...dayIn(world, place, laptop, disk, '/'), name: `${place.name}.before` }, BEFORE);
  return { place, laptop, disk };
}

async function doWork(world: PostWorld, { place, laptop, disk }: Bench, work: Work): Promise<void> {
  const facts = dayIn(world, place, laptop, disk, '/');
  if (work === 'unlock') {
    await laptop.calls.vaultLock();
    await laptop.calls.vaultUnlock({ passphrase: place.begun.passphrase });
    await laptop.calls.journalMark();
  } else place.begun = await playSteps({ ...facts, name: `${place.name}.work` }, [work]);
}

async function round(
  world: PostWorld,
  facts: KindFacts,
  number: number,
  played: Case | undefined,
): Promise<RoundReport> {
  if (played === undefined) throw new Error('there are no cases');
  const { work, where, at, how } = played;
  const fault: Fault = { watch: unwatched };
  const bench = await openBench(world, facts, number, fault, where);
  const { place, laptop, disk } = bench;
  let count = 0;
  fault.watch = () => {
    count += 1;
    if (count !== at) return undefined;
    return how === 'short' ? { type: 'part', share: 0.5 } : { type: 'fail', code: how };
  };
  await doWork(world, bench, work);
  fault.watch = unwatched;
  if (work === 'unlock') await laptop.calls.vaultUnlock({ passphrase: place.begun.passphrase });
  await mustGoOn(dayIn(world, place, laptop, disk, '/'), place);
  await laptop.calls.vaultLock();
  const again = laptopIn(world, disk, '/', holdAlone);
  await compare(world, place, again, disk, '/');
  await again.calls.vaultLock();
  world.post.shut();
  const report = reportOf(place);
  const inCase = ` (${work} on the ${where}, ${how} at ${at})`;
  const placed = (list: readonly string[]): readonly string[] => list.map((what) => `${what}${inCase}`);
  return { ...report, lost: placed(report.lost), wrong: placed(report.wrong) };
}
