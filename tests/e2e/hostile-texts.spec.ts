// The texts that have broken other programs (tests/fixtures/texts-in-fields.ts) on the screens: carried here by a
// bundle, each is the title of a record, and each stands in some field of some kind. Nothing runs, nothing breaks the
// page's policy, and no row, page or printed page becomes wider than the window.

import { join } from 'node:path';
import { resolveTrust } from '#shared/log/roster.ts';
import { entryToCells } from '#shared/record/cells.ts';
import { kinds } from '#shared/record/kinds.ts';
import type { DemoEntry } from '#scripts/demo/input.ts';
import { HOSTILE_TEXTS, textPlaces, textsInFields } from '../fixtures/texts-in-fields.ts';
import { overflow } from './inspect-screen.ts';
import { electronKind, expect, test } from './launch.ts';
import { beginNotebook, enrol, foundMechanism, goTo, takeInFile, visit } from './notebook.ts';
import { credentialsIn, makeLaptop, packTo, readMechanism, recordOf, writeEntries } from './sample-world.ts';

test.beforeAll(() => console.log(`hostile-texts.spec: on ${electronKind}`));

const entryOf = (id: string, kind: string, texts: Parameters<typeof entryToCells>[1]): DemoEntry => {
  const cells = entryToCells(kind, texts);
  if (!cells.ok) throw new Error(JSON.stringify(cells.error));
  return { id, kind, language: 'es', cells: cells.value } as object as DemoEntry;
};

const titled = HOSTILE_TEXTS.map((title, at) => entryOf(`titled ${at}`, 'practice', { title }));

/** Round after round of every kind, until each text stood somewhere. */
function filledEntries(): readonly DemoEntry[] {
  let next = 0;
  const entries: DemoEntry[] = [];
  const [...all] = kinds.values();
  const each = all.reduce((sum, { fields }) => sum + textPlaces(fields), 0);
  for (let round = 0; round * each < HOSTILE_TEXTS.length; round++) {
    for (const { key, fields } of all) {
      const texts = textsInFields(fields, () => HOSTILE_TEXTS[next++ % HOSTILE_TEXTS.length] ?? '');
      entries.push(entryOf(`filled ${key} ${round}`, key, texts));
    }
  }
  expect(next).toBeGreaterThanOrEqual(HOSTILE_TEXTS.length);
  return entries;
}

test('lists, pages, forms and paper hold them all, and none of them does anything', async ({ openApp, folder }) => {
  test.setTimeout(600_000);
  const notebook = await beginNotebook(openApp, 'office');
  const { page } = notebook;
  const asked: string[] = [];
  page.on('dialog', (dialog) => {
    asked.push(dialog.message());
    void dialog.dismiss();
  });
  const mechanism = await foundMechanism(notebook, join(folder, 'mecanismo.json'), 'http://127.0.0.1:9');
  const profile = readMechanism(mechanism);
  const laptop = await makeLaptop('Portátil de la frontera', profile);
  const credentials = credentialsIn(await enrol(notebook, laptop.card, 'Casa de Paso'));
  laptop.device.trust = await resolveTrust(profile, credentials, []);
  const filled = filledEntries();
  await writeEntries(laptop, [...titled, ...filled]);
  const stick = await packTo(join(folder, 'colega.quipu'), laptop, { profile, credentials });
  await goTo(notebook, 'Entregar');
  await takeInFile(notebook, stick);
  await expect(page.getByRole('heading', { name: /^De Portátil de la frontera/ })).toBeVisible({ timeout: 120_000 });

  await visit(notebook, '/records?kind=practice');
  const list = page.getByRole('grid');
  await expect(list.getByRole('gridcell').first()).toBeVisible();
  const rows = Number(await list.getAttribute('aria-rowcount')) - 1;
  expect(rows).toBeGreaterThanOrEqual(titled.length);
  const seen = new Set<string>();
  for (let first = 0; first < rows; first += 6) {
    await list.evaluate((grid, at) => {
      grid.scrollTop = at * 4.25 * Number.parseFloat(getComputedStyle(document.documentElement).fontSize);
    }, first);
    await expect(list.locator(`[aria-rowindex="${Math.min(rows, first + 2) + 1}"]`)).toHaveAttribute(
      'aria-busy',
      'false',
    );
    expect(await overflow(page), `rows from ${first} on`).toEqual([]);
    for (const text of await list.locator('[data-column="title"]').allTextContents()) seen.add(text);
  }
  expect(seen.size, 'rows with titles of their own').toBeGreaterThan(HOSTILE_TEXTS.length * 0.9);

  for (const entry of filled) {
    await visit(notebook, `/record/${recordOf(entry)}`);
    await expect(page.locator('dl').first()).toBeVisible();
    const { cells } = entry as object as { readonly cells: ReadonlyMap<string, unknown> };
    const shown = await page.locator('main').evaluate((main) => main.textContent ?? '');
    const missing = [...cells.values()].filter((value) => typeof value === 'string' && !shown.includes(value));
    expect.soft(missing, `${entry.id}: texts that are not on the page`).toEqual([]);
    expect.soft(await overflow(page), `${entry.id}: on the screen`).toEqual([]);
    await page.emulateMedia({ media: 'print' });
    expect.soft(await overflow(page), `${entry.id}: on paper`).toEqual([]);
    await page.emulateMedia({ media: null });
  }
  const form = filled.find(({ kind }) => kind === 'practice');
  if (form === undefined) throw new Error('no practice');
  await visit(notebook, `/record/${recordOf(form)}/edit`);
  await expect(page.getByRole('textbox').first()).toBeVisible();
  expect(await overflow(page), 'in the form').toEqual([]);
  await page.screenshot({ path: 'test-results/screens/hostile-form.png' });
  expect([asked, notebook.violations]).toEqual([[], []]);
});
