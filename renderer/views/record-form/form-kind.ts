// The kind as its form has it, and where its form leads. The text of a relatoría is written on a page of its own: the
// form has its frame only.

import type { Kind } from '#shared/record/definition.ts';
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
