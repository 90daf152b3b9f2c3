// The inbox at a glance: where what is missing was last, and who has been silent.

import { expect, test } from 'vitest';
import { textToBytes } from '#shared/base/bytes.ts';
import { bytesOf, deviceReader, finished, mechanism, NOON, PRACTICE, readerOf, valueOf } from './laptops.ts';

test('a missing file is told with its record, its author, and who carried it on', async () => {
  const { secretariat, profile, enrolled } = await mechanism();
  const coordinator = await enrolled('Coordinación', 'Red', 'coordinator');
  const ana = await enrolled('Ana', 'Red');
  const note = valueOf(await ana.engine.attachFile({ name: 'nota.txt', bytes: textToBytes('una nota') }, {}));
  const id = await finished(ana, { ...PRACTICE, 'attachments.e0001': note });
  const up = valueOf(await ana.engine.makeBundle({ reader: await deviceReader(ana, 'Coordinación') }));
  for (const bundle of [up.bundle, ...up.more]) valueOf(await coordinator.engine.takeIn('x', bytesOf(ana, bundle)));
  const preview = valueOf(await coordinator.engine.previewBundle({ reader: readerOf(profile) }));
  const onward = valueOf(await coordinator.engine.makeBundle({ reader: readerOf(profile) }));
  expect(onward.size).toBe(preview.size); // lines of custody are counted before they are signed
  expect(onward.more).toHaveLength(1); // and is lost
  valueOf(await secretariat.engine.takeIn('y', bytesOf(coordinator, onward.bundle)));
  expect((await secretariat.engine.inbox()).missingFiles).toMatchObject([
    { digest: note.digest, row: { id }, author: { name: 'Ana' }, hadBy: [{ name: 'Coordinación' }] },
  ]);
  const [file] = onward.more;
  valueOf(await secretariat.engine.takeIn('z', bytesOf(coordinator, file!)));
  expect((await secretariat.engine.inbox()).missingFiles).toEqual([]);
});

test('whoever coordinates sees who was heard of and when, and who never was; a recorder waits for nobody', async () => {
  const { secretariat, profile, enrolled } = await mechanism();
  const ana = await enrolled('Ana');
  await enrolled('Luz');
  await finished(ana);
  const ticket = valueOf(await ana.engine.makeBundle({ reader: readerOf(profile) }));
  valueOf(await secretariat.engine.takeIn('x', bytesOf(ana, ticket.bundle)));
  const at = { time: new Date(NOON).toISOString(), doubt: null };
  const luz = { author: { name: 'Luz' }, arrived: null, days: null, claimed: null };
  expect((await secretariat.engine.inbox()).silence).toMatchObject([luz]); // Ana was heard of today
  const later = await secretariat.again(() => NOON + 8 * 24 * 3600 * 1000);
  expect((await later.engine.inbox()).silence).toMatchObject([
    luz,
    { author: { name: 'Ana' }, arrived: at, days: 8, claimed: at },
  ]);
  expect((await ana.engine.inbox()).silence).toEqual([]);
});
