// The tour: a few stops over the real places, begun when somebody asks for it and left at any moment. Nothing remembers
// it: it never comes back by itself.

import { createStore, useStore } from 'zustand';
import { go } from './route.ts';

/** What each stop tells of, and the place in which it is told. */
export const STOPS = [
  { key: 'today', path: '/today' },
  { key: 'board', path: '/board' },
  { key: 'records', path: '/records' },
  { key: 'hand-over', path: '/hand-over' },
  { key: 'bar', path: '/today' },
  { key: 'help', path: '/today' },
] as const;

const tour = createStore<{ readonly at: number | null }>(() => ({ at: null }));

/** Index of the stop; null: nobody is on the tour. */
export const useTour = (): number | null => useStore(tour, ({ at }) => at);

/** @param at index of the stop; where there is none, nothing happens */
export function goToStop(at: number): void {
  const stop = STOPS[at];
  if (stop === undefined) return;
  tour.setState({ at });
  go(stop.path);
}

export const leaveTour = (): void => tour.setState({ at: null });
