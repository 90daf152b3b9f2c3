// The main job as people do it, on the whole app: two recorders and a secretariat on three profiles, a real
// letterbox process behind a wire that is cut in mid-upload, a restart, a stick, a conflict, receipts.

import { statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { openFlakyWire } from '../secretariat/flaky-wire.ts';
import { type LetterboxProcess, startProcess } from '../secretariat/process.ts';
import { electronKind, expect, test } from './launch.ts';
import {
  acceptEnrolment,
  beginNotebook,
  enrol,
  finishForm,
  foundMechanism,
  giveByLetterbox,
  goTo,
  joinAndMakeCard,
  type Notebook,
  openForm,
  openNotebook,
  recordConsultation,
  saveTo,
  takeInFile,
} from './notebook.ts';

test.beforeAll(() => console.log(`main-job.spec: on ${electronKind}`));

test('records reach the secretariat by letterbox and by stick, a conflict is decided, receipts come back', async ({
  openApp,
  folder,
}) => {
  test.setTimeout(600_000);
  const wire = await openFlakyWire();
  let letterbox: LetterboxProcess | undefined;
  try {
    // Three people meet once: the mechanism is founded, both recorders join and are enrolled.
    const file = join(folder, 'mecanismo.json');
    const secretariat = await beginNotebook(openApp, 'secretariat');
    const mechanism = await foundMechanism(secretariat, file, wire.url);
    letterbox = await startProcess(['--dir', join(folder, 'letterbox'), '--port', '0', '--profile', file]);
    wire.target = letterbox.port;
    let first = await beginNotebook(openApp, 'first');
    const second = await beginNotebook(openApp, 'second');
    for (const [notebook, name] of [
      [first, 'Portátil del albergue'],
      [second, 'Portátil de la frontera'],
    ] as const) {
      await recordConsultation(notebook, `Consulta de ${name}`, 'La ventanilla abrió los sábados.');
      const card = await joinAndMakeCard(notebook, mechanism, name);
      await acceptEnrolment(notebook, await enrol(secretariat, card, 'Casa de Paso'));
    }

    // The first sends; the wire is cut in mid-upload, the laptop restarts, and the upload goes on.
    wire.cutUpAfter = 12_000;
    wire.cuts = Number.POSITIVE_INFINITY;
    await giveByLetterbox(first);
    await expect.poll(() => wire.up, { timeout: 60_000 }).toBeGreaterThan(10_000);
    await first.app.close();
    wire.cuts = 0;
    first = await openNotebook(openApp, 'first');
    await goTo(first, 'Entregar');
    await expect(first.page.getByText('Recibo del buzón')).toBeVisible({ timeout: 120_000 });

    // The second hands over by stick.
    const stick = join(folder, 'stick.quipu');
    await goTo(second, 'Entregar');
    await saveTo(second, stick);
    await second.page.getByRole('button', { name: 'Entregar en una memoria USB' }).click();
    await expect.poll(() => sizeOf(stick), { timeout: 60_000 }).toBeGreaterThan(0);

    // The secretariat takes both in; the stick a second time changes nothing; a broken one is refused in words.
    await goTo(secretariat, 'Entregar');
    await secretariat.page.getByRole('button', { name: 'Traer de Buzón de prueba' }).click();
    await expect(secretariat.page.getByRole('heading', { name: /^De Portátil del albergue/ })).toBeVisible({
      timeout: 60_000,
    });
    await takeInFile(secretariat, stick);
    await expect(secretariat.page.getByRole('heading', { name: /^De Portátil de la frontera/ })).toBeVisible({
      timeout: 60_000,
    });
    await takeInFile(secretariat, stick);
    await expect(secretariat.page.getByText('Todo esto ya estaba en su cuaderno. Nada cambió.')).toBeVisible({
      timeout: 60_000,
    });
    const broken = join(folder, 'broken.quipu');
    writeFileSync(broken, 'age-encryption.org/v1\nnot really');
    await takeInFile(secretariat, broken);
    await expect(secretariat.page.getByText('No se pudo recibir «broken.quipu»')).toBeVisible({ timeout: 60_000 });

    // Both receipts come back the way the bundles came: the out-tray of the letterbox.
    await goTo(first, 'Entregar');
    await first.page.getByRole('button', { name: 'Traer de Buzón de prueba' }).click();
    await expect(first.page.getByText(/Recibido por/).first()).toBeVisible({ timeout: 60_000 });
    await goTo(first, 'Registros');
    await expect(first.page.getByText('Consulta de Portátil del albergue').first()).toBeVisible();

    // One record, two hands: the secretariat and the first recorder write the same answer; somebody decides.
    await writeProgress(secretariat, 'Consulta de Portátil del albergue', 'La ventanilla abrió también los domingos.');
    await writeProgress(
      first,
      'Consulta de Portátil del albergue',
      'La ventanilla abrió los sábados y cerró los lunes.',
    );
    await giveByLetterbox(first);
    await goTo(secretariat, 'Entregar');
    await expect(async () => {
      await secretariat.page.getByRole('button', { name: 'Traer de Buzón de prueba' }).click();
      await expect(secretariat.page.getByRole('link', { name: 'Decidir' }).first()).toBeVisible({ timeout: 8_000 });
    }).toPass({ timeout: 120_000 });
    await secretariat.page.getByRole('link', { name: 'Decidir' }).first().click();
    await secretariat.page.getByRole('link', { name: /^Progresos/ }).click();
    await expect(secretariat.page.getByText('Dos equipos escribieron en el mismo lugar').first()).toBeVisible();
    await secretariat.page.keyboard.press('b');
    await secretariat.page.getByRole('button', { name: /^Dejar así/ }).click();
    await goTo(secretariat, 'Bandeja');
    await expect(secretariat.page.getByRole('heading', { name: /^En conflicto/ })).toBeHidden();

    for (const notebook of [secretariat, first, second])
      expect([notebook.name, notebook.violations]).toEqual([notebook.name, []]);
  } finally {
    letterbox?.signal('SIGKILL');
    await wire.close();
  }
});

async function writeProgress(notebook: Notebook, title: string, progress: string): Promise<void> {
  const { page } = notebook;
  await openForm(notebook, title);
  await page.getByRole('link', { name: /^D Contenido por objetivo/ }).click();
  await page.getByLabel('Progresos').fill(progress);
  await finishForm(notebook);
}

function sizeOf(path: string): number {
  try {
    return statSync(path).size;
  } catch {
    return 0;
  }
}
