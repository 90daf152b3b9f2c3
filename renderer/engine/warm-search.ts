// Keeps the search index in step with the records. It is filled page by page after opening, while the list is
// usable already; a search that comes before waits for it. Reading every page also finds a damaged one.

import type { RecordState } from '#shared/merge/state.ts';
import { shownCells } from '#shared/merge/conflict.ts';
import type { Catalogue } from './catalogue.ts';
import type { Draft } from './drafts.ts';
import { shownNow } from './record-now.ts';
import { makeSearch } from './search.ts';
import type { Session } from './session.ts';

export interface WarmSearch {
  /** Begins to read, or answers when everything has been read. */
  fill(): Promise<void>;
  /** These records changed. */
  stale(records: Iterable<string>): void;
  find(text: string): Promise<readonly string[]>;
}

const AT_ONCE = 200;

export function makeWarmSearch(session: Session, catalogue: Catalogue): WarmSearch {
  const search = makeSearch();
  const stale = new Set<string>();
  const drafted = new Map<string, Draft>();
  let filling: Promise<void> | undefined;

  const put = (id: string, state: RecordState): void => {
    const line = catalogue.line(id);
    if (line !== undefined) search.put(id, line, state.kind, shownCells(state));
  };

  const fill = (): Promise<void> => (filling ??= session.ledger.store.records.scan(put));

  async function refresh(): Promise<void> {
    await catalogue.rows(); // lines follow drafts
    for (const draft of session.ledger.drafts.all()) {
      if (drafted.get(draft.record) !== draft) stale.add(draft.record);
      drafted.set(draft.record, draft);
    }
    for (const record of drafted.keys()) {
      if (session.ledger.drafts.get(record) !== undefined) continue;
      drafted.delete(record);
      stale.add(record);
    }
    const ids = [...stale];
    stale.clear();
    for (let at = 0; at < ids.length; at += AT_ONCE) {
      const some = ids.slice(at, at + AT_ONCE);
      const states = await session.ledger.store.records.getMany(some);
      for (const id of some) renew(id, states.get(id));
    }
  }

  function renew(id: string, state: RecordState | undefined): void {
    const draft = session.ledger.drafts.get(id);
    const kind = state?.kind ?? draft?.kind;
    const line = catalogue.line(id);
    if (kind === undefined || line === undefined) search.remove(id);
    else search.put(id, line, kind, shownNow({ state, draft }));
  }

  return {
    fill,
    stale: (records) => {
      for (const record of records) stale.add(record);
    },
    async find(text) {
      await fill();
      await refresh();
      return search.find(text);
    },
  };
}
