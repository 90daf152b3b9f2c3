// The entries of this device's journal, the authority for what was done here. One entry is one canonical JSON
// text (RFC 8785) as UTF-8 bytes; the main process seals it, appends it, and answers when it is on disk.
//   draft         cells of a record as they are being written; goes over what was drafted before
//   draftDropped  the draft of a record came to nothing
//   changeset     a signed changeset of this device; `ends`: the record whose draft it took up
//   meta          names and values on the store's shelf (profile, credentials, bundles, receipts, reports …);
//                 null takes one away. All of the shelf is journaled but what follows from the rest:
//                 held changesets (from kept bundles) and drafts (from drafts)
// Replaying the journal from its beginning, then taking in the kept bundles, gives the same store. An entry of
// a type that this app does not know (a newer app wrote it) is passed over.

import { bytesToText, type Bytes, textToBytes } from '#shared/base/bytes.ts';
import type { ChangesetId, RecordId } from '#shared/base/ids.ts';
import { textToJson } from '#shared/base/json-text.ts';
import { canonicalText, isJsonObject, type Json } from '#shared/base/json.ts';
import type { Changeset } from '#shared/log/changeset.ts';
import type { Level } from '#shared/record/definition.ts';

/** A cell as drafted. `replaces` are the writes that its author saw when beginning to change it. */
export interface DraftCell {
  readonly value: Json;
  readonly replaces: readonly ChangesetId[];
  /** set where the author raised the level of the value */
  readonly raise?: Level;
}

export type DraftCells = { readonly [path: string]: DraftCell };

export type JournalEntry =
  | {
      readonly type: 'draft';
      readonly record: RecordId;
      readonly kind: string;
      readonly at: string;
      readonly cells: DraftCells;
      /** paths that are as in the record again */
      readonly undone: readonly string[];
    }
  | { readonly type: 'draftDropped'; readonly record: RecordId }
  | { readonly type: 'changeset'; readonly changeset: Changeset; readonly ends: RecordId | null }
  | { readonly type: 'meta'; readonly values: { readonly [name: string]: Json } };

export const entryToBytes = (entry: JournalEntry): Bytes => textToBytes(canonicalText(entry as object as Json));

/** The journal is sealed and our own, so an entry is what we wrote, or of a newer app: undefined. */
export function bytesToEntry(bytes: Bytes): JournalEntry | undefined {
  const text = bytesToText(bytes);
  if (text === undefined) return undefined;
  const value = parsed(text);
  const isKnown = isJsonObject(value) && KNOWN.some((type) => type === value['type']);
  return isKnown ? (value as object as JournalEntry) : undefined;
}

const KNOWN: readonly string[] = [
  'draft',
  'draftDropped',
  'changeset',
  'meta',
] satisfies readonly JournalEntry['type'][];

function parsed(text: string): Json | undefined {
  try {
    return textToJson(text) as Json;
  } catch {
    return undefined;
  }
}
