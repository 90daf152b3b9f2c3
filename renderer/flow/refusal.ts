// Whether an opened bundle may come in at all: not one of another mechanism, and not one whose manifest somebody
// else signed than it says. One made before its sender joined any mechanism may, and so may one whose sender
// nobody vouches for yet: its changesets will be held.

import { isManifestSigned, type OpenedBundle } from '#shared/bundle/decode.ts';
import type { Trust } from '#shared/log/roster.ts';
import type { TakeInReport } from '../engine/carry-views.ts';
import { profileOf, type Session } from '../engine/session.ts';

export type Refusal = NonNullable<TakeInReport['problem']>;

export async function refusalOf(session: Session, bundle: OpenedBundle, trust: Trust): Promise<Refusal | undefined> {
  const profile = profileOf(session);
  const { mechanism } = bundle.manifest;
  if (profile !== null && mechanism !== null && mechanism !== profile.id) return { type: 'otherMechanism' };
  const known = session.companions.has(bundle.manifest.from) ? session.companions : trust.authors;
  return (await isManifestSigned(bundle, known)) === false ? { type: 'badSignature' } : undefined;
}
