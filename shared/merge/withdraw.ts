// Stage 4, consent taken back. A withdrawal is a write of the log's own cell `$withdrawn`, alone in its changeset, so
// that it is signed, numbered and carried as everything else. What it names is erased wherever it arrives: not the
// cell but each part (level of a changeset) that says anything of it, salt and all. The part's digest stays in the
// signed body, so signatures hold, and whoever carries the changeset on carries it without that part.
// It is for ever: a write of the same cell that comes later, or was made without knowing, is erased too. So what is
// left depends only on which changesets and withdrawals came, not on their order (tests/property/withdraw.test.ts).
// Whose word counts, and to whose writes it reaches: withdrawal-rights.ts.

import { type ChangesetId, isId, type KeyId, type RecordId } from '../base/ids.ts';
import { isJsonObject, type Json } from '../base/json.ts';
import { textToJson } from '../base/json-text.ts';
import { type Change, type ChangesByLevel, LEVELS, WITHDRAWN_CELL } from '../log/change.ts';
import { type Changeset, type VerifiedChangeset, withholdLevels } from '../log/changeset.ts';
import type { Level } from '../record/definition.ts';
import { translatedText } from '../record/translation.ts';
import { translationAt } from '../record/translation-path.ts';
import type { RecordState } from './state.ts';

/** Some answers of a record, and whose writes of them. */
export interface Reach {
  /** null: the whole record */
  readonly cells: readonly string[] | null;
  /** null: whoever wrote them */
  readonly of: readonly KeyId[] | null;
}

/** What consent was taken back to; a record has one reach at least. */
export type Withdrawn = ReadonlyMap<RecordId, readonly Reach[]>;

export interface Withdrawal {
  readonly id: ChangesetId;
  readonly author: KeyId;
  readonly record: RecordId;
  readonly cells: readonly string[] | null;
  /** why, where its author says so */
  readonly reason: string;
  /** who began the record, as its author knew it when the proof was still there; null: it does not say */
  readonly begunBy: KeyId | null;
}

/** What a changeset takes back, if it does that and nothing else. */
export function withdrawalIn({ id, body, changes }: VerifiedChangeset): Withdrawal | undefined {
  const [only, ...others] = changesIn(changes);
  if (only?.cell !== WITHDRAWN_CELL || others.length > 0 || !isJsonObject(only.value)) return undefined;
  const { cells, reason, begunBy } = only.value;
  const isList = Array.isArray(cells) && cells.length > 0 && cells.every((cell) => typeof cell === 'string');
  if (cells !== null && !isList) return undefined;
  return {
    id,
    author: body.author,
    record: only.record,
    cells: cells as readonly string[] | null,
    reason: typeof reason === 'string' ? reason : '',
    begunBy: isId(begunBy) ? (begunBy as string as KeyId) : null,
  };
}

/** Whether nothing of a record is here but that consent to it was taken back. */
export function isErased({ cells }: Pick<RecordState, 'cells'>): boolean {
  return cells[WITHDRAWN_CELL] !== undefined && Object.keys(cells).length === 1;
}

/**
 * What reaches an answer reaches every translation of it, whoever translated; what reaches somebody's own words alone, the
 * translations of those words, and of words of which it is not said whose they are.
 * @param author of the change; undefined: it cannot be told, and might be anybody's
 */
export function isWithdrawn(
  withdrawn: Withdrawn,
  { record, cell, value }: Pick<Change, 'record' | 'cell' | 'value'>,
  author: KeyId | undefined,
): boolean {
  const reaches = withdrawn.get(record);
  if (cell === WITHDRAWN_CELL || reaches === undefined) return false;
  const original = translationAt(cell)?.of;
  const isAmong = ({ cells }: Reach): boolean =>
    cells === null || cells.includes(cell) || (original !== undefined && cells.includes(original));
  const writer = original === undefined || value === null ? null : translatedText(value)?.by;
  const isTheirs = (kid: KeyId | undefined, of: readonly KeyId[]): boolean => kid === undefined || of.includes(kid);
  return reaches.some(
    (reach) =>
      isAmong(reach) &&
      (reach.of === null || isTheirs(author, reach.of) || (writer !== null && isTheirs(writer, reach.of))),
  );
}

/** The same changeset without the parts that say anything of what was withdrawn; the same value where none does. */
export function eraseFrom(verified: VerifiedChangeset, withdrawn: Withdrawn): VerifiedChangeset {
  const going = goingFrom(verified, withdrawn);
  if (going.length === 0) return verified;
  const changes: { [level in Level]?: readonly Change[] } = { ...verified.changes };
  for (const level of going) delete changes[level];
  return {
    ...verified,
    changeset: withholdLevels(verified.changeset, going),
    changes,
    withheld: LEVELS.filter((level) => going.includes(level) || verified.withheld.includes(level)),
  };
}

/** The same for what nobody verified, or only a newer app can read: a part that so much as names the record goes. */
export function eraseUnread(changeset: Changeset, withdrawn: Withdrawn): Changeset {
  const going = (Object.entries(changeset.parts) as [Level, string][]).flatMap(([level, text]) =>
    namesAny(text, authorOf(changeset), withdrawn) ? [level] : [],
  );
  return going.length === 0 ? changeset : withholdLevels(changeset, going);
}

function goingFrom({ changes, body }: VerifiedChangeset, withdrawn: Withdrawn): readonly Level[] {
  if (withdrawn.size === 0) return [];
  return LEVELS.filter((level) => changes[level]?.some((change) => isWithdrawn(withdrawn, change, body.author)));
}

/** As it says of itself; where it is admitted that was checked. */
const authorOf = ({ signed }: Changeset): KeyId | undefined => signed.signatures[0]?.kid;

function namesAny(text: string, author: KeyId | undefined, withdrawn: Withdrawn): boolean {
  const named = [...withdrawn.keys()].filter((record) => text.includes(record));
  if (named.length === 0) return false;
  const changes = changesOfText(text);
  // A withdrawal must go on being known.
  if (changes === undefined) return true;
  return changes.some((change) => {
    if (!isJsonObject(change)) return true;
    const { record, cell, value = null } = change;
    const named = { record: record as RecordId, cell: typeof cell === 'string' ? cell : '', value };
    return isWithdrawn(withdrawn, named, author);
  });
}

function changesOfText(text: string): readonly Json[] | undefined {
  try {
    const part = textToJson(text) as Json;
    return Array.isArray(part) && Array.isArray(part[2]) ? (part[2] as readonly Json[]) : undefined;
  } catch {
    return undefined;
  }
}

export const changesIn = (changes: ChangesByLevel): readonly Change[] =>
  Object.values(changes).flatMap((inLevel) => inLevel ?? []);
