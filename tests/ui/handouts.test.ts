// Sheets of a workshop as Chromium lays them out with the style sheet of print: each is one page, in every language and on
// both papers, and an exercise leaves room to write.

import '#renderer/styles/print.css';
import { afterEach, expect, test } from 'vitest';
import { startWords } from '#renderer/i18n/start.ts';
import { EXERCISES } from '#renderer/views/workshop/exercises.ts';
import { handoutOf } from '#renderer/views/workshop/handout-words.ts';
import { LANGUAGES } from '#shared/mechanism/language.ts';
import { handoutToPrint } from '#shared/report/handout.ts';
import { MARGINS, PAPERS } from '#shared/report/printed-page.ts';

/** Of a page, in inches. */
const SIZES = { A4: { width: 8.27, height: 11.69 }, Letter: { width: 8.5, height: 11 } } as const;
const PIXELS = 96;

afterEach(() => document.querySelector('main')?.remove());

test.each(PAPERS)('every sheet fits on one page of %s, and every word of it is there', async (paper) => {
  await document.fonts.ready;
  const { width, height } = SIZES[paper];
  const room = (height - MARGINS.top - MARGINS.bottom) * PIXELS;
  const words = await startWords('es');
  await words.loadNamespaces(['workshop', 'guide']);
  await words.loadLanguages([...LANGUAGES]);
  const wrong: string[] = [];
  for (const language of LANGUAGES) {
    for (const kind of ['sheets', 'guide'] as const) {
      const handout = handoutOf({ kind, language, paper }, words.getFixedT(language));
      expect(handout.sheets).toHaveLength(kind === 'guide' ? 2 : EXERCISES.length);
      const main = document.createElement('main');
      main.lang = language;
      main.style.width = `${(width - MARGINS.left - MARGINS.right) * PIXELS}px`;
      main.innerHTML = handoutToPrint(handout).html;
      document.body.append(main);
      for (const [at, sheet] of [...main.querySelectorAll<HTMLElement>('.sheet')].entries()) {
        const used = sheet.getBoundingClientRect().height / room;
        const name = `${kind} ${language} ${at + 1}: ${Math.round(100 * used)} %`;
        if (used > 1 || used < 0.5) wrong.push(name);
        if (/\b(guide|workshop):|\w+Hint\b/.test(sheet.textContent ?? '')) wrong.push(`${name}, a word is missing`);
      }
      main.remove();
    }
  }
  expect(wrong).toEqual([]);
});
