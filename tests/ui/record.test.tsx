import { afterEach, beforeEach, expect, test } from 'vitest';
import { page, userEvent } from 'vitest/browser';
import { fakeWorld, type FakeWorld } from './fake-engine.ts';
import { makeRecord } from './fake-records.ts';
import { recordId } from './fake-samples.ts';
import { stage, type Stage } from './stage.tsx';

const ID = recordId(1);
let open: Stage | undefined;

beforeEach(() => page.viewport(1366, 768));
afterEach(() => {
  open?.leave();
  open = undefined;
});

async function record(): Promise<FakeWorld> {
  const world = fakeWorld(0);
  const entry = {
    title: 'Mesa de trabajo',
    objectives: [4],
    progress: { 4: 'Abrieron\nlos sábados' },
    total: 40,
    risks: 'Piden dinero',
    made_up: 'sin pregunta',
  };
  world.records.set(ID, makeRecord(1, 'consultation', entry, { state: 'delivered' }));
  open = await stage(`/record/${ID}`, world);
  await expect.element(page.getByRole('heading', { level: 1, name: 'Mesa de trabajo' })).toBeVisible();
  return world;
}

test('a record is read section by section, with who reads what is not open, and nothing left out', async () => {
  await record();
  await expect.element(page.getByRole('heading', { name: 'Contenido por objetivo' })).toBeVisible();
  await expect.element(page.getByText('Abrieron los sábados')).toBeVisible();
  const risks = page.getByRole('definition').filter({ hasText: 'Piden dinero' });
  await expect.element(risks).toBeVisible();
  await expect.element(page.getByText('Personal', { exact: true })).toBeVisible();
  await expect.element(page.getByText('sin pregunta')).toBeVisible();
  await expect.element(page.getByRole('list', { name: 'Hasta dónde ha llegado' })).toBeVisible();
});

test('the history says who, what before and after, what was withheld, and a clock that is doubted', async () => {
  await record();
  await expect.element(page.getByText(/Dice 3 de enero de 2031.*reloj dudoso/)).toBeVisible();
  await expect.element(page.getByText(/no se entregaron aquí: Reservado/)).toBeVisible();
  const marks = [...document.querySelectorAll('del, ins')].map(
    ({ tagName, textContent }) => `${tagName} ${textContent}`,
  );
  expect(marks).toContain('DEL 38');
  expect(marks).toContain('INS 40');
  expect(marks.some((mark) => mark.startsWith('INS') && mark.endsWith('mucho'))).toBe(true);
  await expect.element(page.getByText('Objetivos tratados').last()).toBeVisible();
});

test('a record goes to the bin only with a reason, and comes back', async () => {
  const world = await record();
  await userEvent.click(page.getByRole('button', { name: 'Más' }));
  await userEvent.click(page.getByRole('menuitem', { name: 'Mandar a la papelera' }));
  const dialog = page.getByRole('dialog');
  await userEvent.click(dialog.getByRole('button', { name: 'Mandar a la papelera' }));
  await expect.element(dialog.getByText(/Escriba el motivo/)).toBeVisible();
  expect(world.calls).toEqual([]);
  await userEvent.fill(dialog.getByRole('textbox'), ' repetido ');
  await userEvent.click(dialog.getByRole('button', { name: 'Mandar a la papelera' }));
  await expect.poll(() => world.calls.at(-1)).toEqual({ name: 'deleteRecord', args: [ID, 'repetido'] });
  await userEvent.click(page.getByRole('button', { name: 'Recuperar' }));
  await expect.poll(() => world.calls.at(-1)?.name).toBe('restoreRecord');
  await expect.element(page.getByRole('link', { name: 'Corregir' })).toBeVisible();
});

test('duplicating begins a new record with the same answers and opens its form', async () => {
  const world = await record();
  await userEvent.click(page.getByRole('button', { name: 'Otro como este' }));
  await expect.poll(() => location.hash).toBe(`#/record/${recordId(2)}/edit`);
  expect(world.calls.find(({ name }) => name === 'beginRecord')?.args).toEqual(['consultation', 'es', ID]);
});

test('a conflict is named where the record is read, with the way to decide it', async () => {
  const world = await record();
  const read = world.engine.record.bind(world.engine);
  world.engine.record = async (id) => {
    const view = await read(id);
    return view && { ...view, cells: view.cells.map((cell) => ({ ...cell, conflict: cell.path === 'progress.4' })) };
  };
  world.tell(['records']);
  await expect.element(page.getByText('En conflicto: Progresos, objetivo 4')).toBeVisible();
  await userEvent.click(page.getByRole('link', { name: 'Decidir' }));
  await expect.poll(() => location.hash).toBe(`#/inbox/conflict/${ID}/progress.4`);
});

test('a record that is not here says so', async () => {
  open = await stage(`/record/${ID}`, fakeWorld(0));
  await expect.element(page.getByText('Este registro no está en este equipo.')).toBeVisible();
});

test('of a record that stays, what was chosen is taken back once it is understood, and why may be said', async () => {
  const world = await record();
  await userEvent.click(page.getByRole('button', { name: 'Más' }));
  await userEvent.click(page.getByRole('menuitem', { name: 'Retirar respuestas o archivos' }));
  const dialog = page.getByRole('alertdialog');
  const erase = dialog.getByRole('button', { name: 'Borrar para siempre' });
  await userEvent.click(dialog.getByText('Entiendo que no se puede deshacer'));
  await expect.element(erase).toBeDisabled();
  await userEvent.click(dialog.getByText(/^Progresos/));
  await userEvent.fill(dialog.getByRole('textbox'), ' lo pidió ');
  await userEvent.click(erase);
  const answer = ['progress.4'];
  await expect.poll(() => world.calls.at(-1)).toEqual({ name: 'withdrawRecord', args: [ID, answer, 'lo pidió'] });
});

test('a paper that is being made says for how long, and is stopped where it was begun', async () => {
  const world = await record();
  let goesOn = true;
  const stopped = Promise.withResolvers<void>();
  world.engine.saveRecordPage = async (_id, _reader, goOn) => {
    goesOn = (await goOn?.(3, null)) ?? true;
    await stopped.promise;
    goesOn = (await goOn?.(4, null)) ?? true;
    return { ok: false, error: { type: 'reportStopped' } };
  };
  await userEvent.click(page.getByRole('button', { name: 'Más' }));
  await userEvent.click(page.getByRole('menuitem', { name: 'Guardar como PDF' }));
  const dialog = page.getByRole('dialog');
  await userEvent.click(dialog.getByRole('button', { name: 'Guardar', exact: true }));
  await expect.element(dialog.getByRole('status')).toHaveTextContent('Preparando el archivo. Van 3 s.');
  expect(goesOn).toBe(true);
  await userEvent.click(dialog.getByRole('button', { name: 'Detener' }));
  stopped.resolve();
  await expect.element(dialog.getByRole('alert')).toBeVisible();
  expect(goesOn).toBe(false);
  await expect.element(dialog.getByRole('button', { name: 'Guardar' })).toBeVisible();
});

async function translated(language: 'es' | 'ht' = 'es'): Promise<FakeWorld> {
  const world = fakeWorld(0);
  const entry = { title: 'Mesa de trabajo', objectives: [4], progress: { 4: 'Abrieron los sábados' }, total: 40 };
  world.records.set(ID, makeRecord(1, 'consultation', entry, { state: 'delivered' }));
  const read = world.engine.record.bind(world.engine);
  world.engine.record = async (id) => {
    const view = await read(id);
    const translator = view?.authors[1];
    if (view === null || translator === undefined) return view;
    const said = (of: string, text: string, isCurrent: boolean, isConflict = false) => {
      const cell = `$translation.en.${of}`;
      return { cell, of, language: 'en' as const, text, translator, isCurrent, isConflict };
    };
    return { ...view, translations: [said('progress.4', 'They opened on Saturdays', false, true)] };
  };
  open = await stage(`/record/${ID}`, world, { language });
  return world;
}

test('a record is read in the original first, and translated where somebody did: whose it is, and that it is old', async () => {
  await translated();
  await expect.element(page.getByText('Abrieron los sábados')).toBeVisible();
  await userEvent.click(page.getByRole('button', { name: /Leer en/ }));
  await userEvent.click(page.getByRole('option', { name: 'English' }));
  const text = page.getByText('They opened on Saturdays');
  await expect.element(text).toBeVisible();
  expect(text.element().closest('[lang]')?.getAttribute('lang')).toBe('en');
  await expect.element(page.getByText('Abrieron los sábados')).not.toBeInTheDocument();
  await expect.element(page.getByText(/^Traducción: /)).toBeVisible();
  await expect.element(page.getByText('No está al día: el original cambió después')).toBeVisible();
  await expect.element(page.getByText('1 de 2 textos están traducidos.', { exact: false })).toBeVisible();
  await expect.element(page.getByText('En conflicto: Progresos, objetivo 4 (English)')).toBeVisible();
  await userEvent.click(page.getByRole('button', { name: /Leer en/ }));
  await userEvent.click(page.getByRole('option', { name: 'Original (Español)' }));
  await expect.element(page.getByText('Abrieron los sábados')).toBeVisible();
});

test('a translation is saved as it is written, text by text, and signed when the dialog closes', async () => {
  const world = await translated();
  await userEvent.click(page.getByRole('button', { name: 'Más' }));
  await userEvent.click(page.getByRole('menuitem', { name: 'Traducir' }));
  const dialog = page.getByRole('dialog', { name: 'Traducir este registro' });
  await expect.element(dialog.getByText('Abrieron los sábados')).toBeVisible();
  await expect
    .element(dialog.getByLabelText('Progresos, objetivo 4 (English)'))
    .toHaveValue('They opened on Saturdays');
  await userEvent.click(dialog.getByRole('button', { name: /^Sigue valiendo.*Progresos, objetivo 4/ }));
  await expect
    .poll(() => world.calls.at(-1))
    .toEqual({ name: 'translateRecord', args: [ID, 'en', { 'progress.4': 'They opened on Saturdays' }] });
  const title = dialog.getByRole('textbox').first();
  await userEvent.fill(title, 'Working table');
  await expect
    .poll(() => world.calls.at(-1))
    .toEqual({ name: 'translateRecord', args: [ID, 'en', { title: 'Working table' }] });
  await userEvent.click(dialog.getByRole('button', { name: 'Guardar y cerrar' }));
  await expect.poll(() => world.calls.at(-1)).toEqual({ name: 'leaveRecord', args: [ID] });
  await expect.element(dialog).not.toBeInTheDocument();
});

test('what could not be saved stays in the dialog, with why, until it can', async () => {
  const world = await translated();
  let isFull = true;
  world.engine.translateRecord = async () =>
    isFull ? { ok: false, error: { type: 'noOriginal' } } : { ok: true, value: { at: '2026-11-29T10:00:00Z' } };
  await userEvent.click(page.getByRole('button', { name: 'Más' }));
  await userEvent.click(page.getByRole('menuitem', { name: 'Traducir' }));
  const dialog = page.getByRole('dialog', { name: 'Traducir este registro' });
  const title = dialog.getByRole('textbox').first();
  await userEvent.fill(title, 'Working table');
  await userEvent.click(dialog.getByRole('button', { name: 'Guardar y cerrar' }));
  await expect.element(dialog.getByText(/La respuesta que se traducía/)).toBeVisible();
  await expect.element(title).toHaveValue('Working table');
  expect(world.calls.some(({ name }) => name === 'leaveRecord')).toBe(false);
  isFull = false;
  await userEvent.click(dialog.getByRole('button', { name: 'Guardar y cerrar' }));
  await expect.element(dialog).not.toBeInTheDocument();
});
