// The kind as its form has it, what is on each of its pages, and where its form leads. The text of a relatoría is written on a page of its own,
// and questions of a mesa are brought in a spreadsheet: their forms have the frame only.

import type { Field, Kind } from '#shared/record/definition.ts';
import { kindOf, QUESTIONS_KIND, RELATORIA_KIND } from '#shared/record/kinds.ts';
import { type KnownSheet, withQuestions } from '#shared/record/question-sheet.ts';

/** Sections that are written on a page of their own. */
const ELSEWHERE: ReadonlyMap<string, string> = new Map([
  [RELATORIA_KIND, 'text'],
  [QUESTIONS_KIND, 'questions'],
]);

const frames = new Map([...ELSEWHERE].map(([kind, elsewhere]) => [kind, frameOf(kindOf(kind), elsewhere)]));

function frameOf(kind: Kind | undefined, elsewhere: string): Kind | undefined {
  return (
    kind && {
      ...kind,
      sections: kind.sections.filter(({ key }) => key !== elsewhere),
      fields: kind.fields.filter(({ section }) => section !== elsewhere),
    }
  );
}

/** @param sheets whose questions are asked beside it */
export function formKindOf(key: string, sheets: readonly KnownSheet[]): Kind | undefined {
  const kind = frames.get(key) ?? kindOf(key);
  return kind && withQuestions(kind, sheets, 'asked');
}

/** What stands before the name of a section: its letter, where the sections of the form have letters. */
export function signOf({ sections }: Kind, key: string): string | undefined {
  if (!sections.some((section) => LETTER.test(section.key))) return undefined;
  return LETTER.test(key) ? key : '+';
}

const LETTER = /^[A-Z]$/;

export const pathAfterForm = (kind: string, id: string): string =>
  kind === RELATORIA_KIND ? `/relatoria/${id}` : `/record/${id}`;

/** The page with the few fields of the definition; the keys of sections are letters or words of their own. */
export const QUICK = 'quick';

export const isQuick = ({ quick }: Kind, page: string | undefined): boolean => page === QUICK && quick.length > 0;

/** In the order in which they are asked there. */
export function fieldsOnPage(kind: Kind, page: string | undefined): readonly Field[] {
  if (!isQuick(kind, page)) return kind.fields.filter(({ section }) => section === page);
  return kind.quick.flatMap((key) => kind.fields.find((field) => field.key === key) ?? []);
}

/** "Not known" is no answer for what a record cannot do without. */
export const canBeUnknown = (kind: Kind, { key, shape }: Field): boolean =>
  key !== kind.titleField && !kind.objectiveFields.includes(key) && shape.type !== 'workflow';
