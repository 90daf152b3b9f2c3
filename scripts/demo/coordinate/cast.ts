// Who plays when the work is coordinated: three organisations, each with a coordinator who stands between its
// recorders and the secretariat, and a driver of the third who carries sealed bundles of the second.

import type { Json } from '#shared/base/json.ts';
import type { Run } from '#shared/bundle/request.ts';
import type { Suite } from '#shared/log/profile.ts';
import { DEAD_BATTERY, enrolAll, type Ground } from '../cast.ts';
import { type Laptop, openLaptop } from './laptop.ts';

export interface House {
  readonly recorders: readonly [Laptop, ...Laptop[]];
  readonly coordinator: Laptop;
}

export interface CoordinateCast extends Ground {
  readonly north: House;
  readonly women: House;
  readonly diaspora: House;
  readonly courier: Laptop;
  /** the secretariat's laptop */
  readonly office: Laptop;
}

export async function coordinateCastOf(suite: Suite): Promise<CoordinateCast> {
  const recorder = { roles: ['recorder'], as: 'reader' } as const;
  const coordinator = { roles: ['coordinator', 'recorder'], as: 'reader' } as const;
  const { players, ...ground } = await enrolAll(suite, [
    { name: 'Portátil 1', organisation: 'north', clock: '2026-11-09T14:00:00Z', ...recorder },
    { name: 'Portátil 2', organisation: 'north', clock: '2026-11-10T14:00:00Z', ...recorder },
    { name: 'Coordinación', organisation: 'north', clock: '2026-11-13T15:00:00Z', ...coordinator },
    { name: 'Portátil', organisation: 'women', ...DEAD_BATTERY, ...recorder },
    { name: 'Coordinación', organisation: 'women', clock: '2026-11-14T15:00:00Z', ...coordinator },
    { name: 'Òdinatè', organisation: 'diaspora', clock: '2026-11-12T14:00:00Z', ...recorder },
    { name: 'Kowòdinasyon', organisation: 'diaspora', clock: '2026-11-14T16:00:00Z', ...coordinator },
    { name: 'Chofè', organisation: 'diaspora', clock: '2026-11-15T11:00:00Z', ...recorder },
  ] as const);
  const [first, second, north, third, women, fourth, diaspora, courier] = players;
  return {
    ...ground,
    north: {
      recorders: [await openLaptop(ground, first), await openLaptop(ground, second)],
      coordinator: await openLaptop(ground, north),
    },
    women: { recorders: [await openLaptop(ground, third)], coordinator: await openLaptop(ground, women) },
    diaspora: { recorders: [await openLaptop(ground, fourth)], coordinator: await openLaptop(ground, diaspora) },
    courier: await openLaptop(ground, courier),
    office: await openLaptop(ground, ground.secretariat),
  };
}

export const housesOf = ({ north, women, diaspora }: CoordinateCast): readonly House[] => [north, women, diaspora];

/** Every laptop, the secretariat's last. */
export const laptopsOf = (cast: CoordinateCast): readonly Laptop[] => [
  ...housesOf(cast).flatMap(({ recorders, coordinator }) => [...recorders, coordinator]),
  cast.courier,
  cast.office,
];

export const nameIn = (cast: CoordinateCast, kid: string): string =>
  laptopsOf(cast).find(({ keys }) => keys.kid === kid)?.name ?? '?';

export const namedRuns = (cast: CoordinateCast, runs: readonly Run[]): Json =>
  runs.map(({ author, from, to }) => ({ laptop: nameIn(cast, author), from, to }));
