// A person who uses the keyboard alone: goes on by Tab until something is there, presses Enter, types.

import type { Locator } from '@playwright/test';
import { expect } from './launch.ts';
import type { Notebook } from './notebook.ts';

const MOST_STEPS = 150;

/** Goes on by Tab, as a person does, until it is there. */
export async function reach(target: Locator): Promise<void> {
  await expect(target).toBeVisible({ timeout: 30_000 });
  const isThere = (): Promise<boolean> => target.evaluate((element) => element === document.activeElement);
  for (let step = 0; step < MOST_STEPS && !(await isThere()); step++) await target.page().keyboard.press('Tab');
  expect(await isThere()).toBe(true);
}

export async function press(target: Locator): Promise<void> {
  await reach(target);
  await target.page().keyboard.press('Enter');
}

export async function type(field: Locator, text: string): Promise<void> {
  await reach(field);
  await field.page().keyboard.press('Control+a');
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
