// Whether the courier goes by itself is the person's choice: by hand it tries once when it is asked, and then stands
// still, also over a restart; what they ask for goes at once, whatever the choice.

import { expect, it, vi } from 'vitest';
import { fakeMechanism } from '#scripts/headless/mechanism.ts';
import { mayGoByItself } from '#shared/wire/sending.ts';
import { courierGround, stored, waiting } from './courier-ground.ts';
import { fakeBundle } from './visit.ts';

vi.setConfig({ testTimeout: 180_000 });

const fake = await fakeMechanism('choice');
const recorder = fake.recorders[0]!;
const { deskOf, restarted, letterboxOf, wireOf } = courierGround(fake);

it('by hand, what was handed over is tried once; then nothing waits to try again until the person asks', async () => {
  const [desk, wire] = [await deskOf(recorder, { mayGo: false }), await wireOf()];
  const bundle = fakeBundle('by hand');
  await desk.send(bundle, wire.url);
  const delivery = await desk.until(bundle, waiting);
  expect([delivery.problem?.type, delivery.nextTry]).toEqual(['unreachable', null]);
  const letterbox = await letterboxOf({ origins: [wire.url] });
  wire.target = letterbox.port;
  expect(desk.timers).toEqual([]);
  await desk.courier.retry(delivery.id);
  await desk.until(bundle, stored);
});

it('by hand, a restart sends nothing; choosing otherwise sends what waits', async () => {
  const wire = await wireOf();
  const desk = await deskOf(recorder, { mayGo: false });
  const bundle = fakeBundle('restart by hand');
  await desk.send(bundle, wire.url);
  await desk.until(bundle, waiting);
  const letterbox = await letterboxOf({ origins: [wire.url] });
  wire.target = letterbox.port;
  const again = await restarted(desk);
  again.state.mayGo = false;
  const [delivery] = await again.courier.deliveries();
  expect(delivery?.state).toBe('waiting');
  again.courier.choiceChanged();
  expect((await again.courier.deliveries())[0]?.state).toBe('waiting');
  again.state.mayGo = true;
  again.courier.choiceChanged();
  await again.until(bundle, stored);
});

it('what waits for its next try does not go once the choice is by hand, and says no time any more', async () => {
  const [desk, wire] = [await deskOf(recorder), await wireOf()];
  const bundle = fakeBundle('changed');
  await desk.send(bundle, wire.url);
  expect((await desk.until(bundle, waiting)).nextTry).not.toBeNull();
  desk.state.mayGo = false;
  desk.courier.choiceChanged();
  expect((await desk.until(bundle, ({ nextTry }) => nextTry === null)).state).toBe('waiting');
  expect(desk.timers).toEqual([]);
});

it('a network that charges for data is left alone only where that was chosen and is known', () => {
  const answers = [true, false, null].map((isMetered) =>
    (['automatic', 'unmetered', 'byHand'] as const).map((choice) => mayGoByItself(choice, isMetered)),
  );
  expect(answers).toEqual([
    [true, false, false],
    [true, true, false],
    [true, true, false],
  ]);
});
