import { type ChildProcess, spawn } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { afterEach, expect, test } from 'vitest';
import { holdProfile } from '#electron/profile-lock.ts';

const root = resolve(import.meta.dirname, '../..');
const folders: string[] = [];
const children: ChildProcess[] = [];

afterEach(() => {
  for (const child of children.splice(0)) child.kill('SIGKILL');
  for (const folder of folders.splice(0)) rmSync(folder, { recursive: true, force: true });
});

function newFolder(name = 'p'): string {
  const folder = mkdtempSync(join(tmpdir(), `chasqui-lock-${name}-`));
  folders.push(folder);
  return folder;
}

/** Another process that tries to hold the folder, says whether it does, and stays. */
function otherProcess(folder: string): Promise<{ child: ChildProcess; said: string }> {
  const code = `import { holdProfile } from '#electron/profile-lock.ts';
    const held = await holdProfile(process.argv[1]);
    process.stdout.write(held === null ? 'refused' : 'held');
    setInterval(() => {}, 1000);`;
  const child = spawn(process.execPath, ['--input-type=module-typescript', '--eval', code, folder], {
    cwd: root,
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  children.push(child);
  return new Promise((done) => child.stdout.once('data', (text) => done({ child, said: String(text) })));
}

const ended = (child: ChildProcess): Promise<unknown> => new Promise((done) => child.once('exit', done));

test('a profile is held by one process, and by one holder in it, until it is let go', async () => {
  for (const folder of [newFolder(), newFolder('x'.repeat(120))]) {
    const held = await holdProfile(folder);
    expect(held).not.toBe(null);
    expect(await holdProfile(folder)).toBe(null);
    expect((await otherProcess(folder)).said).toBe('refused');
    held?.release();
    const again = await holdProfile(folder);
    expect(again).not.toBe(null);
    again?.release();
  }
});

test('two profiles do not know of one another', async () => {
  const [a, b] = [await holdProfile(newFolder()), await holdProfile(newFolder())];
  expect(a).not.toBe(null);
  expect(b).not.toBe(null);
  a?.release();
  b?.release();
});

test('a process killed in mid-work leaves no profile locked', async () => {
  const folder = newFolder();
  const { child, said } = await otherProcess(folder);
  expect(said).toBe('held');
  expect(await holdProfile(folder)).toBe(null);
  child.kill('SIGKILL');
  await ended(child);
  const held = await holdProfile(folder);
  expect(held).not.toBe(null);
  expect((await otherProcess(folder)).said).toBe('refused');
  held?.release();
});
