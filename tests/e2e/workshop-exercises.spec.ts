// The exercises that need somebody else, by keyboard alone, on one laptop without a room: what a companion brings is taken
// in, a conflict is made and decided, a forged bundle is refused, a date is corrected, a sentence rests on two records;
// each is marked from what the notebook holds, and not before.

import type { Locator } from '@playwright/test';
import { press, tick, type } from './by-keyboard.ts';
import { inspectScreen } from './inspect-screen.ts';
import { electronKind, expect, test } from './launch.ts';
import { choose, type Notebook, showNotebook, visit } from './notebook.ts';

test.beforeAll(() => console.log(`workshop-exercises.spec: on ${electronKind}`));

test('a person practises by keyboard what happens to others, and each exercise is marked from the notebook', async ({
  openApp,
}) => {
  test.setTimeout(600_000);
  const notebook = await showNotebook(openApp, 'workshop');
  const { page, violations } = notebook;
  const button = (name: string | RegExp): Locator => page.getByRole('button', { name });
  const link = (name: string): Locator => page.getByRole('link', { name, exact: true });
  const step = (words: string): Locator => page.getByRole('main').getByRole('listitem').filter({ hasText: words });
  const isDone = (words: string): Promise<void> =>
    expect(step(words).getByText('Hecho', { exact: true })).toBeVisible({ timeout: 30_000 });
  /** A place takes the focus when one comes to it: who goes on before would be set back. */
  const arrived = (place: string): Promise<void> =>
    expect(page.getByRole('heading', { name: place, level: 1 })).toBeFocused({ timeout: 30_000 });
  const open = async (exercise: string): Promise<void> => {
    await press(link('Ejercicios'));
    await arrived('Ejercicios del taller');
    await press(page.getByRole('link', { name: `Abrir: ${exercise}` }));
    await arrived(exercise);
  };
  await choose(page.getByRole('radio', { name: 'Español' }));
  await button('Practicar en un taller').click();
  await expect(page.getByText('aquí nada es real')).toBeVisible({ timeout: 60_000 });

  // Two people, two figures.
  await open('Dos personas, dos cifras');
  await expect(button('Recibir el paquete').last()).toBeDisabled();
  await inspectScreen(page, 'workshop-conflict-begun');
  await press(button('Recibir el paquete').first());
  await expect(page.getByRole('heading', { name: 'De Wayra' })).toBeVisible({ timeout: 30_000 });
  await open('Dos personas, dos cifras');
  await isDone('Reciba el paquete de Wayra');
  await press(link('Abrir la consulta'));
  await type(page.getByLabel(/^Total de participantes/), '43');
  await expect(page.getByRole('banner').getByRole('status')).toContainText('Guardado');
  await open('Dos personas, dos cifras');
  await isDone('escriba 43');
  await press(button('Recibir el paquete'));
  await expect(page.getByText(/en conflicto/).first()).toBeVisible({ timeout: 30_000 });
  await open('Dos personas, dos cifras');
  await isDone('segundo paquete');
  await expect(step('Decida qué total vale').getByText('Falta', { exact: true })).toBeVisible();
  await press(link('Comparar las versiones'));
  await expect(page.getByText('Wayra').first()).toBeVisible();
  await page.keyboard.press('1');
  await page.keyboard.press('Control+Enter');
  await arrived('Bandeja'); // there is no other conflict
  await open('Dos personas, dos cifras');
  await isDone('Decida qué total vale');
  await expect(page.getByText('Ejercicio completo')).toBeVisible();
  await page.getByText('Pista').first().click();
  await inspectScreen(page, 'workshop-conflict-done');

  // A forged bundle.
  await open('Un paquete falso');
  await press(button('Recibir el paquete').first());
  await expect(page.getByText('La firma no es de quien dice ser', { exact: false }).first()).toBeVisible({
    timeout: 30_000,
  });
  await inspectScreen(page, 'workshop-forged-refused');
  await open('Un paquete falso');
  await isDone('dice venir de Amaru');
  await press(button('Recibir el paquete'));
  await expect(page.getByRole('heading', { name: 'De Amaru' })).toBeVisible({ timeout: 30_000 });
  await open('Un paquete falso');
  await expect(page.getByText('Ejercicio completo')).toBeVisible();

  // A wrong clock.
  await open('Un reloj equivocado');
  await press(button('Recibir el paquete'));
  await expect(page.getByRole('heading', { name: 'De Illa' })).toBeVisible({ timeout: 30_000 });
  await open('Un reloj equivocado');
  await press(link('Abrir la consulta'));
  const date = page.getByRole('group', { name: 'Fecha de inicio' });
  await expect(date.getByLabel('Año')).toHaveValue('2090');
  await type(date.getByLabel('Día'), '8/5/2026');
  await expect(date.getByLabel('Año')).toHaveValue('2026');
  await open('Un reloj equivocado');
  await isDone('Corrija la fecha');

  // A sentence with its sources.
  await open('Una frase con sus fuentes');
  await press(button('Recibir el paquete'));
  await expect(page.getByRole('heading', { name: 'De Killa' })).toBeVisible({ timeout: 30_000 });
  await open('Una frase con sus fuentes');
  await press(link('Ir a Relatorías').first());
  await press(button('Nueva relatoría'));
  await type(page.getByLabel(/^Título/), 'Relatoría de práctica');
  const readers = page.getByRole('radiogroup').filter({ hasText: 'El Mecanismo' });
  await tick(readers.getByRole('radio').first());
  const mechanism = readers.getByRole('radio', { name: 'El Mecanismo' });
  for (let move = 0; move < 4 && !(await mechanism.isChecked()); move++) await page.keyboard.press('ArrowDown');
  await expect(mechanism).toBeChecked();
  await press(button('Elegir objetivos').first());
  await tick(page.getByRole('dialog').getByRole('checkbox', { name: /^7 / }));
  await press(page.getByRole('dialog').getByRole('button', { name: 'Listo' }));
  await expect(page.getByRole('banner').getByRole('status')).toContainText('Guardado');
  await press(button('Terminar'));
  await press(page.getByRole('dialog').getByRole('button', { name: 'Terminar' }));
  const side = page.getByRole('complementary', { name: 'Fuentes' });
  for (const words of ['puerto', 'montaña'])
    await press(side.getByRole('listitem').filter({ hasText: words }).getByRole('button', { name: 'Añadir al texto' }));
  await open('Una frase con sus fuentes');
  await isDone('lo que dice una consulta');
  await inspectScreen(page, 'workshop-relatoria');
  await press(link('Ir a Relatorías').first());
  await press(link('Relatoría de práctica'));
  const sentence = page.getByRole('article').getByRole('button', { name: /montaña|puerto/ });
  await press(sentence.last());
  await press(button('Juntar con la anterior'));
  await open('Una frase con sus fuentes');
  await isDone('se apoye en las dos');

  // What was done stays in view, line by line, and elsewhere nothing is said of it.
  await press(link('Ejercicios'));
  await inspectScreen(page, 'workshop-overview');
  const line = (name: string): Locator => page.getByRole('region', { name });
  await expect(line('Dos personas, dos cifras').getByText('Hecho', { exact: true })).toBeVisible();
  await expect(line('Su primera consulta').getByText('0 de 3')).toBeVisible();
  await visit(notebook satisfies Notebook, '/records');
  await expect(page.getByText('Consulta en la terminal de buses').first()).toBeVisible();
  expect(violations).toEqual([]);
});
