// One act of a rapporteur: writes the cells that it comes to as a draft, like every other answer, and refuses what
// would put into the text what its readers may not read: a source that may not be cited, words of a record that may
// not be read (pasted by mistake), and a quote that is nobody's.

import { bytesToBase64url } from '#shared/base/bytes.ts';
import type { RecordId } from '#shared/base/ids.ts';
import { err, type Result } from '#shared/base/result.ts';
import { denialOf } from '#shared/report/admission.ts';
import { isQuoteCell, sameText } from '#shared/report/lay-out.ts';
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
  type TextWrites,
  wordsWrites,
} from '#shared/report/relatoria.ts';
import { forbiddenIn } from '#shared/report/sources.ts';
import type { CitedRecords } from '../engine/cited-records.ts';
import type { Saved } from '../engine/door.ts';
import type { EngineProblem } from '../engine/engine-problem.ts';
import { type OpenRelatoria, openRelatoria } from '../engine/read-relatoria.ts';
import type { RelatoriaDeed, RelatoriaProblem } from '../engine/relatoria-views.ts';
import type { Session } from '../engine/session.ts';
import { editRecord } from './edit-record.ts';

export async function writeRelatoria(
  session: Session,
  cited: CitedRecords,
  id: RecordId,
  deed: RelatoriaDeed,
): Promise<Result<Saved, EngineProblem | RelatoriaProblem>> {
  const open = await openRelatoria(session, cited, id);
  if (open === null) return err({ type: 'noSuchRecord' });
  const problem = await refusalOf(open, cited, deed);
  if (problem !== undefined) return err(problem);
  const writes = writesOf(deed, open.elements, freshSalt());
  if (Object.keys(writes).length === 0) return err({ type: 'sentenceGone' });
  return editRecord(session, id, writes);
}

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

async function refusalOf(
  open: OpenRelatoria,
  cited: CitedRecords,
  deed: RelatoriaDeed,
): Promise<RelatoriaProblem | undefined> {
  const element = deed.type === 'insert' ? undefined : open.elements.find(({ id }) => id === deed.element);
  const added = addedBy(deed);
  const records = new Map([...open.records, ...(await cited.of(added.map(({ record }) => record)))]);
  for (const { record, cell } of added) {
    const known = records.get(record);
    const denial = known === undefined ? { type: 'missing' as const } : denialOf(known, cell, open.frame.audience);
    if (denial !== undefined) return { type: 'sourceDenied', record, denial: denial.type };
  }
  const words = deed.type === 'insert' || deed.type === 'words' ? deed.words : undefined;
  if (words !== undefined) {
    const forbidden = forbiddenIn(words, records.values(), open.frame.audience);
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

const addedBy = (deed: RelatoriaDeed): readonly SourceRef[] => {
  if (deed.type === 'insert' || deed.type === 'attach') return deed.sources;
  return deed.type === 'renew' ? [{ ...deed.source, write: deed.write }] : [];
};

const formAfter = (deed: RelatoriaDeed, element: TextElement | undefined): ElementForm | undefined =>
  deed.type === 'insert' || deed.type === 'form' ? deed.form : element?.form;

/** Whether it changes what a quote says. */
const isQuoteDeed = ({ type }: RelatoriaDeed): boolean => type === 'insert' || type === 'form' || type === 'words';

/** Whether these are somebody's own words, whole or in part, as a quote among the sources has them. */
function isSaidIn(words: string, sources: readonly SourceRef[], records: OpenRelatoria['records']): boolean {
  return sources.some(({ record, cell }) => {
    const value = isQuoteCell(cell) ? records.get(record)?.cells.get(cell)?.value : undefined;
    return typeof value === 'string' && sameText(value).includes(sameText(words));
  });
}

const freshSalt = (): string => bytesToBase64url(crypto.getRandomValues(new Uint8Array(6)));
