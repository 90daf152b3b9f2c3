// Where a new version comes from a stick, in the whole app: this build knows no release key, and says so.

import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { inspectScreen } from './inspect-screen.ts';
import { electronKind, expect, test } from './launch.ts';
import { beginNotebook, chooseFile } from './notebook.ts';

test.beforeAll(() => console.log(`update.spec: on ${electronKind}`));

test('a build without a release key says which version it is, and that it takes no update', async ({
  openApp,
  folder,
}) => {
  const notebook = await beginNotebook(openApp, 'update');
  const { page, violations } = notebook;
  await page.keyboard.press('F1');
  await page.getByRole('tab', { name: 'Marcas y teclas' }).focus();
  await page.keyboard.press('End');
  await expect(page.getByText(/^Aquí está Chasqui \d+\.\d+\.\d+\.$/)).toBeVisible();
  await expect(page.getByText('Esta copia no puede comprobar actualizaciones')).toBeVisible();
  await inspectScreen(page, 'help-update');
  const file = join(folder, 'Chasqui.chasqui');
  writeFileSync(file, 'chasqui-update/1\n{}\n');
  await chooseFile(notebook, file);
  const answer = await page.evaluate(() =>
    (window as unknown as { chasqui: { updatePick: () => Promise<unknown> } }).chasqui.updatePick(),
  );
  expect(answer).toEqual({ ok: false, error: { type: 'noReleaseKey' } });
  expect(violations).toEqual([]);
});
