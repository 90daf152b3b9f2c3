// Planted words where they leave the notebook, and where something breaks: sent through a real letterbox and fetched
// from it, saved as a table and as documents, while the page crashes and while the main process is killed. Whoever takes
// the letterbox, its logs, either profile or the temporary folder finds none of them.

import { mkdirSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { openFlakyWire } from '../secretariat/flaky-wire.ts';
import { type LetterboxProcess, startProcess } from '../secretariat/process.ts';
import { plantedIn, plantedWord, STEM } from '../fixtures/words-on-disk.ts';
import { canaryGround } from './canary-ground.ts';
import { electronKind, expect, test } from './launch.ts';
import {
  acceptEnrolment,
  beginNotebook,
  choose,
  enrol,
  foundMechanism,
  goTo,
  joinAndMakeCard,
  openNotebook,
  recordConsultation,
  saveTo,
  visit,
} from './notebook.ts';

test.beforeAll(() => console.log(`canaries-road.spec: on ${electronKind}`));

test('words that go through a letterbox, into documents, and down with a crash are on no disk but where they were saved', async ({
  openApp,
  folder,
}) => {
  test.setTimeout(600_000);
  const { openHere, said } = canaryGround(openApp, folder);
  const wire = await openFlakyWire();
  let letterbox: LetterboxProcess | undefined;
  try {
    const office = await beginNotebook(openHere, 'office');
    const file = join(folder, 'mecanismo.json');
    const mechanism = await foundMechanism(office, file, wire.url);
    letterbox = await startProcess(['--dir', join(folder, 'letterbox'), '--port', '0', '--profile', file]);
    wire.target = letterbox.port;
    const recorder = await beginNotebook(openHere, 'recorder');
    await recordConsultation(recorder, plantedWord(1), plantedWord(2));
    const card = await joinAndMakeCard(recorder, mechanism, 'Portátil del albergue');
    await acceptEnrolment(recorder, await enrol(office, card, 'Casa de Paso'));

    await goTo(recorder, 'Entregar');
    await choose(recorder.page.getByRole('radio', { name: /Buzón de prueba/ }));
    await recorder.page.getByRole('button', { name: 'Entregar por el buzón' }).click();
    await expect(recorder.page.getByText('Recibo del buzón')).toBeVisible({ timeout: 120_000 });
    await goTo(office, 'Entregar');
    await office.page.getByRole('button', { name: 'Traer de Buzón de prueba' }).click();
    await expect(office.page.getByRole('heading', { name: /^De Portátil del albergue/ })).toBeVisible({
      timeout: 60_000,
    });
    letterbox.signal('SIGTERM');
    await letterbox.ended;
    expect(letterbox.output.join('\n')).not.toContain(STEM);
    expect(readdirSync(join(folder, 'letterbox')).length).toBeGreaterThan(0);
    expect(plantedIn(join(folder, 'letterbox')), 'letterbox').toEqual([]);

    // Saved as a table and as documents, where the person wants them.
    const own = join(folder, 'persons-own');
    mkdirSync(own);
    await visit(office, `/records?text=${plantedWord(1)}`);
    await expect(office.page.getByText(plantedWord(1)).first()).toBeVisible();
    await saveTo(office, join(own, 'tabla.csv'));
    await office.page.getByRole('button', { name: 'Guardar como tabla' }).click();
    await office.page.getByRole('menuitem', { name: /CSV/ }).click();
    await expect.poll(() => plantedIn(own).length, { timeout: 60_000 }).toBeGreaterThan(0);
    await goTo(office, 'Informes');
    for (const [button, name] of [
      ['Guardar Word', 'boletin.docx'],
      ['Guardar PDF', 'boletin.pdf'],
    ] as const) {
      await saveTo(office, join(own, name));
      await office.page.getByRole('button', { name: button }).click();
      await expect(office.page.getByText(`Guardado: ${name}`)).toBeVisible({ timeout: 60_000 });
    }

    // The page crashes as it stands, with the record on it; then the main process is killed.
    await visit(office, `/records?text=${plantedWord(1)}`);
    await expect(office.page.getByText(plantedWord(1)).first()).toBeVisible();
    const pages = descendantsOf(office.app.process().pid ?? 0).filter(isPage);
    for (const pid of pages) process.kill(pid, 'SIGSEGV');
    if (process.platform === 'linux') expect(pages.length, 'processes of the page').toBeGreaterThan(0);
    await expect
      .poll(() => descendantsOf(office.app.process().pid ?? 0).some((pid) => pages.includes(pid)))
      .toBe(false);
    const gone = new Promise((done) => office.app.process().once('exit', done));
    office.app.process().kill('SIGKILL');
    await gone;
    await recorder.app.close();
    expect(said()).not.toContain(STEM);
    for (const place of ['office', 'recorder', 'temp', 'letterbox'])
      expect(plantedIn(join(folder, place)), place).toEqual([]);

    // What was saved is in the notebook still.
    const again = await openNotebook(openHere, 'office');
    await visit(again, `/records?text=${plantedWord(1)}`);
    await expect(again.page.getByText(plantedWord(1)).first()).toBeVisible();
    await again.app.close();
    for (const place of ['office', 'temp']) expect(plantedIn(join(folder, place)), `${place}, again`).toEqual([]);
  } finally {
    letterbox?.signal('SIGKILL');
    await wire.close();
  }
});

/** Processes begun by that one, or by those; where there is no /proc, none. */
function descendantsOf(root: number): readonly number[] {
  if (process.platform !== 'linux') return [];
  const parents = new Map<number, number>();
  for (const name of readdirSync('/proc')) {
    const parent = /^\d+$/.test(name) ? /\) \S (\d+) /.exec(textOf(`/proc/${name}/stat`))?.[1] : undefined;
    if (parent !== undefined) parents.set(Number(name), Number(parent));
  }
  const isUnder = (pid: number): boolean => {
    const parent = parents.get(pid);
    return parent !== undefined && (parent === root || isUnder(parent));
  };
  return [...parents.keys()].filter(isUnder);
}

const isPage = (pid: number): boolean => textOf(`/proc/${pid}/cmdline`).includes('--type=renderer');

/** Empty where the process has ended meanwhile. */
function textOf(path: string): string {
  try {
    return readFileSync(path, 'utf8');
  } catch {
    return '';
  }
}
