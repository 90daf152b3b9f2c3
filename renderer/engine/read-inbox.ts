// What the inbox reads: of each part how many there are and a page of them, so that an answer does not grow with what
// is here. What a page shows beside is read for that page alone.

import type { KeyId } from '#shared/base/ids.ts';
import { oncePer } from '#shared/base/once.ts';
import { gapsOf } from '#shared/merge/gaps.ts';
import type { HeldChangeset } from '#shared/merge/state.ts';
import { authorView } from './authors.ts';
import type { Catalogue } from './catalogue.ts';
import { EMPTY_REPORT } from './empty-report.ts';
import { INBOX_PAGE, type InboxPage, type InboxEntries, type InboxPart, type InboxView } from './inbox-views.ts';
import { fileCounts } from './named-files.ts';
import { waitingBundles } from './read-bin.ts';
import { conflictGroups, conflictsIn } from './read-conflicts.ts';
import { readMissingFiles } from './read-missing-files.ts';
import { askingView } from './read-requests.ts';
import { readSilence } from './read-silence.ts';
import type { Session } from './session.ts';
import { TAKEN_IN, type TakenIn } from './shelf-names.ts';

type Readers = {
  readonly [Part in InboxPart]: (
    session: Session,
    catalogue: Catalogue,
    from: number,
    count: number,
  ) => InboxPage<Part> | Promise<InboxPage<Part>>;
};

const READERS: Readers = {
  takenIn: ({ ledger }, _, from, count) =>
    pageOf(newestTaken(ledger.store.shelf.under(TAKEN_IN)), from, count, ({ report, at }) => ({
      ...EMPTY_REPORT,
      ...report,
      at,
    })),
  waiting: (session, _, from, count) => pageOf(waitingBundles(session), from, count, (each) => each),
  held: (session, _, from, count) =>
    pageOf(groupsOfHeld(session.ledger.store.held()), from, count, ({ author, ...group }) => ({
      ...group,
      author: authorView(session, author),
    })),
  missing: (session, _, from, count) =>
    pageOf(gapsIn(session), from, count, ({ author, ...gap }) => ({
      ...gap,
      author: authorView(session, author),
    })),
  asking: (session, _, from, count) => pageOf(askingView(session), from, count, (each) => each),
  missingFiles: readMissingFiles,
  silence: (session, _, from, count) => readSilence(session, from, count),
  conflicts: async (session, catalogue, from, count) =>
    pageOf(await conflictsIn(catalogue), from, count, ({ row, cell, authors }) => ({
      row,
      cell,
      authors: authors.map((kid) => authorView(session, kid)),
    })),
  groups: async (session, catalogue, from, count) =>
    pageOf(await conflictGroups(catalogue), from, count, ({ authors, count: conflicts }) => ({
      authors: authors.map((kid) => authorView(session, kid)),
      count: conflicts,
    })),
  forked: (session, _, from, count) =>
    pageOf(
      [...session.ledger.store.logs.uneven().values()].filter(({ forks }) => forks.length > 0),
      from,
      count,
      ({ author }) => authorView(session, author),
    ),
};

const PARTS = Object.keys(READERS) as readonly InboxPart[];

export async function readInbox(session: Session, catalogue: Catalogue): Promise<InboxView> {
  const pages: [InboxPart, InboxPage][] = [];
  for (const part of PARTS) pages.push([part, await READERS[part](session, catalogue, 0, INBOX_PAGE)]);
  const firsts = Object.fromEntries(pages.map(([part, { entries }]) => [part, entries])) as object as InboxEntries;
  return {
    ...firsts,
    counts: Object.fromEntries(pages.map(([part, { total }]) => [part, total])) as Record<InboxPart, number>,
    heldChangesets: session.ledger.store.held().length,
    files: fileCounts(session),
  };
}

export const readInboxPage = async <Part extends InboxPart>(
  session: Session,
  catalogue: Catalogue,
  part: Part,
  from: number,
): Promise<InboxPage<Part>> => READERS[part](session, catalogue, from, INBOX_PAGE);

/** Chains that are simply 1, 2, 3 are looked through only where something after them is held. */
function gapsIn({ ledger: { store } }: Session): ReturnType<typeof gapsOf> {
  const logs = new Map(store.logs.uneven());
  for (const author of new Set(store.held().map((held) => held.author))) {
    const log = store.logs.get(author);
    if (log !== undefined) logs.set(author, log);
  }
  return gapsOf(logs, store.held());
}

function pageOf<All, Shown>(
  all: readonly All[],
  from: number,
  count: number,
  show: (each: All) => Shown,
): { readonly total: number; readonly entries: readonly Shown[] } {
  return { total: all.length, entries: all.slice(from, from + count).map(show) };
}

/** Sorted once, until another bundle comes. */
const newestTaken = oncePer((taken: ReturnType<Session['ledger']['store']['shelf']['under']>): readonly TakenIn[] =>
  taken.map(([, value]) => value as object as TakenIn).sort((a, b) => (a.at < b.at ? 1 : -1)),
);

const groupsOfHeld = oncePer((held: readonly HeldChangeset[]) => {
  const groups = new Map<string, { author: KeyId; reason: HeldChangeset['reason']; count: number }>();
  for (const { author, reason } of held) {
    const name = `${author} ${reason.type}`;
    const group = groups.get(name);
    if (group === undefined) groups.set(name, { author, reason, count: 1 });
    else group.count++;
  }
  return [...groups.values()];
});
