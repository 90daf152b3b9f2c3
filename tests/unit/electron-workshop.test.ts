// The workshop's notebook among a computer's others: nobody's passphrase opens it, and it is never taken for one of theirs.

import { expect, test } from 'vitest';
import { isPracticeKey } from '#shared/log/envelope.ts';
import { WORKSHOP_PASSPHRASE } from '#electron/profiles.ts';
import { created, machine, opened, PASSPHRASE } from './electron-machine.ts';

const practised = async (vault: ReturnType<ReturnType<typeof machine>['start']>) => {
  const answer = await vault.practise();
  if (!answer.ok) throw new Error(answer.error.type);
  return answer.value;
};

test('it opens without a passphrase, with keys of its own side, and again with the same ones', async () => {
  const computer = machine();
  const first = await practised(computer.start());
  expect(first.isNew).toBe(true);
  expect(isPracticeKey(first.device.key)).toBe(true);
  expect(await practised(computer.start())).toEqual({ ...first, isNew: false });
  expect(isPracticeKey((await created(machine())).session.device.key)).toBe(false);
});

test('a computer with nothing but a workshop has no notebook, and its passphrase opens none', async () => {
  const computer = machine();
  await practised(computer.start());
  const vault = computer.start();
  expect(await vault.status()).toEqual({ state: 'none' });
  expect(await vault.unlock(WORKSHOP_PASSPHRASE)).toEqual({ ok: false, error: { type: 'noVault' } });
  expect((await vault.create(WORKSHOP_PASSPHRASE)).ok).toBe(true);
});

test('its store is not taken for left over, and a real notebook opens beside it', async () => {
  const computer = machine();
  const { session } = await created(computer);
  const workshop = await practised(computer.start());
  const vault = computer.start();
  expect(await vault.profiles()).toEqual({ ok: true, value: [session.profile, workshop.profile].toSorted() });
  expect((await opened(vault)).profile).toBe(session.profile);
  expect(await vault.practise()).toEqual({ ok: false, error: { type: 'profileInUse' } });
});

test('renamed to look like a real one it is a workshop’s all the same', async () => {
  const computer = machine();
  const { profile } = await practised(computer.start());
  const { disk } = computer;
  for (const path of [...disk.files().keys()].filter((name) => name.includes(profile))) {
    await disk.rename(path, path.replace(profile, 'AAAAAAAAAAAAAAAAAAAAAA'));
  }
  const answer = await opened(computer.start(), WORKSHOP_PASSPHRASE);
  expect([answer.profile, isPracticeKey(answer.device.key)]).toEqual([profile, true]);
});

test('it has no passphrase to change, and after it is erased another one begins', async () => {
  const vault = machine().start();
  const first = await practised(vault);
  expect(await vault.changePassphrase(WORKSHOP_PASSPHRASE, PASSPHRASE)).toEqual({
    ok: false,
    error: { type: 'notInWorkshop' },
  });
  expect((await vault.erase()).ok).toBe(true);
  const second = await practised(vault);
  expect(second.isNew).toBe(true);
  expect(second.device.kid).not.toBe(first.device.kid);
});
