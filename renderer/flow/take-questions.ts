// Brings extra questions from a spreadsheet (XLSForm). First it is looked at, and nothing is written; then what was looked
// at becomes a record like any other, in one deed that can be taken back. The same form brought again is the same record:
// by its own name, and for two who bring it apart, by an id that follows from that name.

import { base64urlToBytes, bytesToBase64url } from '#shared/base/bytes.ts';
import { type Digest, digestOfText, type RecordId } from '#shared/base/ids.ts';
import { canonicalText, type Json } from '#shared/base/json.ts';
import { err, ok, type Result } from '#shared/base/result.ts';
import { DELETED_CELL, FINISHED_CELL, LANGUAGE_CELL } from '#shared/log/change.ts';
import { replacing, shownValue } from '#shared/merge/conflict.ts';
import { isSameJson } from '#shared/record/cell-value.ts';
import { ASKED_KINDS, QUESTIONS_KIND } from '#shared/record/kinds.ts';
import { broughtOver, idOf, type Question } from '#shared/record/question-sheet.ts';
import { readXlsform, type Xlsform } from '#shared/report/read-xlsform.ts';
import { activityChange } from '../engine/activity.ts';
import type { Catalogue } from '../engine/catalogue.ts';
import type { DraftCell } from '../engine/journal-entry.ts';
import type {
  PlannedQuestion,
  QuestionsChoice,
  QuestionsEngine,
  QuestionsPlan,
  QuestionsProblem,
  SheetHere,
} from '../engine/questions-door.ts';
import { askersOf, sheetsHere } from '../engine/read-questions.ts';
import { saved, type Session } from '../engine/session.ts';
import { notebookOf } from './spreadsheet-words.ts';
import { writeChanges } from './write-changes.ts';

export async function planQuestions(
  session: Session,
  catalogue: Catalogue,
  name: string,
  bytes: Uint8Array,
): Promise<Result<QuestionsPlan, QuestionsProblem>> {
  const brought = await broughtHere(session, catalogue, name, bytes);
  return brought.ok ? ok(brought.value.plan) : brought;
}

export interface ToAsk extends QuestionsChoice {
  readonly name: string;
  readonly bytes: Uint8Array;
  readonly seen: Digest;
  readonly undone: string;
}

export function takeQuestions(
  session: Session,
  catalogue: Catalogue,
  { name, bytes, seen, undone, ...choice }: ToAsk,
): ReturnType<QuestionsEngine['takeQuestions']> {
  const { ledger } = session;
  return ledger.exclusive(async () => {
    const brought = await broughtHere(session, catalogue, name, bytes);
    if (!brought.ok) return brought;
    const { plan, form, sheet, before } = brought.value;
    if (plan.seen !== seen) return err({ type: 'spreadsheetMoved' });
    const { about, mesa } = before ?? choice;
    if (!ASKED_KINDS.includes(about)) return err({ type: 'noSuchRecord' });
    const id = before?.id ?? sheetId(session, about, form);
    const state = await ledger.store.records.get(id);
    const mayAsk = askersOf(session);
    const wanted: Readonly<Record<string, Json>> = {
      title: plan.title,
      about,
      mesa,
      form,
      state: 'asked',
      sheet: sheet as object as Json,
      [FINISHED_CELL]: true,
      [DELETED_CELL]: null,
      ...(sheet.main === 'other' ? {} : { [LANGUAGE_CELL]: sheet.main }),
    };
    const cells = Object.entries(wanted).flatMap(([path, value]): [string, DraftCell][] => {
      const cell = state?.cells[path];
      const stands = cell === undefined ? null : cell.writes.length > 1 ? undefined : (shownValue(cell) ?? null);
      const isSaid = stands !== undefined && isSameJson(stands, value) && isSaidBy(mayAsk, cell);
      return isSaid ? [] : [[path, { value, replaces: replacing(cell) }]];
    });
    if (cells.length === 0) return saved(session);
    const now = { id, kind: QUESTIONS_KIND, state, draft: ledger.drafts.get(id) };
    const noted = activityChange(session, 'askedQuestions', { title: plan.title });
    const written = await writeChanges(session, now, Object.fromEntries(cells), null, noted);
    if (!written.ok || state !== undefined) return written;
    const [first] = written.value.undo ?? [];
    return ok({ ...written.value, undo: first === undefined ? [] : [{ ...first, begun: undone }] });
  });
}

/** What stands there was written by somebody who may ask; where nothing stands there is nothing to say again. */
const isSaidBy = (mayAsk: ReturnType<typeof askersOf>, cell: Parameters<typeof replacing>[0]): boolean =>
  (cell?.writes ?? []).every(({ author }) => mayAsk(author));

interface Brought {
  readonly plan: QuestionsPlan;
  readonly form: string;
  readonly sheet: Xlsform['sheet'];
  readonly before: SheetHere | undefined;
}

async function broughtHere(
  session: Session,
  catalogue: Catalogue,
  name: string,
  bytes: Uint8Array,
): Promise<Result<Brought, QuestionsProblem>> {
  if (!askersOf(session)(session.device.kid)) return err({ type: 'questionsNotYours' });
  const read = readXlsform(bytes);
  if (!read.ok) return read;
  const { rows, left } = read.value;
  const title = read.value.title || name.replace(/\.xlsx$/iu, '');
  const form = read.value.form || title;
  const known = (await sheetsHere(session, catalogue)).filter((each) => each.form === form);
  const before = known.find(({ isProposal }) => !isProposal) ?? known[0];
  const sheet = broughtOver(before?.sheet, read.value.sheet);
  const earlier = new Map(before?.sheet.questions.map((question) => [idOf(question), question]));
  const questions = sheet.questions
    .filter(({ gone }) => gone !== true)
    .map((question) => ({ ...question, row: rows.get(question.name) ?? 0, state: stateOf(question, earlier) }));
  const gone = sheet.questions.filter(
    (question) => question.gone === true && earlier.get(idOf(question))?.gone !== true,
  );
  const over =
    before === undefined ? null : { id: before.id, title: before.title, about: before.about, mesa: before.mesa };
  const plan = { name, title, questions, gone, left, over, main: sheet.main };
  const seen = digestOfText(canonicalText(plan as object as Json));
  return ok({ plan: { ...plan, seen }, form, sheet, before });
}

function stateOf(question: Question, earlier: ReadonlyMap<string, Question>): PlannedQuestion['state'] {
  const before = earlier.get(idOf(question));
  if (before === undefined) return 'new';
  return isSameJson(before as object as Json, question as object as Json) ? 'same' : 'changed';
}

/** The first 16 bytes of a digest: two coordinators who bring one form write one record. */
function sheetId(session: Session, about: string, form: string): RecordId {
  const digest = digestOfText(canonicalText(['questions', notebookOf(session), about, form]));
  return bytesToBase64url((base64urlToBytes(digest) ?? new Uint8Array()).slice(0, 16)) as RecordId;
}
