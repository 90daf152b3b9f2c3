// What is handed over to another laptop goes by itself only where this one is where it was when the person asked: in
// another network that address may be anybody's, and a request tells names.

import { expect, it, vi } from 'vitest';
import { fakeMechanism } from '#scripts/headless/mechanism.ts';
import { courierGround, stored, waiting } from './courier-ground.ts';
import { fakeBundle } from './visit.ts';

vi.setConfig({ testTimeout: 60_000 });

const fake = await fakeMechanism('nearby');
const { deskOf, restarted, letterboxOf, wireOf } = courierGround(fake);
const OFFICE = '192.168.1.34/255.255.255.0';

const waits = async (name: string) => {
  const [desk, wire] = [await deskOf(fake.recorders[0]!), await wireOf()];
  desk.state.place = OFFICE;
  const bundle = fakeBundle(name);
  await desk.send(bundle, wire.url, true);
  const delivery = await desk.until(bundle, waiting);
  const letterbox = await letterboxOf({ origins: [wire.url] });
  wire.target = letterbox.port;
  return { desk, wire, bundle, delivery };
};

it('the router off and on again: it goes on by itself', async () => {
  const { desk, wire, bundle, delivery } = await waits('router');
  expect(delivery).toMatchObject({ isNearby: true, problem: { type: 'unreachable' } });
  const tried = wire.connections();
  desk.state.place = null;
  desk.waitOut();
  expect((await desk.until(bundle, ({ nextTry }) => nextTry === null)).state).toBe('waiting');
  desk.waitOut(); // it looks where it is, and asks nobody
  expect(wire.connections()).toBe(tried);
  desk.state.place = OFFICE;
  desk.waitOut();
  await desk.until(bundle, stored);
});

it('in another network nothing goes, however long it waits, until the person asks there', async () => {
  const { desk, wire, bundle, delivery } = await waits('café');
  const tried = wire.connections();
  desk.state.place = '192.168.1.77/255.255.255.0';
  for (const _time of [1, 2, 3]) desk.waitOut();
  desk.courier.choiceChanged();
  await desk.courier.deliveries();
  expect(wire.connections()).toBe(tried);
  await desk.courier.retry(delivery.id);
  await desk.until(bundle, stored);
});

it('after a restart nothing goes until the person asks: where they asked is not known any more', async () => {
  const { desk, wire, bundle, delivery } = await waits('restart');
  const tried = wire.connections();
  const again = await restarted(desk);
  again.state.place = OFFICE;
  expect(await again.courier.deliveries()).toMatchObject([{ state: 'waiting', isNearby: true, nextTry: null }]);
  again.courier.choiceChanged();
  await again.courier.deliveries();
  expect([wire.connections(), again.timers]).toEqual([tried, []]);
  await again.courier.retry(delivery.id);
  await again.until(bundle, stored);
});

it('by hand, it is tried once, in its own network too', async () => {
  const { desk, wire } = await waits('by hand');
  const tried = wire.connections();
  desk.state.mayGo = false;
  desk.courier.choiceChanged();
  await expect.poll(() => desk.timers).toEqual([]);
  expect(wire.connections()).toBe(tried);
});

it('the same bundle at a colleague’s laptop and at the mechanism’s letterbox is two sendings, each with its receipt', async () => {
  const { desk, bundle, wire, delivery } = await waits('both');
  const letterbox = await letterboxOf();
  await desk.send(bundle, letterbox.url);
  await desk.courier.retry(delivery.id);
  const both = async () => (await desk.courier.deliveries()).map(({ letterbox: url, state }) => [url, state]);
  await expect.poll(both, { timeout: 20_000 }).toEqual([
    [wire.url, 'stored'],
    [letterbox.url, 'stored'],
  ]);
});
