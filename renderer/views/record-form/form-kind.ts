// The kind as its form has it, what is on each of its pages, and where its form leads. The text of a relatoría is written on a page of its own: the
// form has its frame only.

import type { Field, Kind } from '#shared/record/definition.ts';
import { kindOf, RELATORIA_KIND } from '#shared/record/kinds.ts';

const ELSEWHERE = 'text';

const relatoria = kindOf(RELATORIA_KIND);
const frame: Kind | undefined = relatoria && {
  ...relatoria,
  sections: relatoria.sections.filter(({ key }) => key !== ELSEWHERE),
  fields: relatoria.fields.filter(({ section }) => section !== ELSEWHERE),
};

export const formKindOf = (key: string): Kind | undefined => (key === RELATORIA_KIND ? frame : kindOf(key));

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
