// Stage 5, one act of a rapporteur: the cells that it comes to, or why it is refused: a source that may not be cited,
// words of a record that its readers may not read (pasted by mistake), a quote that is nobody's.

import type { ChangesetId, RecordId } from '../base/ids.ts';
import { err, ok, type Result } from '../base/result.ts';
import { type Denial, denialOf } from './admission.ts';
import { isQuoteCell, type LaidRecord, sameText } from './lay-out.ts';
import type { RelatoriaDesk } from './open-relatoria.ts';
import {
  type ElementForm,
  formWrites,
  insertWrites,
  joinWrites,
  moveWrites,
  removeWrites,
  type SourceRef,
  sourceWrites,
  splitWrites,
  type TextElement,
  type TextPlace,
  type TextWrites,
  wordsWrites,
} from './relatoria.ts';
import { forbiddenIn } from './sources.ts';

export type RelatoriaDeed =
  | {
      readonly type: 'insert';
      readonly place: TextPlace;
      readonly form: ElementForm;
      readonly words: string;
      readonly sources: readonly SourceRef[];
    }
  | { readonly type: 'words'; readonly element: string; readonly words: string }
  | { readonly type: 'form'; readonly element: string; readonly form: ElementForm }
  | { readonly type: 'move'; readonly element: string; readonly place: TextPlace }
  | { readonly type: 'split'; readonly element: string; readonly at: number }
  | { readonly type: 'join' | 'remove'; readonly element: string }
  | { readonly type: 'attach' | 'detach'; readonly element: string; readonly sources: readonly SourceRef[] }
  /** the source as it is now, in the place of what it was */
  | {
      readonly type: 'renew';
      readonly element: string;
      readonly source: SourceRef;
      readonly write: ChangesetId;
    };

export type RelatoriaProblem =
  /** words of a record that its readers may not read */
  | { readonly type: 'forbiddenWords'; readonly record: RecordId; readonly denial: Denial['type'] }
  | { readonly type: 'sourceDenied'; readonly record: RecordId; readonly denial: Denial['type'] }
  /** a quote that is nobody's, or that says something else than its source */
  | { readonly type: 'quoteWithoutSource' }
  /** another rapporteur took it out, or it stands elsewhere now */
  | { readonly type: 'sentenceGone' };

/**
 * @param cited those of `addedBy(deed)` that are here
 * @param salt a few characters of [-0-9A-Z_a-z] that no other insertion or move of this record has
 */
export function deedWrites(
  desk: RelatoriaDesk,
  deed: RelatoriaDeed,
  cited: ReadonlyMap<string, LaidRecord>,
  salt: string,
): Result<TextWrites, RelatoriaProblem> {
  const problem = refusalOf(desk, deed, new Map([...desk.records, ...cited]));
  if (problem !== undefined) return err(problem);
  const writes = writesOf(deed, desk.elements, salt);
  return Object.keys(writes).length === 0 ? err({ type: 'sentenceGone' }) : ok(writes);
}

/** Sources that stand under the sentence only after it. */
export const addedBy = (deed: RelatoriaDeed): readonly SourceRef[] => {
  if (deed.type === 'insert' || deed.type === 'attach') return deed.sources;
  return deed.type === 'renew' ? [{ ...deed.source, write: deed.write }] : [];
};

function writesOf(deed: RelatoriaDeed, elements: readonly TextElement[], salt: string): TextWrites {
  if (deed.type === 'insert') return insertWrites(elements, deed.place, deed, salt);
  const element = elements.find(({ id }) => id === deed.element);
  if (element === undefined) return {};
  switch (deed.type) {
    case 'words':
      return wordsWrites(element.id, deed.words);
    case 'form':
      return formWrites(element.id, deed.form);
    case 'move':
      return moveWrites(elements, element.id, deed.place, salt);
    case 'split':
      return splitWrites(elements, element.id, deed.at, salt);
    case 'join':
      return joinWrites(elements, element.id);
    case 'remove':
      return removeWrites(element);
    case 'attach':
    case 'detach':
      return sourceWrites(element.id, deed.sources, deed.type === 'attach');
    case 'renew':
      return {
        ...sourceWrites(element.id, [deed.source], false),
        ...sourceWrites(element.id, [{ ...deed.source, write: deed.write }], true),
      };
  }
}

function refusalOf(
  { elements, frame: { audience } }: RelatoriaDesk,
  deed: RelatoriaDeed,
  records: ReadonlyMap<string, LaidRecord>,
): RelatoriaProblem | undefined {
  const element = deed.type === 'insert' ? undefined : elements.find(({ id }) => id === deed.element);
  const added = addedBy(deed);
  for (const { record, cell } of added) {
    const known = records.get(record);
    const denial = known === undefined ? { type: 'missing' as const } : denialOf(known, cell, audience);
    if (denial !== undefined) return { type: 'sourceDenied', record, denial: denial.type };
  }
  const words = deed.type === 'insert' || deed.type === 'words' ? deed.words : undefined;
  if (words !== undefined) {
    const forbidden = forbiddenIn(words, records.values(), audience);
    if (forbidden !== undefined)
      return { type: 'forbiddenWords', record: forbidden.record, denial: forbidden.denial.type };
  }
  const form = formAfter(deed, element);
  const said = words ?? element?.words ?? '';
  const sources = [...(element?.sources ?? []), ...added];
  return form === 'quote' && isQuoteDeed(deed) && !isSaidIn(said, sources, records)
    ? { type: 'quoteWithoutSource' }
    : undefined;
}

const formAfter = (deed: RelatoriaDeed, element: TextElement | undefined): ElementForm | undefined =>
  deed.type === 'insert' || deed.type === 'form' ? deed.form : element?.form;

/** Whether it changes what a quote says. */
const isQuoteDeed = ({ type }: RelatoriaDeed): boolean => type === 'insert' || type === 'form' || type === 'words';

/** Whether these are somebody's own words, whole or in part, as a quote among the sources has them. */
function isSaidIn(words: string, sources: readonly SourceRef[], records: ReadonlyMap<string, LaidRecord>): boolean {
  return sources.some(({ record, cell }) => {
    const value = isQuoteCell(cell) ? records.get(record)?.cells.get(cell)?.value : undefined;
    return typeof value === 'string' && sameText(value).includes(sameText(words));
  });
}
