// Who is in, by keyboard alone: an organisation is invited and the invitation taken back before anybody answered; among
// many laptops one is found by its name, looked at, and loses its signature with a reason.

import { join } from 'node:path';
import { openPart, press, tick, type, walkTo } from './by-keyboard.ts';
import { inspectScreen } from './inspect-screen.ts';
import { electronKind, expect, test } from './launch.ts';
import { beginNotebook, enrol, foundMechanism } from './notebook.ts';
import { makeLaptop, readMechanism } from './sample-world.ts';

/** More than are found by looking. */
const LAPTOPS = 8;

test.beforeAll(() => console.log(`roster.spec: on ${electronKind}`));

test('an organisation is invited and uninvited, and one laptop of many found, by keyboard alone', async ({
  openApp,
  folder,
}) => {
  test.setTimeout(600_000);
  const office = await beginNotebook(openApp, 'office');
  const { page, violations } = office;
  const profile = readMechanism(await foundMechanism(office, join(folder, 'mecanismo.json'), ''));
  for (let at = 1; at <= LAPTOPS; at++)
    await enrol(office, (await makeLaptop(`Portátil ${at}`, profile)).card, `Casa de Paso ${at}`);

  await walkTo(office, 'Mecanismo');
  await openPart(office, 'Invitar');
  await tick(page.getByRole('radio', { name: /^Un equipo/ }));
  await page.keyboard.press('ArrowDown');
  await expect(page.getByRole('radio', { name: /^Una organización/ })).toBeChecked();
  await type(page.getByLabel('Organización', { exact: true }), 'Red del Sur');
  await press(page.getByRole('button', { name: 'Hacer la invitación' }));
  await expect(page.getByRole('heading', { name: 'Invitación: Red del Sur' })).toBeVisible();
  await inspectScreen(page, 'roster-invitation');
  await press(page.getByRole('button', { name: 'Retirar la invitación' }));
  const line = page.getByRole('listitem').filter({ has: page.getByRole('heading', { name: /^Red del Sur/ }) });
  await expect(line.getByText('retirada', { exact: true })).toBeVisible();
  await expect(line.getByRole('button')).toHaveCount(0);

  await openPart(office, 'Quién firma');
  const find = page.getByRole('searchbox', { name: 'Buscar un equipo o una organización' });
  await type(find, 'portatil 7');
  const cards = page.getByRole('listitem').filter({ has: page.getByRole('heading', { level: 3 }) });
  await expect(cards).toHaveCount(1, { timeout: 30_000 });
  await expect(cards.getByRole('heading', { name: /^Portátil 7/ })).toBeVisible();
  await inspectScreen(page, 'roster-found');
  await press(page.getByRole('button', { name: /^Retirar la firma.*Portátil 7/ }));
  await type(page.getByRole('alertdialog').getByLabel('Por qué'), 'Se perdió en el viaje');
  await press(page.getByRole('alertdialog').getByRole('button', { name: 'Retirar la firma', exact: true }));
  await expect(cards.first().getByText('firma retirada')).toBeVisible({ timeout: 30_000 });
  await type(find, 'nadie se llama así');
  await expect(page.getByText('Ningún equipo conocido se llama así.')).toBeVisible({ timeout: 30_000 });
  expect(violations).toEqual([]);
});
