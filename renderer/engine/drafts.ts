// What is being written and not yet signed. A draft is cells over a record, with the writes that the author saw
// when beginning to change each; so a value that arrives meanwhile is not overwritten unseen but becomes a
// conflict. Drafts live in memory and in the journal; the store keeps a copy, up to its mark in the journal.

import type { RecordId } from '#shared/base/ids.ts';
import type { Json } from '#shared/base/json.ts';
import type { ShelfChanges } from '../store/shelf.ts';
import type { DraftCells, JournalEntry } from './journal-entry.ts';

export interface Draft {
  readonly record: RecordId;
  readonly kind: string;
  /** ISO time of the newest change, by this device's clock */
  readonly at: string;
  readonly cells: DraftCells;
}

export interface Drafts {
  get(record: string): Draft | undefined;
  all(): readonly Draft[];
  /** Follows the journal. */
  apply(entry: JournalEntry): void;
  /** What the store does not know yet. */
  changes(): ShelfChanges;
  /** The store knows these now. */
  settle(written: ShelfChanges): void;
  /** Work on one record's draft, one after the other. */
  turn<T>(record: RecordId, work: () => Promise<T>): Promise<T>;
}

export const DRAFT = 'draft/';

export function makeDrafts(kept: readonly (readonly [string, Json])[]): Drafts {
  const drafts = new Map<string, Draft>(
    kept.map(([, value]) => value as object as Draft).map((draft) => [draft.record, draft]),
  );
  const changed = new Set<string>();
  const turns = new Map<RecordId, Promise<unknown>>();

  const drop = (record: RecordId): void => {
    if (drafts.delete(record)) changed.add(record);
  };

  return {
    get: (record) => drafts.get(record),
    all: () => [...drafts.values()],
    apply(entry) {
      if (entry.type === 'draftDropped') drop(entry.record);
      else if (entry.type === 'changeset' && entry.ends !== null) drop(entry.ends);
      else if (entry.type === 'draft') {
        const { record, kind, at } = entry;
        const cells = { ...drafts.get(record)?.cells, ...entry.cells };
        for (const path of entry.undone) delete cells[path];
        drafts.set(record, { record, kind, at, cells });
        changed.add(record);
      }
    },
    changes: () => new Map([...changed].map((record) => [`${DRAFT}${record}`, draftToJson(drafts.get(record))])),
    settle(written) {
      for (const record of changed) {
        const name = `${DRAFT}${record}`;
        if (written.has(name) && written.get(name) === draftToJson(drafts.get(record))) changed.delete(record);
      }
    },
    async turn(record, work) {
      const before = turns.get(record) ?? Promise.resolve();
      const own = before.then(work, work);
      turns.set(record, own);
      try {
        return await own;
      } finally {
        if (turns.get(record) === own) turns.delete(record);
      }
    },
  };
}

const draftToJson = (draft: Draft | undefined): Json => (draft === undefined ? null : (draft as object as Json));
