// What a person tells outside the app, by keyboard alone: a summary is seen before it is copied, and what was copied is
// taken out of the clipboard when the notebook is locked; what is handed over goes as was chosen. Its screens are looked at like every other.

import { existsSync, readFileSync } from 'node:fs';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import type { Locator } from '@playwright/test';
import { openFlakyWire } from '../secretariat/flaky-wire.ts';
import { type LetterboxProcess, startProcess } from '../secretariat/process.ts';
import { press, reach, walkTo } from './by-keyboard.ts';
import { inspectDialog, inspectScreen } from './inspect-screen.ts';
import { electronKind, expect, test } from './launch.ts';
import {
  acceptEnrolment,
  beginNotebook,
  enrol,
  foundMechanism,
  joinAndMakeCard,
  openNotebook,
  recordConsultation,
  saveTo,
  visit,
} from './notebook.ts';

test.beforeAll(() => console.log(`sharing.spec: on ${electronKind}`));

test('a summary of the records is seen, saved as a picture and copied, by keyboard alone', async ({
  openApp,
  folder,
}) => {
  test.setTimeout(300_000);
  const notebook = await beginNotebook(openApp, 'sharing');
  const { app, page, violations } = notebook;
  const title = 'Consulta en el albergue de paso';
  await recordConsultation(notebook, title, 'La ventanilla abrió los sábados.');
  await visit(notebook, '/records');
  const button = (name: string): Locator => page.getByRole('button', { name, exact: true });
  await press(button('Resumen'));
  const preview = page.getByRole('region', { name: 'Así se leerá' });
  await expect(preview).toContainText('1 consulta');
  await expect(preview).not.toContainText(title);
  const file = join(folder, 'resumen.png');
  await saveTo(notebook, file);
  await press(button('Guardar imagen'));
  await expect.poll(() => existsSync(file)).toBe(true);
  expect(readFileSync(file).subarray(1, 4).toString()).toBe('PNG');
  await press(button('Resumen'));
  const text = await preview.textContent();
  await press(button('Copiar texto'));
  const clipboard = (): Promise<string> => app.evaluate(({ clipboard: system }) => system.readText());
  await expect.poll(clipboard).toBe(text);
  await press(button('Resumen'));
  await expect(preview).toBeVisible();
  await inspectDialog(page, 'summary');
  await press(button('Bloquear'));
  await expect.poll(clipboard).toBe('');
  expect(violations).toEqual([]);
});

test('a network that wants to be entered first is told as such; by hand it goes when the person asks, by keyboard alone', async ({
  openApp,
  folder,
}) => {
  test.setTimeout(600_000);
  const wire = await openFlakyWire();
  const hotel = createServer((request, response) => {
    request.resume();
    response.writeHead(200, { 'content-type': 'text/html' }).end('<html>Welcome to the hotel</html>');
  });
  await new Promise<void>((resolve) => hotel.listen(0, '127.0.0.1', resolve));
  let letterbox: LetterboxProcess | undefined;
  try {
    const file = join(folder, 'mecanismo.json');
    const secretariat = await beginNotebook(openApp, 'secretariat');
    const mechanism = await foundMechanism(secretariat, file, wire.url);
    letterbox = await startProcess(['--dir', join(folder, 'letterbox'), '--port', '0', '--profile', file]);
    wire.target = (hotel.address() as AddressInfo).port;
    const first = await beginNotebook(openApp, 'first');
    await recordConsultation(first, 'Consulta en el albergue', 'La ventanilla abrió los sábados.');
    const card = await joinAndMakeCard(first, mechanism, 'Portátil del albergue');
    await acceptEnrolment(first, await enrol(secretariat, card, 'Casa de Paso'));
    await secretariat.app.close();

    const { page } = first;
    await walkTo(first, 'Entregar');
    await press(page.getByRole('button', { name: /^Cambiar/ }));
    await reach(page.getByRole('dialog').getByRole('radio', { checked: true }));
    for (let step = 0; step < 2; step++) await page.keyboard.press('ArrowDown');
    await press(page.getByRole('dialog').getByRole('button', { name: 'Cerrar' }));
    await reach(page.getByRole('radio', { name: /^Memoria USB/ }));
    await page.keyboard.press('ArrowRight');
    await press(page.getByRole('button', { name: 'Entregar por el buzón' }));
    await expect(page.getByText(/Responde una página de esta red/).first()).toBeVisible({ timeout: 60_000 });
    await expect(page.getByText('Espera a que usted lo pida.').first()).toBeVisible();
    await expect(page.getByRole('banner').getByRole('link', { name: '1 por enviar' })).toBeVisible();
    await inspectScreen(page, 'hand-over-portal');
    await page.getByRole('button', { name: /^Cambiar|^Chanje/ }).click();
    await inspectDialog(page, 'sending-choice');
    expect(first.violations).toEqual([]);
    await first.app.close();

    wire.target = letterbox.port;
    const again = await openNotebook(openApp, 'first');
    await walkTo(again, 'Entregar');
    await expect(again.page.getByText('Espera a que usted lo pida.').first()).toBeVisible();
    await press(again.page.getByRole('button', { name: 'Probar ahora' }).first());
    await expect(again.page.getByText('Recibo del buzón').first()).toBeVisible({ timeout: 120_000 });
    await expect(again.page.getByRole('banner').getByRole('link', { name: /por enviar/ })).toHaveCount(0);
    expect(again.violations).toEqual([]);
  } finally {
    hotel.close();
    hotel.closeAllConnections();
    letterbox?.signal('SIGKILL');
    await wire.close();
  }
});
