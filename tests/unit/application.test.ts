// An application to join on paper: what was answered, room for what was not, and nothing that is the Mechanism's to say.

import { expect, test } from 'vitest';
import type { Json } from '#shared/base/json.ts';
import { LANGUAGES } from '#shared/mechanism/language.ts';
import { entryToCells } from '#shared/record/cells.ts';
import { applicationOf } from '#shared/report/application.ts';
import type { ReportDocument } from '#shared/report/document.ts';

const ID = 'AAAAAAAAAAAAAAAAAAAAAA' as Parameters<typeof applicationOf>[0];

const paper = (entry: Readonly<Record<string, Json>>, language: (typeof LANGUAGES)[number] = 'es') => {
  const cells = entryToCells('registration', entry);
  return applicationOf(ID, cells.ok ? cells.value : new Map(), language);
};
const answersIn = ({ blocks }: ReportDocument) =>
  new Map(blocks.flatMap((block) => (block.type === 'table' ? block.rows.map(([q, a]) => [q, a] as const) : [])));

test('what was answered stands beside its question, contact details too', () => {
  const answers = answersIn(
    paper({
      title: 'Red Uno',
      applicant_kind: 'organization',
      legal_status: 'not_registered',
      contact_email: 'a@b.org',
    }),
  );
  expect(answers.get('Tipo de solicitud')).toBe('Organización o grupo');
  expect(answers.get('Situación jurídica')).toBe('No registrada');
  expect(answers.get('Correo electrónico')).toBe('a@b.org');
});

test('what was not answered has room, or its answers to tick', () => {
  const answers = answersIn(paper({ title: 'Red Uno' }));
  expect(String(answers.get('Nombre de la organización')).trim()).toBe('');
  expect(answers.get('Tipo de solicitud')).toMatch(/^\[ {2}\] .+\n\[ {2}\] /);
});

test('a person is asked for nothing that only an organisation has, and nobody for the answer of the Mechanism', () => {
  const answers = answersIn(paper({ title: 'Ana', applicant_kind: 'individual' }));
  for (const question of ['Nombre de la organización', 'Siglas', 'Situación jurídica', 'Respuesta'])
    expect(answers.has(question), question).toBe(false);
});

test.each(LANGUAGES)('in %s it names itself, whose it is, and where to sign', (language) => {
  const { title, blocks } = paper({ title: 'Red Uno' }, language);
  expect(title).toMatch(/: Red Uno$/);
  expect(blocks.at(-1)).toMatchObject({ type: 'table', rows: [['\n\n', '\n\n']] });
});
