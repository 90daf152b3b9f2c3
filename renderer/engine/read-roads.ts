// By which ways a changeset came here: one for each different line of hands, the first to arrive first.

import { roadOf } from '#shared/bundle/road.ts';
import type { Custody } from '#shared/bundle/custody.ts';
import { isInRun } from '#shared/bundle/request.ts';
import { arrivalsIn, type Arrival } from './arrivals.ts';
import { authorView } from './authors.ts';
import { custodyIn } from './custody-lines.ts';
import type { RoadView } from './record-views.ts';
import { isOwn, type Session } from './session.ts';
import type { LogMark } from '../store/log-table.ts';

const SHOWN = 3;

type Mark = Pick<LogMark, 'author' | 'seq'>;

/** Reads arrivals and lines once, for any number of changesets. */
export function roadsTo(session: Session): (mark: Mark) => readonly RoadView[] {
  const arrivals = arrivalsIn(session.ledger.store).filter(({ isVouched }) => isVouched);
  const lines = custodyIn(session).map(({ custody }) => custody);
  return (mark) => {
    if (isOwn(session, mark.author)) return [];
    const roads = new Map<string, RoadView>();
    for (const arrival of arrivals) {
      if (!arrival.runs.some((run) => isInRun(run, mark))) continue;
      const road = roadView(session, mark, arrival, lines);
      const name = road.hops.map(({ device }) => device.kid).join();
      if (!roads.has(name)) roads.set(name, road);
      if (roads.size === SHOWN) break;
    }
    return [...roads.values()].sort((a, b) => compare(a.arrived.time, b.arrived.time) || a.hops.length - b.hops.length);
  };
}

function roadView(session: Session, mark: Mark, { from, at }: Arrival, lines: readonly Custody[]): RoadView {
  const { hops, isWhole } = roadOf(mark, mark.author, from, session.device.kid, lines);
  return {
    hops: hops.map((hop) => ({ device: authorView(session, hop.by), at: hop.at })),
    isWhole,
    arrived: at,
  };
}

const compare = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0);
