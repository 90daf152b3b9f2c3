// Stage 1, the order of repeated things. The id of an element is a text whose place among the others, by
// code unit, is its place in the list: a fraction in base 64, then a salt of the device that inserted it.
// So two people can insert at the same place offline and both elements stay, in the same order for everyone.
// Elements that come from an entry get ids from their position alone: e0001, e0002 …

const DIGITS = '-0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ_abcdefghijklmnopqrstuvwxyz';
const BASE = DIGITS.length;
const VALUES: ReadonlyMap<string, number> = new Map([...DIGITS].map((digit, value) => [digit, value]));
const NUMBERED = /^e(\d{4})/;

/** More elements than this in one list are kept whole (see cells.ts). */
export const MAX_NUMBERED = 9999;

/** Position from 1 to 9999. */
export const elementIdAt = (position: number): string => `e${String(position).padStart(4, '0')}`;

/**
 * An id that sorts after `before` and before `after` (null: the end of the list on that side). `salt` is a
 * few characters of [-0-9A-Z_a-z] that no other insertion of this record has. Ids that leave no room between
 * them (they are never made here) give one that sorts just after `before`.
 */
export function elementIdBetween(before: string | null, after: string | null, salt: string): string {
  const low = before ?? '';
  const tail = salt.endsWith('-') ? `${salt}0` : salt; // an id that ended in zero would leave no room before it
  const next = Number(NUMBERED.exec(low)?.[1] ?? (before === null ? 0 : MAX_NUMBERED)) + 1;
  const numbered = elementIdAt(next);
  if (next <= MAX_NUMBERED && (after === null || (numbered < after && !after.startsWith(numbered)))) {
    return numbered + tail;
  }
  let prefix = '';
  let isBounded = after !== null;
  for (let at = 0; at <= Math.max(low.length, after?.length ?? 0); at++) {
    const from = valueAt(low, at);
    const to = isBounded ? valueAt(after ?? '', at) : BASE;
    if (to - from > 1) return prefix + DIGITS.charAt((from + to) >> 1) + tail;
    if (to - from === 1) isBounded = false;
    prefix += DIGITS.charAt(from);
  }
  return low + tail;
}

/** Beyond its end an id goes on with zeros, as a fraction does. */
const valueAt = (id: string, at: number): number => VALUES.get(id.charAt(at)) ?? 0;
