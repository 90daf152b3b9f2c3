// The releaser's tool makes what the app takes, with a key that OpenSSL would read too.

import { mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { afterByTimer } from '#electron/courier.ts';
import { createUpdate } from '#electron/update.ts';
import { nodeDisk } from '#secretariat/disk/node-disk.ts';
import { runUpdateFile } from '#scripts/update/run.ts';

const NAME = 'Chasqui-0.2.0-linux-x64.tar.gz';
const UNTIL = '2999-12-31';
let folder: string;
let out: string[];
let wrong: string[];

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'update-'));
  [out, wrong] = [[], []];
});
afterEach(() => {
  vi.unstubAllEnvs();
  rmSync(folder, { recursive: true });
});

const run = (...args: string[]): Promise<number> =>
  runUpdateFile(args, { out: (line) => void out.push(line), err: (line) => void wrong.push(line) });

const at = (name: string): string => join(folder, name);

async function keyed(): Promise<string> {
  expect(await run('key', '--out', at('key.pem'))).toBe(0);
  return out.at(-1) ?? '';
}

test('what it makes of an installer is what the app takes, to the byte', async () => {
  vi.stubEnv('CHASQUI_RELEASE_PASSPHRASE', 'una frase');
  const key = await keyed();
  expect(readFileSync(at('key.pem'), 'latin1')).toContain('BEGIN ENCRYPTED PRIVATE KEY');
  expect(statSync(at('key.pem')).mode & 0o777).toBe(0o600);
  writeFileSync(at(NAME), Buffer.alloc(3_000_000, 'chasqui '));
  expect(await run('make', '--installer', at(NAME), '--key', at('key.pem'), '--until', UNTIL, '--out', folder)).toBe(0);
  expect(await run('check', '--file', at(`${NAME}.chasqui`), '--public', key)).toBe(0);
  expect(out.at(-1)).toContain('version 0.2.0 for linux x64');
  const shown: string[] = [];
  const update = createUpdate({
    disk: nodeDisk,
    random: (length) => crypto.getRandomValues(new Uint8Array(length)),
    folder: at('data'),
    version: '0.1.0',
    platform: 'linux',
    arch: 'x64',
    builtAt: '2026-01-01T00:00:00Z',
    today: () => '2026-11-29',
    keys: [key],
    address: null,
    form: 'tar.gz',
    askFile: async () => at(`${NAME}.chasqui`),
    askAddress: async () => false,
    after: afterByTimer,
    tell: () => undefined,
    open: async () => '',
    show: (path) => void shown.push(path),
    makeRunnable: async () => undefined,
  });
  expect(await update.updatePick()).toMatchObject({ ok: true });
  expect(await update.updateTake()).toMatchObject({ ok: true, value: { how: 'show' } });
  await update.updateOpen();
  expect(readFileSync(shown[0] ?? '').equals(readFileSync(at(NAME)))).toBe(true);
});

test('a key that is there is not written over', async () => {
  await keyed();
  const before = readFileSync(at('key.pem'), 'latin1');
  expect(await run('key', '--out', at('key.pem'))).toBe(1);
  expect(readFileSync(at('key.pem'), 'latin1')).toBe(before);
});

test('a locked key without its passphrase, another name, a day that is over: nothing is made', async () => {
  vi.stubEnv('CHASQUI_RELEASE_PASSPHRASE', 'una frase');
  await keyed();
  writeFileSync(at(NAME), 'x');
  writeFileSync(at('setup.exe'), 'x');
  const make = (installer: string, until: string): Promise<number> =>
    run('make', '--installer', at(installer), '--key', at('key.pem'), '--until', until, '--out', folder);
  expect(await make('setup.exe', UNTIL)).toBe(2);
  expect(await make(NAME, '2020-01-01')).toBe(2);
  vi.stubEnv('CHASQUI_RELEASE_PASSPHRASE', '');
  expect(await make(NAME, UNTIL)).toBe(1);
  expect(wrong.at(-1)).toContain('cannot read the key');
});

test('a file that was changed, or is another’s, is not good', async () => {
  await keyed();
  writeFileSync(at(NAME), Buffer.alloc(100_000, 1));
  await run('make', '--installer', at(NAME), '--key', at('key.pem'), '--until', UNTIL, '--out', folder);
  const path = at(`${NAME}.chasqui`);
  expect(await run('check', '--file', path, '--public', 'A'.repeat(43))).toBe(1);
  const bytes = readFileSync(path);
  bytes[bytes.length - 1] = 2;
  writeFileSync(path, bytes);
  expect(await run('check', '--file', path, '--public', out[1] ?? '')).toBe(1);
  expect(wrong.at(-1)).toContain('not the one that was signed');
  expect(await run('check')).toBe(2);
});
