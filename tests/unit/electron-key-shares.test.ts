// The secretariat's reading key in three shares: two give it back, on any laptop; one, or one that is wrong, mixed,
// repeated or damaged, gives nothing and is told by its cause. And a key that was changed still opens what it opened.

import { Encrypter, identityToRecipient } from 'age-encryption';
import { combine } from 'shamir-secret-sharing';
import { expect, test } from 'vitest';
import { createKeyShares, type KeyShares } from '#electron/key-shares.ts';
import type { KeyVault } from '#electron/key-vault.ts';
import { createRecovery } from '#electron/recovery.ts';
import { textToShare } from '#electron/share-file.ts';
import { bytesToText, textToBytes } from '#shared/base/bytes.ts';
import { digestOfText } from '#shared/base/ids.ts';
import { ok } from '#shared/base/result.ts';
import { readAgeHeader } from '#shared/bundle/age-header.ts';
import { created, type Machine, machine, opened, PASSPHRASE } from './electron-machine.ts';

const MECHANISM = digestOfText('a mechanism');
const FACTS = { mechanism: MECHANISM, name: 'Mecanismo de prueba', suite: 'hybrid' } as const;

interface Office {
  readonly computer: Machine;
  readonly vault: KeyVault;
  readonly shares: KeyShares;
  readonly device: { readonly recipient: string; readonly classicRecipient: string };
  /** what was saved last, and the files that the next picks answer */
  readonly files: string[];
  readonly tray: string[];
}

const sharesOn = (computer: Machine, vault: KeyVault, files: string[], tray: string[]): KeyShares =>
  createKeyShares({
    ...computer.ports,
    vault,
    today: () => '2026-11-29',
    chosen: {
      save: async (name, extension, bytes) => {
        files.push(bytesToText(bytes) ?? '');
        return ok({ name: `${name}.${extension}` });
      },
      pick: async () => {
        const text = tray.shift();
        return ok(text === undefined ? null : { name: 'x.txt', bytes: textToBytes(text) });
      },
    },
  });

async function office(): Promise<Office> {
  const computer = machine();
  const { vault, session } = await created(computer);
  const [files, tray]: [string[], string[]] = [[], []];
  return { computer, vault, device: session.device, shares: sharesOn(computer, vault, files, tray), files, tray };
}

/** Three share files. */
async function shared(at: Office) {
  expect((await at.shares.begin(FACTS)).ok).toBe(true);
  const from = at.files.length;
  for (const number of [1, 2, 3]) expect((await at.shares.save({ number })).ok).toBe(true);
  return at.files.slice(from) as [string, string, string];
}

const give = (at: Office, text: string, mechanism: string = MECHANISM) => {
  at.tray.push(text);
  return at.shares.pick({ mechanism });
};

const typeOf = (answer: { readonly ok: boolean; readonly error?: { readonly type: string } }): string =>
  answer.ok ? 'ok' : (answer.error?.type ?? '');

async function opens(vault: KeyVault, recipient: string): Promise<boolean> {
  const encrypter = new Encrypter();
  encrypter.addRecipient(recipient);
  const sealed = await encrypter.encrypt('sealed');
  const header = readAgeHeader(sealed);
  if (!header.ok) throw new Error(header.error.type);
  const [, stanza = '', body = ''] = (bytesToText(sealed.slice(0, header.value.size)) ?? '').split('\n');
  const stanzas = [{ args: stanza.split(' ').slice(1), body: Uint8Array.from(Buffer.from(body, 'base64')) }];
  const key = await vault.unwrap({ stanzas });
  return key.ok && key.value?.length === 16;
}

test('any two of three shares give the key to another laptop, which then opens what was sealed before', async () => {
  const at = await office();
  const three = await shared(at);
  for (const [one, other] of [
    [0, 1],
    [1, 2],
    [2, 0],
  ] as const) {
    const next = await office();
    expect(await opens(next.vault, at.device.recipient)).toBe(false);
    await give(next, three[one]);
    expect(await give(next, three[other])).toMatchObject({ ok: true, value: { needs: 2, of: 3 } });
    expect(await next.shares.recover()).toEqual(ok({ keys: 1 }));
    expect(await opens(next.vault, at.device.recipient)).toBe(true);
    expect(await opens(next.vault, next.device.recipient)).toBe(true);
    const later = next.computer.start();
    await opened(later);
    expect(await opens(later, at.device.recipient)).toBe(true);
  }
});

test('two shares give an age identity file and nothing that signs', async () => {
  const at = await office();
  await at.vault.newKey('root');
  const parts = (await shared(at)).slice(1).map((text) => {
    const share = textToShare(text);
    if (!share.ok) throw new Error(share.error.type);
    return share.value.part;
  });
  const text = bytesToText(await combine(parts)) ?? '';
  expect(text).toMatch(/^AGE-SECRET-KEY-PQ-1[0-9A-Z]+\n$/);
  expect(await identityToRecipient(text.trim())).toBe(at.device.recipient);
});

test('a share says in five languages what it is, and names mechanism, key, number, threshold and checksum', async () => {
  const at = await office();
  const [, second] = await shared(at);
  for (const words of ['parte 2 de 3', 'share 2 of 3', 'chave de leitura', 'clé de lecture', 'kle lekti'])
    expect(second).toContain(words);
  expect(second).not.toContain('{{');
  for (const line of [`mechanism: ${MECHANISM}`, 'name: Mecanismo de prueba', 'share: 2', 'needs: 2', 'of: 3'])
    expect(second).toContain(`\n${line}\n`);
  expect(second).toContain(`\nkey: ${digestOfText(at.device.recipient)}\n`);
  expect(second).toMatch(/\ncheck: [A-Za-z0-9_-]{43}\n$/);
  expect(second).not.toContain('AGE-SECRET');
});

test('a share is read whatever became of its line ends, margins and empty lines', async () => {
  const at = await office();
  const [first, second] = await shared(at);
  expect((await give(at, first.replaceAll('\n', '\r\n'))).ok).toBe(true);
  expect((await give(at, second.replaceAll('\n', '  \n\n   '))).ok).toBe(true);
  expect((await at.shares.practise({ suite: 'hybrid' })).ok).toBe(true);
});

test('what is no share, newer, damaged, of another mechanism, mixed, repeated or too little is told by its cause', async () => {
  const at = await office();
  const [first, second] = await shared(at);
  const [, newest] = await shared(at);
  const other = await office();
  const [, stranger] = await shared(other);
  const damaged = second.replace(/\npart: (.)/, (_all, letter: string) => `\npart: ${letter === 'A' ? 'B' : 'A'}`);
  expect(typeOf(await give(at, 'una carta'))).toBe('notAShare');
  expect(typeOf(await give(at, second.replace('chasqui-share/1', 'chasqui-share/2')))).toBe('newerShare');
  expect(typeOf(await give(at, damaged))).toBe('shareDamaged');
  expect(typeOf(await give(at, second.slice(0, second.indexOf('\ncheck'))))).toBe('shareDamaged');
  expect(typeOf(await give(at, first, digestOfText('another')))).toBe('shareOfAnother');
  expect(typeOf(await at.shares.recover())).toBe('sharesTooFew');
  expect(typeOf(await give(at, first))).toBe('ok');
  expect(typeOf(await at.shares.practise({ suite: 'hybrid' }))).toBe('sharesTooFew');
  expect(typeOf(await give(at, newest))).toBe('sharesMixed');
  expect(typeOf(await give(at, stranger))).toBe('sharesMixed');
  expect(await give(at, first)).toEqual({ ok: false, error: { type: 'shareRepeated', number: 1 } });
  expect(typeOf(await give(at, second))).toBe('ok');
  expect(typeOf(await at.shares.practise({ suite: 'hybrid' }))).toBe('ok');
});

test('a share with a part that somebody made up, and a checksum to it, gives no key', async () => {
  const at = await office();
  const [first, second] = await shared(at);
  const lines = second.slice(second.indexOf('mechanism: ')).split('\n').slice(0, 9);
  const made = lines.map((line) => (line.startsWith('part: ') ? line.replace(/^part: .{8}/, 'part: AAAAAAAA') : line));
  const forged = `--- chasqui-share/1 ---\n${made.join('\n')}\ncheck: ${digestOfText(made.join('\n'))}\n`;
  const next = await office();
  await give(next, first);
  expect(typeOf(await give(next, forged))).toBe('ok');
  expect(typeOf(await next.shares.recover())).toBe('sharesForged');
  expect(await opens(next.vault, at.device.recipient)).toBe(false);
});

test('whole shares of another key under this one’s name give nothing', async () => {
  const at = await office();
  const named = await shared(at);
  const strange = await shared(await office());
  const next = await office();
  for (const [place, text] of named.slice(0, 2).entries()) {
    const part = /\npart: (\S+)/.exec(strange[place] ?? '')?.[1] ?? '';
    const facts = text.slice(text.indexOf('mechanism: '), text.indexOf('\npart: '));
    const lines = `${facts}\npart: ${part}`;
    expect(typeOf(await give(next, `--- chasqui-share/1 ---\n${lines}\ncheck: ${digestOfText(lines)}\n`))).toBe('ok');
  }
  expect(typeOf(await next.shares.recover())).toBe('sharesForged');
});

test('a practice combines for real, compares with the key of now, and notes its day', async () => {
  const at = await office();
  expect(await at.shares.state({ suite: 'hybrid' })).toEqual(ok({ made: null, drill: null }));
  const [first, second, third] = await shared(at);
  expect(await at.shares.state({ suite: 'hybrid' })).toMatchObject({
    value: { made: { at: '2026-11-29', isCurrent: true }, drill: null },
  });
  const other = await office();
  for (const text of [first, third]) await give(other, text);
  expect(typeOf(await other.shares.practise({ suite: 'hybrid' }))).toBe('sharesOfAnotherKey');
  expect(await other.shares.state({ suite: 'hybrid' })).toMatchObject({ value: { drill: null } });
  for (const text of [first, second]) await give(at, text);
  expect(await at.shares.practise({ suite: 'hybrid' })).toEqual(ok({ at: '2026-11-29' }));
  expect(await at.shares.state({ suite: 'hybrid' })).toMatchObject({ value: { drill: { isCurrent: true } } });
  expect(typeOf(await at.shares.practise({ suite: 'hybrid' }))).toBe('sharesTooFew'); // forgotten with their use
});

test('shares that were not all saved are not made', async () => {
  const at = await office();
  await at.shares.begin(FACTS);
  expect(await at.shares.save({ number: 2 })).toMatchObject({ value: { left: [1, 3] } });
  expect(await at.shares.save({ number: 2 })).toMatchObject({ value: { left: [1, 3] } });
  at.shares.drop();
  expect(typeOf(await at.shares.save({ number: 1 }))).toBe('noSharesBegun');
  expect(await at.shares.state({ suite: 'hybrid' })).toMatchObject({ value: { made: null } });
});

test('locking forgets shares that were begun or picked, and answers nothing', async () => {
  const at = await office();
  const [first, second] = await shared(at);
  await at.shares.begin(FACTS);
  await give(at, first);
  at.vault.lock();
  expect(typeOf(await at.shares.state({ suite: 'hybrid' }))).toBe('vaultLocked');
  expect(typeOf(await at.shares.begin(FACTS))).toBe('vaultLocked');
  expect(typeOf(await give(at, second))).toBe('vaultLocked');
  expect(typeOf(await at.shares.recover())).toBe('vaultLocked');
  await opened(at.vault);
  expect(typeOf(await at.shares.save({ number: 1 }))).toBe('noSharesBegun');
  expect(typeOf(await at.shares.recover())).toBe('sharesTooFew');
});

test('a changed key opens what is sealed for it, the one before still opens what was, and shares of that one are past', async () => {
  const at = await office();
  const three = await shared(at);
  const turned = await at.shares.turn({ from: at.device.recipient });
  if (!turned.ok) throw new Error(turned.error.type);
  expect(turned.value.recipient).not.toBe(at.device.recipient);
  expect(await at.shares.turn({ from: at.device.recipient })).toEqual(turned); // the same answer afterwards
  const later = at.computer.start();
  expect((await opened(later)).device).toMatchObject(turned.value);
  for (const vault of [at.vault, later]) {
    for (const { recipient, classicRecipient } of [at.device, turned.value])
      for (const each of [recipient, classicRecipient]) expect(await opens(vault, each)).toBe(true);
  }
  const shares = sharesOn(at.computer, later, at.files, at.tray);
  expect(await shares.state({ suite: 'hybrid' })).toMatchObject({ value: { made: { isCurrent: false } } });
  for (const text of three.slice(1)) {
    at.tray.push(text);
    await shares.pick({ mechanism: MECHANISM });
  }
  expect(typeOf(await shares.practise({ suite: 'hybrid' }))).toBe('sharesPast');
});

test('the newest shares give earlier keys too, and old shares never the new one', async () => {
  const at = await office();
  const old = await shared(at);
  const turned = await at.shares.turn({ from: at.device.recipient });
  if (!turned.ok) throw new Error(turned.error.type);
  const three = await shared(at);
  const [one, other] = [await office(), await office()];
  for (const text of three.slice(0, 2)) await give(one, text);
  expect(await one.shares.recover()).toEqual(ok({ keys: 2 }));
  for (const text of old.slice(0, 2)) await give(other, text);
  expect(await other.shares.recover()).toEqual(ok({ keys: 1 }));
  const opened = async ({ vault }: Office) => [
    await opens(vault, at.device.recipient),
    await opens(vault, turned.value.recipient),
  ];
  expect([await opened(one), await opened(other)]).toEqual([
    [true, true],
    [true, false],
  ]);
});

test('the words of a sheet open what shares brought and what was read before a change', async () => {
  const at = await office();
  const recovery = createRecovery({ ...at.computer.ports, vault: at.vault, today: () => '2026-11-29' });
  const sheet = recovery.begin({ language: 'es' });
  if (!sheet.ok) throw new Error(sheet.error.type);
  const { words, asked } = sheet.value;
  expect((await recovery.keep({ words: asked.map((number) => words[number - 1] ?? '') })).ok).toBe(true);
  const other = await office();
  const [first, second] = await shared(other);
  await give(at, first);
  await give(at, second);
  expect((await at.shares.recover()).ok).toBe(true);
  const turned = await at.shares.turn({ from: at.device.recipient });
  if (!turned.ok) throw new Error(turned.error.type);
  const next = at.computer.start();
  const again = createRecovery({ ...at.computer.ports, vault: next, today: () => '2026-11-29' });
  expect((await again.recover({ words: words.join(' '), passphrase: `${PASSPHRASE} nueva` })).ok).toBe(true);
  for (const recipient of [at.device.recipient, other.device.recipient, turned.value.recipient])
    expect(await opens(next, recipient)).toBe(true);
});

test('a failure at every step of changing the key leaves the old key or both, and never neither', async () => {
  const whole = await office();
  whole.computer.disk.fault = undefined;
  whole.computer.disk.count = 0;
  await whole.shares.turn({ from: whole.device.recipient });
  const steps = whole.computer.disk.count;
  expect(steps).toBeGreaterThan(5);
  for (let step = 1; step <= steps; step++) {
    const at = await office();
    at.computer.disk.count = 0;
    at.computer.disk.fault = { at: step, how: 'power' };
    const turned = await at.shares.turn({ from: at.device.recipient });
    at.computer.disk.fault = undefined;
    at.computer.disk.crash('strict');
    const later = at.computer.start();
    const { device } = await opened(later);
    expect(await opens(later, at.device.recipient)).toBe(true);
    expect(await opens(later, device.recipient)).toBe(true);
    if (turned.ok) expect(device.recipient).toBe(turned.value.recipient);
  }
});
