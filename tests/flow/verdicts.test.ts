// Whose signatures this notebook knows is verified once: kept inside the seal, asked again where the seal is gone.

import { afterEach, expect, test, vi } from 'vitest';
import { openDatabase } from '#renderer/store/database.ts';
import { type Laptop, mechanism } from './laptops.ts';

afterEach(() => vi.restoreAllMocks());

async function sealedShelf({ profile }: Laptop) {
  const database = await openDatabase(profile);
  const rows = await database.rows('shelf');
  database.close();
  return rows;
}

/** As often as the platform was asked for a signature while a laptop was opened again. */
async function askedAtOpening(before: Laptop): Promise<{ readonly laptop: Laptop; readonly asked: number }> {
  const verify = vi.spyOn(crypto.subtle, 'verify');
  const laptop = await before.again();
  const asked = verify.mock.calls.length;
  verify.mockRestore();
  return { laptop, asked };
}

test('what was verified before it was locked is not verified at unlocking, and everybody is known', async () => {
  const { secretariat, enrolled } = await mechanism();
  await enrolled('Ana', 'Casa del Camino');
  await enrolled('Luz', 'Red del Sur');
  const seen = await secretariat.engine.authors({});
  const { laptop, asked } = await askedAtOpening(secretariat);
  expect(asked).toBe(0);
  expect(await laptop.engine.authors({})).toEqual(seen);
});

test('a verdict from outside the seal is none: pages of another notebook are damage, and all is verified again', async () => {
  const { secretariat, enrolled } = await mechanism();
  const other = await mechanism();
  await enrolled('Ana', 'Casa del Camino');
  const seen = await secretariat.engine.authors({});
  await secretariat.engine.close();
  await other.secretariat.engine.close();
  const [foreign, own] = [await sealedShelf(other.secretariat), await sealedShelf(secretariat)];
  const database = await openDatabase(secretariat.profile);
  const swapped = own.map((row, at) => ({ ...row, sealed: foreign[at % foreign.length]?.sealed ?? row.sealed }));
  const [marks] = await database.read('marks', ['marks']);
  if (marks === undefined) throw new Error('nothing was written');
  await database.write([{ table: 'shelf', puts: swapped, deletes: [] }], marks.sealed, marks.sealed);
  database.close();
  const { laptop, asked } = await askedAtOpening(secretariat);
  expect(laptop.report.rebuilt?.cause).toBe('damaged');
  expect(asked).toBeGreaterThan(seen.total);
  expect(await laptop.engine.authors({})).toEqual(seen);
});
