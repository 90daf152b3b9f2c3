// A letterbox on somebody's laptop, among strangers: what they learn of it, what its folder tells when the laptop is
// off, whom it refuses from the first request on, and how many connections one of them may hold.

import { connect, type Socket } from 'node:net';
import { expect, it, vi } from 'vitest';
import { openSealed, sealBytes } from '#electron/seal.ts';
import type { AtRest } from '#secretariat/sealed-store.ts';
import { textToBytes } from '#shared/base/bytes.ts';
import { paths } from '#shared/wire/letterbox.ts';
import { fakeMechanism, revocationOf } from '#scripts/headless/mechanism.ts';
import type { ForgetfulDisk } from '#tests/fixtures/forgetful-disk.ts';
import { courierGround, failed, stored } from './courier-ground.ts';
import { codeIn, fakeBundle, openVisitable, START, tokenOf, visitOf } from './visit.ts';

vi.setConfig({ testTimeout: 60_000 });

const fake = await fakeMechanism('on a laptop');
const other = await fakeMechanism('another mechanism');
const recorder = fake.recorders[0]!;
const bundle = fakeBundle('at rest');
const key = new Uint8Array(32).fill(7);
const onLaptop: AtRest = {
  seal: (about, plain) => sealBytes(key, plain, textToBytes(about), (length) => new Uint8Array(length).fill(length)),
  open: (about, sealed) => openSealed(key, sealed, textToBytes(about)),
};
const { deskOf, letterboxOf, wireOf } = courierGround(fake);

it('to a stranger it says that a token is missing, and to every token of another mechanism the same', async () => {
  const letterbox = await openVisitable(fake.profile, { onLaptop });
  for (const path of ['v1/health', paths.about, paths.bundles, 'v1/anything'])
    expect(await codeIn(await letterbox.ask(path)), path).toBe('tokenMissing');
  const guesses = [fake, other].flatMap(({ recorders: [device] }) =>
    [fake, other].map((mechanism) => ({ device: device!, mechanism: mechanism.profile.id })),
  );
  const codes = [];
  for (const { device, mechanism } of guesses) {
    const token = await tokenOf(device, mechanism, { request: { path: paths.about } });
    const answer = await letterbox.ask(paths.about, { headers: { authorization: `Bearer ${token}` } });
    codes.push(answer.status === 200 ? 'about' : `${answer.status} ${await codeIn(answer)}`);
  }
  expect(codes).toEqual(['about', '403 notEnrolled', '403 notEnrolled', '403 notEnrolled']);
});

it('its time is for whom it knows: a device whose clock is years off learns it, a stranger does not', async () => {
  const letterbox = await openVisitable(fake.profile, { onLaptop });
  const at = (device: typeof recorder, mechanism: string) =>
    tokenOf(device, mechanism, { from: 0, until: 60_000, request: { path: paths.about } });
  const ask = async (token: string) =>
    (await letterbox.ask(paths.about, { headers: { authorization: `Bearer ${token}` } })).json();
  expect(await ask(await at(recorder, fake.profile.id))).toMatchObject({
    code: 'tokenWrongTime',
    time: new Date(START).toISOString(),
  });
  expect(await ask(await at(other.recorders[0]!, fake.profile.id))).toEqual({ code: 'notEnrolled' });
});

it('what its folder holds names nobody: all but the sealed bundles is sealed once more, and is read again', async () => {
  const letterbox = await openVisitable(fake.profile, { onLaptop });
  const visit = await visitOf(letterbox, recorder, fake.profile.id);
  const receipt = await visit.deliver(bundle);
  const office = await visitOf(letterbox, fake.secretariat, fake.profile.id);
  const body = JSON.stringify({ signed: [...fake.secretariat.credentials] });
  expect((await office.ask(paths.outTrayOf(recorder.kid), { method: 'POST', body })).status).toBe(204);
  const plain = await openVisitable(fake.profile);
  await (await visitOf(plain, recorder, fake.profile.id)).deliver(bundle);
  expect((await contents(plain.disk)).join('\n'), 'elsewhere it is read').toContain('vnd.chasqui');
  const written = (await contents(letterbox.disk)).join('\n');
  expect(written.length).toBeGreaterThan(1000);
  for (const word of [fake.secretariat.name, fake.profile.id, 'application/vnd.chasqui', recorder.name])
    expect(written, word).not.toContain(word);
  const again = await visitOf(await letterbox.reopen(), recorder, fake.profile.id);
  expect(await (await again.receipt(bundle)).json()).toEqual(receipt);
  const tray = (await (await again.ask(paths.outTray)).json()) as { readonly items: readonly object[] };
  expect(tray.items).toHaveLength(2);
});

it('refuses whom the roster that it was opened with revokes, from the first request on', async () => {
  const roster = await fake.roster(3, [revocationOf(recorder.kid)]);
  const letterbox = await openVisitable(fake.profile, { onLaptop, roster });
  const visit = await visitOf(letterbox, recorder, fake.profile.id);
  expect(await codeIn(await visit.begin(bundle))).toBe('revoked');
  const forged = await other.roster(9, [revocationOf(fake.recorders[1]!.kid)]);
  const unmoved = await openVisitable(fake.profile, { onLaptop, roster: forged });
  expect((await (await visitOf(unmoved, fake.recorders[1]!, fake.profile.id)).begin(bundle)).status).toBe(201);
});

it('a courier whose clock stands at 2001 or 2090 finds the time, delivers, and goes on where it was cut', async () => {
  const letterbox = await letterboxOf({ onLaptop });
  for (const [at, year] of ['2001', '2090'].entries()) {
    const desk = await deskOf(fake.recorders[at]!, { now: Date.parse(`${year}-01-01T00:00:00Z`) });
    const sent = fakeBundle(`clock of ${year}`, 200_000);
    await desk.send(sent, letterbox.url);
    expect((await desk.until(sent, stored)).receipt, year).not.toBeNull();
  }
  const wire = await wireOf();
  const behind = await letterboxOf({ onLaptop, origins: [wire.url] });
  Object.assign(wire, { target: behind.port, cutUpAfter: 150_000, cuts: 1 });
  const desk = await deskOf(recorder);
  const large = fakeBundle('cut', 600_000);
  await desk.send(large, wire.url);
  await desk.until(large, ({ state, problem }) => state === 'waiting' && problem !== null);
  desk.waitOut();
  await desk.until(large, stored);
  expect(wire.up).toBeLessThan(600_000 * 1.5); // taken up, not begun anew
});

it('tells a courier of another mechanism, or one that is revoked, that it is not known there', async () => {
  const roster = await fake.roster(4, [revocationOf(fake.recorders[1]!.kid)]);
  const letterbox = await letterboxOf({ onLaptop, roster });
  const [foreign, revoked] = [await deskOf(other.recorders[0]!), await deskOf(fake.recorders[1]!)];
  await foreign.send(bundle, letterbox.url);
  await revoked.send(bundle, letterbox.url);
  expect((await foreign.until(bundle, failed)).problem).toEqual({ type: 'notEnrolled' });
  expect((await revoked.until(bundle, failed)).problem).toEqual({ type: 'letterboxRefused', code: 'revoked' });
});

it('a thousand connections of one stranger that say nothing keep nobody out, and are cut', async () => {
  const limits = { connectionsPerAddress: 8, connections: 64, headersSeconds: 1, idleSeconds: 2 };
  const letterbox = await letterboxOf({ onLaptop, host: '0.0.0.0', limits });
  const held = new Set<Socket>();
  let closed = 0;
  await Promise.all(
    Array.from({ length: 1000 }, async () => {
      const socket = connect({ port: letterbox.port, host: '127.0.0.1', localAddress: '127.0.0.9' });
      held.add(
        socket
          .on('error', () => undefined)
          .on('close', () => void closed++)
          .resume(),
      );
      await new Promise((resolve) => socket.once('connect', resolve).once('close', resolve));
    }),
  );
  const desk = await deskOf(recorder);
  await desk.send(bundle, letterbox.url);
  await desk.until(bundle, stored);
  for (const socket of held) socket.write('GET /v1/about HTTP/1.1\r\nx: ');
  await expect.poll(() => closed, { timeout: 20_000 }).toBe(1000);
});

/** The bytes of every file on a disk in memory, as text. */
async function contents(disk: ForgetfulDisk, at = '/letterbox'): Promise<readonly string[]> {
  const names = await disk.list(at);
  const inside = await Promise.all(names.map((name) => contents(disk, `${at}/${name}`)));
  if (names.length > 0) return [at, ...inside.flat()];
  try {
    const file = await disk.open(at, 'read');
    return [at, new TextDecoder().decode(await file.read(await file.size(), 0))];
  } catch {
    return [at];
  }
}
