// What the preview says that a reader will see is what the reader's opened bundle holds: for every reader, choice of
// records and class that is withheld, from an author and from whoever forwards. What stays is told as staying.

import fc from 'fast-check';
import { expect, test } from 'vitest';
import type { BundleId, RecordId } from '#shared/base/ids.ts';
import type { Json } from '#shared/base/json.ts';
import { type SeenRecord, seenIn } from '#shared/bundle/seen.ts';
import { levelOfPath } from '#shared/record/cells.ts';
import type { Level } from '#shared/record/definition.ts';
import { openWith } from '#renderer/engine/opener.ts';
import { bytesOf, deviceReader, type Laptop, mechanism, packed, readerOf, take, valueOf } from './laptops.ts';

/** Something at every level: the site is restricted, risks are personal. */
const CONSULTATION: Readonly<Record<string, Json>> = {
  title: 'Consulta en el albergue',
  date_start: '2026-02',
  'country.MX': { listed: 0 },
  lead_organization: 'Casa del Camino',
  'objectives.7': { listed: 0 },
  consent_obtained: 'verbal',
  site: 'Refugio del puente',
  risks: 'Nombre y lugar de una persona',
};

test('what the preview lists is what the reader finds in the bundle', async () => {
  const { secretariat, profile, enrolled } = await mechanism();
  const ana = await enrolled('Ana');
  const luis = await enrolled('Luis');
  const records: RecordId[] = [];
  for (const title of ['Una', 'Dos', 'Tres']) records.push(await consultation(ana, title));
  await take(secretariat, (await packed(ana, readerOf(profile))).bytes);
  const roads = [
    { from: ana, to: secretariat, reader: readerOf(profile) },
    { from: secretariat, to: luis, reader: await deviceReader(secretariat, 'Luis') },
  ];
  let stayed = 0;
  await fc.assert(
    fc.asyncProperty(
      fc.constantFrom(...roads),
      fc.subarray(records, { minLength: 1 }),
      fc.subarray<Level>(['open', 'mechanism', 'restricted']),
      async ({ from, to, reader }, chosen, withhold) => {
        const choice = { reader, records: chosen, withhold };
        const preview = await from.engine.previewBundle(choice);
        const made = await from.engine.makeBundle(choice);
        expect(made.ok).toBe(preview.ok);
        if (!preview.ok || !made.ok) return;
        const { seen } = preview.value;
        const told = seen.map(({ row, goes }) => ({ record: row.id, kind: row.kind, cells: goes }));
        expect([...told].sort((a, b) => (a.record < b.record ? -1 : 1))).toEqual(
          await foundIn(from, to, made.value.bundle),
        );
        for (const { goes, stays } of seen) {
          stayed += stays.length;
          for (const { level } of goes) expect([...withhold, 'personal']).not.toContain(level);
          for (const { path } of stays) expect(goes.map((cell) => cell.path)).not.toContain(path);
        }
      },
    ),
    { numRuns: 24, seed: 20261128 },
  );
  expect(stayed).toBeGreaterThan(0);
});

test.each([[['restricted']], [['mechanism']], [['mechanism', 'restricted']], [['open']]] as const)(
  'whatever classes stay (%s), signatures verify, and the receiver sees on the record which',
  async (withhold) => {
    const { secretariat, profile, enrolled } = await mechanism();
    const ana = await enrolled('Ana');
    const id = await consultation(ana, 'Una');
    const { bundle } = valueOf(await ana.engine.makeBundle({ reader: readerOf(profile), withhold }));
    const report = valueOf(await secretariat.engine.takeIn('x.quipu', bytesOf(ana, bundle)));
    expect(report).toMatchObject({ newRecords: 1, held: [], refused: [], missing: [] });
    const there = await secretariat.engine.record(id);
    expect(there?.withheld).toEqual([...withhold, 'personal']);
    const stayed = (await ana.engine.record(id))?.cells.filter(({ path }) =>
      withhold.some((level) => level === levelOfPath('consultation', path)),
    );
    expect(stayed).not.toEqual([]);
    for (const { path } of stayed ?? []) expect(there?.cells.map((cell) => cell.path)).not.toContain(path);
    expect((await ana.engine.record(id))?.withheld).toEqual([]);
  },
);

async function consultation({ engine }: Laptop, title: string): Promise<RecordId> {
  const id = valueOf(await engine.beginRecord('consultation', 'es'));
  valueOf(await engine.editRecord(id, { ...CONSULTATION, title, total: 12 }));
  valueOf(await engine.finishRecord(id));
  return id;
}

/** Opened with the reader's own keys. */
async function foundIn(from: Laptop, to: Laptop, bundle: BundleId): Promise<readonly SeenRecord[]> {
  const opening = valueOf(
    await openWith(
      bytesOf(from, bundle),
      {
        unwrap: (stanzas) => to.fake.desktop.vaultUnwrap({ stanzas: [...stanzas] }),
        keysOf: async () => new Map(),
      },
      false,
    ),
  );
  return seenIn(valueOf(opening.opened).changesets);
}
