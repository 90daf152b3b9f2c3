// Taking in many bundles can be stopped anywhere, by a person or by the power: whoever goes on with all of them, those
// that were taken in among them, ends with the very records that were sent, and is told of nothing twice.

import { expect, test } from 'vitest';
import { bytesOf, finished, mechanism, PRACTICE, readerOf, recordsOf, valueOf } from './laptops.ts';

const RECORDS = 24;

test('stopped in the middle of a bundle, twice, and begun again with all of them: the same records, byte for byte', async () => {
  const { secretariat, profile, enrolled } = await mechanism();
  const ana = await enrolled('Ana');
  for (let at = 0; at < RECORDS; at++) await finished(ana, { ...PRACTICE, title: `Registro ${at}` });
  const ticket = valueOf(await ana.engine.makeBundle({ reader: readerOf(profile), maxSize: 40_000 }));
  const bundles = [ticket.bundle, ...ticket.more];
  expect(bundles.length).toBeGreaterThan(1);
  let office = secretariat;
  for (const stopAt of [0, bundles.length - 1]) {
    for (const bundle of bundles.slice(0, stopAt)) await office.engine.takeIn(bundle, bytesOf(ana, bundle));
    const cut = office.engine.takeIn('x', bytesOf(ana, bundles[stopAt]!));
    const again = office.again();
    await cut.catch(() => undefined); // whatever it answers: nobody is here to read it
    office = await again;
  }
  let records = 0;
  for (const bundle of bundles) {
    const report = valueOf(await office.engine.takeIn(bundle, bytesOf(ana, bundle)));
    expect(report).toMatchObject({ problem: null, held: [], refused: [], conflicts: 0 });
    records += report.newRecords;
  }
  expect(records).toBeLessThan(RECORDS); // of those that were there already nothing is told as new
  for (const bundle of bundles)
    expect(valueOf(await office.engine.takeIn(bundle, bytesOf(ana, bundle)))).toMatchObject({
      newRecords: 0,
      changedRecords: 0,
    });
  expect(await office.engine.inbox()).toMatchObject({ counts: { missing: 0 }, heldChangesets: 0 });
  await office.engine.close();
  await ana.engine.close();
  expect(await recordsOf(office)).toEqual(await recordsOf(ana));
});
