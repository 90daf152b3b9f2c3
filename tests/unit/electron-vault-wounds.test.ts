import { expect, test } from 'vitest';
import { createKeyVault } from '#electron/key-vault.ts';
import { encodeVaultFile } from '#electron/vault-file.ts';
import { textToBytes } from '#shared/base/bytes.ts';
import { created, fakeKeychain, fileOf, machine, opened, PASSPHRASE, vaultJson } from './electron-machine.ts';
import { memoryDisk, placesOf } from './electron-memory-disk.ts';

test('under every failure of a passphrase change one of the two passphrases opens everything', async () => {
  const base = machine();
  const { session } = await created(base);
  const files = base.disk.files();
  for (const how of ['throw', 'short', 'power'] as const) {
    for (const crash of ['strict', 'lucky', 'torn'] as const) {
      for (let at = 1; ; at++) {
        const disk = memoryDisk();
        for (const [path, bytes] of files) disk.put(path, bytes);
        const computer = machine(disk);
        const vault = computer.start();
        await opened(vault);
        disk.count = 0;
        disk.fault = { at, how };
        const changed = await vault.changePassphrase(PASSPHRASE, 'cordones de colores');
        const steps = disk.count;
        disk.fault = undefined;
        disk.crash(crash);
        const first = await computer.start().unlock(changed.ok ? 'cordones de colores' : PASSPHRASE);
        const answer = first.ok || changed.ok ? first : await computer.start().unlock('cordones de colores');
        // Only where the last step of all failed are both copies new although the answer was a problem.
        if (at < steps || crash === 'strict') expect(first.ok, `${how} ${crash} ${at} of ${steps}`).toBe(true);
        expect(answer, `${how} ${crash} ${at}`).toEqual({ ok: true, value: { ...session, isNew: false } });
        if (steps < at) break;
      }
    }
  }
});

test('under every failure while it is made there is no vault or a whole one, and making it again works', async () => {
  for (const how of ['throw', 'short', 'power'] as const) {
    for (let at = 1; ; at++) {
      const computer = machine();
      computer.disk.fault = { at, how };
      const answer = await computer.start().create(PASSPHRASE);
      const steps = computer.disk.count;
      computer.disk.fault = undefined;
      computer.disk.crash(how === 'power' ? 'strict' : 'lucky'); // lucky: only the space is free again
      const vault = computer.start();
      const { state } = await vault.status();
      if (answer.ok) expect(state).toBe('locked');
      else if (how !== 'power') expect(state, `${how} ${at}`).toBe('none');
      const next = state === 'none' ? await vault.create(PASSPHRASE) : await vault.unlock(PASSPHRASE);
      expect(next.ok, `${how} ${at}`).toBe(true);
      if (steps < at) break;
    }
  }
});

test('one damaged copy is healed from the other; two damaged copies are named', async () => {
  const computer = machine();
  const { session } = await created(computer);
  const whole = computer.disk.files();
  for (const copy of ['vault.json', 'vault.copy.json']) {
    const path = fileOf(computer.disk, copy);
    for (const damage of [
      new Uint8Array(0),
      textToBytes('{'),
      (whole.get(path) ?? new Uint8Array()).map((byte, at) => (at === 100 ? byte ^ 1 : byte)),
    ]) {
      computer.disk.put(path, damage);
      expect(await opened(computer.start())).toEqual({ ...session, isNew: false });
      expect(computer.disk.files().get(fileOf(computer.disk, 'vault.json'))).toEqual(
        computer.disk.files().get(fileOf(computer.disk, 'vault.copy.json')),
      );
    }
  }
  for (const copy of ['vault.json', 'vault.copy.json'])
    computer.disk.put(fileOf(computer.disk, copy), textToBytes('{}'));
  expect(await computer.start().status()).toEqual({ state: 'locked', waitSeconds: 0 });
  expect(await computer.start().unlock(PASSPHRASE)).toEqual({ ok: false, error: { type: 'vaultDamaged' } });
});

test('a vault altered on purpose, digest and all, never opens with other keys', async () => {
  const computer = machine();
  const { vault, session } = await created(computer);
  await vault.newKey('root');
  const file = vaultJson(computer.disk);
  const { digest: _digest, ...body } = file;
  const flip = (text: string, at: number): string =>
    text.slice(0, at) + (text[at] === 'A' ? 'B' : 'A') + text.slice(at + 1);
  const secrets = body['secrets'] as Record<string, string>;
  const wrap = (body['wraps'] as { salt: string; cost: { passes: number }; sealed: string }[])[0];
  if (wrap === undefined) throw new Error('no wrap');
  const altered: object[] = [
    { ...body, profile: flip(body['profile'] as string, 3) },
    { ...body, wraps: [{ ...wrap, salt: flip(wrap.salt, 0) }] },
    { ...body, wraps: [{ ...wrap, cost: { ...wrap.cost, passes: 2 } }] },
    { ...body, wraps: [{ ...wrap, cost: { ...wrap.cost, memory: 2 ** 30 } }] },
    { ...body, wraps: [] },
    { ...body, secrets: { ...secrets, device: secrets['root'] } },
    { ...body, secrets: { ...secrets, root: secrets['device'] } },
    { ...body, secrets: { ...secrets, dataKey: secrets['device'] } },
    { ...body, secrets: { ...secrets, device: null } },
    { ...body, secrets: { ...secrets, hybrid: secrets['classic'], classic: secrets['hybrid'] } },
    ...Object.keys(secrets).flatMap((name) => {
      const text = secrets[name];
      if (typeof text !== 'string') return [];
      return [0, 20, Math.floor(text.length / 2), text.length - 6].map((at) => ({
        ...body,
        secrets: { ...secrets, [name]: flip(text, at) },
      }));
    }),
    ...[0, 20, wrap.sealed.length - 6].map((at) => ({ ...body, wraps: [{ ...wrap, sealed: flip(wrap.sealed, at) }] })),
  ];
  expect(altered.length).toBeGreaterThan(30);
  for (const [index, one] of altered.entries()) {
    computer.now += 1_000_000;
    for (const copy of ['vault.json', 'vault.copy.json'])
      computer.disk.put(fileOf(computer.disk, copy), encodeVaultFile(one as never));
    const answer = await computer.start().unlock(PASSPHRASE);
    expect(answer.ok ? 'opened' : answer.error.type, `alteration ${index}`).toMatch(/^(wrongPassphrase|vaultDamaged)$/);
  }
  for (const copy of ['vault.json', 'vault.copy.json'])
    computer.disk.put(fileOf(computer.disk, copy), encodeVaultFile(body as never));
  computer.now += 1_000_000;
  expect((await opened(computer.start())).dataKey).toEqual(session.dataKey);
});

test('with a keychain the everyday way needs both, and a lost keychain loses nothing', async () => {
  const computer = machine();
  computer.keychain = fakeKeychain();
  const { session } = await created(computer);
  const wraps = vaultJson(computer.disk)['wraps'] as { keychain: unknown; cost: { passes: number } }[];
  expect(wraps.map(({ keychain, cost }) => [keychain !== null, cost.passes])).toEqual([
    [true, 1],
    [false, 4],
  ]);
  expect(await opened(computer.start())).toEqual({ ...session, isNew: false });
  expect(await computer.start().unlock('wrong wrong')).toMatchObject({ ok: false, error: { type: 'wrongPassphrase' } });

  computer.keychain = null; // another desktop session, without a keychain: nothing is rewritten
  const before = vaultJson(computer.disk);
  expect(await opened(computer.start())).toEqual({ ...session, isNew: false });
  expect(vaultJson(computer.disk)).toEqual(before);

  computer.keychain = fakeKeychain(); // a new system: the everyday way is made anew for it
  expect(await opened(computer.start())).toEqual({ ...session, isNew: false });
  const after = vaultJson(computer.disk);
  expect(after['wraps']).not.toEqual(before['wraps']);
  expect(await opened(computer.start())).toEqual({ ...session, isNew: false });
  expect(vaultJson(computer.disk)).toEqual(after);
});

test('a keychain that lies or refuses is as good as none', async () => {
  const computer = machine();
  computer.keychain = {
    seal: () => {
      throw new Error('denied');
    },
    open: () => 'nonsense',
  };
  const { session } = await created(computer);
  expect(await opened(computer.start())).toEqual({ ...session, isNew: false });
  computer.keychain = fakeKeychain();
  await opened(computer.start());
  computer.keychain = { ...computer.keychain, open: () => Buffer.alloc(32).toString('base64url') };
  expect(await opened(computer.start())).toEqual({ ...session, isNew: false });
});

test('a second process that asks for an open profile is told so, with the right passphrase only', async () => {
  const computer = machine();
  const { vault } = await created(computer);
  const second = createKeyVault(computer.ports);
  expect(await second.unlock('wrong wrong')).toMatchObject({ ok: false, error: { type: 'wrongPassphrase' } });
  expect(await second.unlock(PASSPHRASE)).toEqual({ ok: false, error: { type: 'profileInUse' } });
  vault.lock();
  expect((await second.unlock(PASSPHRASE)).ok).toBe(true);
});

test('nothing on the disk tells the passphrase, a secret or whose vault it is', async () => {
  const computer = machine();
  computer.keychain = fakeKeychain();
  const { vault, session } = await created(computer);
  await vault.newKey('root');
  await vault.unlock('wrong wrong');
  const keys = vault.session();
  if (!keys.ok) throw new Error('locked');
  const markers = [
    PASSPHRASE,
    'wrong wrong',
    session.device.key,
    session.device.kid,
    session.device.recipient.slice(0, 40),
    session.device.classicRecipient,
    keys.value.root?.key ?? '',
    Buffer.from(session.dataKey).toString('base64url'),
    Buffer.from(session.dataKey).toString('hex'),
    'AGE-SECRET-KEY',
  ];
  for (const marker of markers) {
    expect(marker.length).toBeGreaterThan(8);
    expect(placesOf(computer.disk, marker)).toEqual([]);
  }
  const raw = [...computer.disk.files().values()].map((bytes) => Buffer.from(bytes).toString('latin1')).join('');
  expect(raw.includes(Buffer.from(session.dataKey).toString('latin1'))).toBe(false);
});
