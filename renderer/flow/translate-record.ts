// A person who reads a record in another language writes what its answers say in theirs. Saved as a draft, as everything
// that is typed; `leave-record.ts` signs it. The answers are not touched. Each translation names the version that it was
// made from and whose words those are, and is kept no farther off than the answer itself.

import type { KeyId, RecordId } from '#shared/base/ids.ts';
import type { Json } from '#shared/base/json.ts';
import { err } from '#shared/base/result.ts';
import { shownValue } from '#shared/merge/conflict.ts';
import type { Language } from '#shared/mechanism/language.ts';
import { isSameJson } from '#shared/record/cell-value.ts';
import type { Level } from '#shared/record/definition.ts';
import { isTranslatable, versionOf } from '#shared/record/translation.ts';
import { translationCell } from '#shared/record/translation-path.ts';
import type { Saved } from '../engine/door.ts';
import { cellViewsOf, recordNow, type RecordNow } from '../engine/record-now.ts';
import { type Done, saved, type Session } from '../engine/session.ts';
import { editRecord } from './edit-record.ts';

/** @param texts by path of the answer; one of nothing but blanks takes the translation back */
export async function translateRecord(
  session: Session,
  record: RecordId,
  language: Language,
  texts: Readonly<Record<string, string>>,
): Done<Saved> {
  const now = await recordNow(session, record);
  if (now === undefined) return err({ type: 'noSuchRecord' });
  const answers = new Map(cellViewsOf(now).map((cell) => [cell.path, cell]));
  const cells: Record<string, Json> = {};
  const raise: Record<string, Level> = {};
  for (const [path, text] of Object.entries(texts)) {
    const answer = answers.get(path);
    if (typeof answer?.value !== 'string' || !isTranslatable(now.kind, path)) return err({ type: 'noOriginal' });
    const cell = translationCell(language, path);
    const of = versionOf(answer.value.toWellFormed());
    const value: Json = text.trim() === '' ? null : { text, of, by: writerOf(now, path, session.device.kid) };
    if (isSaid(now, cell, value)) continue;
    cells[cell] = value;
    raise[cell] = answer.level;
  }
  return Object.keys(cells).length === 0 ? saved(session) : editRecord(session, record, cells, raise);
}

const writerOf = ({ state, draft }: RecordNow, path: string, own: KeyId): KeyId =>
  draft?.cells[path] === undefined ? (state?.cells[path]?.writes[0]?.author ?? own) : own;

function isSaid({ state, draft }: RecordNow, cell: string, value: Json): boolean {
  const typed = draft?.cells[cell];
  const merged = state?.cells[cell];
  if (typed !== undefined) return isSameJson(typed.value, value);
  return (merged?.writes.length ?? 0) <= 1 && isSameJson(shownValue(merged) ?? null, value);
}
