// What waits for the roots' signatures, kept as everything else: a power cut between two sticks loses none of it, and
// until it has enough, nothing of it counts anywhere.

import type { Digest } from '#shared/base/ids.ts';
import type { Json } from '#shared/base/json.ts';
import type { RootSigning } from '#shared/log/root-signing.ts';
import type { Trust } from '#shared/log/roster.ts';
import type { MechanismProfile } from '#shared/log/profile.ts';
import type { Store } from '../store/store.ts';
import { SIGNING } from './shelf-names.ts';

export interface KeptSigning extends RootSigning {
  readonly begunAt: string;
  /** `done`: enough have signed, it is in force, and its text is still to be given */
  readonly state: 'open' | 'done';
  /** the invitation that it answers */
  readonly invitation: Digest | null;
  /** this device's name, where a mechanism is being founded */
  readonly device: string | null;
  /** for whom its text is, once it is done */
  readonly given: string | null;
}

export const keptSignings = (store: Store): ReadonlyMap<string, KeptSigning> =>
  new Map(
    store.shelf.under(SIGNING).map(([name, value]) => [name.slice(SIGNING.length), value as object as KeptSigning]),
  );

export const signingChange = (id: string, kept: KeptSigning | null): readonly [string, Json | null] => [
  `${SIGNING}${id}`,
  kept as object | null as Json,
];

/** Whether the roots' keys are on sticks. One root of one, founded in this vault, signs there and then. */
export const areRootsOnSticks = ({ roots }: MechanismProfile, { rootSets }: Pick<Trust, 'rootSets'>): boolean =>
  rootSets.length > 1 || roots.keys.length > 1;
