// What a newer app wrote, on the screens of this one: kept, counted, and named for what it is in the person's language.

import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { resolveTrust } from '#shared/log/roster.ts';
import { writeAsNewerApp } from '../fixtures/newer-app.ts';
import { inspectScreen } from './inspect-screen.ts';
import { electronKind, expect, test } from './launch.ts';
import { beginNotebook, enrol, foundMechanism, goTo, takeInFile, visit } from './notebook.ts';
import { credentialsIn, makeLaptop, packTo, readMechanism } from './sample-world.ts';

test.beforeAll(() => console.log(`newer-version.spec: on ${electronKind}`));

test('a kind, a field and a schema of a newer app are shown as what they are, and nothing of them is lost', async ({
  openApp,
  folder,
}) => {
  test.setTimeout(300_000);
  const notebook = await beginNotebook(openApp, 'office');
  const { page } = notebook;
  const mechanism = await foundMechanism(notebook, join(folder, 'mecanismo.json'), 'http://127.0.0.1:9');
  const profile = readMechanism(mechanism);
  const laptop = await makeLaptop('Portátil nuevo', profile);
  const credentials = credentialsIn(await enrol(notebook, laptop.card, 'Casa de Paso'));
  laptop.device.trust = await resolveTrust(profile, credentials, []);
  const { ofNewKind, withNewField } = await writeAsNewerApp(laptop.device);
  mkdirSync(join(folder, 'stick'));
  const stick = await packTo(join(folder, 'stick', 'nuevo.quipu'), laptop, { profile, credentials });
  await goTo(notebook, 'Entregar');
  await takeInFile(notebook, stick);
  await expect(page.getByRole('heading', { name: /^De Portátil nuevo/ })).toBeVisible({ timeout: 60_000 });
  await page.getByRole('button', { name: 'Ver por qué' }).click();
  await expect(page.getByText('Lo escribió una versión más nueva de Chasqui.')).toBeVisible();

  await goTo(notebook, 'Bandeja');
  await expect(page.getByText('Lo escribió una versión más nueva de Chasqui.')).toBeVisible();
  await inspectScreen(page, 'newer-inbox');
  await visit(notebook, `/record/${ofNewKind}`);
  await expect(page.getByText('Viene de una versión más nueva de Chasqui')).toBeVisible();
  await expect(page.getByText('e0001: listed: 0')).toBeVisible();
  await inspectScreen(page, 'newer-record');
  await visit(notebook, `/record/${ofNewKind}/edit`);
  await expect(page.getByText(/versión más nueva/).first()).toBeVisible();
  await visit(notebook, `/record/${withNewField}`);
  await expect(page.getByText('a_newer_field').first()).toBeVisible();
  await inspectScreen(page, 'newer-field');
  await visit(notebook, '/records');
  await expect(page.getByText('Registro del futuro').first()).toBeVisible();
  expect(notebook.violations).toEqual([]);
});
