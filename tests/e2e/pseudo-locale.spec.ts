// Every place with every text 40 % longer, on the smallest screen (1024×600): nothing runs out of the page sideways, no
// main button is cut off, covered or out of sight, and no word stands outside the files of texts.

import type { Page } from '@playwright/test';
import { pseudoText as longer } from '../fixtures/pseudo-locale.ts';
import { electronKind, expect, test } from './launch.ts';
import { allowAddresses, choose } from './notebook.ts';
import { buildPseudoApp } from './pseudo-app.ts';

const PASSPHRASE = 'quipu de lana azul';
const PLACES = ['today', 'board', 'records', 'hand-over', 'inbox', 'profile', 'activity'] as const;

/** What is on the screen and is no text to translate: names, what this test typed, dates as Intl writes them. */
const NAMES = new RegExp(
  [
    '^(Chasqui|Español|English|Português|Français|Kreyòl|ES|\\.quipu)$',
    '^[\\s:·]*(Consulta de prueba|Mecanismo de prueba|Secretaría del Mecanismo|Secretaría, equipo 1|Buzón de prueba)',
    'http://127\\.0\\.0\\.1:9',
    '^([A-Za-zéá]+ )?\\d{1,2} de [a-z]+( de \\d{4})?(, \\d\\d:\\d\\d)?$',
    '^(ene|feb|mar|abr|may|jun|jul|ago|sept|oct|nov|dic)$',
  ].join('|'),
  'u',
);

test.beforeAll(() => console.log(`pseudo-locale.spec: on ${electronKind}`));

test('longer texts fit the smallest screen in every place', async ({ openApp, folder }) => {
  test.setTimeout(600_000);
  const appFolder = `${folder}/app`;
  await buildPseudoApp(appFolder);
  const app = await openApp('one', { appFolder, env: { LANG: 'es_EC.UTF-8' } });
  const page = await app.firstWindow();
  await page.waitForFunction(() => 'chasqui' in window && document.readyState === 'complete');
  await page.setViewportSize({ width: 1024, height: 600 });

  await choose(page.getByRole('radio', { name: 'Español' }));
  await expectToFit(page, 'first run: language');
  await page.getByRole('button', { name: longer('Seguir') }).click();
  await page.getByLabel(longer('Frase secreta')).fill(PASSPHRASE);
  await page.getByLabel(longer('La misma frase, otra vez')).fill(PASSPHRASE);
  await expectToFit(page, 'first run: passphrase');
  await page.getByRole('button', { name: longer('Empezar el cuaderno') }).click();
  await expect(page.getByRole('heading', { name: longer('Una hoja por si olvida la frase') })).toBeVisible();
  await expectToFit(page, 'first run: sheet');
  await page.getByRole('button', { name: longer('Más tarde') }).click();
  await expect(page.getByRole('navigation').getByRole('link', { name: longer('Hoy'), exact: true })).toBeVisible();

  for (const place of PLACES) await expectToFitAt(page, place);

  // A consultation is begun: its form, section by section, what is missing, the record's own page.
  await goTo(page, 'today');
  await page.getByRole('button', { name: new RegExp(`^${longer('Nueva consulta')}`) }).click();
  await page.getByLabel(new RegExp(`^${longer('Título de la consulta')}`)).fill('Consulta de prueba');
  const steps = page.locator('a[href*="/edit/"]');
  const sections = await steps.evaluateAll((links) => links.map((link) => link.getAttribute('href') ?? ''));
  expect(sections.length).toBeGreaterThan(4);
  for (const section of sections) {
    await page.evaluate((to) => (location.hash = to), section);
    // from paper, a row has the page to itself
    if (section.endsWith('/edit/paper'))
      await expect(page.getByRole('button', { name: longer('Anterior') })).toBeVisible();
    else await expect(page.locator('a[aria-current="step"]')).toHaveAttribute('href', section);
    await expectToFit(page, section);
  }
  await page.getByRole('button', { name: longer('Terminar') }).click();
  await expect(page.getByRole('dialog')).toBeVisible();
  await expectToFit(page, 'finishing');
  await page.keyboard.press('Escape');
  await expectToFitAt(page, (sections[0] ?? '').replace(/^#\//, '').replace(/\/edit\/.*$/, ''));

  // This laptop becomes a secretariat: the long dialog, the parts of the mechanism, then all places with something in.
  await goTo(page, 'profile');
  await page.getByRole('button', { name: longer('Somos la secretaría') }).click();
  const dialog = page.getByRole('dialog');
  await expect(dialog).toBeVisible();
  await expectToFit(page, 'founding a mechanism');
  for (const [label, text] of [
    ['Nombre del mecanismo', 'Mecanismo de prueba'],
    ['Organización que hace de secretaría', 'Secretaría del Mecanismo'],
    ['Nombre de este equipo', 'Secretaría, equipo 1'],
    ['Nombre del buzón (si hay)', 'Buzón de prueba'],
    ['Dirección del buzón (si hay)', 'http://127.0.0.1:9'],
  ] as const)
    await dialog.getByLabel(longer(label)).fill(text);
  await dialog.getByText(longer('Una sola llave, dentro de este equipo')).click();
  await allowAddresses({ app });
  await dialog.getByRole('button', { name: longer('Fundar') }).click();
  await expect(dialog).toBeHidden();
  for (const part of ['mechanism', 'device', 'authors', 'secretariat'])
    await expectToFitAt(page, `profile?part=${part}`);
  for (const place of PLACES) await expectToFitAt(page, place);
  await page.keyboard.press('F1');
  await expect(dialog).toBeVisible();
  await expectToFit(page, 'help');
});

const goTo = (page: Page, place: string): Promise<string> => page.evaluate((to) => (location.hash = `#/${to}`), place);

async function expectToFitAt(page: Page, place: string): Promise<void> {
  await goTo(page, place);
  await expect(page.getByRole('main').getByText('⟦').first(), place).toBeVisible();
  await expectToFit(page, place);
}

/** Polled: a place fills itself after it is there. */
async function expectToFit(page: Page, where: string): Promise<void> {
  await expect.poll(() => page.evaluate(whatDoesNotFit), { message: where }).toEqual([]);
  const unknown = (await page.evaluate(wordsOutsideBrackets)).filter((words) => !NAMES.test(words));
  expect(unknown, `${where}: words that stand in no file of texts`).toEqual([]);
}

/** Runs in the page. */
function whatDoesNotFit(): readonly string[] {
  const nameOf = (element: Element): string =>
    `${element.tagName.toLowerCase()} “${(element.textContent ?? '').trim().slice(0, 40)}”`;
  const isSeen = (element: Element): boolean => element.checkVisibility({ visibilityProperty: true });
  const all = (selector: string): readonly Element[] => [...document.querySelectorAll(selector)];

  const wide = [document.documentElement, ...all('body, main, header, aside, section[data-region], [role=dialog]')]
    .filter((region) => region.scrollWidth > region.clientWidth + 1)
    .map((region) => {
      const edge = region.getBoundingClientRect().right;
      const over = [...region.querySelectorAll('*')].filter((inner) => inner.getBoundingClientRect().right > edge + 1);
      return `${nameOf(region)} is ${region.scrollWidth - region.clientWidth} px too wide: ${over.map(nameOf).join(', ')}`;
    });
  // The rail's knot lies over its edge on purpose: there the words count.
  const railEdge = document.querySelector('nav[data-region]')?.getBoundingClientRect().right ?? innerWidth;
  const overRail = all('nav[data-region] a, nav[data-region] button').filter((place) => {
    const words = document.createRange();
    words.selectNodeContents(place);
    return isSeen(place) && words.getBoundingClientRect().right > railEdge;
  });

  const inBars = 'section[data-region] button, section[data-region] a';
  const buttons = all(`[class*="_main_"]:is(button, a), ${inBars}`).filter(isSeen);
  const isCut = (button: Element): boolean => {
    // In a place they stand in its action bar; before it is unlocked the page may scroll to them.
    if (!button.matches(inBars)) button.scrollIntoView({ block: 'nearest' });
    const { left, right, top, bottom } = button.getBoundingClientRect();
    const isInside = left >= 0 && top >= 0 && right <= innerWidth + 1 && bottom <= innerHeight + 1;
    const isWhole = button.scrollWidth <= button.clientWidth + 1 && button.scrollHeight <= button.clientHeight + 1;
    const places = [
      [left + 6, top + 6],
      [right - 6, bottom - 6],
      [(left + right) / 2, (top + bottom) / 2],
    ] as const;
    return !isInside || !isWhole || !places.every(([x, y]) => button.contains(document.elementFromPoint(x, y)));
  };
  // Behind an open dialog nothing can be pressed: there its own buttons count.
  const dialog = document.querySelector('[role=dialog]');
  const pressable = dialog === null ? buttons : [...dialog.querySelectorAll('[class*="_main_"]')].filter(isSeen);
  return [
    ...wide,
    ...overRail.map((place) => `${nameOf(place)} runs out of the rail`),
    ...pressable.filter(isCut).map((button) => `${nameOf(button)} is cut`),
  ];
}

/** Runs in the page. Every text of the pseudo-locale is in brackets: what is not came from somewhere else. */
function wordsOutsideBrackets(): readonly string[] {
  const found = new Set<string>();
  const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
  for (let node = walker.nextNode(); node !== null; node = walker.nextNode()) {
    const parent = node.parentElement;
    let words = node.textContent ?? '';
    while (/⟦[^⟦⟧]*⟧/.test(words)) words = words.replace(/⟦[^⟦⟧]*⟧/g, ' '); // one filled into another
    words = words.trim();
    if (parent === null || parent.closest('kbd, script, style') !== null || !/\p{L}{2}/u.test(words)) continue;
    // A text with a mark in it is several nodes: then the bracket opens before this one and closes after it.
    const before = document.createRange();
    before.setStart(parent.closest('p, li, div, section, button, a, h1, h2, h3') ?? parent, 0);
    before.setEnd(node, 0);
    const opened = before.toString();
    if (parent.checkVisibility() && opened.lastIndexOf('⟦') <= opened.lastIndexOf('⟧')) found.add(words);
  }
  return [...found];
}
