// Erasing: under every failure the profile is there whole, or it is gone for good and its rest goes at the next start.

import { expect, test } from 'vitest';
import { randomBytes } from 'node:crypto';
import { finishErasing } from '#electron/erase.ts';
import { textToBytes } from '#shared/base/bytes.ts';
import { created, machine, type Machine, opened, PASSPHRASE } from './electron-machine.ts';
import { memoryDisk } from './electron-memory-disk.ts';

const random = (length: number): Uint8Array<ArrayBuffer> => new Uint8Array(randomBytes(length));
const restart = (computer: Machine): Promise<void> => finishErasing(computer.disk, '/profiles', random);

/** A profile with files of all kinds, and a second one beside it. */
async function written(): Promise<{ computer: Machine; profile: string; other: string }> {
  const computer = machine();
  const other = await computer.start().create('cordones de colores');
  const { session } = await created(computer);
  if (!other.ok) throw new Error(other.error.type);
  const { profile } = session;
  for (const name of ['journal.quipuj', 'journal.tail-9-x', 'high-water', 'attempts.json', 'courier.json'])
    computer.disk.put(`/profiles/${profile}/${name}`, random(2000));
  for (const name of ['bundles/AAAA.packed.quipu', 'blobs/BBBB.sealed'])
    computer.disk.put(`/profiles/${profile}/${name}`, random(2000));
  computer.disk.put(`/profiles/${other.value.profile}/journal.quipuj`, random(2000));
  return { computer, profile, other: other.value.profile };
}

test('after erasing nothing of the profile is on the disk, and the other profile is untouched', async () => {
  const { computer, profile, other } = await written();
  const before = [...computer.disk.files()].filter(([path]) => path.includes(other));
  const vault = computer.start();
  await opened(vault);
  expect(await vault.erase()).toEqual({ ok: true, value: null });
  expect(vault.session()).toMatchObject({ ok: false, error: { type: 'vaultLocked' } });
  expect([...computer.disk.files().keys()].filter((path) => path.includes(profile))).toEqual([]);
  expect([...computer.disk.files()]).toEqual(before);
  expect(await computer.start().unlock(PASSPHRASE)).toMatchObject({ ok: false, error: { type: 'wrongPassphrase' } });
  expect((await opened(computer.start(), 'cordones de colores')).profile).toBe(other);
});

test('the last notebook erased leaves a computer on which nothing was ever begun', async () => {
  const computer = machine();
  const { vault } = await created(computer);
  expect(await vault.erase()).toEqual({ ok: true, value: null });
  expect(await vault.status()).toEqual({ state: 'none' });
  expect(computer.disk.files().size).toBe(0);
  expect((await vault.create(PASSPHRASE)).ok).toBe(true);
});

test('a locked vault erases nothing', async () => {
  const { computer } = await written();
  const before = computer.disk.files();
  expect(await computer.start().erase()).toEqual({ ok: false, error: { type: 'vaultLocked' } });
  expect(computer.disk.files()).toEqual(before);
});

test('the keys go first: before any other file is touched both copies of the vault are noise', async () => {
  const { computer, profile } = await written();
  const vault = computer.start();
  await opened(vault);
  const wraps = [...computer.disk.files()].filter(([path]) => /vault/.test(path) && path.includes(profile));
  const rest = [...computer.disk.files()].filter(([path]) => !/vault/.test(path) && path.includes(profile));
  expect([wraps.length, rest.length]).toEqual([2, 7]);
  computer.disk.fault = { at: 1, only: 'remove', how: 'power' };
  computer.disk.count = 0;
  expect((await vault.erase()).ok).toBe(false);
  computer.disk.fault = undefined;
  computer.disk.crash('strict');
  for (const [path, bytes] of rest) expect(computer.disk.files().get(path), path).toEqual(bytes);
  for (const [path, bytes] of wraps) {
    const now = Buffer.from(computer.disk.files().get(path) ?? []);
    expect(now.length).toBe(bytes.length);
    for (let at = 0; at + 16 <= bytes.length; at += 16)
      expect(now.includes(Buffer.from(bytes.subarray(at, at + 16))), `${path} ${at}`).toBe(false);
  }
});

test('a part of a vault that was being written when the power went is destroyed like the vault', async () => {
  const { computer, profile } = await written();
  const part = `/profiles/${profile}/vault.json.abc.part`;
  const vault = computer.start();
  await opened(vault);
  computer.disk.put(part, textToBytes('{"wraps":[{"sealed":"an older way to the same key"}]}'));
  computer.disk.fault = { at: 1, only: 'remove', how: 'power' };
  computer.disk.count = 0;
  await vault.erase();
  computer.disk.fault = undefined;
  expect(Buffer.from(computer.disk.files().get(part) ?? []).includes('older')).toBe(false);
});

test('under every failure the notebook opens as before, or nothing opens it and the next start takes the rest away', async () => {
  const base = await written();
  const files = base.computer.disk.files();
  let [whole, gone] = [0, 0];
  for (const how of ['throw', 'short', 'power'] as const) {
    for (const crash of ['strict', 'lucky', 'torn'] as const) {
      for (let at = 1; ; at++) {
        const disk = memoryDisk();
        for (const [path, bytes] of files) disk.put(path, bytes);
        const computer = machine(disk);
        const vault = computer.start();
        const { dataKey } = await opened(vault);
        disk.count = 0;
        disk.fault = { at, how };
        const erased = await vault.erase();
        const steps = disk.count;
        disk.fault = undefined;
        disk.crash(crash);
        await restart(computer);
        computer.now += 1_000_000;
        const again = await computer.start().unlock(PASSPHRASE);
        const left = [...disk.files().keys()].filter((path) => path.includes(base.profile));
        const name = `${how} ${crash} ${at} of ${steps}`;
        if (again.ok) {
          whole++;
          expect(erased.ok, name).toBe(false);
          expect(again.value.dataKey, name).toEqual(dataKey);
          expect(left.filter((path) => !/vault|attempts/.test(path)).length, name).toBe(6);
        } else {
          gone++;
          expect(again.error.type, name).toBe('wrongPassphrase');
          expect(left, name).toEqual([]);
        }
        expect((await opened(computer.start(), 'cordones de colores')).profile, name).toBe(base.other);
        if (steps < at) break;
      }
    }
  }
  expect(Math.min(whole, gone)).toBeGreaterThan(5);
});
