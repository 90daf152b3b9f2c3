// What is refused never changes the store; it is told by its typed reason, and remembered.

import { expect, test } from 'vitest';
import { finished, laptop, mechanism, packed, readerOf, valueOf } from './laptops.ts';

test('a damaged, cut, foreign or false bundle is refused with its reason, and the store is as it was', async () => {
  const { secretariat, profile, enrolled } = await mechanism();
  const ana = await enrolled('Ana');
  await finished(ana);
  const { bytes } = await packed(ana, readerOf(profile));
  const other = await mechanism();
  const beto = await other.enrolled('Beto');
  await finished(beto);
  const foreign = await packed(beto, readerOf(other.profile));

  const entries = secretariat.fake.journal.length;
  const before = [
    await secretariat.engine.list({}),
    await secretariat.engine.inbox(),
    await secretariat.engine.trust(),
  ];
  const altered = Uint8Array.from(bytes);
  altered[bytes.length - 100] = (altered[bytes.length - 100] ?? 0) ^ 1;
  const cases: readonly (readonly [string, Uint8Array, string])[] = [
    ['cortado.quipu', bytes.slice(0, bytes.length - 1000), 'truncated'],
    ['alterado.quipu', altered, 'altered'],
    ['largo.quipu', new Uint8Array([...bytes, 0]), 'trailingData'],
    ['ajeno.quipu', foreign.bytes, 'notForMe'],
    ['foto.jpg', new Uint8Array([0xff, 0xd8, 0xff, 0xe0]), 'notABundle'],
    ['vacio.quipu', new Uint8Array(), 'emptyFile'],
  ];
  for (const [name, file, type] of cases) {
    const report = valueOf(await secretariat.engine.takeIn(name, file));
    expect([name, report.problem?.type]).toEqual([name, type]);
    expect((await secretariat.engine.activity(0, 50)).entries[0]).toMatchObject({
      type: 'refusedBundle',
      facts: { name },
      problem: { type },
    });
  }
  expect([
    await secretariat.engine.list({}),
    await secretariat.engine.inbox(),
    await secretariat.engine.trust(),
  ]).toEqual(before);
  expect(secretariat.fake.bundles.size).toBe(0);
  expect(secretariat.fake.journal.length).toBe(entries + cases.length); // the activity list alone
});

test('a bundle of another mechanism is refused even where it can be opened', async () => {
  const { secretariat, enrolled } = await mechanism();
  const ana = await enrolled('Ana');
  await finished(ana);
  const elsewhere = await mechanism();
  // The other mechanism's profile names this secretariat's device as a reader too.
  const recipient = secretariat.fake.unlock().device.classicRecipient;
  const reader = { name: 'Otra', recipient, role: 'secretariat' as const };
  const text = JSON.stringify({ ...elsewhere.profile, readers: [...elsewhere.profile.readers, reader] });
  const beto = await elsewhere.enrolled('Beto');
  valueOf(await beto.engine.joinMechanism(text));
  await finished(beto);
  const { bytes } = await packed(beto, recipient);
  const report = valueOf(await secretariat.engine.takeIn('x', bytes));
  expect(report.problem).toEqual({ type: 'otherMechanism' });
  expect(await secretariat.engine.list({})).toMatchObject({ total: 0 });
});

test('a profile, a card or credentials that are not what they should be are refused with their reason', async () => {
  const { secretariat, profile } = await mechanism();
  const device = await laptop();
  const reasonOf = async (done: Promise<{ ok: boolean }>) => {
    const answer = await done;
    return 'error' in answer ? answer.error : answer;
  };
  const refused = (type: string) => ({ type: 'refused', reason: { type } });
  expect(await reasonOf(device.engine.joinMechanism('hola'))).toEqual(refused('notJson'));
  expect(await reasonOf(device.engine.joinMechanism('{}'))).toEqual(refused('notAProfile'));
  expect(await reasonOf(device.engine.joinMechanism(JSON.stringify({ ...profile, practice: true })))).toEqual(
    refused('wrongProfileId'),
  );
  expect(await reasonOf(device.engine.makeCard('  '))).toEqual(refused('noName'));
  expect(await reasonOf(device.engine.acceptCredentials('[]'))).toEqual({ type: 'noMechanism' });
  valueOf(await device.engine.joinMechanism(JSON.stringify(profile)));
  expect(await reasonOf(device.engine.acceptCredentials('{"a":1}'))).toEqual(refused('notCredentials'));
  expect(await reasonOf(secretariat.engine.enrolDevice('[1]', 'recorder', 'Casa'))).toEqual(refused('notACard'));
  expect(await reasonOf(device.engine.enrolDevice('[1]', 'recorder', 'Casa'))).toEqual(refused('notSecretariat'));
  const workshop = await laptop({ isWorkshop: true });
  const facts = {
    names: { es: 'Taller' },
    organisation: 'T',
    device: 'T',
    suite: 'classic',
    letterboxes: [],
  } as const;
  const practice = valueOf(await workshop.engine.foundMechanism(facts));
  expect(await reasonOf(device.engine.joinMechanism(JSON.stringify(practice)))).toEqual(refused('practiceMixed'));
  expect(await reasonOf((await laptop()).engine.joinMechanism(JSON.stringify(practice)))).toEqual(
    refused('practiceMixed'),
  );
  const trainee = await laptop({ isWorkshop: true });
  expect(await reasonOf(trainee.engine.joinMechanism(JSON.stringify(profile)))).toEqual(refused('practiceMixed'));
  expect(valueOf(await trainee.engine.joinMechanism(JSON.stringify(practice))).practice).toBe(true);
});

test('who does not know the addresses of a mechanism joins nothing, and may join later', async () => {
  const { profile } = await mechanism();
  const device = await laptop();
  const reason = { type: 'addressesRefused' };
  device.fake.intercept('courierAllow', { type: 'answer', value: { ok: false, error: reason } });
  expect(await device.engine.joinMechanism(JSON.stringify(profile))).toEqual({
    ok: false,
    error: { type: 'refused', reason },
  });
  expect((await device.engine.trust()).profile).toBe(null);
  valueOf(await device.engine.joinMechanism(JSON.stringify(profile)));
  expect((await device.engine.trust()).profile).toEqual(profile);
});
