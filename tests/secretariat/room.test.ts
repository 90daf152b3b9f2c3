// What a workshop's letterbox has beside others: a welcome for anyone who comes, and an ear for its own devices.

import { expect, it } from 'vitest';
import type { Room } from '#secretariat/app.ts';
import { ROOM_PATH } from '#shared/wire/room.ts';
import { fakeMechanism } from '#scripts/headless/mechanism.ts';
import { codeIn, openVisitable, visitOf } from './visit.ts';

const fake = await fakeMechanism('room');
const stranger = (await fakeMechanism('another room')).recorders[0]!;
const device = fake.recorders[0]!;

interface Heard extends Room {
  readonly told: readonly (readonly [string, string, string])[];
}
function ear(): Heard {
  const told: [string, string, string][] = [];
  return {
    welcome: '{"format":"x"}',
    told,
    hear: ({ kid, name }, text) => {
      told.push([kid, name, text]);
      return text === 'no' ? undefined : '{}';
    },
  };
}
const say = { method: 'POST', body: '{"progress":[]}' };

it('its welcome is for anyone, as often as strangers may ask', async () => {
  const letterbox = await openVisitable(fake.profile, { room: ear(), limits: { strangerBurst: 2 } });
  const answer = await letterbox.ask(ROOM_PATH);
  expect([answer.status, await answer.text()]).toEqual([200, '{"format":"x"}']);
  await letterbox.ask(ROOM_PATH);
  expect(await codeIn(await letterbox.ask(ROOM_PATH))).toBe('tooManyRequests');
});

it('a device enrolled there is heard under its own name; what is not understood is refused', async () => {
  const room = ear();
  const visit = await visitOf(await openVisitable(fake.profile, { room }), device, fake.profile.id);
  expect((await visit.ask(ROOM_PATH, say)).status).toBe(200);
  expect(await codeIn(await visit.ask(ROOM_PATH, { ...say, body: 'no' }))).toBe('badRequest');
  const [name] = room.told.map(([, each]) => each);
  expect(room.told).toEqual([
    [device.kid, name, say.body],
    [device.kid, name, 'no'],
  ]);
  expect(name).not.toBe('');
});

it('nobody else is heard, nor what was changed on the way, nor what is too long', async () => {
  const room = ear();
  const letterbox = await openVisitable(fake.profile, { room });
  expect(await codeIn(await letterbox.ask(ROOM_PATH, say))).toBe('tokenMissing');
  const foreign = await visitOf(letterbox, stranger, fake.profile.id);
  expect(await codeIn(await foreign.ask(ROOM_PATH, say))).toBe('notEnrolled');
  const visit = await visitOf(letterbox, device, fake.profile.id);
  const headers = { 'content-digest': 'sha-256=:AAAA:' };
  expect(await codeIn(await visit.ask(ROOM_PATH, { ...say, headers }))).toBe('wrongDigest');
  expect(await codeIn(await visit.ask(ROOM_PATH, { ...say, body: 'x'.repeat(20_001) }))).toBe('tooLarge');
  expect(room.told).toEqual([]);
});

it('a letterbox that is no workshop’s has no room', async () => {
  const letterbox = await openVisitable(fake.profile);
  expect(await codeIn(await letterbox.ask(ROOM_PATH))).toBe('tokenMissing');
  const visit = await visitOf(letterbox, device, fake.profile.id);
  expect(await codeIn(await visit.ask(ROOM_PATH))).toBe('notFound');
  expect(await codeIn(await visit.ask(ROOM_PATH, say))).toBe('notFound');
});
