// The process is killed: a real one, by SIGKILL, on a real disk, at some operation of its disk or from outside when it
// has just said something; and the letterbox beside it, a real process too, while something is on its way there. A
// notebook is killed again and again. What the kernel was given before a kill stays: what an fsync is for, power.ts
// plays.

import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { nodeDisk } from '#secretariat/disk/node-disk.ts';
import { fakeMechanism } from '#scripts/headless/mechanism.ts';
import { oneOf } from '#tests/hostile/dice.ts';
import { type Ground, type LetterboxProcess, makeGround } from '#tests/secretariat/process.ts';
import type { Model } from './book.ts';
import { buildChild } from './built-child.ts';
import { makeFolders } from './folders.ts';
import type { Kind, KindFacts, RoundReport } from './kind.ts';
import type { Line, Task } from './killed-child.ts';
import { unwatched, watchedDisk } from './watched-disk.ts';
import {
  addressIn,
  beginPlace,
  compare,
  createNotebook,
  dayIn,
  deviceOf,
  laptopIn,
  mustGoOn,
  type Place,
  reportOf,
  type World,
} from './world.ts';

export const kill: Kind = {
  name: 'kill',
  finds: 'late',
  begin: async (facts) => {
    const mechanism = await fakeMechanism(seedOf(facts));
    const ground = await makeGround(mechanism.profileText);
    const root = await mkdtemp(join(tmpdir(), 'chasqui-faults-'));
    const letterbox = await ground.start();
    const child = await buildChild();
    const playing: Playing = {
      facts,
      root,
      ground,
      letterbox,
      world: { mechanism, post: letterbox },
      program: child.path,
      next: startChild(child.path),
    };
    return {
      round: (number) => round(playing, number),
      end: async () => {
        await end(playing.next);
        await ground.remove();
        child.remove();
        await rm(root, { recursive: true, force: true });
      },
    };
  },
};

interface Playing {
  readonly facts: KindFacts;
  readonly root: string;
  readonly ground: Ground;
  readonly world: World;
  readonly program: string;
  letterbox: LetterboxProcess;
  /** begun and waiting for its task */
  next: ChildProcess;
  /** the notebook that is killed again and again */
  notebook?: Place;
}

const ROUNDS_OF_A_NOTEBOOK = 10;
const MOST_OPERATIONS = 500;

const seedOf = ({ seed }: KindFacts): string => `faults ${seed}`;

async function round(playing: Playing, number: number): Promise<RoundReport> {
  const { facts, world } = playing;
  const root = join(playing.root, `${Math.floor((number - 1) / ROUNDS_OF_A_NOTEBOOK)}`);
  const place = beginPlace('kill', facts.seed, number);
  if ((number - 1) % ROUNDS_OF_A_NOTEBOOK === 0) {
    await makeFolders(nodeDisk, root);
    const first = laptopIn(world, nodeDisk, root);
    await createNotebook(first, place);
    await first.calls.vaultLock();
  } else if (playing.notebook !== undefined) takeUp(place, playing.notebook);
  await killOne(playing, place, root);
  const disk = watchedDisk(nodeDisk, unwatched);
  const laptop = laptopIn(world, disk, root);
  await compare(world, place, laptop, disk, root);
  await mustGoOn(dayIn(world, place, laptop, disk, root), place);
  await laptop.calls.vaultLock();
  await disk.end();
  playing.notebook = place;
  return reportOf(place);
}

/** What was told in the rounds before counts in this one. */
function takeUp(place: Place, before: Place): void {
  place.begun = before.begun;
  place.model.adopt({ journal: before.model.journal(), places: before.model.toldPlaces() });
}

async function killOne(playing: Playing, place: Place, root: string): Promise<void> {
  const { facts, world } = playing;
  const { dice, model } = place;
  const isFromOutside = dice(4) === 0;
  const task: Task = {
    root,
    name: place.name,
    seed: place.name,
    begun: place.begun,
    address: addressIn(world),
    deviceSeed: `${seedOf(facts)} device ${deviceOf(world).organisation.name} ${deviceOf(world).name}`,
    dieAt: isFromOutside ? 0 : 1 + dice(dice(4) === 0 ? 40 : MOST_OPERATIONS),
    how: oneOf(dice, ['before', 'part', 'after'] as const),
    bug: facts.bug ?? null,
  };
  const [linesUntilKill, sendingsUntilKill] = [1 + dice(30), dice(3) === 0 ? 1 + dice(2) : 0];
  const child = playing.next;
  playing.next = startChild(playing.program);
  let [lines, sendings] = [0, 0];
  let isLetterboxKilled = false;
  const reading = createInterface({ input: child.stdout! });
  reading.on('line', (text) => {
    const line = lineOf(text);
    if (line === undefined) return;
    write(model, line);
    lines += 1;
    if (isFromOutside && lines === linesUntilKill) child.kill('SIGKILL');
    if (line[0] === 'told' && line[1].type === 'place' && line[1].place.startsWith('queue ')) sendings += 1;
    if (isLetterboxKilled || sendings === 0 || sendings !== sendingsUntilKill) return;
    isLetterboxKilled = true;
    playing.letterbox.signal('SIGKILL');
  });
  const over = Promise.all([once(child, 'exit'), once(reading, 'close')]);
  child.stdin?.end(JSON.stringify(task));
  await over;
  if (!isLetterboxKilled) return;
  await playing.letterbox.ended;
  playing.letterbox = await playing.ground.start(playing.letterbox.port);
}

/** undefined: the kill came in the middle of it, so nobody heard it. */
function lineOf(text: string): Line | undefined {
  try {
    return JSON.parse(text) as Line;
  } catch {
    return undefined;
  }
}

function write(model: Model, line: Line): void {
  if (line[0] === 'trying' || line[0] === 'told') model[line[0]](line[1]);
  else if (line[0] === 'refused') model.refused(line[1], line[2]);
  else if (line[0] === 'broke') model.broke(line[1]);
}

/** It reads its modules while the round before is looked at. */
function startChild(program: string): ChildProcess {
  const cache = join(tmpdir(), 'chasqui-faults-cache');
  return spawn(process.execPath, ['--disable-warning=DEP0169', program], {
    stdio: ['pipe', 'pipe', 'inherit'],
    env: { ...process.env, NODE_COMPILE_CACHE: cache },
  });
}

async function end(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return;
  const over = once(child, 'exit');
  child.kill('SIGKILL');
  await over;
}
