// What a real notebook receives on the local network, over a real socket of this machine: for whom it opens, whom it
// refuses, what is left when it is closed, and that it listens no longer than it says.

import { mkdtemp, readdir, readFile, rm, stat } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, it, onTestFinished, vi } from 'vitest';
import type { OpenProfile } from '#electron/key-vault.ts';
import { workshopOf } from '#electron/profiles.ts';
import { createHub } from '#electron/room/hub.ts';
import { knock } from '#electron/room/network.ts';
import { createReception } from '#electron/room/reception.ts';
import { deriveKey } from '#electron/seal.ts';
import { nodeDisk } from '#secretariat/disk/node-disk.ts';
import { fakeMechanism, revocationOf } from '#scripts/headless/mechanism.ts';
import { courierGround, failed, stored } from './courier-ground.ts';
import type { Desk } from './desk.ts';
import { fakeBundle } from './visit.ts';

vi.setConfig({ testTimeout: 60_000 });

const fake = await fakeMechanism('reception');
const practice = await fakeMechanism('reception workshop', { practice: true });
const { deskOf, restarted } = courierGround(fake);
const recorder = fake.recorders[0]!;
const asked = { profile: fake.profileText, roster: null, isHereOnly: false };

/** The notebook of an office on its laptop: its reception, and the courier of the same device. */
async function office(name = 'office') {
  const folder = await mkdtemp(join(tmpdir(), 'chasqui-reception-'));
  const notebook: OpenProfile = { profile: name, folder, keyFor: (purpose) => deriveKey(recorder.pkcs8, purpose) };
  const state = { isLocked: false, answer: true, asked: 0 };
  const opened = (): OpenProfile | null => (state.isLocked ? null : notebook);
  const desk = await deskOf(fake.secretariat);
  const told: number[] = [];
  const hub = createHub({
    opened,
    places: () => [{ address: '192.168.7.5', netmask: '255.255.255.0' }],
    onChange: () => undefined,
    host: '127.0.0.1',
    port: 0,
  });
  let courier: Desk['courier'] = desk.courier;
  const reception = createReception({
    hub,
    disk: nodeDisk,
    random: (length) => crypto.getRandomValues(new Uint8Array(length)),
    opened,
    cursorOf: (letterbox) => courier.cursorOf(letterbox),
    ask: async () => {
      state.asked++;
      return state.answer;
    },
    onChange: () => void told.push(told.length),
  });
  onTestFinished(async () => {
    await reception.close();
    await rm(folder, { recursive: true, force: true });
  });
  return { reception, hub, desk, folder, state, told, useCourier: (next: Desk['courier']) => void (courier = next) };
}

async function openAt({ reception }: Pick<Awaited<ReturnType<typeof office>>, 'reception'>, request = asked) {
  const answer = await reception.open(request);
  if (!answer.ok || answer.value.open === null) throw new Error('not opened');
  return answer.value.open;
}

it('takes what a device of the mechanism brings, and counts it until it was handed on', async () => {
  const here = await office();
  const open = await openAt(here);
  expect(open.addresses).toEqual([`192.168.7.5:${new URL(open.own).port}`]);
  const [desk, bundle] = [await deskOf(recorder), fakeBundle('brought')];
  await desk.send(bundle, open.own, true);
  await desk.until(bundle, stored);
  expect(here.told.length).toBeGreaterThan(1); // when it was opened, and when something came
  expect((await here.reception.state()).left).toBe(1);
  expect(await here.desk.fetch(open.own)).toMatchObject({ ok: true, value: { bundles: [bundle.id] } });
  expect((await here.reception.state()).left, 'handed on, and not yet known to be taken in').toBe(1);
  expect(await here.desk.fetch(open.own)).toMatchObject({ ok: true, value: { bundles: [] } });
  expect((await here.reception.state()).left).toBe(0);
});

it('what was left when it closed is counted over a restart, and fetched without any network', async () => {
  const here = await office();
  const open = await openAt(here);
  const [desk, bundle] = [await deskOf(recorder), fakeBundle('left')];
  await desk.send(bundle, open.own, true);
  await desk.until(bundle, stored);
  await here.reception.close();
  expect(await here.reception.state()).toEqual({ open: null, left: 1 });
  const later = await restarted(here.desk);
  here.useCourier(later.courier);
  const alone = await openAt(here, { ...asked, isHereOnly: true });
  expect(alone).toMatchObject({ addresses: [], isHereOnly: true });
  expect(alone.own.startsWith('http://127.0.0.1:')).toBe(true);
  for (const _time of ['handed on', 'confirmed']) await later.fetch(alone.own);
  expect((await here.reception.state()).left).toBe(0);
  expect((await openAt(here)).isHereOnly, 'opened for others meanwhile').toBe(false);
});

it('listens once the person said yes, and nags nobody; what lies there is taken in without asking', async () => {
  const here = await office();
  here.state.answer = false;
  for (const _time of [1, 2, 3, 4]) expect((await here.reception.open(asked)).ok).toBe(true);
  expect([here.hub.now(), here.state.asked]).toEqual([undefined, 3]);
  await openAt(here, { ...asked, isHereOnly: true });
  expect(here.state.asked).toBe(3);
  here.state.answer = true;
  here.reception.forget();
  await openAt(here);
  await openAt(here);
  expect(here.state.asked, 'once for as long as it is open').toBe(4);
});

it('is opened by a real notebook for a real mechanism, and by no other', async () => {
  const workshop = await office(workshopOf('x'));
  expect(await workshop.reception.open(asked)).toEqual({ ok: false, error: { type: 'notInWorkshop' } });
  const here = await office();
  const refusal = { ok: false, error: { type: 'practiceMixed' } };
  expect(await here.reception.open({ ...asked, profile: practice.profileText })).toEqual(refusal);
  expect(await here.reception.open({ ...asked, profile: '{}' })).toEqual(refusal);
  expect(here.hub.now()).toBe(undefined);
});

it('refuses practice devices and whom its roster revokes; a real device is refused where practice is received', async () => {
  const here = await office();
  const roster = (await fake.roster(2, [revocationOf(recorder.kid)])) as never;
  const open = await openAt(here, { ...asked, roster });
  const bundle = fakeBundle('unwanted');
  for (const [device, problem] of [
    [practice.recorders[0]!, { type: 'notEnrolled' }],
    [recorder, { type: 'letterboxRefused', code: 'revoked' }],
  ] as const) {
    const desk = await deskOf(device);
    await desk.send(bundle, open.own, true);
    expect((await desk.until(bundle, failed)).problem).toEqual(problem);
  }
  const room = await here.hub.open({ folder: join(here.folder, 'room'), profile: practice.profile });
  expect(room.ok && room.value, 'one at a time').toBe(here.hub.now());
  await here.reception.close();
  const practised = await here.hub.open({ folder: join(here.folder, 'room'), profile: practice.profile });
  const desk = await deskOf(fake.recorders[1]!);
  await desk.send(bundle, practised.ok ? practised.value.running.url : '', true);
  expect((await desk.until(bundle, failed)).problem).toMatchObject({ code: 'tokenWrongMechanism' });
});

it('listens while it is open, and not after it was closed, nor where its notebook locks while it is opened', async () => {
  const here = await office();
  const port = async () => Number(new URL((await openAt(here)).own).port);
  const first = await port();
  expect(await knock('127.0.0.1', first)).toBe('answered');
  await here.reception.close();
  expect(await knock('127.0.0.1', first)).toBe('refused');
  await Promise.all([here.reception.open(asked), here.reception.close()]);
  expect(here.hub.now(), 'closed while it was being opened').toBe(undefined);
  const opening = here.reception.open(asked);
  here.state.isLocked = true;
  expect(await opening).toEqual({ ok: false, error: { type: 'vaultLocked' } });
  expect([here.hub.now(), await here.reception.state()]).toEqual([undefined, { open: null, left: 0 }]);
});

it('a laptop that is off tells from its folder neither mechanism nor names', async () => {
  const here = await office();
  const open = await openAt(here, {
    ...asked,
    roster: (await fake.roster(2, [revocationOf(practice.recorders[0]!.kid)])) as never,
  });
  const [desk, bundle] = [await deskOf(recorder), fakeBundle('seized')];
  await desk.send(bundle, open.own, true);
  await desk.until(bundle, stored);
  const posted = { letterbox: open.own, mechanism: fake.profile.id, to: recorder.kid };
  const signed = [...fake.secretariat.credentials] as never;
  expect(await here.desk.courier.post({ ...posted, credentials: signed, signed })).toEqual({ ok: true, value: null });
  await here.reception.close();
  const names = await readdir(here.folder, { recursive: true });
  const texts = await Promise.all(
    names.map(async (name) => {
      const path = join(here.folder, name);
      return (await stat(path)).isFile() ? (await readFile(path)).toString('latin1') : '';
    }),
  );
  expect(names.some((name) => name.includes('rosters/newest'))).toBe(true);
  for (const word of [fake.profile.id, fake.secretariat.name, recorder.name, recorder.organisation.name, 'vnd.chasqui'])
    expect([...names, ...texts].join('\n'), word).not.toContain(word);
});
