// The next roster, and what follows from it. Signed there and then by the root in this vault; where the roots are on
// sticks, it waits for enough of them, and until then the roster before it is in force.

import type { KeyId } from '#shared/base/ids.ts';
import { canonicalText, type Json } from '#shared/base/json.ts';
import { err, ok } from '#shared/base/result.ts';
import { isPracticeKey, isSafePublicKey, keyIdOf, signedIdOf, type Signed, signValue } from '#shared/log/envelope.ts';
import type { MechanismProfile } from '#shared/log/profile.ts';
import { nextRoster, type RosterDecision } from '#shared/log/roster-plan.ts';
import { decodeRoster, type Revocation, type Roster, ROSTER_TYPE } from '#shared/log/roster-body.ts';
import { SUCCESSION_TYPE } from '#shared/log/roots.ts';
import { headOf } from '#shared/merge/state.ts';
import { activityChange } from '../engine/activity.ts';
import { rootPlace } from '../engine/offices.ts';
import type { RosterOutcome } from '../engine/root-door.ts';
import { type Done, isSecretariat, isWorkshop, profileOf, type Session, vaultSigner } from '../engine/session.ts';
import { ROSTER } from '../engine/shelf-names.ts';
import { areRootsOnSticks, keptSignings, signingChange } from '../engine/signing-shelf.ts';
import { commitTrust } from './commit-trust.ts';
import { postReceipts } from './post-receipts.ts';
import { begun, type SigningRefusal } from './sign-together.ts';

type RosterSigningRefusal = { readonly type: SigningRefusal['type'] | 'notSecretariat' | 'rootElsewhere' };
const refused = (type: RosterSigningRefusal['type']) => err({ type: 'refused', reason: { type } } as const);

/** What was taken in from it before stays good; what comes after is held. */
export async function revokeDevice(session: Session, kid: KeyId, reason: string): Done<RosterOutcome> {
  if (kid === session.device.kid) return refused('notSecretariat');
  const revoke = (): RosterDecision => {
    const log = session.ledger.store.logs.get(kid);
    const head = log === undefined ? undefined : headOf(log);
    const revocation: Revocation = { kid, seq: head?.seq ?? 0, id: head?.id ?? null, reason: reason.toWellFormed() };
    return { type: 'revoke', revocation };
  };
  return signRoster(session, revoke, ['revokedDevice', { name: nameOf(session, kid), reason }]);
}

/** All that it signed counts again, what was held of it among that. */
export const readmitDevice = (session: Session, kid: KeyId, reason: string): Done<RosterOutcome> =>
  signRoster(session, () => ({ type: 'readmit', kid, reason: reason.toWellFormed() }), [
    'readmittedDevice',
    { name: nameOf(session, kid), reason },
  ]);

/** The key of an organisation whose steward left: its devices stay, and it vouches for nobody else. */
export async function closeOrganisation(session: Session, kid: KeyId, reason: string): Done<RosterOutcome> {
  const under = [...session.trust.authors.values()].filter(({ organisationKid }) => organisationKid === kid);
  const [one] = under;
  if (one === undefined) return refused('notSecretariat');
  const devices = under.filter((each) => !session.trust.revocations.has(each.kid)).map((each) => each.kid);
  const closing = { kid, devices: devices.toSorted(), reason: reason.toWellFormed() };
  return signRoster(session, () => ({ type: 'close', closing }), [
    'closedOrganisation',
    { organisation: one.organisation, reason },
  ]);
}

/** Enough of the old roots and enough of the new ones sign it, then the new ones a roster that shows it. */
export async function succeedRoots(session: Session, keys: readonly string[], threshold: number): Done<RosterOutcome> {
  const profile = profileOf(session);
  if (profile === null) return err({ type: 'noMechanism' });
  const cause = whyNotSigning(session, profile);
  if (cause !== null) return refused(cause);
  const isOwn = (key: string): boolean => isSafePublicKey(key) && isPracticeKey(key) === isWorkshop(session);
  const areGood = keys.every(isOwn) && new Set(keys).size === keys.length;
  if (!areGood || threshold < 1 || threshold > keys.length) return refused('badRoots');
  const { ledger, trust, desktop } = session;
  if ([...keptSignings(ledger.store).values()].some(({ thing }) => thing.type === SUCCESSION_TYPE))
    return refused('signingUnderWay');
  const value = { mechanism: profile.id, generation: Math.max(1, trust.rootSets.length), roots: { keys, threshold } };
  const root = vaultSigner(desktop, 'root', keyIdOf(profile.roots.keys[0] ?? ''));
  const thing: Signed = areRootsOnSticks(profile, trust)
    ? { type: SUCCESSION_TYPE, body: canonicalText(value as object as Json), signatures: [] }
    : await signValue(SUCCESSION_TYPE, value as object as Json, root);
  return wait(session, new Map([begun(session, { thing }), ...activityChange(session, 'begunSuccession', {})]));
}

/** Why this device can neither sign for the roots nor begin what they sign; null: it can. */
export function whyNotSigning(session: Session, profile: MechanismProfile): 'notSecretariat' | 'rootElsewhere' | null {
  if (!isSecretariat(session)) return 'notSecretariat';
  return rootPlace(session, profile) === 'elsewhere' ? 'rootElsewhere' : null;
}

/** Signed here, or begun where the roots are on sticks. */
export async function signRoster(
  session: Session,
  decide: () => RosterDecision,
  [activity, facts]: readonly [activity: string, facts: Readonly<Record<string, string>>],
): Done<RosterOutcome> {
  const profile = profileOf(session);
  if (profile === null) return err({ type: 'noMechanism' });
  const cause = whyNotSigning(session, profile);
  if (cause !== null) return refused(cause);
  const { ledger, desktop } = session;
  if (areRootsOnSticks(profile, session.trust)) return beginRoster(session, profile.id, decide, [activity, facts]);
  return ledger.exclusive(async () => {
    const { trust, clock } = session;
    const roster = nextRoster(trust.roster, profile.id, decide(), clock.now().slice(0, 10));
    const root = vaultSigner(desktop, 'root', keyIdOf(profile.roots.keys[0] ?? ''));
    const signed = await signValue(ROSTER_TYPE, roster as object as Json, root);
    const shelf = new Map<string, Json | null>([
      [`${ROSTER}${signedIdOf(signed.type, signed.body)}`, signed as object as Json],
      ...activityChange(session, activity, facts),
    ]);
    const done = await commitTrust(session, shelf);
    if (done.ok) session.later(() => postReceipts(session));
    return done.ok ? ok('done') : done;
  });
}

/** One roster at a time waits: what is decided joins it, until the first root has signed. */
async function beginRoster(
  session: Session,
  mechanism: Roster['mechanism'],
  decide: () => RosterDecision,
  [activity, facts]: readonly [activity: string, facts: Readonly<Record<string, string>>],
): Done<RosterOutcome> {
  const { ledger, trust, clock } = session;
  const waiting = [...keptSignings(ledger.store)].find(([, { thing }]) => thing.type === ROSTER_TYPE);
  if (waiting !== undefined && waiting[1].thing.signatures.length > 0) return refused('signingUnderWay');
  const pending = waiting && decodeRoster(waiting[1].thing);
  const before = pending === undefined ? trust.roster : { ...pending, version: pending.version - 1 };
  const roster = nextRoster(before, mechanism, decide(), clock.now().slice(0, 10));
  const thing: Signed = { type: ROSTER_TYPE, body: canonicalText(roster as object as Json), signatures: [] };
  const change =
    waiting === undefined ? begun(session, { thing }) : signingChange(waiting[0], { ...waiting[1], thing });
  return wait(session, new Map([change, ...activityChange(session, `${activity}Waits`, facts)]));
}

async function wait(session: Session, shelf: ReadonlyMap<string, Json | null>): Done<RosterOutcome> {
  const done = await session.ledger.exclusive(() => session.ledger.commit({ shelf }));
  if (!done.ok) return err(done.error);
  session.tell(['trust', 'activity']);
  return ok('waits');
}

const nameOf = ({ trust }: Session, kid: KeyId): string => trust.authors.get(kid)?.name ?? '';
