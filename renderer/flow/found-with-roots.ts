// Founds a mechanism whose roots are on sticks: their public keys are here, their private halves never stay. The first
// thing that they sign is the secretariat's own organisation, so founding ends once enough sticks were opened again with
// their passphrases; until then nothing of it is in force, and it can be given up.

import { canonicalText, type Json } from '#shared/base/json.ts';
import { err, ok } from '#shared/base/result.ts';
import { isPracticeKey, isSafePublicKey, keyIdOf } from '#shared/log/envelope.ts';
import { type MechanismProfile, mechanismIdOf } from '#shared/log/profile.ts';
import { type Credential, CREDENTIAL_TYPE, decodeCard, signCard, signCredential } from '#shared/log/roster.ts';
import type { Signed } from '#shared/log/envelope.ts';
import { activityChange } from '../engine/activity.ts';
import { makeKey } from '../engine/offices.ts';
import { deviceSigner, type Done, isWorkshop, profileOf, type Session, vaultSigner } from '../engine/session.ts';
import { keptSignings } from '../engine/signing-shelf.ts';
import type { StickFounding } from '../engine/signing-views.ts';
import { allowAddresses } from './allow-addresses.ts';
import { ALL_ROLES, profileFrom } from './found-mechanism.ts';
import { cardOf, nameOfCard } from './make-card.ts';
import { begun } from './sign-together.ts';

export async function foundWithRoots(session: Session, { keys, threshold, ...facts }: StickFounding): Done<null> {
  const organisation = nameOfCard(facts.organisation);
  const device = nameOfCard(facts.device);
  if (organisation === undefined || device === undefined) return err({ type: 'refused', reason: { type: 'noName' } });
  const isUnderWay = [...keptSignings(session.ledger.store).values()].some(({ profile }) => profile !== null);
  if (profileOf(session) !== null || isUnderWay) return err({ type: 'refused', reason: { type: 'otherMechanism' } });
  const isOwn = (key: string): boolean => isSafePublicKey(key) && isPracticeKey(key) === isWorkshop(session);
  const areGood = keys.every(isOwn) && new Set(keys).size === keys.length;
  if (!areGood || threshold < 1 || threshold > keys.length)
    return err({ type: 'refused', reason: { type: 'badRoots' } });
  const allowed = await allowAddresses(session, facts);
  if (!allowed.ok) return allowed;
  const office = await makeKey(session, 'organisation');
  if (!office.ok) return office;
  const profile = withRoots(profileFrom(session, facts, '', device), keys, threshold);
  const endorsement = {
    mechanism: profile.id,
    scope: { roles: ALL_ROLES, mesas: [], countries: [] },
    from: null,
    until: null,
  };
  const officeSigner = vaultSigner(session.desktop, 'organisation', office.value.kid);
  const officeCard = await signCard({ key: office.value.key, name: organisation, recipient: null }, officeSigner);
  const deviceCard = await signCard(cardOf(session, device, profile.suite), deviceSigner(session));
  const own = await signCredential(deviceCard, { ...endorsement, subject: 'device' }, officeSigner);
  const thing = await unsignedOrganisation(officeCard, profile, endorsement);
  if (own === undefined || thing === undefined) throw new Error('a card of our own that does not hold');
  const shelf = new Map([
    begun(session, { thing, along: [own], profile }, { device }),
    ...activityChange(session, 'begunFounding', { name: Object.values(profile.names)[0] ?? '' }),
  ]);
  const done = await session.ledger.exclusive(() => session.ledger.commit({ shelf }));
  if (!done.ok) return err(done.error);
  session.tell(['trust', 'activity']);
  return ok(null);
}

/** An organisation's credential that no root has signed yet. */
export async function unsignedOrganisation(
  card: Signed,
  { roots }: Pick<MechanismProfile, 'roots'>,
  facts: Pick<Credential, 'mechanism' | 'scope' | 'from' | 'until'>,
): Promise<Signed | undefined> {
  const decoded = await decodeCard(card);
  const proof = card.signatures[0]?.sig;
  if (decoded === undefined || proof === undefined) return undefined;
  const parent = keyIdOf(roots.keys[0] ?? ''); // until the first root signs: see begunBy
  const credential: Credential = { ...facts, subject: 'organisation', card: decoded, proof, parent };
  return { type: CREDENTIAL_TYPE, body: canonicalText(credential as object as Json), signatures: [] };
}

function withRoots(profile: MechanismProfile, keys: readonly string[], threshold: number): MechanismProfile {
  const roots = { keys, threshold, binds: 'all' } as const;
  return { ...profile, roots, id: mechanismIdOf(roots, profile.practice) };
}
