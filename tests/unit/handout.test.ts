// Sheets of a workshop on paper: an exercise says that it is one, in its own language, and nothing on it is markup.

import { expect, test } from 'vitest';
import { LANGUAGES } from '#shared/mechanism/language.ts';
import { type Handout, handoutToPrint } from '#shared/report/handout.ts';
import { practiceWords } from '#shared/report/practice.ts';

const SHEET = {
  title: 'Uno & <b>',
  lead: '«Para qué»',
  parts: [
    { heading: null, items: [{ words: 'Abra <esto>', hint: 'Pista & más' }] },
    { heading: 'Después', items: [{ words: 'Cierre', hint: null }] },
  ],
  blanks: [{ label: 'Notas', lines: 3 }],
} as const;
const handout = (language: Handout['language']): Handout => ({
  language,
  paper: 'Letter',
  title: 'Hojas',
  isExercise: true,
  sheets: [SHEET, SHEET],
});

test.each(LANGUAGES)(
  'in %s every sheet says twice that nothing is real, and so does the foot of each page',
  (language) => {
    const { html, footer, title, paper } = handoutToPrint(handout(language));
    const said = practiceWords(language);
    expect(html.split(said).length - 1).toBe(4);
    expect([footer.startsWith(said), title.endsWith(' Hojas'), paper]).toEqual([true, true, 'Letter']);
  },
);

test('the guide, which is meant, says nothing of it', () => {
  const { html, footer, title } = handoutToPrint({ ...handout('es'), isExercise: false });
  expect(`${html} ${footer} ${title}`).not.toContain(practiceWords('es'));
  expect([footer, title]).toEqual(['Hojas', 'Hojas']);
});

test('steps are numbered in each part, with their hints, and no text becomes markup', () => {
  const { html } = handoutToPrint(handout('es'));
  expect(html).toContain('1. Abra &lt;esto&gt;');
  expect(html).toContain('Pista &amp; más');
  expect(html).toContain('<h2>Después</h2>');
  expect(html).toContain('1. Cierre');
  expect(html).not.toContain('<b>');
  expect(html.split('<div class="line">').length - 1).toBe(6);
});
