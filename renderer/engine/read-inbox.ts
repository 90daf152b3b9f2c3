// What taking in and the inbox read: bundles taken in, what is held and why, what never came, conflicts, forks.

import type { RecordId } from '#shared/base/ids.ts';
import { conflictsOf } from '#shared/merge/conflict.ts';
import { gapsOf } from '#shared/merge/gaps.ts';
import { authorView, heldView } from './authors.ts';
import type { Catalogue } from './catalogue.ts';
import type { InboxView } from './inbox-views.ts';
import { EMPTY_REPORT } from './empty-report.ts';
import { fileCounts } from './named-files.ts';
import { waitingBundles } from './read-bin.ts';
import { authorsInConflict } from './read-conflicts.ts';
import { readMissingFiles } from './read-missing-files.ts';
import { askingView } from './read-requests.ts';
import { readSilence } from './read-silence.ts';
import type { Session } from './session.ts';
import { TAKEN_IN, type TakenIn } from './shelf-names.ts';

const SHOWN = 200;

export async function readInbox(session: Session, catalogue: Catalogue): Promise<InboxView> {
  const { store } = session.ledger;
  const takenIn = store.shelf.under(TAKEN_IN).map(([, value]) => value as object as TakenIn);
  return {
    takenIn: takenIn
      .sort((a, b) => (a.at < b.at ? 1 : -1))
      .slice(0, SHOWN)
      .map(({ report, at }) => ({ ...EMPTY_REPORT, ...report, at })),
    asking: askingView(session),
    waiting: waitingBundles(session),
    files: fileCounts(session),
    missingFiles: await readMissingFiles(session, catalogue),
    silence: await readSilence(session),
    held: store.held().map((held) => heldView(session, held)),
    missing: gapsOf(store.logs, store.held()).map(({ author, from, to }) => ({
      author: authorView(session, author),
      from,
      to,
    })),
    conflicts: await conflictsIn(session, catalogue),
    forked: [...store.logs.values()]
      .filter(({ forks }) => forks.length > 0)
      .map(({ author }) => authorView(session, author)),
  };
}

async function conflictsIn(session: Session, catalogue: Catalogue): Promise<InboxView['conflicts']> {
  const rows = [...(await catalogue.rows()), ...(await catalogue.reviews())]
    .filter(({ conflicts, deleted }) => conflicts > 0 && !deleted)
    .sort((a, b) => b.lamport - a.lamport);
  const states = await session.ledger.store.records.getMany(rows.map(({ id }) => id));
  return rows.flatMap((row) => {
    const state = states.get(row.id as RecordId);
    if (state === undefined) return [];
    return conflictsOf(state).map((cell) => ({
      row,
      cell,
      authors: authorsInConflict(state.cells[cell]?.writes ?? []).map((kid) => authorView(session, kid)),
    }));
  });
}
