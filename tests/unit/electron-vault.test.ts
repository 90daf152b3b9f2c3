import { argon2Sync, createPublicKey, verify } from 'node:crypto';
import { Decrypter, Encrypter, type Stanza } from 'age-encryption';
import { expect, test } from 'vitest';
import { costFor, keyFromPassphrase } from '#electron/passphrase.ts';
import { type Bytes, textToBytes } from '#shared/base/bytes.ts';
import { keyIdOf, preAuthEncoding } from '#shared/log/envelope.ts';
import { created, machine, opened, PASSPHRASE, vaultJson } from './electron-machine.ts';

const CHANGESET = 'application/vnd.chasqui.changeset+json;v=1';
const ROSTER = 'application/vnd.chasqui.roster+json;v=1';

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
  expect(await again.create('otra frase distinta')).toEqual({ ok: false, error: { type: 'profileInUse' } });
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
    'custody',
    'token',
    'card',
    'credential',
    'roster',
    'roots',
    'answer',
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
  expect(await signs('device')).toEqual([
    'changeset',
    'manifest',
    'merged',
    'request',
    'custody',
    'token',
    'card',
    'answer',
  ]);
  expect(await signs('organisation')).toEqual(['card', 'credential', 'answer']);
  expect(await signs('root')).toEqual(['card', 'credential', 'roster', 'roots']);
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

test('derived keys differ by purpose and by profile', async () => {
  const a = (await created(machine())).vault.opened();
  const b = (await created(machine())).vault.opened();
  const keys = [a?.keyFor('journal'), a?.keyFor('high-water'), b?.keyFor('journal')].map((key) =>
    Buffer.from(key ?? []).toString('hex'),
  );
  expect(new Set(keys).size).toBe(3);
  expect(a?.keyFor('journal')).toEqual(a?.keyFor('journal'));
});

test('a passphrase costs 64 MiB, 3 passes and 4 lanes to try, and never less than 19 MiB and 2 passes', async () => {
  const gigabyte = 1024 ** 3;
  expect(costFor(4 * gigabyte)).toEqual({ memory: 64 * 1024, passes: 3, lanes: 4 });
  expect(costFor(gigabyte / 4)).toEqual({ memory: 19 * 1024, passes: 2, lanes: 1 });
  const nonce = new Uint8Array(16).fill(5);
  const byNode = argon2Sync('argon2id', {
    message: textToBytes(PASSPHRASE),
    nonce,
    parallelism: 4,
    tagLength: 32,
    memory: 64 * 1024,
    passes: 3,
  });
  expect(await keyFromPassphrase(PASSPHRASE, nonce, costFor(4 * gigabyte))).toEqual(new Uint8Array(byNode));
});
