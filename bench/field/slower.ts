// `node slower.ts PID TIMES`: lets a process and all that descend from it run one part of TIMES of the time, until its
// standard input ends (slow-processes.ts). However it ends, they all go on.

import { readdirSync, readFileSync } from 'node:fs';

/** Milliseconds of running and standing together: short beside what a person notices. */
const PERIOD = 40;
/** Processes come and go: so often they are looked for. */
const LOOK = 200;

const [root = 0, times = 1] = process.argv.slice(2).map(Number);
let pids = familyOf(root);
let isOver = false;
const finish = (): void => {
  isOver = true;
};
process.stdin.on('end', finish).resume();
for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.on(signal, finish);
process.on('exit', () => give('SIGCONT'));
const looking = setInterval(() => {
  pids = familyOf(root);
}, LOOK);
console.log('slow');
while (!isOver && pids.includes(root)) {
  give('SIGSTOP');
  await pause(PERIOD - PERIOD / times);
  give('SIGCONT');
  await pause(PERIOD / times);
}
clearInterval(looking);
pids = familyOf(root);

function give(signal: 'SIGSTOP' | 'SIGCONT'): void {
  for (const pid of pids) {
    try {
      process.kill(pid, signal);
    } catch {
      // it ended meanwhile
    }
  }
}

/** A process and all that descend from it but this one (Linux). */
function familyOf(first: number): readonly number[] {
  const parents = new Map<number, number>();
  for (const name of readdirSync('/proc')) {
    if (!/^\d+$/.test(name)) continue;
    const stat = statOf(name);
    const parent = / \S (\d+) /.exec(stat.slice(stat.lastIndexOf(')')))?.[1];
    if (parent !== undefined) parents.set(Number(name), Number(parent));
  }
  const isOfFamily = (pid: number | undefined): boolean =>
    pid !== undefined && (pid === first || isOfFamily(parents.get(pid)));
  return [...parents.keys()].filter((pid) => pid !== process.pid && isOfFamily(pid));
}

function statOf(pid: string): string {
  try {
    return readFileSync(`/proc/${pid}/stat`, 'utf8');
  } catch {
    return ''; // it ended meanwhile
  }
}

function pause(ms: number): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, ms));
}
