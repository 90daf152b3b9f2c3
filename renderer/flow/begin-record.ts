// Begins a record: an id from random bytes and a first draft, journaled before the form opens. Nothing is
// signed until the sitting ends. It can begin like another one, or with what is usual here: the definition of the
// kind says which answers stay (who, where, about what), never what was said or counted, a date or a consent.

import { bytesToBase64url } from '#shared/base/bytes.ts';
import type { RecordId } from '#shared/base/ids.ts';
import { err, ok } from '#shared/base/result.ts';
import { LANGUAGE_CELL } from '#shared/log/change.ts';
import { fieldOfPath } from '#shared/record/cells.ts';
import { kindOf } from '#shared/record/kinds.ts';
import { componentsOf } from '#shared/record/paths.ts';
import type { Catalogue } from '../engine/catalogue.ts';
import type { DraftCell, DraftCells } from '../engine/journal-entry.ts';
import { recordNow, shownNow } from '../engine/record-now.ts';
import type { Done, Session } from '../engine/session.ts';
import { firstOf } from '../engine/slices.ts';

export async function beginRecord(
  session: Session,
  catalogue: Catalogue,
  kind: string,
  language: string,
  like?: RecordId | 'last',
): Done<RecordId> {
  const record = bytesToBase64url(crypto.getRandomValues(new Uint8Array(16))) as RecordId;
  const cells: { [path: string]: DraftCell } = {
    ...(like === 'last'
      ? await begunFrom(session, kind, await lastOf(catalogue, kind), kindOf(kind)?.usual)
      : await begunFrom(session, kind, like, kindOf(kind)?.alike)),
  };
  cells[LANGUAGE_CELL] = { value: language, replaces: [] };
  const noted = await session.ledger.note({ type: 'draft', record, kind, at: session.clock.now(), cells, undone: [] });
  if (!noted.ok) return err(noted.error);
  session.tell(['drafts', 'records']);
  return ok(record);
}

async function begunFrom(
  session: Session,
  kind: string,
  from: RecordId | undefined,
  staying: readonly string[] = [],
): Promise<DraftCells> {
  const now = from === undefined || staying.length === 0 ? undefined : await recordNow(session, from);
  if (now?.kind !== kind) return {};
  return Object.fromEntries(
    [...shownNow(now)].flatMap(([path, value]) => {
      const isStaying = staying.includes(componentsOf(path)[0] ?? '') && fieldOfPath(kind, path)?.level !== 'personal';
      return isStaying ? [[path, { value, replaces: [] }]] : [];
    }),
  );
}

/** What this device wrote last of a kind, where the kind keeps anything of it. */
async function lastOf(catalogue: Catalogue, kind: string): Promise<RecordId | undefined> {
  if ((kindOf(kind)?.usual ?? []).length === 0) return undefined;
  const own = (await catalogue.rows()).filter(
    (row) => row.kind === kind && !row.fromOthers && !row.deleted && row.withdrawn !== true,
  );
  return firstOf(own, 1, (a, b) => b.lamport - a.lamport || (a.changedAt < b.changedAt ? 1 : -1))[0]?.id;
}
