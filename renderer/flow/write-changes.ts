// Signs the changes of one sitting as one changeset of this device, journals it, and applies it by the same
// plan as any other. Called while the lock of the one writer is held, so that numbers of the chain are given
// once. Nothing is changed where the vault or the disk says no. What is more than a changeset can hold is written
// as several; if the disk gives out between two of them, the draft still has what is not written yet. What was
// written is answered too, as what can be taken back (undo-changes.ts).

import { bytesToBase64url } from '#shared/base/bytes.ts';
import type { ChangesetId, KeyId, RecordId } from '#shared/base/ids.ts';
import type { Json } from '#shared/base/json.ts';
import { err, ok, type Result } from '#shared/base/result.ts';
import { type Change, type ChangesByLevel, LEVELS } from '#shared/log/change.ts';
import { type Head, lamportAfter, signChangeset, type VerifiedChangeset } from '#shared/log/changeset.ts';
import { sittingsOf } from '#shared/log/sittings.ts';
import { type MergePlan, planMerge, recordsTouchedBy } from '#shared/merge/plan.ts';
import { headOf } from '#shared/merge/state.ts';
import { isWithdrawn } from '#shared/merge/withdraw.ts';
import type { Level } from '#shared/record/definition.ts';
import type { EngineProblem } from '../engine/engine-problem.ts';
import type { Saved, Undo } from '../engine/door.ts';
import type { DraftCell, DraftCells } from '../engine/journal-entry.ts';
import { levelOfWrite } from '#shared/merge/record-facts.ts';
import type { RecordNow } from '../engine/record-now.ts';
import { withdrawnIn } from '../engine/erasures.ts';
import { deviceSigner, type Session } from '../engine/session.ts';
import { SEEN } from '../engine/shelf-names.ts';
import type { ShelfChanges } from '../store/shelf.ts';
import { binChanges } from './note-binned.ts';

/** `ends`: the record whose draft these changes take up. */
export const writeChanges = (
  session: Session,
  now: RecordNow,
  cells: DraftCells,
  ends: RecordId | null,
  beside: ShelfChanges = new Map(),
): Promise<Result<Saved, EngineProblem>> => writeSeveral(session, [{ now, cells }], ends, beside);

export interface RecordWrites {
  readonly now: RecordNow;
  readonly cells: DraftCells;
}

/** Of several records in one sitting. */
export async function writeSeveral(
  session: Session,
  writes: readonly RecordWrites[],
  ends: RecordId | null,
  beside: ShelfChanges = new Map(),
): Promise<Result<Saved, EngineProblem>> {
  const withdrawn = withdrawnIn(session.ledger.store);
  const isClosed = ({ now, cells }: RecordWrites): boolean =>
    Object.entries(cells).some(([cell, { value }]) =>
      isWithdrawn(withdrawn, { record: now.id, cell, value }, session.device.kid),
    );
  if (writes.some(isClosed)) return err({ type: 'recordWithdrawn' });
  const inOrder = writes.flatMap(({ now, cells }) =>
    Object.entries(cells)
      .sort(([a], [b]) => (a < b ? -1 : 1))
      .map(([path, cell]): Writing => ({ now, path, cell })),
  );
  const sittings = sittingsOf(inOrder, ({ cell }) => cell.value);
  const undo: Undo[number][] = [];
  for (const [at, sitting] of sittings.entries()) {
    const isLast = at === sittings.length - 1;
    const written = await writeSitting(session, changesOf(sitting), isLast ? ends : null, isLast ? beside : NONE);
    if (!written.ok) return written;
    for (const { now, path } of sitting) undo.push({ changeset: written.value, record: now.id, cell: path });
  }
  return ok({ at: session.clock.now(), undo });
}

interface Writing {
  readonly now: RecordNow;
  readonly path: string;
  readonly cell: DraftCell;
}

const NONE: ShelfChanges = new Map();

async function writeSitting(
  session: Session,
  changes: ChangesByLevel,
  ends: RecordId | null,
  beside: ShelfChanges,
): Promise<Result<ChangesetId, EngineProblem>> {
  const seen = newlySeen(session);
  const signed = await sign(session, changes, seen);
  const plan = await planOwn(session, signed);
  const committed = await session.ledger.commit({
    entries: [{ type: 'changeset', changeset: signed.changeset, ends }],
    shelf: new Map([
      ...beside,
      ...binChanges(session, plan),
      ...Object.entries(seen).map(([kid, head]): [string, Json] => [`${SEEN}${kid}`, head as object as Json]),
    ]),
    plan,
  });
  return committed.ok ? ok(signed.id) : committed;
}

function changesOf(sitting: readonly Writing[]): ChangesByLevel {
  const changes: { [level in Level]?: Change[] } = {};
  for (const { now, path, cell } of sitting) {
    const { value, replaces, raise } = cell;
    const level = levelOfWrite(now.kind, path, now.state?.cells, raise);
    (changes[level] ??= []).push({ record: now.id, kind: now.kind, cell: path, value, replaces });
  }
  return changes;
}

function sign(session: Session, changes: ChangesByLevel, seen: Seen): Promise<VerifiedChangeset> {
  const { store } = session.ledger;
  const log = store.logs.get(session.device.kid);
  const head = log === undefined ? undefined : headOf(log);
  const facts = {
    author: session.device.kid,
    seq: (head?.seq ?? 0) + 1,
    prev: head?.id ?? null,
    seen,
    lamport: lamportAfter(store.greatestLamport),
    at: session.clock.claim(),
    app: session.app.version,
  };
  const salts = Object.fromEntries(LEVELS.map((level) => [level, freshSalt()]));
  return signChangeset(facts, changes, salts, deviceSigner(session));
}

/** Its own signature was made this moment; what is held stays held. */
async function planOwn({ ledger }: Session, signed: VerifiedChangeset): Promise<MergePlan> {
  const { store } = ledger;
  const snapshot = await store.snapshot(recordsTouchedBy([signed]));
  return planMerge(snapshot, { admitted: [signed], held: snapshot.held, refused: [], already: 0, forks: [] });
}

type Seen = { readonly [kid: string]: Head };

/** A changeset names at most so many, for its body is capped; the next one goes on. */
const MOST_SEEN = 1_000;

/** Heads of others that moved since this device's chain last named them: the chain as a whole names all. */
function newlySeen({ ledger, device }: Session): Seen {
  const { store } = ledger;
  const moved = (author: KeyId, head: Head): boolean => {
    const named = store.shelf.get(`${SEEN}${author}`) as object as Head | undefined;
    return named?.id !== head.id;
  };
  const seen = [...store.logs.heads()].filter(([author, head]) => author !== device.kid && moved(author, head));
  return Object.fromEntries(seen.slice(0, MOST_SEEN));
}

const freshSalt = (): string => bytesToBase64url(crypto.getRandomValues(new Uint8Array(16)));
