// The laptop's main process that is killed (kill.ts): it takes one task from its standard input, opens the notebook on
// the real disk and spends a day, writing down on its standard output what it tries and what was answered. At one
// operation of its disk it kills itself with SIGKILL: before the operation, in the middle of a write, or after it.

import { readFileSync, writeSync } from 'node:fs';
import { flushCompileCache } from 'node:module';
import { join } from 'node:path';
import { nodeDisk } from '#secretariat/disk/node-disk.ts';
import { fakeKey } from '#scripts/headless/keys.ts';
import { diceOf } from '#tests/hostile/dice.ts';
import type { Book, Save } from './book.ts';
import { type Address, type Begun, spendDay } from './day.ts';
import { arriveIn, FOLDERS } from './folders.ts';
import { startLaptop } from './laptop.ts';
import { type Planted, withBug } from './planted.ts';
import { type Intervention, watchedDisk } from './watched-disk.ts';

export interface Task {
  readonly root: string;
  readonly name: string;
  readonly seed: string;
  readonly begun: Begun;
  readonly address: Address;
  /** of the device's key */
  readonly deviceSeed: string;
  /** the operation at which it dies; 0: never by itself */
  readonly dieAt: number;
  readonly how: 'before' | 'part' | 'after';
  readonly bug: Planted | null;
}

/** A line of its output. */
export type Line =
  | readonly ['trying' | 'told', Save]
  | readonly ['refused', Save, string]
  | readonly ['broke', string]
  | readonly ['ended'];

flushCompileCache(); // what is killed never gets to keep it
const task = JSON.parse(readFileSync(0, 'utf8')) as Task;
const say = (...line: Line): void => void writeSync(1, `${JSON.stringify(line)}\n`);
const die = (): void => void process.kill(process.pid, 'SIGKILL');

function dies(): Intervention {
  if (task.how === 'part') return { type: 'part', share: 0.5, also: die };
  if (task.how === 'after') return { type: 'after', also: die };
  die();
  return { type: 'fail', code: 'EIO' };
}

const book: Book = {
  trying: (save) => say('trying', save),
  told: (save) => say('told', save),
  refused: (save, problem) => say('refused', save, problem),
  broke: (what) => say('broke', what),
};
const watched = watchedDisk(nodeDisk, ({ number }) => (number === task.dieAt ? dies() : undefined));
const disk = withBug(watched, task.bug ?? undefined);
const laptop = startLaptop({
  disk,
  folder: join(task.root, FOLDERS.folder),
  stick: join(task.root, FOLDERS.stick),
  device: { signer: fakeKey(task.deviceSeed).signer, credentials: task.address.credentials },
});
const opened = await laptop.calls.vaultUnlock({ passphrase: task.begun.passphrase });
if (!opened.ok) say('broke', `unlock: ${opened.error.type}`);
await spendDay({
  laptop,
  book,
  dice: diceOf(task.seed),
  name: task.name,
  begun: task.begun,
  address: task.address,
  arrive: arriveIn(nodeDisk, task.root),
});
say('ended');
die();
