// What is too much to be read and packed at once goes in parts, each building on those before it: everything arrives,
// nothing twice, and a part that is lost is a gap that is told.

import { expect, test } from 'vitest';
import { bytesOf, finished, mechanism, PRACTICE, readerOf, valueOf } from './laptops.ts';

const RECORDS = 24;

test('a bundle in parts brings every record, in bundles no larger than asked, and none is lost or told twice', async () => {
  const { secretariat, profile, enrolled } = await mechanism();
  const ana = await enrolled('Ana');
  for (let at = 0; at < RECORDS; at++) await finished(ana, { ...PRACTICE, title: `Registro ${at}` });
  const maxSize = 40_000;
  const preview = valueOf(await ana.engine.previewBundle({ reader: readerOf(profile) }));
  expect(preview).toMatchObject({ recordCount: RECORDS, isAgain: false });
  expect(preview.isEstimate).toBe(undefined);
  const ticket = valueOf(await ana.engine.makeBundle({ reader: readerOf(profile), maxSize }));
  expect(ticket.records).toBe(RECORDS);
  const bundles = [ticket.bundle, ...ticket.more];
  expect(bundles.length).toBeGreaterThan(preview.changesets / (maxSize / 1_024)); // more parts than one
  const [lost, ...came] = bundles;
  let records = 0;
  for (const bundle of came) {
    const bytes = bytesOf(ana, bundle);
    expect(bytes.length).toBeLessThanOrEqual(maxSize);
    records += valueOf(await secretariat.engine.takeIn(bundle, bytes)).newRecords;
  }
  expect(records).toBeLessThan(RECORDS);
  expect((await secretariat.engine.inbox()).counts.missing).toBe(1);
  const last = valueOf(await secretariat.engine.takeIn('x', bytesOf(ana, lost!)));
  expect(last).toMatchObject({ problem: null, refused: [] });
  expect((await secretariat.engine.list({})).total).toBe(RECORDS);
  expect(await secretariat.engine.inbox()).toMatchObject({ counts: { missing: 0, held: 0 }, heldChangesets: 0 });
  const { bundles: made, waitingCount } = await ana.engine.handOver();
  expect(made).toHaveLength(bundles.length);
  expect(waitingCount).toBe(RECORDS); // packed, and carried by nobody yet
  const named = made.reduce((sum, { records: inIt }) => sum + inIt, 0);
  expect(named).toBeGreaterThanOrEqual(RECORDS);
});
