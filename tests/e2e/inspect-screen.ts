// Looks at the screen as it stands: axe in light and dark, nothing wider than the window, everything large enough to
// press, everything within reach with large letters and at 200 % zoom. Keeps pictures in Spanish and Creole under
// test-results/screens for people to look at (1024×600; with CHASQUI_SHOTS=all 1366×768 too); nothing compares them.
// CHASQUI_SHOTS=five keeps them in all five languages and asks only what differs between languages.

import { mkdirSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { AxeBuilder } from '@axe-core/playwright';
import type { Page } from '@playwright/test';
import type { Settings } from '#shared/wire/ipc.ts';
import { expect } from './launch.ts';

const PICTURES = resolve(import.meta.dirname, '../../test-results/screens');
const TAGS = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa'];
const SMALL = { width: 1024, height: 600 };
const LARGE = { width: 1366, height: 768 };
/** 1024×600 magnified to 200 %: as many CSS pixels as are left. */
const ZOOMED = { width: 512, height: 300 };
/** unset, `all` or `five`; Spanish is last, for the walk goes on in it */
const SHOTS = process.env['CHASQUI_SHOTS'];
const LANGUAGES = SHOTS === 'five' ? (['ht', 'fr', 'pt', 'en', 'es'] as const) : (['ht', 'es'] as const);
const SIZES = SHOTS === undefined ? [SMALL] : [LARGE, SMALL];
/** Where less than 44 px is right (never less than WCAG 2.5.8 asks: 24), and why. */
const SMALLER = [
  // 23 cords and their knots share one picture; the table beside it has the same links.
  { selector: 'svg a', width: 24, height: 24 },
  // Numbers of a table, in narrow columns, as high as their rows.
  { selector: 'td a', width: 24, height: 44 },
  // A link inside a sentence is as high as its line.
  { selector: 'p a, dd a, h3 a, sup a', width: 8, height: 16 },
] as const;

type AxeOptions = Parameters<AxeBuilder['options']>[0];

/** Every fault is told, under the screen's name, and the walk goes on. */
export async function inspectScreen(page: Page, name: string): Promise<void> {
  await page.evaluate(() => document.fonts.ready);
  if (SHOTS === 'five') return takePictures(page, name);
  // From a large window to a small one, as when it is made smaller: styles must follow.
  await page.setViewportSize(LARGE);
  await page.setViewportSize(SMALL);
  for (const theme of ['light', 'dark'] as const) {
    await change(page, { theme });
    // The theme changes colours and nothing else.
    report(await axeFaults(page, theme === 'dark'), `${name}: axe, ${theme}`);
  }
  await change(page, { theme: 'light' });
  report(await overflow(page), `${name}: nothing is wider than 1024`);
  report(await smallTargets(page), `${name}: targets of 44 px`);
  await change(page, { textSize: 150 });
  report(await outOfReach(page), `${name}: all within reach with letters at 150 %`);
  await change(page, { textSize: 100 });
  await page.setViewportSize(ZOOMED);
  // what floats is placed anew a moment after the window has another size
  const fits = expect(async () => expect(await overflow(page)).toEqual([])).toPass({ timeout: 2000 });
  await fits.catch(() => undefined);
  report(await overflow(page), `${name}: nothing is wider than the window at 200 %`);
  report(await outOfReach(page), `${name}: all within reach at 200 %`);
  await page.setViewportSize(SMALL);
  await takePictures(page, name);
}

/** Told at once, so that a walk that is stopped half-way has said what it saw. */
function report(faults: readonly string[], where: string): void {
  if (faults.length > 0) console.log([where, ...faults].join('\n    '));
  expect.soft(faults, where).toEqual([]);
}

async function takePictures(page: Page, name: string): Promise<void> {
  mkdirSync(PICTURES, { recursive: true });
  for (const language of LANGUAGES) {
    await change(page, { language });
    for (const size of SIZES) {
      await page.setViewportSize(size);
      await page.screenshot({ path: join(PICTURES, `${language}-${size.width}-${name}.png`) });
    }
    if (SHOTS !== 'five') continue;
    report(await overflow(page), `${name}: nothing is wider than 1024 in ${language}`);
    report(await clipped(page), `${name}: no word is cut in ${language}`);
  }
}

async function axeFaults(page: Page, onlyColours: boolean): Promise<readonly string[]> {
  // Legacy mode opens no page of its own: the app refuses a second window.
  // What react-aria has just spoken stays a few seconds beside the page, after what it speaks of has gone.
  const isThere = await page.evaluate(() => 'axe' in window); // half a megabyte, given to each page once
  const axe = new AxeBuilder({ page, ...(isThere ? { axeSource: ';' } : {}) })
    .setLegacyMode()
    .exclude('[data-live-announcer]');
  const runOnly = onlyColours ? { type: 'rule', values: ['color-contrast'] } : { type: 'tag', values: TAGS };
  const { violations } = await axe.options({ runOnly, resultTypes: ['violations'] } as AxeOptions).analyze();
  return violations.flatMap(({ id, nodes }) =>
    nodes.map(({ target, any, html }) => `${id}: ${target.join(' ')} ${any[0]?.message ?? ''} ${html.slice(0, 160)}`),
  );
}

/**
 * Changes language, letters or theme as the bar's menus do, by the store behind them: opening a menu would close
 * the dialog that is looked at.
 */
async function change(page: Page, changes: Partial<Settings>): Promise<void> {
  await page.evaluate((given) => {
    interface Fiber {
      readonly memoizedProps: { readonly store?: { readonly getState: () => object } } | null;
      readonly child: Fiber | null;
      readonly sibling: Fiber | null;
    }
    const root = document.getElementById('root') as unknown as Record<string, { stateNode: { current: Fiber } }>;
    const key = Object.keys(root).find((name) => name.startsWith('__reactContainer$')) ?? '';
    const find = (fiber: Fiber | null): ((changes: object) => void) | undefined => {
      if (fiber === null) return undefined;
      const state = fiber.memoizedProps?.store?.getState() as { change?: (changes: object) => void } | undefined;
      return state?.change ?? find(fiber.child) ?? find(fiber.sibling);
    };
    const found = find(root[key]?.stateNode.current ?? null);
    if (found === undefined) throw new Error('no settings on this page');
    found(given);
  }, changes);
  if (changes.language !== undefined && changes.language !== null)
    await page.waitForFunction((language) => document.documentElement.lang.startsWith(language), changes.language);
  await page.evaluate(() => new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done))));
}

/** Elements that stick out of the window sideways, and parts that scroll sideways without being made to. */
export function overflow(page: Page): Promise<readonly string[]> {
  return page.evaluate(() => {
    const nameOf = (element: Element): string =>
      `${element.tagName.toLowerCase()}.${element.getAttribute('class') ?? ''} «${(element.textContent ?? '').slice(0, 40)}»`;
    const wide = document.documentElement.scrollWidth - document.documentElement.clientWidth;
    const scrollers = [...document.querySelectorAll<HTMLElement>('*')].filter(
      (element) =>
        element.scrollWidth > element.clientWidth + 1 &&
        /auto|scroll/.test(getComputedStyle(element).overflowX) &&
        !element.matches('section[aria-label]'), // a picture that is made to
    );
    return [...(wide > 0 ? [`the page, by ${wide}px`] : []), ...scrollers.map(nameOf)];
  });
}

/** Words of the app that their own box cuts off, and dialogs larger than the window. */
function clipped(page: Page): Promise<readonly string[]> {
  return page.evaluate(() => {
    const isCut = (element: HTMLElement): boolean => {
      const { overflowX, overflowY, clipPath } = getComputedStyle(element);
      const cuts = (how: string): boolean => how === 'hidden' || how === 'clip';
      return (
        // What people wrote may be cut, and the way to a place before its name.
        element.closest('bdi, [role="row"], nav > :not(:last-child)') === null &&
        element.querySelector('bdi') === null &&
        !/inset\(50%\)/.test(clipPath) &&
        element.clientWidth > 1 &&
        ((cuts(overflowX) && element.scrollWidth > element.clientWidth + 1) ||
          (cuts(overflowY) && element.scrollHeight > element.clientHeight + 1))
      );
    };
    const isOutside = (element: HTMLElement): boolean => {
      const { top, bottom, left, right } = element.getBoundingClientRect();
      return top < 0 || left < 0 || bottom > innerHeight || right > innerWidth;
    };
    const texts = [...document.querySelectorAll<HTMLElement>('body *')].filter(
      (element) => element.checkVisibility({ visibilityProperty: true }) && (element.innerText ?? '') !== '',
    );
    const dialogs = document.querySelectorAll<HTMLElement>('[role="dialog"], [role="alertdialog"]');
    return [
      ...texts.filter(isCut).map((element) => `cut: ${element.className} «${element.innerText.slice(0, 60)}»`),
      ...[...dialogs].filter(isOutside).map(() => 'the dialog is larger than the window'),
    ];
  });
}

/** What is smaller than 44 × 44, and why it may not be. A link inside a sentence is as high as its line (WCAG 2.5.8). */
function smallTargets(page: Page): Promise<readonly string[]> {
  return page.evaluate((smaller) => {
    const WANTED = 44;
    /** hidden but for screen readers and the keyboard, by ourselves or by react-aria */
    const isForReadersOnly = (element: Element | null): boolean =>
      element !== null &&
      (/inset\(50%\)/.test(getComputedStyle(element).clipPath) || isForReadersOnly(element.parentElement));
    const layer = [...document.querySelectorAll('[role="dialog"], [role="alertdialog"]')].at(-1) ?? document;
    const all = layer.querySelectorAll<HTMLElement>(
      'a[href], button, input, select, textarea, summary, [role="button"], [role="option"], [role="tab"], [role="menuitem"]',
    );
    return [...all]
      .filter(
        (element) =>
          element.checkVisibility({ visibilityProperty: true }) &&
          element.closest('[inert], [aria-hidden="true"]') === null &&
          !isForReadersOnly(element),
      )
      .map((element) => {
        const inLabel = /checkbox|radio/.test((element as HTMLInputElement).type) ? element.closest('label') : null;
        const target = inLabel ?? element;
        return { element, target, box: target.getBoundingClientRect() };
      })
      .filter(({ element, box }) => {
        const { width, height } = smaller.find(({ selector }) => element.matches(selector)) ?? {
          width: WANTED,
          height: WANTED,
        };
        return box.width < width - 0.5 || box.height < height - 0.5;
      })
      .map(
        ({ element, box }) =>
          `${element.tagName.toLowerCase()}.${element.getAttribute('class') ?? ''} «${(element.textContent || element.getAttribute('aria-label') || '').slice(0, 40)}» ${Math.round(box.width)}×${Math.round(box.height)}`,
      );
  }, SMALLER);
}

/** What can be pressed or written in but, scrolled to, is nowhere there under the finger. */
function outOfReach(page: Page): Promise<readonly string[]> {
  return page.evaluate(() => {
    const layer = [...document.querySelectorAll('[role="dialog"], [role="alertdialog"]')].at(-1) ?? document;
    const isForReadersOnly = (element: Element | null): boolean =>
      element !== null &&
      (/inset\(50%\)/.test(getComputedStyle(element).clipPath) || isForReadersOnly(element.parentElement));
    const isHit = (target: Element, x: number, y: number): boolean => {
      const hit = document.elementFromPoint(x, y);
      return hit !== null && target.contains(hit);
    };
    const faults: string[] = [];
    for (const element of layer.querySelectorAll<HTMLElement>('a[href], button, input, select, textarea, h1, h2')) {
      const target = /checkbox|radio/.test((element as HTMLInputElement).type) ? element.closest('label') : element;
      if (target === null || !target.checkVisibility({ visibilityProperty: true })) continue;
      if (target.closest('[inert], [aria-hidden="true"]') !== null || isForReadersOnly(target)) continue;
      target.scrollIntoView({ block: 'center', inline: 'nearest' });
      const { left, right, top, bottom } = target.getBoundingClientRect();
      const parts = [0.5, 0.1, 0.9];
      const isThere = parts.some((across) =>
        parts.some((down) =>
          isHit(
            target,
            Math.max(left, 0) * (1 - across) + Math.min(right, innerWidth) * across,
            Math.max(top, 0) * (1 - down) + Math.min(bottom, innerHeight) * down,
          ),
        ),
      );
      if (isThere) continue;
      const name = (element.textContent || element.getAttribute('aria-label') || element.id).slice(0, 40);
      faults.push(
        `${element.tagName.toLowerCase()}.${element.className} «${name}» at ${Math.round(left)},${Math.round(top)}`,
      );
    }
    for (const element of document.querySelectorAll('*')) if (element.scrollTop > 0) element.scrollTop = 0;
    return faults;
  });
}

/** The dialog that was just asked for, until it is closed again. */
export async function inspectDialog(page: Page, name: string): Promise<void> {
  const dialog = page.locator('[role="dialog"], [role="alertdialog"]');
  await expect(dialog).toBeVisible();
  await inspectScreen(page, name);
  // One that must be decided is closed by its buttons alone.
  if ((await dialog.getAttribute('role')) === 'alertdialog')
    await dialog.getByRole('button', { name: 'Cancelar' }).click();
  else await page.keyboard.press('Escape');
  await expect(dialog).toHaveCount(0);
}
