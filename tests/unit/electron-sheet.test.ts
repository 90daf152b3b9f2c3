import { expect, test } from 'vitest';
import { createRecovery, type Recovery } from '#electron/recovery.ts';
import type { KeyVault } from '#electron/key-vault.ts';
import { bytesToText, textToBytes } from '#shared/base/bytes.ts';
import { bytesToWords } from '#shared/base/recovery-words.ts';
import type { ShownSheet } from '#shared/wire/recovery.ts';
import { Encrypter } from 'age-encryption';
import { readAgeHeader } from '#shared/bundle/age-header.ts';
import { created, type Machine, machine, opened, PASSPHRASE, vaultJson } from './electron-machine.ts';

const NEXT = 'otra frase distinta';

const recoveryOn = (computer: Machine, vault: KeyVault): Recovery =>
  createRecovery({ ...computer.ports, vault, today: () => '2026-11-28' });

function shown(recovery: Recovery, language = 'es' as const): ShownSheet {
  const sheet = recovery.begin({ language });
  if (!sheet.ok) throw new Error(sheet.error.type);
  return sheet.value;
}

const answers = ({ words, asked }: ShownSheet): string[] => asked.map((at) => words[at - 1] ?? '');

async function withSheet(computer = machine()) {
  const { vault, session } = await created(computer);
  const recovery = recoveryOn(computer, vault);
  const sheet = shown(recovery);
  expect(await recovery.keep({ words: answers(sheet) })).toEqual({ ok: true, value: null });
  return { computer, vault, session, recovery, sheet, text: sheet.words.join(' ') };
}

test('the words open the data of a forgotten passphrase, under a new passphrase and with a new signing key', async () => {
  const { computer, session, text } = await withSheet();
  const next = computer.start();
  const answer = await recoveryOn(computer, next).recover({ words: text, passphrase: NEXT });
  if (!answer.ok) throw new Error(answer.error.type);
  expect(answer.value.profile).toBe(session.profile);
  expect(answer.value.dataKey).toEqual(session.dataKey);
  expect(answer.value.device.kid).not.toBe(session.device.kid);
  expect(answer.value.device.recipient).not.toBe(session.device.recipient);
  expect(answer.value.former).toEqual([{ kid: session.device.kid, key: session.device.key }]);
  expect(answer.value.root).toBeNull();
  expect((await computer.start().unlock(PASSPHRASE)).ok).toBe(false);
  expect((await computer.start().unlock(NEXT)).ok).toBe(true);
});

test('what was sealed for the lost device is still read after a recovery, and after a second one', async () => {
  const { computer, session, text } = await withSheet();
  for (const time of [1, 2]) {
    const vault = computer.start();
    const answer = await recoveryOn(computer, vault).recover({ words: text, passphrase: `${NEXT} ${time}` });
    expect(answer.ok && answer.value.former).toHaveLength(time);
    for (const recipient of [session.device.recipient, session.device.classicRecipient]) {
      const stanzas = await stanzasFor(recipient);
      const key = await vault.unwrap({ stanzas });
      expect(key.ok && key.value?.length).toBe(16);
    }
  }
});

test('no signing key is in what the words open: none of a secretariat’s either', async () => {
  const { computer, vault, recovery, text } = await withSheet();
  await vault.newKey('root');
  await vault.newKey('organisation');
  const root = await vault.newKey('root');
  vault.lock();
  const next = computer.start();
  const answer = await recoveryOn(computer, next).recover({ words: text, passphrase: NEXT });
  expect(answer.ok && answer.value.root).toBeNull();
  expect(answer.ok && answer.value.organisation).toBeNull();
  expect(root.ok).toBe(true);
  await expect(next.sign({ as: 'root', type: 'application/vnd.chasqui.roster+json;v=1', body: '{}' })).rejects.toThrow(
    'no such key',
  );
  expect((await recovery.state()).ok).toBe(false);
});

test('a sheet counts only when three of its words came back, and the wrong one is named', async () => {
  const computer = machine();
  const { vault } = await created(computer);
  const recovery = recoveryOn(computer, vault);
  const sheet = shown(recovery);
  expect(sheet.asked).toHaveLength(3);
  const wrong = answers(sheet);
  wrong[1] = 'otra';
  expect(await recovery.keep({ words: wrong })).toEqual({
    ok: false,
    error: { type: 'wordDiffers', at: sheet.asked[1] },
  });
  const state = await recovery.state();
  expect(state.ok && state.value.sheet).toBeNull();
  expect(await recovery.keep({ words: answers(sheet) })).toEqual({ ok: true, value: null });
  expect(await recovery.keep({ words: answers(sheet) })).toEqual({ ok: false, error: { type: 'noSheetBegun' } });
  const after = await recovery.state();
  expect(after.ok && after.value.sheet).toEqual({ mark: sheet.mark, madeAt: '2026-11-28' });
});

test('a new sheet voids the old one', async () => {
  const { computer, vault, recovery, text } = await withSheet();
  const second = shown(recovery);
  expect(await recovery.keep({ words: answers(second) })).toEqual({ ok: true, value: null });
  vault.lock();
  const next = recoveryOn(computer, computer.start());
  expect(await next.recover({ words: text, passphrase: NEXT })).toEqual({ ok: false, error: { type: 'wrongWords' } });
  expect((await next.recover({ words: second.words.join(' '), passphrase: NEXT })).ok).toBe(true);
});

test('words that are no key, another key, or a sheet that was never made are each told apart', async () => {
  const { computer, vault } = await withSheet();
  vault.lock();
  const recovery = recoveryOn(computer, computer.start());
  const other = bytesToWords(computer.ports.random(32), 'es').join(' ');
  expect(await recovery.recover({ words: other, passphrase: NEXT })).toEqual({
    ok: false,
    error: { type: 'wrongWords' },
  });
  expect(await recovery.recover({ words: 'uno dos', passphrase: NEXT })).toEqual({
    ok: false,
    error: { type: 'wordsMissing', count: 2, of: 24 },
  });
  const without = machine();
  (await created(without)).vault.lock();
  expect(await recoveryOn(without, without.start()).recover({ words: other, passphrase: NEXT })).toEqual({
    ok: false,
    error: { type: 'noSheet' },
  });
});

test('a lock forgets a sheet that was shown and not yet kept', async () => {
  const computer = machine();
  const { vault } = await created(computer);
  const recovery = recoveryOn(computer, vault);
  const sheet = shown(recovery);
  vault.lock();
  await opened(vault);
  expect(await recovery.keep({ words: answers(sheet) })).toEqual({ ok: false, error: { type: 'noSheetBegun' } });
});

test('changing the passphrase and making a key leave the sheet as it is', async () => {
  const { computer, vault, text } = await withSheet();
  await vault.newKey('organisation');
  expect((await vault.changePassphrase(PASSPHRASE, 'y una más larga')).ok).toBe(true);
  vault.lock();
  expect((await recoveryOn(computer, computer.start()).recover({ words: text, passphrase: NEXT })).ok).toBe(true);
});

test('neither the words nor what comes of them is anywhere on the disk', async () => {
  const { computer, sheet } = await withSheet();
  const files = [...computer.disk.files().values()].map((bytes) => bytesToText(bytes) ?? '');
  expect(files.length).toBeGreaterThan(1);
  expect(Object.keys(vaultJson(computer.disk))).toContain('recovery');
  for (const marker of [...sheet.words.filter((word) => word.length > 5), sheet.phrase, '2026-11-28'])
    expect(files.filter((text) => text.includes(marker))).toEqual([]);
});

test('a recovery that fails at any step leaves the old vault or the new one, and both open', async () => {
  for (let step = 1; step < 60; step++) {
    const { computer, vault, text } = await withSheet();
    vault.lock();
    computer.disk.count = 0;
    computer.disk.fault = { at: step, how: 'power' };
    const answer = await recoveryOn(computer, computer.start()).recover({ words: text, passphrase: NEXT });
    computer.disk.fault = undefined;
    computer.disk.crash('strict');
    const [old, next] = [await computer.start().unlock(PASSPHRASE), await computer.start().unlock(NEXT)];
    expect(old.ok || next.ok, `step ${step}`).toBe(true);
    expect(answer.ok && !next.ok).toBe(false);
    if (answer.ok) return;
  }
  expect.unreachable('it never came through');
});

async function stanzasFor(recipient: string) {
  const encrypter = new Encrypter();
  encrypter.addRecipient(recipient);
  const sealed = await encrypter.encrypt(textToBytes('x'));
  const header = readAgeHeader(sealed);
  if (!header.ok) throw new Error(header.error.type);
  const lines = (bytesToText(sealed.slice(0, header.value.size)) ?? '').split('\n');
  const body = new Uint8Array(Buffer.from(lines[2] ?? '', 'base64'));
  return [{ args: (lines[1] ?? '').split(' ').slice(1), body }];
}
