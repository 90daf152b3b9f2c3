// A workshop's room, from both sides, over a real socket on this machine: who opens one, who enters, what it hears, and
// what is found where it does not go.

import { randomBytes } from 'node:crypto';
import { mkdtemp, rm } from 'node:fs/promises';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, describe, expect, test } from 'vitest';
import { afterByTimer as after, createCourier } from '#electron/courier.ts';
import { createKeyVault, type KeyVault } from '#electron/key-vault.ts';
import { enterRoom } from '#electron/room/enter-room.ts';
import { createHub } from '#electron/room/hub.ts';
import { lookAtOwn, lookFor, type LookPorts } from '#electron/room/look.ts';
import { isNear, knock, type Place } from '#electron/room/network.ts';
import { createRoom, type Room } from '#electron/room/room.ts';
import { nodeDisk } from '#secretariat/disk/node-disk.ts';
import { type Bytes, bytesToBase64url } from '#shared/base/bytes.ts';
import { canonicalText, type Json } from '#shared/base/json.ts';
import { ok } from '#shared/base/result.ts';
import type { Signed } from '#shared/log/envelope.ts';
import { decodeProfile, type MechanismProfile, mechanismIdOf, PROFILE_FORMAT } from '#shared/log/profile.ts';
import { CARD_TYPE, resolveTrust } from '#shared/log/roster.ts';
import { isAgainFor } from '#shared/wire/room-again.ts';
import type { OpenVault } from '#shared/wire/vault.ts';
import { PASSPHRASE } from './electron-machine.ts';

const leftovers: (() => Promise<unknown>)[] = [];
afterEach(async () => {
  for (const remove of leftovers.splice(0).reverse()) await remove();
});

const random = (length: number): Bytes => new Uint8Array(randomBytes(length));
const LAN: Place = { address: '192.168.7.5', netmask: '255.255.255.0' };

interface Laptop {
  readonly vault: KeyVault;
  readonly device: OpenVault['device'];
}

async function laptop(isWorkshop = true): Promise<Laptop> {
  const folder = await mkdtemp(join(tmpdir(), 'chasqui-room-'));
  const vault = createKeyVault({
    disk: nodeDisk,
    folder,
    random,
    now: () => 0,
    cost: () => ({ memory: 8, passes: 1, lanes: 1 }),
    keychain: () => null,
  });
  leftovers.push(async () => {
    vault.lock();
    await rm(folder, { recursive: true, force: true });
  });
  const opened = await (isWorkshop ? vault.practise() : vault.create(PASSPHRASE));
  if (!opened.ok) throw new Error(opened.error.type);
  return { vault, device: opened.value.device };
}

/** A workshop whose root is in this laptop's vault. */
async function founded({ vault, device }: Laptop): Promise<MechanismProfile> {
  const root = await vault.newKey('root');
  if (!root.ok) throw new Error(root.error.type);
  const roots = { keys: [root.value.key], threshold: 1, binds: 'all' } as const;
  const practice = root.value.key.startsWith('practice.');
  return {
    format: PROFILE_FORMAT,
    id: mechanismIdOf(roots, practice),
    names: { es: 'Taller' },
    roots,
    suite: 'hybrid',
    readers: [{ name: 'Quien capacita', recipient: device.recipient, kid: device.kid, role: 'secretariat' }],
    letterboxes: [],
    languages: ['es'],
    practice,
  };
}

function roomOf({ vault }: Laptop, port = 0): Room & LookPorts {
  const facts = { opened: vault.opened, onChange: () => undefined };
  const hub = createHub({ ...facts, places: () => [LAN], host: '127.0.0.1', port });
  const signAsRoot = async (type: string, body: string) => {
    const signed = await vault.sign({ as: 'root', type, body });
    return signed.ok ? signed.value : undefined;
  };
  const room = createRoom({ ...facts, hub, random, signAsRoot });
  leftovers.push(room.close);
  vault.onLock(() => void room.close());
  return { ...room, hub, places: () => [LAN], isAllowed: async () => true, after };
}

const request = (profile: MechanismProfile) => ({
  profile: canonicalText(profile as object as Json),
  participants: 'Participantes',
});

async function openRoom(): Promise<{
  readonly trainer: Laptop;
  readonly profile: MechanismProfile;
  readonly room: ReturnType<typeof roomOf>;
  readonly way: string;
}> {
  const trainer = await laptop();
  const profile = await founded(trainer);
  const room = roomOf(trainer);
  const opened = await room.open(request(profile));
  if (!opened.ok) throw new Error(opened.error.type);
  return { trainer, profile, room, way: `127.0.0.1:${opened.value.port} ${opened.value.code}` };
}

async function cardOf({ vault, device }: Laptop, name = 'Ana'): Promise<Signed> {
  const body = canonicalText({ key: device.key, name, recipient: device.recipient });
  const sig = await vault.sign({ as: 'device', type: CARD_TYPE, body });
  if (!sig.ok) throw new Error(sig.error.type);
  return { type: CARD_TYPE, body, signatures: [{ kid: device.kid, sig: bytesToBase64url(sig.value) }] };
}

const enter = async (one: Laptop, way: string, allow = async () => ok(null)) =>
  enterRoom({ opened: one.vault.opened, addresses: { allow }, after }, way, await cardOf(one));

function courierOf({ vault }: Laptop) {
  return createCourier({
    disk: nodeDisk,
    random,
    opened: vault.opened,
    isAllowed: async () => true,
    readBundle: async () => ({ ok: false, error: { type: 'fileGone' } }),
    keepBundle: async () => ok(null),
    sign: (type, body) => vault.sign({ as: 'device', type, body }),
    now: () => Date.parse('2001-01-01T00:00:00Z'), // an old laptop's clock
    onChange: () => undefined,
  });
}

describe('a room', () => {
  test('lets in whoever has its code, as a recorder and as nothing else, and hears how far they are', async () => {
    const { profile, room, way } = await openRoom();
    const guest = await laptop();
    const entered = await enter(guest, way);
    if (!entered.ok) throw new Error(entered.error.type);
    const read = decodeProfile(entered.value.profile);
    if (!read.ok) throw new Error(read.error.type);
    const letterbox = `http://${way.split(' ')[0]}`;
    expect(read.value).toEqual({ ...profile, letterboxes: [{ name: 'Taller', url: letterbox }] });
    const { authors } = await resolveTrust(profile, entered.value.credentials, []);
    expect([...authors.values()]).toMatchObject([
      { kid: guest.device.kid, name: 'Ana', organisation: 'Participantes', scope: { roles: ['recorder'] } },
    ]);
    expect(room.state()?.people).toEqual([]);
    const progress = [{ name: 'first', steps: [true, false] }];
    const { credentials } = entered.value;
    const told = await courierOf(guest).tell({ letterbox, mechanism: profile.id, credentials, progress });
    expect(told).toEqual(ok({ again: null }));
    expect(room.state()?.people).toEqual([{ kid: guest.device.kid, name: 'Ana', progress }]);
  });

  test('tells each who is in it to begin anew, by name and signed, and nobody who comes later', async () => {
    const { profile, room, way } = await openRoom();
    const letterbox = `http://${way.split(' ')[0]}`;
    const comeIn = async (guest: Laptop) => {
      const entered = await enter(guest, way);
      if (!entered.ok) throw new Error(entered.error.type);
      const request = { letterbox, mechanism: profile.id, credentials: entered.value.credentials, progress: [] };
      const courier = courierOf(guest);
      return async () => courier.tell(request);
    };
    const [ana, beto] = [await laptop(), await laptop()];
    const [tellAna, tellBeto] = [await comeIn(ana), await comeIn(beto)];
    await tellAna();
    const again = await room.again();
    expect(again).toMatchObject({ ok: true, value: { toHear: 1, people: [{ kid: ana.device.kid }] } });
    expect(await tellBeto()).toEqual(ok({ again: null }));
    for (const _time of ['first', 'lost on the way']) {
      const told = await tellAna();
      if (!told.ok || told.value.again === null) throw new Error('not told');
      expect(await isAgainFor(told.value.again, profile, ana.device.kid)).toBe(true);
      expect(await isAgainFor(told.value.again, profile, beto.device.kid)).toBe(false);
    }
    expect(room.state()).toMatchObject({ toHear: 0, people: [{ kid: beto.device.kid }] });
    await room.close();
    expect(await room.again()).toEqual({ ok: false, error: { type: 'vaultLocked' } });
  });

  test('gives away nothing by which another code would do', async () => {
    const { way } = await openRoom();
    const other = (await openRoom()).way.split(' ')[1];
    const answer = await enter(await laptop(), `${way.split(' ')[0]} ${other}`);
    expect(answer).toEqual({ ok: false, error: { type: 'wrongRoomCode' } });
  });

  test('is entered from a stick without any network', async () => {
    const { room } = await openRoom();
    const file = room.state()?.file ?? '';
    await room.close();
    const never = async () => Promise.reject(new Error('no address is asked about'));
    const entered = await enter(await laptop(), file, never);
    expect(entered.ok && JSON.parse(entered.value.profile)).toMatchObject({ letterboxes: [] });
  });

  test('asks nothing of an address that the person did not allow', async () => {
    let requests = 0;
    const server = createServer((_asked, answer) => {
      requests += 1;
      answer.end('{}');
    });
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    leftovers.push(() => new Promise((resolve) => server.close(resolve)));
    const { room } = await openRoom();
    const way = `127.0.0.1:${(server.address() as AddressInfo).port} ${room.state()?.code}`;
    const refusal = { ok: false, error: { type: 'addressesRefused' } } as const;
    expect(await enter(await laptop(), way, async () => refusal as never)).toEqual(refusal);
    expect(requests).toBe(0);
    expect(await enter(await laptop(), way)).toEqual({ ok: false, error: { type: 'notARoom' } });
    expect(requests).toBe(1);
  });

  test('is neither opened nor entered by a real notebook, nor opened for a real mechanism', async () => {
    const { way, profile } = await openRoom();
    const real = await laptop(false);
    const refusal = { ok: false, error: { type: 'onlyInWorkshop' } };
    expect(await roomOf(real).open(request(profile))).toEqual(refusal);
    expect(await enter(real, way)).toEqual(refusal);
    const trainer = await laptop();
    expect(await roomOf(trainer).open(request(await founded(real)))).toEqual({
      ok: false,
      error: { type: 'practiceMixed' },
    });
  });

  test('listens while it is open, and not before, nor after it was closed or its notebook locked', async () => {
    const { trainer, profile, room } = await openRoom();
    const { port, code } = room.state() ?? { port: 0, code: '' };
    expect(await knock('127.0.0.1', port)).toBe('answered');
    await room.close();
    expect([room.state(), await knock('127.0.0.1', port)]).toEqual([null, 'refused']);
    const again = await room.open(request(profile));
    expect(again.ok && again.value.code).toBe(code); // as it stands on the blackboard
    await room.close();
    await Promise.all([room.open(request(profile)), room.close()]);
    expect(room.state(), 'closed while it was being opened').toBe(null);
    const last = await room.open(request(profile));
    const reopened = last.ok ? last.value.port : 0;
    trainer.vault.lock();
    expect(room.state()).toBe(null);
    await expect.poll(() => knock('127.0.0.1', reopened)).toBe('refused');
    expect(await room.open(request(profile))).toEqual({ ok: false, error: { type: 'vaultLocked' } });
  });

  test('takes another port where its own is taken', async () => {
    const { trainer, profile, room } = await openRoom();
    const taken = room.state()?.port ?? 0;
    const second = await roomOf(trainer, taken).open(request(profile));
    expect(second.ok).toBe(true);
    expect(second.ok && second.value.port).not.toBe(taken);
    expect(second.ok && second.value.addresses).toEqual([`192.168.7.5:${second.ok && second.value.port}`]);
  });
});

describe('a look at the connection', () => {
  const typesOf = (findings: readonly { readonly type: string }[]) => findings.map(({ type }) => type);
  const came = (count: number) => ({ type: 'people', count }) as const;

  test('from the room: no network, nobody yet, moved to another network, unreachable through its own address', async () => {
    const { room } = await openRoom();
    const here = (...places: readonly Place[]) => ({ ...room, places: () => places });
    const loopback: Place = { address: '127.0.0.1', netmask: '255.0.0.0' };
    expect(typesOf(await lookAtOwn(here(), came(0)))).toEqual(['noNetwork']);
    expect(typesOf(await lookAtOwn(here(loopback), came(0)))).toEqual(['moved', 'nobodyCame']);
    const now = room.hub.now() ?? never();
    const opened = { ...now, openedAt: ['127.0.0.1'] };
    const blocked = { ...opened, running: { ...now.running, port: 1 } };
    const through = (hub: typeof opened) => ({ ...here(loopback), hub: { now: () => hub } });
    expect(typesOf(await lookAtOwn(through(blocked), came(0)))).toEqual(['blockedHere', 'nobodyCame']);
    expect(await lookAtOwn(through(opened), came(1))).toEqual([{ type: 'people', count: 1 }]);
  });

  test('from a participant: reached, nobody there, another program, no network, not allowed', async () => {
    const { room, way } = await openRoom();
    const letterbox = `http://${way.split(' ')[0]}`;
    expect(typesOf(await lookFor(room, letterbox))).toEqual(['reached']);
    await room.close();
    expect(typesOf(await lookFor(room, letterbox))).toEqual(['nobodyThere']);
    const server = createServer((_asked, answer) => void answer.end('<html>'));
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    leftovers.push(() => new Promise((resolve) => server.close(resolve)));
    const other = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
    expect(typesOf(await lookFor(room, other))).toEqual(['otherThing']);
    const nowhere = { ...room, places: () => [] };
    expect(typesOf(await lookFor(nowhere, 'http://10.1.2.3:4723'))).toEqual(['noNetwork']);
    expect(typesOf(await lookFor(nowhere, undefined))).toEqual(['noNetwork']);
    expect(await lookFor({ ...room, isAllowed: async () => false }, other)).toEqual([]);
  });

  test.each([
    ['192.168.7.9', true],
    ['192.168.8.9', false],
    ['10.0.0.1', false],
    ['aula.local', undefined],
  ])('%s is near: %s', (address, answer) => {
    expect(isNear(address, LAN)).toBe(answer);
  });
});

function never(): never {
  throw new Error('the room is open');
}
