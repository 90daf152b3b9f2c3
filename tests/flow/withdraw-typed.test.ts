// What a person typed beside the records goes with the words that consent was taken back to: names and words of saved
// filters, names of files. What another record says too stays.

import { expect, test } from 'vitest';
import { errorOf, finished, mechanism, packed, PRACTICE, readerOf, valueOf } from './laptops.ts';
import { tracesOf } from './traces.ts';

const MARK = 'SEMILLAROJA';

async function withFilters() {
  const made = await mechanism();
  const ana = await made.enrolled('Ana');
  const record = await finished(ana, { ...PRACTICE, title: `Taller de ${MARK}`, summary: 'La ventanilla del puente.' });
  await finished(ana, { ...PRACTICE, title: 'Otra práctica del puente' });
  valueOf(await ana.engine.keepFilter(`Lo de ${MARK}`, '?kind=practice'));
  valueOf(await ana.engine.keepFilter('El nombre de antes', `?text=${MARK.slice(0, 7)}`));
  valueOf(await ana.engine.keepFilter('Ventanilla', '?year=2026'));
  valueOf(await ana.engine.keepFilter('Del puente', '?text=puente&year=2026'));
  const names = async (): Promise<readonly string[]> => (await ana.engine.filters()).saved.map(({ name }) => name);
  return { ...made, ana, record, names };
}

test('filters that say a word of it go, from the journal too; those that say what other records say stay', async () => {
  const { ana, record, names } = await withFilters();
  // its earlier words are in the journal
  valueOf(await ana.engine.keepFilter('Del puente', `?text=${MARK}`));
  valueOf(await ana.engine.keepFilter('Del puente', '?text=puente&year=2026'));
  valueOf(await ana.engine.withdrawRecord(record, null));
  expect(await names()).toEqual(['Del puente']);
  expect(await tracesOf(ana, MARK)).toEqual([]);
  const again = await ana.again();
  expect((await again.engine.filters()).saved).toMatchObject([
    { name: 'Del puente', search: '?text=puente&year=2026' },
  ]);
  expect(await tracesOf(again, MARK)).toEqual([]);
});

test('of one answer that was taken back, what the rest of the record says stays in filters', async () => {
  const { ana, record, names } = await withFilters();
  valueOf(await ana.engine.withdrawRecord(record, ['summary']));
  expect(await names()).toEqual(['Del puente', 'El nombre de antes', `Lo de ${MARK}`]);
});

test('names of files say it no more: of what was taken in, refused and saved', async () => {
  const { ana, secretariat, profile, record } = await withFilters();
  const bundle = (await packed(ana, readerOf(profile))).bytes;
  const name = `lo de ${MARK}.quipu`;
  valueOf(await secretariat.engine.takeIn(name, bundle));
  valueOf(await secretariat.engine.takeIn(name, new Uint8Array([1, 2, 3])));
  expect(await tracesOf(secretariat, name)).not.toEqual([]);
  valueOf(await ana.engine.withdrawRecord(record, null));
  valueOf(await secretariat.engine.takeIn('x.quipu', (await packed(ana, readerOf(profile))).bytes));
  expect(await tracesOf(secretariat, MARK)).toEqual([]);
  expect((await secretariat.engine.activity(0, 50)).entries.map(({ type }) => type)).toContain('takenIn');
  const again = await secretariat.again();
  expect(await tracesOf(again, MARK)).toEqual([]);
  expect(errorOf(await again.engine.editRecord(record, { title: 'x' }))).toEqual({ type: 'recordWithdrawn' });
});

test.each(['killedBefore', 'killedAfter'] as const)(
  'cut short (%s) while they are taken out, it is finished at the next opening',
  async (type) => {
    const { ana, record } = await withFilters();
    ana.fake.calls.length = 0;
    const appends = (): number => ana.fake.calls.filter((call) => call === 'journalAppend').length;
    // The withdrawal, then its note, then what was typed.
    for (let each = 0; each < 2; each++)
      ana.fake.intercept('journalAppend', { type: 'later', than: Promise.resolve() });
    ana.fake.intercept('journalAppend', { type });
    void ana.engine.withdrawRecord(record, null);
    await expect.poll(appends).toBeGreaterThan(2);
    ana.fake.clear();
    const again = await ana.again();
    expect(await tracesOf(again, MARK)).toEqual([]);
    expect((await again.engine.filters()).saved.map(({ name }) => name)).toEqual(['Del puente']);
  },
);
