// Blank forms as values: every question of the definition once, under its number, with the room its answer needs.

import { expect, test } from 'vitest';
import { LANGUAGES } from '#shared/mechanism/language.ts';
import { kindOf, kinds } from '#shared/record/kinds.ts';
import { type BlankForm, blankFormOf, type Question } from '#shared/report/blank-form.ts';
import { blankFormToPrint } from '#shared/report/blank-form-page.ts';
import { PAPERS } from '#shared/report/printed-page.ts';

const questionsOf = ({ sheets }: BlankForm): readonly Question[] =>
  sheets.flatMap(({ parts }) => parts.flatMap(({ questions }) => questions));

const consultation = (language: (typeof LANGUAGES)[number] = 'es'): BlankForm => {
  const kind = kindOf('consultation');
  if (kind === undefined) throw new Error('no consultation');
  return blankFormOf(kind, language, 'A4');
};
const asked = (form: BlankForm, label: string): Question | undefined =>
  questionsOf(form).find((question) => question.label === label);

test('every question of every kind stands once, by its place in the definition, whatever the language and the paper', () => {
  for (const kind of kinds.values()) {
    const wanted = kind.fields.flatMap(({ shape }, at) => (['workflow', 'file'].includes(shape.type) ? [] : [at + 1]));
    for (const language of LANGUAGES)
      for (const paper of PAPERS) {
        const numbers = questionsOf(blankFormOf(kind, language, paper)).map(({ number }) => number);
        expect(
          [...numbers].sort((a, b) => a - b),
          `${kind.key} ${language}`,
        ).toEqual(wanted);
      }
  }
});

test('options are boxes, many countries are written, and objectives are listed once and named by number after that', () => {
  const form = consultation();
  expect(asked(form, 'Modalidad')?.room).toMatchObject({ type: 'boxes' });
  expect(asked(form, 'Modalidad')?.hints).toContain('Marque una.');
  expect(asked(form, 'Método')?.hints).toContain('Marque todas las que correspondan.');
  expect(asked(form, 'País')?.room).toEqual({ type: 'lines', count: 2 });
  expect(asked(form, 'Fecha de inicio')?.room.type).toBe('date');
  const practice = kindOf('practice');
  const [first, second] =
    practice === undefined
      ? []
      : questionsOf(blankFormOf(practice, 'es', 'A4')).filter(({ label }) =>
          /^Objetivos del Pacto|^Otros objetivos/.test(label),
        );
  expect(first?.room).toMatchObject({ type: 'boxes', columns: 2 });
  expect(second?.hints.join(' ')).toContain(`pregunta ${first?.number}`);
});

test('what must be answered, what is restricted, and what only some are asked says so', () => {
  expect(asked(consultation(), 'Título de la consulta')?.marks).toEqual(['necesaria']);
  expect(asked(consultation(), 'Riesgos de protección detectados')?.marks).toEqual(['personal']);
  const registration = kindOf('registration');
  const name = registration && asked(blankFormOf(registration, 'es', 'A4'), 'Siglas');
  expect(name?.hints[0]).toBe('Solo si la respuesta a «Tipo de solicitud» es: Organización o grupo.');
});

test.each(LANGUAGES)(
  'in %s each sheet says which form, version and sheet it is, in words and as a code',
  (language) => {
    const form = consultation(language);
    const { html, title, paper } = blankFormToPrint(form);
    expect(paper).toBe('A4');
    expect(html.match(/<svg class="qr"/g)?.length).toBe(form.sheets.length);
    for (const [at, { code }] of form.sheets.entries()) {
      expect(code).toBe(`chasqui:form:consultation:1:${language}:${at + 1}/${form.sheets.length}`);
      expect(html).toContain(`aria-label="`);
      expect(html).toContain(code);
    }
    expect(title).toBe(kindOf('consultation')?.label[language]);
  },
);
