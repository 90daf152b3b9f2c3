// The extra questions that this notebook knows. A sheet is as those who may ask left it: what anybody else writes in it
// neither asks nor closes anything, and is seen on its page as every change is.

import type { KeyId } from '#shared/base/ids.ts';
import { DELETED_CELL } from '#shared/log/change.ts';
import type { CellState, RecordState } from '#shared/merge/state.ts';
import type { Json } from '#shared/base/json.ts';
import type { Kind } from '#shared/record/definition.ts';
import { ASKED_KINDS, kindOf, QUESTIONS_KIND } from '#shared/record/kinds.ts';
import { questionSheet, withQuestions } from '#shared/record/question-sheet.ts';
import type { Catalogue } from './catalogue.ts';
import { secretariatsOf } from './heard-receipts.ts';
import type { QuestionsView, SheetHere } from './questions-door.ts';
import { isOwn, profileOf, type Session } from './session.ts';

export async function readQuestions(session: Session, catalogue: Pick<Catalogue, 'rows'>): Promise<QuestionsView> {
  const mayAsk = askersOf(session);
  return { sheets: await sheetsHere(session, catalogue), mayAsk: mayAsk(session.device.kid) };
}

export async function sheetsHere(session: Session, catalogue: Pick<Catalogue, 'rows'>): Promise<readonly SheetHere[]> {
  const ids = (await catalogue.rows()).filter(({ kind }) => kind === QUESTIONS_KIND).map(({ id }) => id);
  if (ids.length === 0) return [];
  const mayAsk = askersOf(session);
  const states = await session.ledger.store.records.getMany(ids);
  return [...states.values()]
    .flatMap((state) => sheetIn(state, mayAsk) ?? [])
    .sort((a, b) => a.title.localeCompare(b.title) || (a.id < b.id ? -1 : 1));
}

/** A kind with the questions that are asked beside it, or with all that are known. */
export async function kindHere(
  session: Session,
  catalogue: Pick<Catalogue, 'rows'>,
  key: string,
  which: 'asked' | 'all',
): Promise<Kind | undefined> {
  const kind = kindOf(key);
  if (kind === undefined || !ASKED_KINDS.includes(key)) return kind;
  return withQuestions(kind, await sheetsHere(session, catalogue), which);
}

/** Devices of coordinators and of the secretariat; before any mechanism was joined, one's own. */
export function askersOf(session: Session): (author: KeyId) => boolean {
  if (profileOf(session) === null) return (author) => isOwn(session, author);
  const office = secretariatsOf(session);
  const { authors } = session.trust;
  return (author) => office.has(author) || authors.get(author)?.scope.roles.includes('coordinator') === true;
}

/** undefined: it is no sheet, or it is in the bin */
function sheetIn(state: RecordState, mayAsk: (author: KeyId) => boolean): SheetHere | undefined {
  const said = (path: string): Json => valueBy(state.cells[path], mayAsk);
  const anybodys = (path: string): Json => valueBy(state.cells[path], () => true);
  const asked = questionSheet(said('sheet'));
  const isProposal = asked === undefined;
  const sheet = asked ?? questionSheet(anybodys('sheet'));
  const about = isProposal ? anybodys('about') : said('about');
  if (sheet === undefined || typeof about !== 'string' || said(DELETED_CELL) !== null) return undefined;
  const mesa = said('mesa') ?? anybodys('mesa');
  return {
    id: state.id,
    title: textOf(said('title') ?? anybodys('title')),
    form: textOf(said('form') ?? anybodys('form')),
    about,
    mesa: typeof mesa === 'number' ? mesa : null,
    isAsked: !isProposal && said('state') !== 'closed',
    isProposal,
    sheet,
  };
}

/** Of the writes that stand there, the one that is shown, among those of authors that count. */
const valueBy = (cell: CellState | undefined, counts: (author: KeyId) => boolean): Json =>
  cell?.writes.find(({ author }) => counts(author))?.value ?? null;

const textOf = (value: Json): string => (typeof value === 'string' ? value : '');
