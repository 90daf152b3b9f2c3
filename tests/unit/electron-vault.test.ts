import { createPublicKey, randomBytes, verify } from 'node:crypto';
import { Decrypter, Encrypter, type Stanza } from 'age-encryption';
import { expect, test } from 'vitest';
import { createKeyVault, type KeyVault, type VaultPorts } from '#electron/key-vault.ts';
import type { HeldLock } from '#electron/profile-lock.ts';
import { encodeVaultFile } from '#electron/vault-file.ts';
import type { Keychain } from '#electron/wraps.ts';
import { type Bytes, bytesToText, textToBytes } from '#shared/base/bytes.ts';
import type { Json } from '#shared/base/json.ts';
import { keyIdOf, preAuthEncoding } from '#shared/log/envelope.ts';
import type { OpenVault } from '#shared/wire/ipc.ts';
import { type MemoryDisk, memoryDisk, placesOf } from './electron-memory-disk.ts';

const PASSPHRASE = 'quipu de lana';
const CHANGESET = 'application/vnd.chasqui.changeset+json;v=1';
const ROSTER = 'application/vnd.chasqui.roster+json;v=1';
const random = (length: number): Bytes => new Uint8Array(randomBytes(length));

interface Machine {
  readonly disk: MemoryDisk;
  readonly ports: VaultPorts;
  now: number;
  keychain: Keychain | null;
  readonly start: () => KeyVault;
}

/** A computer: its disk, its clock, its keychain, and vaults started on it (each a process of its own). */
function machine(disk = memoryDisk()): Machine {
  const held = new Set<string>();
  const computer: Machine = {
    disk,
    now: 1_000_000_000,
    keychain: null,
    ports: {
      disk,
      folder: '/profiles',
      random,
      now: () => computer.now,
      cost: () => ({ memory: 8, passes: 1, lanes: 1 }),
      keychain: () => computer.keychain,
      hold: async (folder): Promise<HeldLock | null> => {
        if (held.has(folder)) return null;
        held.add(folder);
        return { release: () => void held.delete(folder) };
      },
    },
    start: () => {
      held.clear(); // the processes before it have ended
      return createKeyVault(computer.ports);
    },
  };
  return computer;
}

/** A keychain that remembers; `open` throws for what another one sealed. */
function fakeKeychain(): Keychain {
  const name = random(8);
  return {
    seal: (text) => new Uint8Array(Buffer.concat([name, Buffer.from(text).map((byte) => byte ^ 0x5a)])),
    open: (sealed) => {
      if (!Buffer.from(name).equals(Buffer.from(sealed.subarray(0, 8)))) throw new Error('not mine');
      return Buffer.from(sealed.subarray(8).map((byte) => byte ^ 0x5a)).toString();
    },
  };
}

async function opened(vault: KeyVault, passphrase = PASSPHRASE): Promise<OpenVault> {
  const answer = await vault.unlock(passphrase);
  if (!answer.ok) throw new Error(answer.error.type);
  return answer.value;
}

async function created(computer: Machine): Promise<{ vault: KeyVault; session: OpenVault }> {
  const vault = computer.start();
  const answer = await vault.create(PASSPHRASE);
  if (!answer.ok) throw new Error(answer.error.type);
  return { vault, session: answer.value };
}

const fileOf = (disk: MemoryDisk, name = 'vault.json'): string =>
  [...disk.files().keys()].find((path) => path.endsWith(`/${name}`)) ?? '';
const vaultJson = (disk: MemoryDisk): Record<string, Json> =>
  JSON.parse(bytesToText(disk.files().get(fileOf(disk)) ?? new Uint8Array()) ?? '');

test('a vault made once opens again with the same keys after a restart, and only its first opening is new', async () => {
  const computer = machine();
  expect(await computer.start().status()).toEqual({ state: 'none' });
  expect(await computer.start().unlock(PASSPHRASE)).toEqual({ ok: false, error: { type: 'noVault' } });
  const { vault, session } = await created(computer);
  expect(session.isNew).toBe(true);
  expect(await vault.status()).toEqual({ state: 'open' });
  expect(vault.session()).toEqual({ ok: true, value: { ...session, isNew: false } });

  const again = computer.start();
  expect(await again.status()).toEqual({ state: 'locked', waitSeconds: 0 });
  expect(again.session()).toEqual({ ok: false, error: { type: 'vaultLocked' } });
  expect(await opened(again)).toEqual({ ...session, isNew: false });
  expect(await again.create(PASSPHRASE)).toEqual({ ok: false, error: { type: 'vaultExists' } });
});

test('two vaults share no key, no profile and no recipient', async () => {
  const [a, b] = [(await created(machine())).session, (await created(machine())).session];
  expect(a.profile).not.toBe(b.profile);
  expect(a.dataKey).not.toEqual(b.dataKey);
  expect(a.device).not.toEqual(b.device);
  expect(a.device.recipient.startsWith('age1pq1')).toBe(true);
  expect(a.device.classicRecipient.startsWith('age1')).toBe(true);
  expect(a.device.kid).toBe(keyIdOf(a.device.key));
});

test('a passphrase has at least eight letters as people count them, however they are typed', async () => {
  const computer = machine();
  expect(await computer.start().create('1234567')).toEqual({
    ok: false,
    error: { type: 'passphraseTooShort', min: 8 },
  });
  expect(await computer.start().create('ñañañañ')).toEqual({
    ok: false,
    error: { type: 'passphraseTooShort', min: 8 },
  });
  expect((await computer.start().create('ñandú única'.normalize('NFD'))).ok).toBe(true);
  expect((await computer.start().unlock('ñandú única'.normalize('NFC'))).ok).toBe(true);
});

test('after the third wrong passphrase each one costs a wait, which a restart does not shorten', async () => {
  const computer = machine();
  await created(computer);
  const waits: unknown[] = [];
  for (let time = 0; time < 4; time++) waits.push(await computer.start().unlock('wrong wrong'));
  expect(waits.slice(0, 3)).toEqual(
    Array.from({ length: 3 }, () => ({ ok: false, error: { type: 'wrongPassphrase', waitSeconds: 0 } })),
  );
  expect(waits[3]).toEqual({ ok: false, error: { type: 'wrongPassphrase', waitSeconds: 5 } });

  const next = computer.start();
  expect(await next.status()).toEqual({ state: 'locked', waitSeconds: 5 });
  expect(await next.unlock(PASSPHRASE)).toEqual({ ok: false, error: { type: 'tooManyAttempts', waitSeconds: 5 } });
  computer.now += 4_000;
  expect(await next.status()).toEqual({ state: 'locked', waitSeconds: 1 });
  computer.now += 1_000;
  expect((await next.unlock(PASSPHRASE)).ok).toBe(true);
  next.lock();
  expect(await next.status()).toEqual({ state: 'locked', waitSeconds: 0 });
});

test('a clock set back a century makes nobody wait longer than the wait itself', async () => {
  const computer = machine();
  await created(computer);
  for (let time = 0; time < 20; time++) {
    computer.now += 1_000_000;
    await computer.start().unlock('wrong wrong');
  }
  computer.now -= 100 * 365 * 86_400_000;
  const vault = computer.start();
  expect(await vault.unlock(PASSPHRASE)).toEqual({ ok: false, error: { type: 'tooManyAttempts', waitSeconds: 300 } });
  computer.now += 300_000;
  expect((await vault.unlock(PASSPHRASE)).ok).toBe(true);
});

test('a locked vault signs nothing, unwraps nothing and tells nothing', async () => {
  const { vault } = await created(machine());
  let heard = 0;
  vault.onLock(() => void heard++);
  vault.lock();
  vault.lock();
  const locked = { ok: false, error: { type: 'vaultLocked' } };
  expect(heard).toBe(1);
  expect(await vault.sign({ as: 'device', type: CHANGESET, body: '{}' })).toEqual(locked);
  expect(await vault.unwrap({ stanzas: [] })).toEqual(locked);
  expect(await vault.newKey('root')).toEqual(locked);
  expect(await vault.changePassphrase(PASSPHRASE, 'another passphrase')).toEqual(locked);
  expect(vault.session()).toEqual(locked);
  expect(vault.opened()).toBe(null);
});

test('a lock that comes while the vault is being opened wins', async () => {
  const computer = machine();
  const { vault } = await created(computer);
  vault.lock();
  const opening = vault.unlock(PASSPHRASE);
  vault.lock();
  expect(await opening).toEqual({ ok: false, error: { type: 'vaultLocked' } });
  expect(await vault.status()).toEqual({ state: 'locked', waitSeconds: 0 });
  expect((await vault.unlock(PASSPHRASE)).ok).toBe(true);
});

test('the keys given out are copies: a page that clears its own leaves the vault whole', async () => {
  const { vault, session } = await created(machine());
  const key = session.dataKey.slice();
  session.dataKey.fill(0);
  const again = vault.session();
  expect(again.ok && again.value.dataKey).toEqual(key);
});

test("the device's signature over PAE(type, body) verifies with its public key", async () => {
  const { vault, session } = await created(machine());
  const body = '{"texto":"Tapachula · ñandú 🪢"}';
  const sig = await vault.sign({ as: 'device', type: CHANGESET, body });
  const key = createPublicKey({ key: { kty: 'OKP', crv: 'Ed25519', x: session.device.key }, format: 'jwk' });
  expect(sig.ok && verify(null, preAuthEncoding(CHANGESET, body), key, sig.value)).toBe(true);
  expect(sig.ok && verify(null, preAuthEncoding(ROSTER, body), key, sig.value)).toBe(false);
});

test('each key signs only its own types: no device can be made to sign a credential or a roster', async () => {
  const { vault } = await created(machine());
  for (const as of ['organisation', 'root'] as const) expect((await vault.newKey(as)).ok).toBe(true);
  const types = [
    'changeset',
    'manifest',
    'merged',
    'request',
    'token',
    'card',
    'credential',
    'roster',
    'stored',
    'anything',
  ].map((name) => `application/vnd.chasqui.${name}+json;v=1`);
  const signs = async (as: 'device' | 'organisation' | 'root'): Promise<readonly string[]> => {
    const allowed: string[] = [];
    for (const type of types) {
      const answer = await vault.sign({ as, type, body: '{}' }).catch(() => undefined);
      if (answer?.ok === true) allowed.push(type.slice('application/vnd.chasqui.'.length, -'+json;v=1'.length));
    }
    return allowed;
  };
  expect(await signs('device')).toEqual(['changeset', 'manifest', 'merged', 'request', 'token', 'card']);
  expect(await signs('organisation')).toEqual(['card', 'credential']);
  expect(await signs('root')).toEqual(['card', 'credential', 'roster']);
  await expect(vault.sign({ as: 'device', type: CHANGESET, body: '\ud800' })).rejects.toThrow();
});

test('the root and organisation keys are made once and are there after a restart', async () => {
  const computer = machine();
  const { vault, session } = await created(computer);
  expect(session.root).toBe(null);
  await expect(vault.sign({ as: 'root', type: ROSTER, body: '{}' })).rejects.toThrow();
  const root = await vault.newKey('root');
  expect(await vault.newKey('root')).toEqual(root);
  const organisation = await vault.newKey('organisation');
  const again = await opened(computer.start());
  expect({ ok: true, value: again.root }).toEqual(root);
  expect({ ok: true, value: again.organisation }).toEqual(organisation);
  expect(again.root).not.toEqual(again.organisation);
});

test('age files for this device open through the vault, hybrid and classic, and others do not', async () => {
  const { vault, session } = await created(machine());
  const stranger = (await created(machine())).session.device;
  const plain = textToBytes('a sealed bundle');
  const openThrough = async (recipients: readonly string[]): Promise<Uint8Array | string> => {
    const encrypter = new Encrypter();
    for (const recipient of recipients) encrypter.addRecipient(recipient);
    const decrypter = new Decrypter();
    decrypter.addIdentity({
      unwrapFileKey: async (stanzas: readonly Stanza[]) => {
        const key = await vault.unwrap({
          stanzas: stanzas.map(({ args, body }) => ({ args: [...args], body: new Uint8Array(body) })),
        });
        return key.ok ? key.value : null;
      },
    });
    const sealed = await encrypter.encrypt(plain);
    return decrypter.decrypt(sealed).catch(() => 'refused');
  };
  expect(await openThrough([session.device.recipient])).toEqual(plain);
  expect(await openThrough([stranger.recipient, session.device.recipient])).toEqual(plain);
  expect(await openThrough([session.device.classicRecipient])).toEqual(plain);
  expect(await openThrough([stranger.classicRecipient, session.device.classicRecipient])).toEqual(plain);
  expect(await openThrough([stranger.recipient])).toBe('refused');
  expect(await openThrough([stranger.classicRecipient])).toBe('refused');
});

test('malformed stanzas are not for us, and do not hide one that is', async () => {
  const { vault, session } = await created(machine());
  const encrypter = new Encrypter();
  encrypter.addRecipient(session.device.classicRecipient);
  let good: { args: string[]; body: Bytes } | undefined;
  const decrypter = new Decrypter();
  decrypter.addIdentity({
    unwrapFileKey: (stanzas: readonly Stanza[]) => {
      good = { args: [...(stanzas[0]?.args ?? [])], body: new Uint8Array(stanzas[0]?.body ?? []) };
      return null;
    },
  });
  await decrypter.decrypt(await encrypter.encrypt('x')).catch(() => undefined);
  const bad = [
    { args: ['X25519'], body: new Uint8Array(32) },
    { args: ['X25519', '!!!'], body: new Uint8Array(32) },
    { args: ['X25519', 'AAAA'], body: new Uint8Array(3) },
    { args: ['mlkem768x25519', 'AAAA'], body: new Uint8Array(32) },
    { args: [], body: new Uint8Array(0) },
    { args: ['scrypt', 'AAAA', '20'], body: new Uint8Array(32) },
  ];
  expect(await vault.unwrap({ stanzas: bad })).toEqual({ ok: true, value: null });
  if (good === undefined) throw new Error('no stanza');
  expect(await vault.unwrap({ stanzas: [...bad, good] })).toMatchObject({ ok: true, value: { length: 16 } });
});

test('changing the passphrase re-wraps and changes no key; the old passphrase is gone from both copies', async () => {
  const computer = machine();
  const { vault, session } = await created(computer);
  const before = vaultJson(computer.disk);
  expect(await vault.changePassphrase('wrong wrong', 'cordones de colores')).toMatchObject({
    ok: false,
    error: { type: 'wrongPassphrase' },
  });
  expect(await vault.changePassphrase(PASSPHRASE, 'corto')).toMatchObject({
    ok: false,
    error: { type: 'passphraseTooShort' },
  });
  expect(await vault.changePassphrase(PASSPHRASE, 'cordones de colores')).toEqual({ ok: true, value: null });
  const after = vaultJson(computer.disk);
  expect(after['secrets']).toEqual(before['secrets']);
  expect(after['wraps']).not.toEqual(before['wraps']);
  expect(await computer.start().unlock(PASSPHRASE)).toMatchObject({ ok: false, error: { type: 'wrongPassphrase' } });
  expect(await opened(computer.start(), 'cordones de colores')).toEqual({ ...session, isNew: false });
});

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
    { ...body, profile: flip(String(body['profile']), 3) },
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

test('derived keys differ by purpose and by profile', async () => {
  const a = (await created(machine())).vault.opened();
  const b = (await created(machine())).vault.opened();
  const keys = [a?.keyFor('journal'), a?.keyFor('high-water'), b?.keyFor('journal')].map((key) =>
    Buffer.from(key ?? []).toString('hex'),
  );
  expect(new Set(keys).size).toBe(3);
  expect(a?.keyFor('journal')).toEqual(a?.keyFor('journal'));
});
