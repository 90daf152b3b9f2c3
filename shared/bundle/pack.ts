// Stage 3, from content to the entries of an archive: put in order, each once, written as lines, compressed.
// What a reader would refuse is not packed: the caps of the formats hold here too. What is packed was made or
// verified by this app, so a changeset that does not decode is a bug, and throws.

import { type Bytes, textToBytes } from '../base/bytes.ts';
import { type ChangesetId, type Digest, digestOf } from '../base/ids.ts';
import { err, ok, type Result } from '../base/result.ts';
import { LEVELS } from '../log/change.ts';
import { type Changeset, type ChangesetBody, decodeBody, openChangeset } from '../log/changeset.ts';
import { type Signed, signedIdOf } from '../log/envelope.ts';
import type { Level } from '../record/definition.ts';
import { gzipOf } from './compression.ts';
import { MAX_CUSTODY } from './custody.ts';
import { changesetToLine, linesToBytes, MAX_LINE, MAX_LINES, signedToLine } from './json-lines.ts';
import { MAX_ENTRIES, MAX_FILE, MAX_TEXT } from './manifest.ts';
import { type Chained, inChainOrder } from './select.ts';
import { type ArchiveEntry, BLOBS } from './ustar.ts';

export interface BundleContent {
  readonly changesets: readonly Changeset[];
  readonly credentials: readonly Signed[];
  readonly rosters: readonly Signed[];
  readonly receipts: readonly Signed[];
  readonly requests: readonly Signed[];
  readonly custody: readonly Signed[];
  readonly blobs: readonly { readonly digest: Digest; readonly bytes: Uint8Array }[];
}

export const EMPTY_CONTENT: BundleContent = {
  changesets: [],
  credentials: [],
  rosters: [],
  receipts: [],
  requests: [],
  custody: [],
  blobs: [],
};

export interface PackedEntry extends ArchiveEntry {
  readonly digest: Digest;
}

export interface Packed {
  /** all but manifest and padding, in the format's order */
  readonly entries: readonly PackedEntry[];
  readonly chained: readonly Chained[];
  readonly withheld: readonly Level[];
}

export type PackProblem =
  | { readonly type: 'tooLarge'; readonly limit: number }
  | { readonly type: 'tooMany'; readonly limit: number };

export function packContent(content: BundleContent): Result<Packed, PackProblem> {
  const placed = inOrder(content.changesets);
  const lines = {
    changesets: placed.map(({ changeset }) => changesetToLine(changeset)),
    credentials: linesOf(content.credentials),
    rosters: linesOf(content.rosters),
    receipts: linesOf(content.receipts),
    requests: linesOf(content.requests),
    custody: linesOf(content.custody),
  };
  const texts = Object.values(lines).map((list) => ({ list, bytes: linesToBytes(list) }));
  if (texts.some(({ list }) => list.length > MAX_LINES)) return err({ type: 'tooMany', limit: MAX_LINES });
  if (lines.custody.length > MAX_CUSTODY) return err({ type: 'tooMany', limit: MAX_CUSTODY });
  if (placed.some((_, at) => isLongLine(lines.changesets[at] ?? ''))) return err({ type: 'tooLarge', limit: MAX_LINE });
  if (texts.reduce((sum, { bytes }) => sum + bytes.length, 0) > MAX_TEXT)
    return err({ type: 'tooLarge', limit: MAX_TEXT });
  const entries: ArchiveEntry[] = [];
  const add = (name: string, bytes: Bytes): void => void (bytes.length > 0 && entries.push({ name, bytes }));
  if (placed.length > 0) add('changesets.jsonl.gz', gzipOf(linesToBytes(lines.changesets)));
  add('credentials.jsonl', linesToBytes(lines.credentials));
  add('rosters.jsonl', linesToBytes(lines.rosters));
  add('receipts.jsonl', linesToBytes(lines.receipts));
  add('requests.jsonl', linesToBytes(lines.requests));
  add('custody.jsonl', linesToBytes(lines.custody));
  const blobs = new Map(content.blobs.map(({ digest, bytes }) => [digest, bytes]));
  const named = [...blobs].sort(([a], [b]) => (a < b ? -1 : 1));
  entries.push(...named.map(([digest, bytes]) => ({ name: `${BLOBS}${digest}`, bytes })));
  if (entries.length > MAX_ENTRIES) return err({ type: 'tooMany', limit: MAX_ENTRIES });
  if (entries.reduce((sum, { bytes }) => sum + bytes.length, 0) > MAX_FILE)
    return err({ type: 'tooLarge', limit: MAX_FILE });
  const withheld = LEVELS.filter((level) => placed.some(({ body, changeset }) => isWithheld(level, body, changeset)));
  const hashed = entries.map(({ name, bytes }) => ({ name, bytes, digest: digestOf(bytes) }));
  return ok({
    entries: hashed,
    chained: placed.map(({ id, author, seq, prev }) => ({ id, author, seq, prev })),
    withheld,
  });
}

/** How many records these changesets touch, as far as their parts are here and readable. */
export function countRecords(changesets: readonly Changeset[]): number {
  const records = new Set<string>();
  for (const changeset of changesets) {
    const opened = openChangeset(changeset);
    if (!opened.ok) continue;
    for (const changes of Object.values(opened.value.changes)) for (const { record } of changes) records.add(record);
  }
  return records.size;
}

/** In the order of their chains; each once. */
export const inOrder = (changesets: readonly Changeset[]): readonly Placed[] =>
  inChainOrder(changesets.map(placeOfChangeset));

export interface Placed extends Chained {
  readonly body: ChangesetBody;
  readonly changeset: Changeset;
}

function placeOfChangeset(changeset: Changeset): Placed {
  const body = decodeBody(changeset.signed.body);
  if (!body.ok) throw new Error(`no changeset to pack: ${body.error.type}`);
  const { author, seq, prev } = body.value;
  const id = signedIdOf<ChangesetId>(changeset.signed.type, changeset.signed.body);
  return { id, author, seq, prev, body: body.value, changeset };
}

/** Each once, by id, so that equal content gives equal bytes. */
function linesOf(list: readonly Signed[]): readonly string[] {
  const byText = new Map(list.map((signed) => [signedToLine(signed), signedIdOf<Digest>(signed.type, signed.body)]));
  return [...byText]
    .sort(([lineA, a], [lineB, b]) => (a < b || (a === b && lineA < lineB) ? -1 : 1))
    .map(([line]) => line);
}

/** Characters are never more than bytes; only a long text is worth counting. */
const isLongLine = (line: string): boolean => line.length * 3 > MAX_LINE && textToBytes(line).length > MAX_LINE;

const isWithheld = (level: Level, body: ChangesetBody, changeset: Changeset): boolean =>
  body.parts[level] !== undefined && changeset.parts[level] === undefined;
