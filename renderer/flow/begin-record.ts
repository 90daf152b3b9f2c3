// Begins a record: an id from random bytes and a first draft, journaled before the form opens. Nothing is
// signed until the sitting ends. Prefilling brings over what stays the same from one consultation to the next
// (who, where, in which languages), never what was said or counted.

import { bytesToBase64url } from '#shared/base/bytes.ts';
import type { RecordId } from '#shared/base/ids.ts';
import { err, ok } from '#shared/base/result.ts';
import { LANGUAGE_CELL } from '#shared/log/change.ts';
import { fieldOfPath } from '#shared/record/cells.ts';
import { kindOf } from '#shared/record/kinds.ts';
import { componentsOf } from '#shared/record/paths.ts';
import type { DraftCell, DraftCells } from '../engine/journal-entry.ts';
import { recordNow, shownNow } from '../engine/record-now.ts';
import type { Done, Session } from '../engine/session.ts';

export async function beginRecord(
  session: Session,
  kind: string,
  language: string,
  prefillFrom?: RecordId,
): Done<RecordId> {
  const record = bytesToBase64url(crypto.getRandomValues(new Uint8Array(16))) as RecordId;
  const cells: { [path: string]: DraftCell } = { ...(await prefilled(session, kind, prefillFrom)) };
  cells[LANGUAGE_CELL] = { value: language, replaces: [] };
  const noted = await session.ledger.note({ type: 'draft', record, kind, at: session.clock.now(), cells, undone: [] });
  if (!noted.ok) return err(noted.error);
  session.tell(['drafts', 'records']);
  return ok(record);
}

async function prefilled(session: Session, kind: string, from: RecordId | undefined): Promise<DraftCells> {
  const now = from === undefined ? undefined : await recordNow(session, from);
  if (now?.kind !== kind) return {};
  const staying = stayingFields(kind);
  return Object.fromEntries(
    [...shownNow(now)].flatMap(([path, value]) => {
      const isStaying = staying.has(componentsOf(path)[0] ?? '') && fieldOfPath(kind, path)?.level !== 'personal';
      return isStaying ? [[path, { value, replaces: [] }]] : [];
    }),
  );
}

/** The organisation, the places, and the short choices of the section that the organisation is in. */
function stayingFields(kind: string): ReadonlySet<string> {
  const definition = kindOf(kind);
  if (definition === undefined) return new Set();
  const { organisationField, countryFields, titleField, dateField, endDateField, fields } = definition;
  const section = fields.find(({ key }) => key === organisationField)?.section;
  const alike = fields.filter(
    ({ key, section: inSection, shape }) =>
      inSection === section &&
      ![titleField, dateField, endDateField].includes(key) &&
      STAYING_SHAPES.includes(shape.type),
  );
  return new Set([
    ...alike.map(({ key }) => key),
    ...countryFields,
    ...(organisationField === null ? [] : [organisationField]),
  ]);
}

const STAYING_SHAPES: readonly string[] = ['text', 'choice', 'multichoice', 'repeatText'];
