// One app per profile: a lock file names the process that holds it, by id and start time (ids are used again),
// and a second start leaves its arguments in a folder that the first one watches. Everything the second start
// does is synchronous, because it quits at once.

import {
  type FSWatcher,
  mkdirSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  watch,
  writeFileSync,
} from 'node:fs';
import { join } from 'node:path';
import { pathOf } from './life.ts';

type SecondInstance = (argv: readonly string[], folder: string) => void;

let watcher: FSWatcher | undefined;

export function claimInstance(onSecond: SecondInstance): boolean {
  if (hasInstance()) return true;
  const { lock, inbox } = places();
  mkdirSync(inbox, { recursive: true });
  if (!tryLock(lock)) {
    const name = `${process.pid}.json`;
    writeFileSync(join(inbox, `.${name}`), JSON.stringify({ argv: process.argv, folder: process.cwd() }));
    renameSync(join(inbox, `.${name}`), join(inbox, name));
    return false;
  }
  watcher = watch(inbox, () => readInbox(inbox, onSecond)).unref();
  process.on('exit', releaseInstance);
  return true;
}

export const hasInstance = (): boolean => watcher !== undefined;

export function releaseInstance(): void {
  if (watcher === undefined) return;
  watcher.close();
  watcher = undefined;
  rmSync(places().lock, { force: true });
}

const places = (): { lock: string; inbox: string } => ({
  lock: join(pathOf('userData'), 'standin.lock'),
  inbox: join(pathOf('userData'), 'standin-inbox'),
});

function tryLock(lock: string): boolean {
  const me = `${process.pid} ${startOf(process.pid)}`;
  try {
    writeFileSync(lock, me, { flag: 'wx' });
    return true;
  } catch {
    const [pid = '', start = ''] = readFileSync(lock, 'utf8').split(' ');
    if (start !== '' && startOf(Number(pid)) === start) return false;
    rmSync(lock, { force: true }); // its holder was killed
    return tryLock(lock);
  }
}

/** When a process began, in clock ticks since boot (field 22 of /proc/<pid>/stat); '' when there is none. */
function startOf(pid: number): string {
  try {
    return (
      readFileSync(`/proc/${pid}/stat`, 'utf8')
        .replace(/^.*\) /s, '')
        .split(' ')[19] ?? ''
    );
  } catch {
    return '';
  }
}

function readInbox(inbox: string, onSecond: SecondInstance): void {
  for (const name of readdirSync(inbox)) {
    if (name.startsWith('.')) continue;
    const { argv, folder } = JSON.parse(readFileSync(join(inbox, name), 'utf8')) as { argv: string[]; folder: string };
    rmSync(join(inbox, name));
    onSecond(argv, folder);
  }
}
