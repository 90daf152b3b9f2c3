// Stage 5, small numbers. A count from 1 to least − 1 can point at a person, so a report hides it (`small`); where
// what is shown would still give it away by subtraction from the total, others are kept back with it (`kept`): the
// next smallest, then a zero, then one that was never counted; at last a small one itself, which then does not say that
// it is small (of two that come to 18, none can be below 10 but nine and nine). Zero may be shown, and what was never counted stays
// unknown, which is not zero. The law (tests/property/suppression.test.ts): no linear combination of what is shown
// is a hidden count, and what is known of hidden counts (small, whole, at least 1) leaves each more than one value.
// Rules and limits: statisticalDisclosure in the mechanism's data (product recommendation; see its basis there).

import { statisticalDisclosure } from '../mechanism/protection.ts';
import type { Field } from '../record/definition.ts';

/** The default, and the one for migration status, specific groups and named sites. */
export const LEAST_SHOWN = statisticalDisclosure.defaultMinCell;
export const LEAST_SHOWN_STRICT = statisticalDisclosure.strictMinCell;

/** `small`: from 1 to least − 1; `kept`: as large as it may be, it would give a small one away */
export type ShownCount = number | 'small' | 'kept' | 'unknown';

export const leastOf = ({ level }: Pick<Field, 'level'>): number =>
  level === 'restricted' || level === 'personal' ? LEAST_SHOWN_STRICT : LEAST_SHOWN;

export const suppressCount = (count: number | undefined, least: number): ShownCount =>
  count === undefined ? 'unknown' : count > 0 && count < least ? 'small' : count;

/**
 * @param counts people per group, as recorded; undefined where a group was not counted
 * @param total that the groups add up to, where it is shown beside them; undefined where it is not
 */
export function suppressCounts(
  counts: ReadonlyMap<string, number | undefined>,
  least: number,
  total: number | undefined,
): ReadonlyMap<string, ShownCount> {
  const shown = new Map<string, ShownCount>();
  for (const [group, count] of counts) shown.set(group, suppressCount(count, least));
  if (total === undefined) return shown;
  const isSmall = ([group]: Counted): boolean => shown.get(group) === 'small';
  const rest = [...counts].filter((counted) => !isSmall(counted)).sort(firstToKeep);
  for (const [group] of [...rest, ...[...counts].filter(isSmall)]) {
    if (!isGivenAway(shown, total, least)) break;
    shown.set(group, 'kept');
  }
  return shown;
}

/** Smallest first, zeros after them, and then what was not counted. */
const firstToKeep = ([, a]: Counted, [, b]: Counted): number => placeOf(a) - placeOf(b);

type Counted = readonly [string, number | undefined];

const placeOf = (count: number | undefined): number =>
  count === undefined ? Number.MAX_VALUE : count === 0 ? Number.MAX_SAFE_INTEGER : count;

/** Whether somebody who knows the total, what is shown, and how small is small, knows a small one exactly. */
function isGivenAway(shown: ReadonlyMap<string, ShownCount>, total: number, least: number): boolean {
  const all = [...shown.values()];
  const small = all.filter((count) => count === 'small').length;
  if (small === 0) return false;
  const kept = all.filter((count) => count === 'kept').length;
  const left = all.reduce<number>((rest, count) => rest - (typeof count === 'number' ? count : 0), total);
  if (small + kept < 2) return true;
  if (left <= small) return true; // each of them is one
  return kept === 0 && left >= small * (least - 1); // each of them is as large as small can be
}
