// Several people on one computer: the passphrase alone says whose notebook opens, and nobody sees the others.

import { expect, test } from 'vitest';
import { createKeyVault } from '#electron/key-vault.ts';
import { bytesToText } from '#shared/base/bytes.ts';
import { forgetfulDisk } from '#tests/fixtures/forgetful-disk.ts';
import { created, fileOf, machine, type Machine, opened, PASSPHRASE } from './electron-machine.ts';

const OTHERS = 'cordones de colores';
const WRONG = 'nada de nada aquí';

/** Two people's profiles on one computer. */
async function shared(): Promise<{ computer: Machine; a: string; b: string }> {
  const computer = machine();
  const a = (await created(computer)).session.profile;
  const made = await computer.start().create(OTHERS);
  if (!made.ok) throw new Error(made.error.type);
  return { computer, a, b: made.value.profile };
}

test('each passphrase opens its own profile, with its own keys, and never the other', async () => {
  const { computer, a, b } = await shared();
  const [first, second] = [await opened(computer.start()), await opened(computer.start(), OTHERS)];
  expect([first.profile, second.profile]).toEqual([a, b]);
  expect(a).not.toBe(b);
  expect(first.dataKey).not.toEqual(second.dataKey);
  expect(first.device).not.toEqual(second.device);
});

test('what is asked before a passphrase is the same whether one person has a notebook here or two', async () => {
  const alone = machine();
  await created(alone);
  const { computer } = await shared();
  expect(await computer.start().status()).toEqual(await alone.start().status());
  expect(await computer.start().unlock(WRONG)).toEqual(await alone.start().unlock(WRONG));
});

test('what one person has open says nothing of the other but a random name', async () => {
  const { computer, a, b } = await shared();
  const vault = computer.start();
  const session = await opened(vault, OTHERS);
  expect(await vault.profiles()).toEqual({ ok: true, value: [a, b].sort() });
  expect(JSON.stringify(session)).not.toContain(a);
  const own = bytesToText(computer.disk.files().get(fileOf(computer.disk)) ?? new Uint8Array());
  expect(own).not.toContain(a === own ? b : OTHERS);
});

test('no two profiles have one passphrase: not when it is made, and not when it is changed', async () => {
  const { computer, a, b } = await shared();
  const taken = { ok: false, error: { type: 'passphraseTaken' } };
  expect(await computer.start().create(OTHERS)).toEqual(taken);
  const vault = computer.start();
  await opened(vault);
  expect(await vault.changePassphrase(PASSPHRASE, OTHERS)).toEqual(taken);
  expect(await vault.changePassphrase(PASSPHRASE, 'una frase distinta')).toEqual({ ok: true, value: null });
  expect((await opened(computer.start(), 'una frase distinta')).profile).toBe(a);
  expect((await opened(computer.start(), OTHERS)).profile).toBe(b);
});

test('guesses count against everybody, and opening one’s own notebook does not wipe them from the other', async () => {
  const { computer, a } = await shared();
  for (let time = 0; time < 4; time++) await computer.start().unlock(WRONG);
  computer.now += 5_000;
  expect((await computer.start().unlock(OTHERS)).ok).toBe(true);
  // The one who guesses has no wait now; the other's notebook has, and is not tried.
  expect(await computer.start().unlock(WRONG)).toMatchObject({ ok: false, error: { type: 'wrongPassphrase' } });
  expect(await computer.start().unlock(PASSPHRASE)).toMatchObject({ ok: false, error: { type: 'tooManyAttempts' } });
  expect((await computer.start().unlock(OTHERS)).ok).toBe(true);
  computer.now += 60_000;
  expect((await opened(computer.start())).profile).toBe(a);
});

test('making a notebook is no quicker way to guess a passphrase', async () => {
  const { computer } = await shared();
  for (let time = 0; time < 4; time++) await computer.start().unlock(WRONG);
  expect(await computer.start().create('una frase distinta')).toMatchObject({
    ok: false,
    error: { type: 'tooManyAttempts' },
  });
});

test('a computer holds six notebooks and says so at the seventh', async () => {
  const computer = machine();
  for (let person = 1; person <= 6; person++) {
    computer.now += 1_000_000;
    expect((await computer.start().create(`frase número ${person}`)).ok).toBe(true);
  }
  computer.now += 1_000_000;
  expect(await computer.start().create('frase número 7')).toEqual({
    ok: false,
    error: { type: 'tooManyProfiles', most: 6 },
  });
});

test('a damaged notebook does not keep the others shut', async () => {
  const { computer, a, b } = await shared();
  for (const copy of ['vault.json', 'vault.copy.json'])
    computer.disk.put(`/profiles/${a}/${copy}`, new Uint8Array([123]));
  expect((await opened(computer.start(), OTHERS)).profile).toBe(b);
});

test('a notebook that was begun is there after a power cut, with every folder that leads to it', async () => {
  const disk = forgetfulDisk();
  await disk.makeFolder('/data');
  await disk.syncFolder('/');
  const ports = { ...machine().ports, disk, folder: '/data/profiles' };
  expect(await createKeyVault(ports).create(PASSPHRASE)).toMatchObject({ ok: true });
  disk.powerCut(() => false);
  const hold = async () => ({ release: () => undefined }); // the process that had it is gone
  expect(await createKeyVault({ ...ports, hold }).unlock(PASSPHRASE)).toMatchObject({ ok: true });
});

test('a notebook whose vault was taken away is called damaged, and not a computer without one', async () => {
  const computer = machine();
  const { profile } = (await created(computer)).session;
  for (const copy of ['vault.json', 'vault.copy.json']) await computer.disk.remove(`/profiles/${profile}/${copy}`);
  expect((await computer.start().status()).state).toBe('none');
  computer.disk.put(`/profiles/${profile}/journal.quipuj`, new Uint8Array([1]));
  expect((await computer.start().status()).state).toBe('locked');
  expect(await computer.start().unlock(PASSPHRASE)).toEqual({ ok: false, error: { type: 'vaultDamaged' } });
  computer.disk.put(`/profiles/${profile}/restoring`, new Uint8Array([1]));
  expect((await computer.start().status()).state).toBe('none');
});
