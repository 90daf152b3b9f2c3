// A copy of a notebook and the way back, on disks in memory: everything but the signing key comes back, and nothing
// half. Debian's age opens the copy where it is installed.

import { spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { createBackup, type RecoveryHost } from '#electron/backup.ts';
import { createBlobFiles } from '#electron/blob-files.ts';
import { createBundleFiles } from '#electron/bundle-files.ts';
import { openJournal } from '#electron/journal.ts';
import type { KeyVault } from '#electron/key-vault.ts';
import { createRecovery } from '#electron/recovery.ts';
import { type Bytes, bytesToText, textToBytes } from '#shared/base/bytes.ts';
import { digestOfText } from '#shared/base/ids.ts';
import { bytesToWords } from '#shared/base/recovery-words.ts';
import type { OpenVault } from '#shared/wire/vault.ts';
import { created, type Machine, machine } from './electron-machine.ts';
import { memoryDisk, type MemoryDisk } from './electron-memory-disk.ts';

const NEXT = 'otra frase distinta';
const STICK = '/stick';
const ENTRIES = ['{"type":"uno"}', '{"text":"niñez \\n sin línea"}', '{"type":"tres"}'];
const BUNDLE = digestOfText('a bundle');
const BLOB = digestOfText('a photo');

function backupOn(computer: Machine, vault: KeyVault, more: Partial<RecoveryHost> = {}) {
  const { disk, ports } = computer;
  const { random } = ports;
  let journal: ReturnType<typeof openJournal> | undefined;
  const openedJournal = () => {
    const profile = vault.opened();
    if (profile === null) return undefined;
    return (journal ??= openJournal({ ...profile, disk, random, key: profile.keyFor('journal') }));
  };
  vault.onLock(() => {
    journal = undefined;
  });
  const bundles = createBundleFiles({ disk, random, folder: () => vault.opened()?.folder ?? null });
  const blobs = createBlobFiles({ disk, random, opened: vault.opened });
  const host: RecoveryHost = {
    ...ports,
    today: () => '2026-11-28',
    askFolder: async () => STICK,
    askFile: async () => copyOn(disk),
    tell: () => undefined,
    ...more,
  };
  const backup = createBackup({ ...ports, ...host, vault, bundles, blobs, journal: openedJournal });
  return { backup, bundles, blobs, journal: openedJournal };
}

const copyOn = (disk: MemoryDisk): string => [...disk.files().keys()].find((path) => path.endsWith('.age')) ?? '';

/** A notebook with a sheet and something of everything in it. */
async function notebook(computer = machine()) {
  const { vault, session } = await created(computer);
  const recovery = createRecovery({ ...computer.ports, vault, today: () => '2026-11-27' });
  const sheet = recovery.begin({ language: 'pt' });
  if (!sheet.ok) throw new Error(sheet.error.type);
  const { words, asked } = sheet.value;
  await recovery.keep({ words: asked.map((at) => words[at - 1] ?? '') });
  const on = backupOn(computer, vault);
  await on.journal()?.append(ENTRIES.map(textToBytes));
  await on.bundles.keep(BUNDLE, 'takenIn', textToBytes('sealed as it came'));
  await on.blobs.keep(BLOB, textToBytes('a photo'.repeat(20_000)));
  return { computer, vault, session, words: words.join(' '), phrase: sheet.value.phrase, recovery, ...on };
}

async function copied() {
  const from = await notebook();
  const made = await from.backup.make();
  if (!made.ok || made.value === null) throw new Error(made.ok ? 'nobody chose' : made.error.type);
  const bytes = from.computer.disk.files().get(copyOn(from.computer.disk)) ?? new Uint8Array();
  return { ...from, made: made.value, bytes: bytes as Bytes };
}

/** A computer that never saw the notebook, with a stick in it. */
function elsewhere(copy: Uint8Array, more: Partial<RecoveryHost> = {}) {
  const disk = memoryDisk();
  disk.put('/stick/abc.age', copy);
  const computer = machine(disk);
  const vault = computer.start();
  return { computer, vault, ...backupOn(computer, vault, more) };
}

async function restoredOn(there: ReturnType<typeof elsewhere>, words: string) {
  const picked = await there.backup.pick();
  if (!picked.ok || picked.value === null) throw new Error('nothing was picked');
  return there.backup.restore({ pick: picked.value.pick, words, passphrase: NEXT });
}

async function entriesIn(on: Pick<ReturnType<typeof backupOn>, 'journal'>): Promise<readonly (string | undefined)[]> {
  const read = await on.journal()?.read(0);
  return read?.ok ? read.value.entries.map((entry) => bytesToText(entry)) : [];
}

test('on another computer the copy and the words give back everything but the signing key', async () => {
  const { bytes, words, session } = await copied();
  const there = elsewhere(bytes);
  const answer = await restoredOn(there, words);
  if (!answer.ok) throw new Error(answer.error.type);
  const open: OpenVault = answer.value;
  expect(await entriesIn(there)).toEqual(ENTRIES);
  expect(await there.bundles.read(BUNDLE)).toEqual({ ok: true, value: textToBytes('sealed as it came') });
  expect(await there.bundles.list()).toEqual({ ok: true, value: [{ id: BUNDLE, origin: 'takenIn', size: 17 }] });
  expect(await there.blobs.read(BLOB)).toEqual({ ok: true, value: textToBytes('a photo'.repeat(20_000)) });
  expect(open.device.kid).not.toBe(session.device.kid);
  expect(open.dataKey).not.toEqual(session.dataKey);
  expect(open.profile).not.toBe(session.profile);
  expect(open.former).toEqual([{ kid: session.device.kid, key: session.device.key }]);
  const files = [...there.computer.disk.files().keys()];
  expect(files.filter((path) => path.endsWith('restoring') || path.endsWith('.part'))).toEqual([]);
  there.vault.lock();
  expect((await there.computer.start().unlock(NEXT)).ok).toBe(true);
});

test('the same sheet goes on for the restored notebook: its words open it, and a copy of it is restored again', async () => {
  const { bytes, words } = await copied();
  const there = elsewhere(bytes);
  expect((await restoredOn(there, words)).ok).toBe(true);
  there.computer.disk.put('/stick/abc.age', new Uint8Array());
  await there.computer.disk.remove('/stick/abc.age');
  expect((await there.backup.make()).ok).toBe(true);
  const second = there.computer.disk.files().get(copyOn(there.computer.disk)) ?? new Uint8Array();
  const third = elsewhere(second);
  const answer = await restoredOn(third, words);
  expect(answer.ok && answer.value.former).toHaveLength(2);
});

test('a copy has a name that says nothing, and shows nothing of what is in it', async () => {
  const { made, bytes, phrase } = await copied();
  expect(made.name).toMatch(/^[a-z2-9]{8}\.age$/);
  const text = Buffer.from(bytes).toString('latin1');
  for (const marker of ['niñez', 'photo', 'backup.json', 'AGE-SECRET', phrase]) expect(text).not.toContain(marker);
});

test('no signing key is in a copy, however it is read', async () => {
  const { vault, backup, computer, words } = await notebook();
  await vault.newKey('root');
  await vault.newKey('organisation');
  expect((await backup.make()).ok).toBe(true);
  const there = elsewhere(computer.disk.files().get(copyOn(computer.disk)) ?? new Uint8Array());
  const answer = await restoredOn(there, words);
  expect(answer.ok && [answer.value.root, answer.value.organisation]).toEqual([null, null]);
});

test('words of another sheet, and each way in which a file can be none, are told apart, and nothing is left', async () => {
  const { bytes, words } = await copied();
  const other = bytesToWords(new Uint8Array(32).fill(7), 'es').join(' ');
  const flipped = bytes.slice();
  flipped[Math.floor(bytes.length / 2)] = (flipped[Math.floor(bytes.length / 2)] ?? 0) ^ 1;
  const cases: readonly (readonly [string, Uint8Array, string])[] = [
    ['wrongWords', bytes, other],
    ['cutBackup', bytes.subarray(0, bytes.length - 1), words],
    ['cutBackup', bytes.subarray(0, 70_000), words],
    ['cutBackup', bytes.subarray(0, 15), words],
    ['damagedBackup', flipped, words],
    ['notABackup', textToBytes('PK and something'), words],
    ['notABackup', new Uint8Array(), words],
    ['newerBackup', textToBytes('age-encryption.org/v9\n-> x'), words],
    ['wordUnknown', bytes, words.replace(/^\S+/, 'zzzz')],
  ];
  for (const [type, copy, typed] of cases) {
    const there = elsewhere(copy);
    const answer = await restoredOn(there, typed);
    expect(answer.ok ? 'ok' : answer.error.type, `${type} of ${copy.length}`).toBe(type);
    expect([...there.computer.disk.files().keys()].filter((path) => path.startsWith('/profiles'))).toEqual([]);
    expect(await there.vault.status()).toEqual({ state: 'none' });
  }
});

test('a power cut at any step of a restoring leaves no notebook or a whole one, and it can be done again', async () => {
  const { bytes, words } = await copied();
  for (let at = 1; at < 400; at += 7) {
    const there = elsewhere(bytes);
    const { disk } = there.computer;
    disk.count = 0;
    disk.fault = { at, how: 'power' };
    const answer = await restoredOn(there, words).catch(() => null);
    disk.fault = undefined;
    if (answer?.ok) return;
    disk.crash('lucky');
    const vault = there.computer.start();
    const { state } = await vault.status();
    if (state === 'locked') expect((await vault.unlock(NEXT)).ok, `step ${at}`).toBe(true);
    else {
      const again = backupOn(there.computer, vault);
      expect((await restoredOn({ ...there, ...again, vault }, words)).ok, `step ${at}`).toBe(true);
      expect(await entriesIn(again)).toEqual(ENTRIES);
      const folders = new Set([...disk.files().keys()].flatMap((path) => /^\/profiles\/([^/]+)/.exec(path)?.[1] ?? []));
      expect(folders.size).toBe(1);
    }
  }
  expect.unreachable('it never came through');
});

test('a copy that fails at any step leaves no part of one, and says what happened', async () => {
  for (const code of ['EIO', 'ENOSPC', 'ENOENT'] as const) {
    const { computer, backup } = await notebook();
    computer.disk.count = 0;
    computer.disk.fault = { at: 2, how: 'throw', only: 'write', code };
    const answer = await backup.make();
    computer.disk.fault = undefined;
    const types = { EIO: 'diskFailure', ENOSPC: 'diskFull', ENOENT: 'placeGone' };
    expect(answer.ok ? 'ok' : answer.error.type).toBe(types[code]);
    expect([...computer.disk.files().keys()].filter((path) => path.startsWith(STICK))).toEqual([]);
  }
});

test('without a sheet there is nothing to seal a copy with, and with too little space none is begun', async () => {
  const computer = machine();
  const { vault } = await created(computer);
  expect(await backupOn(computer, vault).backup.make()).toEqual({ ok: false, error: { type: 'backupNeedsSheet' } });
  const { computer: full, backup } = await notebook();
  Object.assign(full.disk, { freeBytes: async () => 1000 });
  const answer = await backup.make();
  expect(answer.ok ? null : answer.error).toMatchObject({ type: 'notEnoughSpace', limit: 1000 });
});

test('a copying that is stopped, or locked, leaves nothing behind', async () => {
  const { computer, backup } = await notebook();
  Object.assign(computer.disk, { freeBytes: async () => (backup.stop(), 1e9) });
  expect(await backup.make()).toEqual({ ok: false, error: { type: 'backupStopped' } });
  expect(copyOn(computer.disk)).toBe('');
});

test('a practice restores for real, finds what is here, takes it away again and is remembered', async () => {
  const { computer, backup, recovery, words, blobs } = await copied();
  const before = [...computer.disk.files().keys()];
  const alone = await backup.practise({ words, pick: null });
  expect(alone).toEqual({ ok: true, value: { backup: null } });
  const picked = await backup.pick();
  const pick = picked.ok ? (picked.value?.pick ?? '') : '';
  const answer = await backup.practise({ words, pick });
  expect(answer).toEqual({ ok: true, value: { backup: { madeAt: '2026-11-28', entries: 3, files: 2 } } });
  const state = await recovery.state();
  expect(state.ok && state.value.drill).toEqual({ at: '2026-11-28', withBackup: true });
  expect([...computer.disk.files().keys()]).toEqual(before);
  const other = bytesToWords(new Uint8Array(32).fill(9), 'fr').join(' ');
  expect(await backup.practise({ words: other, pick: null })).toEqual({ ok: false, error: { type: 'wrongWords' } });
  const there = [...computer.disk.files().keys()].find((path) => path.endsWith('.blob')) ?? '';
  computer.disk.put(there, new Uint8Array(10));
  expect((await blobs.read(BLOB)).ok).toBe(false);
  expect(await backup.practise({ words, pick })).toEqual({ ok: false, error: { type: 'practiceDiffers', count: 1 } });
});

test('the standard program age opens a copy with the phrase of the sheet, and tar reads it', async (context) => {
  const isThere = (name: string): boolean => spawnSync(name, ['--version']).status === 0;
  context.skip(!isThere('age') || !isThere('script'), 'age or script is not installed here');
  const { bytes, phrase } = await copied();
  const folder = mkdtempSync(join(tmpdir(), 'chasqui-age-'));
  try {
    writeFileSync(join(folder, 'copy.age'), bytes);
    // age asks for the phrase on a terminal, so it is given one
    spawnSync('script', ['-qec', `age -d -o '${folder}/copy.tar' '${folder}/copy.age'`, '/dev/null'], {
      input: `${phrase}\n`,
    });
    const list = spawnSync('tar', ['tf', join(folder, 'copy.tar')], { encoding: 'utf8' })
      .stdout.trim()
      .split('\n');
    expect(list).toEqual([
      'backup.json',
      'identities.txt',
      'journal/00000000.jsonl',
      `bundles/${BUNDLE}.takenIn.quipu`,
      `blobs/${BLOB}`,
      'end.json',
    ]);
    const journal = spawnSync('tar', ['xOf', join(folder, 'copy.tar'), 'journal/00000000.jsonl'], { encoding: 'utf8' });
    expect(journal.stdout).toBe(`${ENTRIES.join('\n')}\n`);
    expect(readFileSync(join(folder, 'copy.tar')).length % 512).toBe(0);
  } finally {
    rmSync(folder, { recursive: true });
  }
});
