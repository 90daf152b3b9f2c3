// A roster left in a device's out-tray, through a letterbox that is a process of its own: the device's courier fetches
// it whole, and it proves itself there.

import { expect, it, vi } from 'vitest';
import { judgeRoster } from '#shared/log/judge-trust.ts';
import type { Signed } from '#shared/log/envelope.ts';
import { NO_TRUST } from '#shared/log/roster.ts';
import { readersNow } from '#shared/log/roster-body.ts';
import { fakeHybridAgeKey } from '#scripts/headless/keys.ts';
import { fakeMechanism } from '#scripts/headless/mechanism.ts';
import { signValue } from '#shared/log/envelope.ts';
import { nextRoster } from '#shared/log/roster-plan.ts';
import { ROSTER_TYPE } from '#shared/log/roster-body.ts';
import type { Json } from '#shared/base/json.ts';
import { courierGround } from './courier-ground.ts';
import type { Desk } from './desk.ts';

vi.setConfig({ testTimeout: 180_000 }); // a process, on a machine that may be busy

const fake = await fakeMechanism('roster tray');
const recorder = fake.recorders[0]!;
const { deskOf, processOf } = courierGround(fake);
const { recipient } = await fakeHybridAgeKey('roster tray, next');

const reading = nextRoster(
  null,
  fake.profile.id,
  { type: 'read', readers: [{ name: 'Secretaría', recipient, kid: fake.secretariat.kid, role: 'secretariat' }] },
  '2026-11-29',
);

const post = (desk: Desk, letterbox: string, signed: readonly Signed[]) =>
  desk.courier.post({
    letterbox,
    mechanism: fake.profile.id,
    credentials: [...desk.device.credentials] as never,
    to: recorder.kid,
    signed: [...signed] as never,
  });

it('a roster that names a new reading key reaches a device by its out-tray and is taken there', async () => {
  const ground = await processOf();
  const letterbox = await ground.start();
  const roster = await signValue(ROSTER_TYPE, reading as object as Json, fake.roots[0]!.signer);
  const office = await deskOf(fake.secretariat);
  expect(await post(office, letterbox.url, [...office.device.credentials, roster])).toEqual({ ok: true, value: null });
  letterbox.signal('SIGKILL');
  await letterbox.ended;
  const again = await ground.start(letterbox.port);
  const device = await deskOf(recorder);
  const fetched = await device.fetch(again.url);
  expect(fetched.ok && fetched.value.signed.map(({ type }) => type)).toContain(ROSTER_TYPE);
  const [got] = fetched.ok ? fetched.value.signed.filter(({ type }) => type === ROSTER_TYPE) : [];
  const judged = await judgeRoster(fake.profile, NO_TRUST, got as Signed);
  expect(judged.ok && readersNow(fake.profile, judged.value)[0]?.recipient).toBe(recipient);
});
