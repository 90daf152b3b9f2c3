// Two laptops in one network and no internet, each a process of its own, over a real socket of this machine: the
// secretariat's receives, a recorder's hands over to it, finds nobody there, finds it again, and is answered the same way.

import { inspectScreen } from './inspect-screen.ts';
import { electronKind, expect, test } from './launch.ts';
import {
  acceptEnrolment,
  allowAddresses,
  beginNotebook,
  choose,
  enrol,
  foundMechanism,
  goTo,
  joinAndMakeCard,
  type Notebook,
  PASSPHRASE,
  recordConsultation,
  visit,
} from './notebook.ts';

test.beforeAll(() => console.log(`nearby.spec: on ${electronKind}`));

test('a bundle goes from laptop to laptop without internet, is taken in there, and its receipt comes back', async ({
  openApp,
  folder,
}) => {
  test.setTimeout(600_000);
  const office = await beginNotebook(openApp, 'office');
  const mechanism = await foundMechanism(office, `${folder}/mecanismo.json`, '');
  const recorder = await beginNotebook(openApp, 'recorder');
  await recordConsultation(recorder, 'Consulta del albergue', 'La ventanilla abrió los sábados.');
  const card = await joinAndMakeCard(recorder, mechanism, 'Portátil del albergue');
  await acceptEnrolment(recorder, await enrol(office, card, 'Casa de Paso'));

  // Nobody receives any more: it waits, and a look says what is wrong and how it goes by a stick.
  await visit(office, '/hand-over/network');
  await inspectScreen(office.page, 'network-closed');
  const first = await receive(office);
  await inspectScreen(office.page, 'network-open');
  await stopReceiving(office);
  await give(recorder, first);
  await expect(recorder.page.getByText('Sin conexión.', { exact: false })).toBeVisible({ timeout: 60_000 });
  await recorder.page.getByRole('button', { name: 'Revisar la conexión' }).click();
  await expect(recorder.page.getByText('El equipo está ahí, pero no está recibiendo.')).toBeVisible();
  await inspectScreen(recorder.page, 'network-nobody-there');

  // It receives again, and what waited goes by itself.
  const second = await receive(office);
  if (second !== first) await give(recorder, second); // another program took the port meanwhile: tests run side by side
  await expect(recorder.page.getByText('Recibo del buzón').first()).toBeVisible({ timeout: 120_000 });
  const take = office.page.getByRole('button', { name: 'Recibir 1 paquete' });
  await expect(take).toBeVisible();
  await goTo(office, 'Hoy');
  await inspectScreen(office.page, 'network-strip');
  await visit(office, '/hand-over/network');
  await take.click();
  await expect(office.page.getByRole('heading', { name: /^De Portátil del albergue/ })).toBeVisible({
    timeout: 60_000,
  });
  await expect(office.page.getByText('No queda nada por recibir.')).toBeVisible();
  await inspectScreen(office.page, 'network-taken-in');
  await goTo(recorder, 'Entregar');
  await expect(async () => {
    await recorder.page.getByRole('button', { name: `Traer de ${second}` }).click();
    await expect(recorder.page.getByText(/Recibido por/).first()).toBeVisible({ timeout: 8_000 });
  }).toPass({ timeout: 120_000 });

  // Somebody else's address on the internet is refused before anything is packed.
  await recordConsultation(recorder, 'Consulta de la tarde', 'Atienden hasta las ocho.');
  await goTo(recorder, 'Entregar');
  await choose(recorder.page.getByRole('radio', { name: /^Otro equipo en esta red/ }));
  await recorder.page.getByLabel('Dirección del otro equipo').fill('8.8.8.8');
  await recorder.page.getByRole('button', { name: 'Entregar en esta red' }).click();
  await expect(recorder.page.getByText('Esa no es la dirección de un equipo en su red.')).toBeVisible();
  await inspectScreen(recorder.page, 'network-give');

  // What came and was not taken in when the notebook locked is neither lost nor forgotten.
  await choose(recorder.page.getByRole('radio', { name: new RegExp(`^${second.replaceAll('.', '\\.')}`) }));
  await recorder.page.getByRole('button', { name: 'Entregar en esta red' }).click();
  await expect(take).toBeVisible({ timeout: 60_000 });
  await office.page.keyboard.press('Control+l');
  await office.page.getByLabel('Frase secreta').fill(PASSPHRASE);
  await office.page.getByRole('button', { name: 'Abrir el cuaderno' }).click();
  await expect(office.page.getByText('Por la red llegó 1 paquete que falta recibir.')).toBeVisible({
    timeout: 120_000,
  });
  await expect(office.page.getByText('Este equipo recibe en esta red.')).toHaveCount(0);
  await inspectScreen(office.page, 'network-left');
  await take.click();
  await expect(office.page.getByRole('heading', { name: /^De Portátil del albergue/ })).toBeVisible({
    timeout: 60_000,
  });
  await goTo(office, 'Registros');
  for (const title of ['Consulta del albergue', 'Consulta de la tarde'])
    await expect(office.page.getByText(title).first()).toBeVisible();
  for (const { name, violations } of [office, recorder]) expect([name, violations]).toEqual([name, []]);
});

/** Answers what the recorder types, at this very machine. */
async function receive(notebook: Notebook): Promise<string> {
  await notebook.page.getByRole('button', { name: 'Empezar a recibir' }).click();
  const shown = notebook.page.getByRole('region', { name: 'Cómo entrar' }).locator('dd').first();
  await expect(shown).toBeVisible({ timeout: 60_000 });
  const port = ((await shown.textContent()) ?? '').split(':')[1];
  return port === undefined ? '127.0.0.1' : `127.0.0.1:${port}`;
}

async function stopReceiving({ page }: Notebook): Promise<void> {
  await page.getByRole('button', { name: 'Dejar de recibir' }).click();
  await expect(page.getByRole('button', { name: 'Empezar a recibir' })).toBeVisible();
}

async function give(notebook: Notebook, address: string): Promise<void> {
  const { page } = notebook;
  await goTo(notebook, 'Entregar');
  await choose(page.getByRole('radio', { name: /^Otro equipo en esta red/ }));
  await page.getByLabel('Dirección del otro equipo').fill(address);
  await allowAddresses(notebook);
  await page.getByRole('button', { name: 'Entregar en esta red' }).click();
}
