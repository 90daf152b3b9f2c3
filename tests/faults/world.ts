// Where rounds are played: a mechanism with a laptop's device, a letterbox's socket, and for each round a laptop's
// folders on some disk. After each fault the laptop is started again, looked at and compared with the book, and must
// be able to go on.

import { join } from 'node:path';
import type { Digest } from '#shared/base/ids.ts';
import type { Disk } from '#secretariat/disk/disk.ts';
import { fakeMechanism, type FakeMechanism } from '#scripts/headless/mechanism.ts';
import { type Dice, diceOf } from '#tests/hostile/dice.ts';
import { type Finding, type Model, newModel } from './book.ts';
import { type Address, type Begun, type DayFacts, playSteps, spendDay } from './day.ts';
import { arriveIn, FOLDERS } from './folders.ts';
import type { RoundReport } from './kind.ts';
import { type Laptop, type LaptopGround, startLaptop } from './laptop.ts';
import { type Look, lookAt } from './look.ts';
import { openPost, type Post, receiptAt } from './post.ts';

export interface World {
  readonly mechanism: FakeMechanism;
  /** where its letterbox answers */
  readonly post: Pick<Post, 'url'>;
}

/** With a letterbox of this process. */
export interface PostWorld extends World {
  readonly post: Post;
  readonly end: () => Promise<void>;
}

/** One laptop's round. */
export interface Place {
  readonly model: Model;
  readonly dice: Dice;
  /** says which round, in every name */
  readonly name: string;
  begun: Begun;
  readonly lost: string[];
  readonly wrong: string[];
  readonly named: string[];
}

const FIRST = 'frase secreta primera';

export async function openWorld(seed: number): Promise<PostWorld> {
  const mechanism = await fakeMechanism(`faults ${seed}`);
  const post = await openPost(mechanism);
  return { mechanism, post, end: post.end };
}

export function beginPlace(kind: string, seed: number, number: number): Place {
  const dice = diceOf(kind, seed, number);
  const begun = { passphrase: FIRST, entries: 0, changesets: 0, packed: [] };
  return { model: newModel(), dice, name: `${kind}.${seed}.${number}`, begun, lost: [], wrong: [], named: [] };
}

/** The recorder whose laptop it is. */
export const deviceOf = ({ mechanism }: World) => mechanism.recorders[0]!;

export const addressIn = (world: World, letterbox = world.post.url): Address => ({
  letterbox,
  mechanism: world.mechanism.profile.id,
  credentials: deviceOf(world).credentials,
});

export function laptopIn(world: World, disk: Disk, root: string, hold?: LaptopGround['hold']): Laptop {
  const { folder, stick } = FOLDERS;
  return startLaptop({
    disk,
    folder: join(root, folder),
    stick: join(root, stick),
    device: deviceOf(world),
    ...(hold === undefined ? {} : { hold }),
  });
}

/** A notebook with its first passphrase. */
export async function createNotebook(laptop: Laptop, { model, begun }: Place): Promise<void> {
  const { passphrase } = begun;
  const answer = await laptop.calls.vaultCreate({ passphrase });
  if (!answer.ok) throw new Error(`no notebook: ${answer.error.type}`);
  model.told({ type: 'place', place: 'passphrase', value: passphrase });
}

export const dayIn = (world: World, place: Place, laptop: Laptop, disk: Disk, root: string): DayFacts => ({
  laptop,
  book: place.model,
  dice: place.dice,
  name: place.name,
  begun: place.begun,
  address: addressIn(world),
  arrive: (name, bytes) => arriveIn(disk, root)(name, bytes).catch(() => null), // no place for theirs either
});

export const playDay = (facts: DayFacts, number: number): Promise<void> =>
  spendDay({ ...facts, name: `${facts.name}.${number}` });

/**
 * What is there now against what was told; afterwards that is what was told.
 * @param naming after damage: what else tells a person that something is lost, by place
 */
export async function compare(
  world: World,
  place: Place,
  laptop: Laptop,
  disk: Disk,
  root: string,
  naming?: (found: Look) => Promise<ReadonlyMap<string, string>>,
): Promise<Look> {
  const { model } = place;
  const found = await lookAt(laptop, model, disk, join(root, FOLDERS.stick));
  const receipts = await receiptsIn(world, model);
  const look: Look = {
    ...found,
    places: new Map([...found.places, ...receipts]),
    problems: new Map([...found.problems, ...((await naming?.(found)) ?? [])]),
  };
  note(place, model.findings(look), look, naming !== undefined);
  model.adopt(look);
  place.begun = {
    passphrase: look.passphrase ?? place.begun.passphrase,
    entries: look.journal.length,
    changesets: look.journal.filter((entry) => entry.startsWith('{"type":"changeset"')).length,
    packed: [...look.places].flatMap(([name, value]) =>
      name.startsWith('bundle ') && value.startsWith('packed ')
        ? [{ id: name.slice('bundle '.length), sha256: value.slice('packed '.length) }]
        : [],
    ),
  };
  return look;
}

/** Only where a file went bad can something be lost at all; it is named by the problem of its place, or the vault's. */
function note({ lost, wrong, named }: Place, findings: readonly Finding[], { problems }: Look, mayLose: boolean): void {
  for (const { type, place } of findings) {
    const problem = problems.get(place) ?? problems.get('vault');
    const told = problem === undefined ? place : `${place}: ${problem}`;
    if (mayLose && problem !== undefined) named.push(`${place.split(' ')[0]} ${problem}`);
    else if (type === 'lost') lost.push(told);
    else wrong.push(told);
  }
}

async function receiptsIn({ post, mechanism }: World, model: Model): Promise<ReadonlyMap<string, string>> {
  const told = model.toldPlaces();
  const receipts = new Map<string, string>();
  for (const place of told.keys()) {
    if (!place.startsWith('receipt ')) continue;
    const sha256 = told.get(place.replace('receipt', 'bundle'))?.split(' ')[1] as Digest | undefined;
    if (sha256 === undefined) continue;
    const receipt = await receiptAt(post.url, mechanism.secretariat, mechanism.profile.id, sha256);
    if (receipt !== undefined) receipts.set(place, receipt);
  }
  return receipts;
}

/** With the fault over, the next save of every kind must go well. */
export async function mustGoOn(facts: DayFacts, place: Place): Promise<void> {
  const before = place.model.counts.refused;
  const next = { ...facts, begun: place.begun, name: `${facts.name}.on` };
  place.begun = await playSteps(next, ['write', 'attach', 'pack']);
  if (place.model.counts.refused > before) place.wrong.push('does not go on');
}

export const reportOf = ({ model, lost, wrong, named }: Place): RoundReport => ({
  acknowledged: model.counts.acknowledged,
  refused: model.counts.refused,
  lost,
  wrong: [...wrong, ...model.counts.broken],
  named,
});

/** For a disk in memory: there is one process. */
export const holdAlone: NonNullable<LaptopGround['hold']> = async () => ({ release: () => undefined });
