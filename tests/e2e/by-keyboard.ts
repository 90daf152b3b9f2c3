// A person who uses the keyboard alone: goes on by Tab until something is there, presses Enter, types.

import type { Locator } from '@playwright/test';
import { expect } from './launch.ts';
import { chooseFile, type Notebook } from './notebook.ts';

const MOST_STEPS = 150;
const MOST_CHOICES = 12;

/** Goes on by Tab, as a person does, until it is there. */
export async function reach(target: Locator): Promise<void> {
  await expect(target).toBeVisible({ timeout: 30_000 });
  for (let step = 0; step < MOST_STEPS && !(await isFocused(target)); step++) await target.page().keyboard.press('Tab');
  expect(await isFocused(target)).toBe(true);
}

/** Not, too, while a list that opened on the way hides everything else. */
const isFocused = (target: Locator): Promise<boolean> =>
  target.evaluateAll((elements) => elements.some((element) => element === document.activeElement));

export async function press(target: Locator): Promise<void> {
  await reach(target);
  await target.page().keyboard.press('Enter');
}

export async function type(field: Locator, text: string): Promise<void> {
  await reach(field);
  await field.page().keyboard.press('ControlOrMeta+a');
  await field.page().keyboard.insertText(text);
}

/** The tabs are one stop; the arrows move along them. A window behind another takes its first arrow as coming in. */
export async function openPart({ page }: Notebook, name: string): Promise<void> {
  await reach(page.getByRole('tab', { selected: true }));
  const wanted = page.getByRole('tab', { name });
  const isShown = async (): Promise<boolean> => (await wanted.getAttribute('aria-selected')) === 'true';
  await expect(async () => {
    if (!(await isShown())) await page.keyboard.press('ArrowRight');
    expect(await isShown()).toBe(true);
  }).toPass({ intervals: [200], timeout: 30_000 });
}

/** To one of the places, along the rail. */
export const walkTo = ({ page }: Notebook, place: string): Promise<void> =>
  press(
    page
      .getByRole('navigation')
      .getByRole('link', { name: new RegExp(`^${place}`) })
      .first(),
  );

/** A box is ticked, or not any more, by the space bar. */
export async function tick(box: Locator): Promise<void> {
  await reach(box);
  await box.page().keyboard.press('Space');
}

/** One of several that open under a button: a list, a menu. */
export async function pick(opener: Locator, choice: Locator): Promise<void> {
  await press(opener);
  await expect(choice).toBeVisible();
  for (let step = 0; step < MOST_CHOICES && !(await isFocused(choice)); step++)
    await choice.page().keyboard.press('ArrowDown');
  expect(await isFocused(choice)).toBe(true);
  await choice.page().keyboard.press('Enter');
}

/** Where bundles are handed over and taken in. */
export async function takeInByKeyboard(notebook: Notebook, path: string): Promise<void> {
  await walkTo(notebook, 'Entregar');
  await chooseFile(notebook, path);
  await press(notebook.page.getByRole('button', { name: 'Buscar el archivo' }));
}
