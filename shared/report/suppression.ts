// Stage 5, small numbers. A count from 1 to least − 1 can point at a person, so a report hides it; where one
// hidden number could be had by subtraction from the total, the next smallest is hidden with it. Zero may be
// shown, and what was never counted stays unknown, which is not zero. Rules and limits: statisticalDisclosure
// in the mechanism's data (product recommendation; see its basis there).

/** The default, and the one for migration status, specific groups and named sites. */
export const LEAST_SHOWN = 5;
export const LEAST_SHOWN_STRICT = 10;

export type ShownCount = number | 'hidden' | 'unknown';

/**
 * @param counts people per group, as recorded; undefined where a group was not counted
 * @param hasTotal whether a total that the groups add up to is shown beside them
 */
export function suppressCounts(
  counts: ReadonlyMap<string, number | undefined>,
  least: number,
  hasTotal: boolean,
): ReadonlyMap<string, ShownCount> {
  const shown = new Map<string, ShownCount>();
  for (const [group, count] of counts) {
    if (count === undefined) shown.set(group, 'unknown');
    else shown.set(group, count > 0 && count < least ? 'hidden' : count);
  }
  const hidden = [...shown.values()].filter((count) => count === 'hidden').length;
  const isComplete = ![...shown.values()].includes('unknown');
  if (hidden === 1 && hasTotal && isComplete) {
    const next = [...shown].flatMap(([group, count]) =>
      typeof count === 'number' && count > 0 ? [{ group, count }] : [],
    );
    const smallest = next.sort((a, b) => a.count - b.count)[0];
    if (smallest !== undefined) shown.set(smallest.group, 'hidden');
  }
  return shown;
}
