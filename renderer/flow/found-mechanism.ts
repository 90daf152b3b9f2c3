// Makes this device the secretariat of a new mechanism: a root and an organisation key in its vault, the chain
// of credentials down to itself, and the profile that it gives to everybody.

import type { KeyId } from '#shared/base/ids.ts';
import type { Json } from '#shared/base/json.ts';
import { err, ok } from '#shared/base/result.ts';
import { signedIdOf, type Signed } from '#shared/log/envelope.ts';
import { type MechanismProfile, mechanismIdOf, PROFILE_FORMAT } from '#shared/log/profile.ts';
import { type Role, signCard, signCredential } from '#shared/log/roster.ts';
import type { FoundingFacts } from '../engine/trust-views.ts';
import { makeKey } from '../engine/offices.ts';
import { deviceSigner, type Done, isWorkshop, profileOf, type Session, vaultSigner } from '../engine/session.ts';
import { CREDENTIAL, DEVICE_NAME } from '../engine/shelf-names.ts';
import { allowAddresses } from './allow-addresses.ts';
import { commitTrust } from './commit-trust.ts';
import { profileChanges } from './join-mechanism.ts';
import { cardOf, nameOfCard } from './make-card.ts';

export const ALL_ROLES: readonly Role[] = ['recorder', 'coordinator', 'steward', 'secretariat', 'trainer'];
const LANGUAGES = ['es', 'en', 'pt', 'fr', 'ht'];

export async function foundMechanism(session: Session, facts: FoundingFacts): Done<MechanismProfile> {
  const organisation = nameOfCard(facts.organisation);
  const device = nameOfCard(facts.device);
  if (organisation === undefined || device === undefined) return err({ type: 'refused', reason: { type: 'noName' } });
  if (profileOf(session) !== null) return err({ type: 'refused', reason: { type: 'otherMechanism' } });
  const allowed = await allowAddresses(session, facts);
  if (!allowed.ok) return allowed;
  const root = await makeKey(session, 'root');
  if (!root.ok) return root;
  const office = await makeKey(session, 'organisation');
  if (!office.ok) return office;
  const profile = profileFrom(session, facts, root.value.key, device);
  const credentials = await ownCredentials(
    session,
    profile,
    { root: root.value.kid, office: office.value },
    organisation,
    device,
  );
  const shelf = new Map<string, Json | null>([
    ...profileChanges(session, profile),
    [DEVICE_NAME, device],
    ...credentials.map((signed): [string, Json] => [
      `${CREDENTIAL}${signedIdOf(signed.type, signed.body)}`,
      signed as object as Json,
    ]),
  ]);
  const done = await session.ledger.exclusive(() => commitTrust(session, shelf));
  return done.ok ? ok(profile) : done;
}

export function profileFrom(
  session: Pick<Session, 'device'>,
  facts: FoundingFacts,
  rootKey: string,
  device: string,
): MechanismProfile {
  const keys = session.device;
  const practice = isWorkshop(session);
  // One root of one signs alone either way; `binds` is for those that may come after it.
  const roots = { keys: [rootKey], threshold: 1, binds: 'all' } as const;
  return {
    format: PROFILE_FORMAT,
    id: mechanismIdOf(roots, practice),
    names: facts.names,
    roots,
    suite: facts.suite,
    readers: [
      {
        name: device,
        recipient: facts.suite === 'hybrid' ? keys.recipient : keys.classicRecipient,
        kid: keys.kid,
        role: 'secretariat',
      },
    ],
    letterboxes: facts.letterboxes,
    languages: LANGUAGES,
    practice,
  };
}

interface OwnKeys {
  readonly root: KeyId;
  readonly office: { readonly kid: KeyId; readonly key: string };
}

async function ownCredentials(
  session: Session,
  profile: MechanismProfile,
  { root, office }: OwnKeys,
  organisation: string,
  device: string,
): Promise<readonly Signed[]> {
  const { desktop } = session;
  const rootSigner = vaultSigner(desktop, 'root', root);
  const officeSigner = vaultSigner(desktop, 'organisation', office.kid);
  const endorsement = {
    mechanism: profile.id,
    scope: { roles: ALL_ROLES, mesas: [], countries: [] },
    from: null,
    until: null,
  };
  const officeCard = await signCard({ key: office.key, name: organisation, recipient: null }, officeSigner);
  const deviceCard = await signCard(cardOf(session, device, profile.suite), deviceSigner(session));
  const signed = [
    await signCredential(officeCard, { ...endorsement, subject: 'organisation' }, rootSigner),
    await signCredential(deviceCard, { ...endorsement, subject: 'device' }, officeSigner),
  ];
  return signed.flatMap((credential) => credential ?? []);
}
