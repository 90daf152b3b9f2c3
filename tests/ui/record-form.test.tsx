import { afterEach, beforeEach, expect, test } from 'vitest';
import { page, userEvent } from 'vitest/browser';
import { NOT_KNOWN } from '#shared/record/cell-value.ts';
import type { Json } from '#shared/base/json.ts';
import { fakeWorld, type FakeWorld } from './fake-engine.ts';
import { makeRecord } from './fake-records.ts';
import { recordId } from './fake-samples.ts';
import { stage, type Stage, type StageOptions } from './stage.tsx';

const ID = recordId(1);
let open: Stage | undefined;

beforeEach(() => page.viewport(1366, 768));
afterEach(() => {
  open?.leave();
  open = undefined;
});

async function form(
  kind: string,
  section: string,
  entry: Readonly<Record<string, Json>> = {},
  options: StageOptions = {},
): Promise<FakeWorld> {
  const world = fakeWorld(0);
  world.records.set(ID, makeRecord(1, kind, entry, { state: 'draft', finished: false }));
  open = await stage(`/record/${ID}/edit/${section}`, world, options);
  await expect.element(page.getByRole('navigation', { name: 'Partes del formulario' })).toBeVisible();
  return world;
}

const edits = ({ calls }: FakeWorld): readonly unknown[] =>
  calls.filter(({ name }) => name === 'editRecord').map(({ args }) => args[1]);
const cell = ({ records }: FakeWorld, path: string): Json | undefined => records.get(ID)?.cells.get(path)?.value;

test('what is written is saved by itself, only the cells that changed, and the bar says so', async () => {
  const world = await form('consultation', 'A', { title: 'Consulta', lead_organization: 'Red' });
  await userEvent.type(page.getByRole('textbox', { name: /Título de la consulta/ }), ' en L');
  await expect.element(page.getByText('Escribiendo…')).toBeVisible();
  await expect.poll(() => cell(world, 'title')).toBe('Consulta en L');
  expect(edits(world).every((cells) => Object.keys(cells as object).join() === 'title')).toBe(true);
  await expect.element(page.getByText(/10:42/)).toBeVisible();
});

test('changing the language of the screen loses no letter', async () => {
  const world = await form('consultation', 'C');
  await userEvent.type(page.getByRole('textbox', { name: /Limitaciones/ }), 'Llovió mucho');
  await open?.words.changeLanguage('ht');
  await expect.element(page.getByRole('navigation', { name: 'Pati fòm nan' })).toBeVisible();
  const limits = page.getByRole('textbox', { name: /Limit/ });
  await expect.element(limits).toHaveValue('Llovió mucho');
  await userEvent.type(limits, '.');
  await expect.poll(() => cell(world, 'limitations')).toBe('Llovió mucho.');
});

test('sums that do not agree with the total are told and saved all the same', async () => {
  const world = await form('consultation', 'B');
  await userEvent.fill(page.getByRole('textbox', { name: 'Total de participantes' }), '40');
  await userEvent.fill(page.getByRole('textbox', { name: 'Personas: Mujeres' }), '30');
  await userEvent.fill(page.getByRole('textbox', { name: 'Personas: Hombres' }), '18');
  await expect.element(page.getByText('y el total es 40. Puede quedar así.')).toBeVisible();
  await expect.poll(() => cell(world, 'by_sex.men')).toBe(18);
  expect(cell(world, 'by_sex.not_stated')).toBeUndefined();
});

test('a number that is none is said beside its box, keeps its letters and is not saved', async () => {
  const world = await form('consultation', 'B');
  const total = page.getByRole('textbox', { name: 'Total de participantes' });
  await userEvent.fill(total, 'unos 40');
  await expect.element(page.getByText(/Escriba solo un número/)).toBeVisible();
  await expect.element(total).toHaveValue('unos 40');
  expect(cell(world, 'total')).toBeUndefined();
  await userEvent.fill(total, '1.240');
  await expect.poll(() => cell(world, 'total')).toBe(1240);
});

test('one of a few, of which none is chosen yet, is reached by the keyboard', async () => {
  const world = await form('relatoria', 'frame');
  await userEvent.click(page.getByRole('textbox', { name: /^Título/ }));
  const mechanism = page.getByRole('radio', { name: 'El Mecanismo' }).element();
  for (let step = 0; step < 4 && document.activeElement !== mechanism; step++) await userEvent.tab();
  expect(document.activeElement).toBe(mechanism);
  await userEvent.keyboard(' ');
  await expect.poll(() => cell(world, 'audience')).toBe('mechanism');
});

test('"not known" is one press, is saved as an answer, and can be answered after all', async () => {
  const world = await form('practice', 'where');
  await userEvent.click(page.getByRole('button', { name: /No se sabe.*Fecha de inicio/ }));
  await expect.poll(() => cell(world, 'start_date')).toEqual(NOT_KNOWN);
  await userEvent.click(page.getByRole('button', { name: /Responder.*Fecha de inicio/ }));
  const date = page.getByRole('group', { name: 'Fecha de inicio' });
  await userEvent.fill(date.getByRole('textbox', { name: 'Año' }), '2023');
  await expect.poll(() => cell(world, 'start_date')).toBe('2023');
});

test('a date typed whole into one box is spread over the three, and an unfinished one is said', async () => {
  const world = await form('practice', 'where');
  const date = page.getByRole('group', { name: 'Fecha de inicio' });
  await userEvent.fill(date.getByRole('textbox', { name: 'Día' }), '15/11/2023');
  await expect.element(date.getByRole('textbox', { name: 'Año' })).toHaveValue('2023');
  await expect.poll(() => cell(world, 'start_date')).toBe('2023-11-15');
  const end = page.getByRole('group', { name: 'Fecha de fin' });
  await userEvent.fill(end.getByRole('textbox', { name: 'Día' }), '5');
  await userEvent.click(page.getByRole('textbox', { name: 'Lugar' }));
  await expect.element(page.getByText('Falta el mes. La fecha todavía no se guarda.')).toBeVisible();
  expect(cell(world, 'end_date')).toBeUndefined();
});

test('finishing lists what is missing with links to it, then what may stay open, and finishes', async () => {
  const world = await form('consultation', 'F');
  await userEvent.click(page.getByRole('button', { name: /^Terminar/ }));
  const dialog = page.getByRole('dialog', { name: 'Todavía falta algo' });
  await expect.element(dialog.getByRole('link', { name: 'Objetivos tratados' })).toBeVisible();
  await expect.element(dialog.getByText(/respuestas abiertas/)).toBeVisible();
  await userEvent.click(dialog.getByRole('link', { name: 'Título de la consulta' }));
  const title = page.getByRole('textbox', { name: /Título de la consulta/ });
  await expect.element(title).toHaveFocus();
  await userEvent.fill(title, 'Consulta');
  await expect.poll(() => cell(world, 'title')).toBe('Consulta');
  world.records.get(ID)?.cells.set('objectives.7', { value: { listed: 0 }, level: 'open' });
  world.tell(['records']);
  await userEvent.click(page.getByRole('button', { name: 'Terminar' }));
  await userEvent.click(
    page.getByRole('dialog', { name: 'Terminar el registro' }).getByRole('button', { name: 'Terminar' }),
  );
  await expect.poll(() => location.hash).toBe(`#/record/${ID}`);
  expect(world.calls.some(({ name }) => name === 'finishRecord')).toBe(true);
});

test('Ctrl+Enter goes to the next section and its first field, from where one writes', async () => {
  await form('consultation', 'B');
  await userEvent.click(page.getByRole('textbox', { name: 'Total de participantes' }));
  await userEvent.keyboard('{Control>}{Enter}{/Control}');
  await expect.element(page.getByRole('heading', { name: 'Metodología' })).toBeVisible();
  await expect.poll(() => document.activeElement?.matches('input, textarea, button')).toBe(true);
});

test('who may read a field can be drawn closer, never opened below its floor', async () => {
  const world = await form('consultation', 'C', { selection: 'Por radio' });
  await userEvent.click(page.getByRole('button', { name: /Cómo se convocó.*Mecanismo/ }));
  const menu = page.getByRole('menu');
  await expect.element(menu.getByRole('menuitemradio', { name: /Reservado/ })).toBeVisible();
  expect(menu.getByRole('menuitemradio', { name: /Abierto/ }).elements()).toEqual([]);
  await userEvent.click(menu.getByRole('menuitemradio', { name: /Reservado/ }));
  await expect.poll(() => world.records.get(ID)?.cells.get('selection')?.level).toBe('restricted');
});

test('lines of a list are written, moved and taken out by keyboard, and put back', async () => {
  const world = await form('practice', 'who');
  const names = (): readonly Json[] =>
    [...(world.records.get(ID)?.cells ?? [])]
      .filter(([path]) => path.startsWith('partners.'))
      .sort(([a], [b]) => (a < b ? -1 : 1))
      .map(([, { value }]) => value);
  await userEvent.click(page.getByRole('textbox', { name: 'Socios y donantes, renglón 1' }));
  await userEvent.keyboard('uno{Enter}dos{Enter}tres');
  await expect.poll(names).toEqual(['uno', 'dos', 'tres']);
  await userEvent.keyboard('{Alt>}{ArrowUp}{/Alt}');
  await expect.poll(names).toEqual(['uno', 'tres', 'dos']);
  await expect.element(page.getByRole('textbox', { name: 'Socios y donantes, renglón 2' })).toHaveFocus();
  await userEvent.click(page.getByRole('button', { name: 'Más renglón 1' }));
  await userEvent.click(page.getByRole('menuitem', { name: 'Quitar' }));
  await expect.poll(names).toEqual(['tres', 'dos']);
  await userEvent.click(page.getByRole('button', { name: 'Deshacer' }));
  await expect.poll(names).toEqual(['uno', 'tres', 'dos']);
});

test('recommendations are cards that are added, answered, reordered and taken out', async () => {
  const world = await form('consultation', 'E');
  const add = page.getByRole('group', { name: 'Recomendaciones' }).getByRole('button', { name: /Añadir/ });
  await userEvent.click(add);
  await userEvent.keyboard('Abrir');
  await userEvent.click(add);
  await userEvent.keyboard('Traducir');
  const texts = (): readonly Json[] =>
    [...(world.records.get(ID)?.cells ?? [])]
      .filter(([path]) => /^recommendations\..*\.text$/.test(path))
      .sort(([a], [b]) => (a < b ? -1 : 1))
      .map(([, { value }]) => value);
  await expect.poll(texts).toEqual(['Abrir', 'Traducir']);
  await userEvent.click(page.getByRole('button', { name: 'Subir' }).nth(1));
  await expect.poll(texts).toEqual(['Traducir', 'Abrir']);
});

test('texts per objective hang from the objectives chosen, and an objective can be added there', async () => {
  const world = await form('consultation', 'D', { title: 'Consulta', objectives: [4, 15] });
  await userEvent.click(page.getByRole('tab', { name: /15 Acceso/ }));
  await userEvent.fill(page.getByRole('textbox', { name: 'Progresos' }), 'Abrieron los sábados');
  await expect.poll(() => cell(world, 'progress.15')).toBe('Abrieron los sábados');
  await userEvent.click(page.getByRole('button', { name: 'Otro objetivo' }));
  const dialog = page.getByRole('dialog', { name: 'Objetivos tratados' });
  await userEvent.click(dialog.getByText(/^Rescatar a quien está en peligro/));
  await userEvent.click(dialog.getByRole('button', { name: 'Listo' }));
  await expect.element(page.getByRole('tab', { name: /^8 / })).toBeVisible();
  await expect.poll(() => cell(world, 'objectives.8')).toEqual({ listed: 2 });
});

test('a country is found by a few letters without accents, and can be taken out again', async () => {
  const world = await form('practice', 'where');
  await userEvent.fill(page.getByRole('combobox', { name: /Añadir a «País/ }), 'hait');
  await userEvent.click(page.getByRole('option', { name: 'Haití' }));
  await expect.poll(() => cell(world, 'countries.HT')).toEqual({ listed: 0 });
  await userEvent.click(page.getByRole('button', { name: 'Quitar Haití' }));
  await expect.poll(() => cell(world, 'countries.HT')).toBeUndefined();
});

test('leaving the form saves the last letter and ends the sitting', async () => {
  const world = await form('consultation', 'A');
  await userEvent.type(page.getByRole('textbox', { name: /Título de la consulta/ }), 'Consulta');
  await userEvent.click(page.getByRole('button', { name: 'Salir del formulario' }));
  await expect.poll(() => world.calls.at(-1)?.name).toBe('leaveRecord');
  expect(cell(world, 'title')).toBe('Consulta');
});

test('a disk that is full is said in the bar while the letters stay in the form', async () => {
  const world = await form('consultation', 'A');
  world.problems.set('editRecord', { type: 'diskFull' });
  const title = page.getByRole('textbox', { name: /Título de la consulta/ });
  await userEvent.type(title, 'Consulta');
  await expect.element(page.getByRole('alert').getByText(/El disco de este equipo está lleno/)).toBeVisible();
  await expect.element(title).toHaveValue('Consulta');
  world.problems.clear();
  await userEvent.type(title, ' 2');
  await expect.poll(() => cell(world, 'title')).toBe('Consulta 2');
});

test('every section of both kinds stands in every language without a missing word', async () => {
  const sections = {
    consultation: ['A', 'B', 'C', 'D', 'E', 'F'],
    practice: ['what', 'who', 'where', 'compact', 'content', 'learning', 'sharing'],
  };
  for (const [kind, keys] of Object.entries(sections)) {
    for (const section of keys) {
      await form(kind, section, {
        title: 'Título',
        ...(kind === 'consultation' ? { objectives: [4] } : { primary_objectives: [4] }),
      });
      for (const language of ['es', 'en', 'pt', 'fr', 'ht']) {
        await open?.words.changeLanguage(language);
        await expect.poll(() => document.documentElement.lang).toBe(language);
        const main = document.querySelector('main')?.textContent ?? '';
        expect(main.length, `${kind} ${section} ${language}`).toBeGreaterThan(40);
        expect(
          main.match(/\b(?:field|sections|bar|texts|counts|choice|level|repeat)\.[a-z]+/),
          `${kind} ${section} ${language}`,
        ).toBeNull();
      }
      await open?.words.changeLanguage('es');
      open?.leave();
    }
  }
});

test.each([
  ['registration', 'who', /^Nombre con que se presenta/, 'title'],
  ['meeting', 'when', /^Título de la reunión/, 'title'],
  ['member', 'seat', /^Organización o agencia/, 'organization'],
  ['rules', 'rules', /^Nombre de estas reglas/, 'title'],
] as const)('a %s is written in the form that its definition gives', async (kind, section, label, path) => {
  const world = await form(kind, section);
  await userEvent.type(page.getByRole('textbox', { name: label }), 'Red del Sur');
  await expect.poll(() => cell(world, path)).toBe('Red del Sur');
});

test('what was agreed is a card with who and by when, each a cell of its own', async () => {
  const world = await form('meeting', 'agreements', { title: 'Marzo', meeting_type: 'liaison' });
  await userEvent.click(page.getByRole('button', { name: 'Añadir' }).first());
  await userEvent.type(page.getByRole('textbox', { name: /^Qué se acordó/ }), 'Reunir los insumos');
  await userEvent.type(page.getByRole('textbox', { name: /^A cargo de/ }), 'Mesa 2');
  const written = (): readonly string[] => [...(world.records.get(ID)?.cells.keys() ?? [])];
  await expect.poll(() => written().filter((path) => /^agreements\..+\.(what|owner)$/.test(path)).length).toBe(2);
});
