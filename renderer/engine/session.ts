// What an open engine holds: the keys' names (never a private key), the journal and the store, whom it trusts,
// and a doubted clock. Flows and reads are functions of it.

import type { KeyId } from '#shared/base/ids.ts';
import type { InTurn } from '#shared/base/one-at-a-time.ts';
import { ok, type Result } from '#shared/base/result.ts';
import { isPracticeKey, partsOfEncoding, type Signed, type Signer } from '#shared/log/envelope.ts';
import type { MechanismProfile, Reader } from '#shared/log/profile.ts';
import { readersNow } from '#shared/log/roster-body.ts';
import { type Author, NO_TRUST, resolveTrust, type Trust } from '#shared/log/roster.ts';
import type { OwnKey } from '#shared/merge/admit.ts';
import type { AppInfo, Desktop } from '#shared/wire/ipc.ts';
import type { DeviceKeys, FormerKey, SigningKey } from '#shared/wire/vault.ts';
import type { VaultProblem } from '#shared/wire/problems.ts';
import type { ShelfChanges } from '../store/shelf.ts';
import type { Store } from '../store/store.ts';
import type { Blobs } from './blobs.ts';
import type { Clock } from './clock.ts';
import type { Companions } from './companions.ts';
import type { EngineProblem } from './engine-problem.ts';
import { verdictsOf } from './kept-verdicts.ts';
import type { Topic } from './door.ts';
import type { Ledger } from './ledger.ts';
import type { Opener } from './opener.ts';
import { CREDENTIAL, PROFILE, ROSTER } from './shelf-names.ts';

export interface Session {
  readonly desktop: Desktop;
  /** its recipients change with its reading key */
  device: DeviceKeys;
  /** keys of lost devices that this one goes on for */
  readonly former: readonly FormerKey[];
  /** keys in its vault that vouch for others, as it may be a secretariat's or a steward's: offices.ts */
  readonly holds: Set<KeyId>;
  /** whom one practises with; none in a real notebook */
  readonly companions: Companions;
  readonly app: AppInfo;
  readonly clock: Clock;
  readonly ledger: Ledger;
  readonly blobs: Blobs;
  readonly opener: Opener;
  readonly tell: (topics: readonly Topic[]) => void;
  /** Runs after the flow has answered; closing waits for it. */
  readonly later: (work: () => Promise<void>) => void;
  /** bundles are taken in in the order in which they were given */
  readonly inTurn: InTurn;
  /** follows the shelf */
  trust: Trust;
}

/** Problems of flows that only meet the journal and the store. */
export type Done<T> = Promise<Result<T, EngineProblem>>;

export const profileOf = ({ ledger }: Pick<Session, 'ledger'>): MechanismProfile | null =>
  (ledger.store.shelf.get(PROFILE) as object as MechanismProfile | undefined) ?? null;

/** Whether this is a workshop's notebook: its keys say so. */
export const isWorkshop = ({ device }: Pick<Session, 'device'>): boolean => isPracticeKey(device.key);

/** Whom the mechanism's bundles are sealed for, as far as this device has heard. */
export function mechanismReaders(session: Pick<Session, 'ledger' | 'trust'>): readonly Reader[] {
  const profile = profileOf(session);
  return profile === null ? [] : readersNow(profile, session.trust.roster);
}

/** This device's key, and those of lost devices that it goes on for: what they wrote is its person's own. */
export const ownKeysOf = ({ device, former }: Pick<Session, 'device' | 'former'>): readonly OwnKey[] => [
  { kid: device.kid, key: device.key },
  ...former,
];

/** Whose changesets are admitted though no mechanism vouches for them: the person's own, and in a workshop companions'. */
export const admittedKeysOf = (session: Pick<Session, 'device' | 'former' | 'companions'>): readonly OwnKey[] => [
  ...ownKeysOf(session),
  ...session.companions.values(),
];

/** Whether this person signed with that key, here or on a device that is lost. */
export const isOwn = ({ device, former }: Pick<Session, 'device' | 'former'>, kid: KeyId): boolean =>
  kid === device.kid || former.some((each) => each.kid === kid);

export const selfOf = ({ trust, device }: Pick<Session, 'trust' | 'device'>): Author | null =>
  trust.authors.get(device.kid) ?? null;

export const isSecretariat = (session: Pick<Session, 'trust' | 'device'>): boolean =>
  selfOf(session)?.scope.roles.includes('secretariat') === true;

export const credentialsIn = (store: Store, changes?: ShelfChanges): readonly Signed[] =>
  signedUnder(store, CREDENTIAL, changes);

export const rostersIn = (store: Store, changes?: ShelfChanges): readonly Signed[] =>
  signedUnder(store, ROSTER, changes);

/** Whom the profile, credentials and rosters on the shelf amount to, once these changes are made. */
export async function trustOf(store: Store, changes?: ShelfChanges): Promise<Trust> {
  const profile = changes?.get(PROFILE) ?? store.shelf.get(PROFILE);
  if (profile === undefined) return NO_TRUST;
  const [credentials, rosters] = [credentialsIn(store, changes), rostersIn(store, changes)];
  return resolveTrust(profile as object as MechanismProfile, credentials, rosters, verdictsOf(store));
}

/** Whether trust must be resolved again. */
export const isAboutTrust = (changes: ShelfChanges): boolean =>
  [...changes.keys()].some((name) => name === PROFILE || name.startsWith(CREDENTIAL) || name.startsWith(ROSTER));

/**
 * Trust as this device uses it for what it takes in: what it wrote itself is its own and is never held here,
 * even after it was revoked; others hold it.
 */
export function trustForTakingIn(trust: Trust, self: KeyId): Trust {
  if (!trust.revocations.has(self)) return trust;
  const revocations = new Map(trust.revocations);
  revocations.delete(self);
  return { ...trust, revocations };
}

/** The vault said no in the middle of signing; caught where the flow began. */
export class VaultRefusal extends Error {
  override readonly name = 'VaultRefusal';
  readonly problem: VaultProblem;
  constructor(problem: VaultProblem) {
    super(problem.type);
    this.problem = problem;
  }
}

/** A signer whose private key stays in the vault. The vault signs named types only, so it is told the type. */
export const vaultSigner = (desktop: Desktop, as: SigningKey, kid: KeyId): Signer => ({
  kid,
  sign: async (message) => {
    const { type, body } = partsOfEncoding(message);
    const signed = await desktop.vaultSign({ as, type, body });
    if (!signed.ok) throw new VaultRefusal(signed.error);
    return signed.value;
  },
});

export const deviceSigner = (session: Session): Signer => vaultSigner(session.desktop, 'device', session.device.kid);

export const saved = (session: Session): { readonly ok: true; readonly value: { readonly at: string } } =>
  ok({ at: session.clock.now() });

/** Says that something was written, once it was. */
export async function told<T>(session: Pick<Session, 'tell'>, done: Promise<T>): Promise<T> {
  const answer = await done;
  session.tell(['records', 'drafts', 'inbox', 'activity']);
  return answer;
}

function signedUnder(store: Store, prefix: string, changes: ShelfChanges = new Map()): readonly Signed[] {
  const values = new Map([...store.shelf.under(prefix), ...[...changes].filter(([name]) => name.startsWith(prefix))]);
  return [...values.values()].flatMap((value) => (value === null ? [] : [value as object as Signed]));
}
