// Who plays when the Mechanism does its own work: recorders of three organisations, two rapporteurs, the secretariat.

import type { Suite } from '#shared/log/profile.ts';
import { type Laptop, openLaptop } from '../coordinate/laptop.ts';
import { enrolAll, type Ground } from '../cast.ts';

export interface MechanismCast extends Ground {
  readonly recorders: readonly [Laptop, Laptop, Laptop];
  readonly rapporteurs: readonly [Laptop, Laptop];
  /** the secretariat's laptop */
  readonly office: Laptop;
}

/** The day on which the story is told. */
export const TODAY = '2026-11-28';

export async function mechanismCastOf(suite: Suite): Promise<MechanismCast> {
  const recorder = { roles: ['recorder'], as: 'reader' } as const;
  const rapporteur = { roles: ['coordinator', 'recorder'], as: 'reader' } as const;
  const { players, ...ground } = await enrolAll(suite, [
    { name: 'Portátil', organisation: 'north', clock: '2026-11-02T14:00:00Z', ...recorder },
    { name: 'Portátil', organisation: 'women', clock: '2026-11-03T14:00:00Z', ...recorder },
    { name: 'Òdinatè', organisation: 'diaspora', clock: '2026-11-04T14:00:00Z', ...recorder },
    { name: 'Relatoría', organisation: 'north', clock: '2026-11-18T15:00:00Z', ...rapporteur },
    { name: 'Relatoría', organisation: 'women', clock: '2026-11-19T15:00:00Z', ...rapporteur },
  ] as const);
  const [north, women, diaspora, first, second] = players;
  return {
    ...ground,
    recorders: [await openLaptop(ground, north), await openLaptop(ground, women), await openLaptop(ground, diaspora)],
    rapporteurs: [await openLaptop(ground, first), await openLaptop(ground, second)],
    office: await openLaptop(ground, ground.secretariat),
  };
}
