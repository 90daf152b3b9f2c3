// A mechanism whose roots are three, of which two must sign; two organisations, a steward and a recorder in each; and
// short ways to sign things wrongly in one place.

import { canonicalText, type Json } from '#shared/base/json.ts';
import type { KeyId } from '#shared/base/ids.ts';
import { addSignature, type RootSet, SUCCESSION_TYPE } from '#shared/log/roots.ts';
import { nextRoster, type RosterDecision } from '#shared/log/roster-plan.ts';
import { type Signed, signText, signValue } from '#shared/log/envelope.ts';
import type { MechanismProfile } from '#shared/log/profile.ts';
import { type Card, type Credential, CREDENTIAL_TYPE, type Role, type Scope, signCard } from '#shared/log/roster.ts';
import { decodeRoster, type Roster, ROSTER_TYPE } from '#shared/log/roster-body.ts';
import { mechanismIdOf, PROFILE_FORMAT } from '#shared/log/profile.ts';
import { type FakeKey, fakeKey } from '#scripts/headless/keys.ts';

const EVERYWHERE: Scope = { roles: ['recorder', 'coordinator', 'steward'], mesas: [], countries: [] };
const RECORDER: Scope = { roles: ['recorder'], mesas: [], countries: [] };

export const roots = [1, 2, 3].map((number) => fakeKey(`roster root ${number}`));
export const [rootA, rootB, rootC] = roots as [FakeKey, FakeKey, FakeKey];
export const laterRoots = [1, 2, 3].map((number) => fakeKey(`roster later root ${number}`));
export const thief = fakeKey('roster thief');

export const profileWith = (keys: readonly FakeKey[], threshold: number, binds?: 'all'): MechanismProfile => {
  const given = { keys: keys.map(({ key }) => key), threshold, ...(binds === undefined ? {} : { binds }) };
  return {
    format: PROFILE_FORMAT,
    id: mechanismIdOf(given, false),
    names: { es: 'Mecanismo de prueba' },
    roots: given,
    suite: 'classic',
    readers: [],
    letterboxes: [],
    languages: ['es'],
    practice: false,
  };
};
export const profile = profileWith(roots, 2, 'all');

export const house = fakeKey('roster house');
export const otherHouse = fakeKey('roster other house');
export const ana = fakeKey('roster ana');
export const luz = fakeKey('roster luz');

export interface CredentialFacts {
  readonly own: FakeKey;
  readonly subject: Credential['subject'];
  readonly parent: FakeKey;
  /** who signs beside the parent */
  readonly with?: readonly FakeKey[];
  readonly scope?: Scope;
  readonly from?: string | null;
  readonly until?: string | null;
  readonly card?: Partial<Card>;
  readonly recipient?: string;
  /** changed after the card was proved and before the parent signs */
  readonly more?: { readonly [key: string]: Json };
  readonly mechanism?: MechanismProfile;
}

/** A credential as its parent signs it, also where it should not. */
export async function credentialOf(facts: CredentialFacts): Promise<Signed> {
  const { own, subject, parent, scope = subject === 'organisation' ? EVERYWHERE : RECORDER, from = null } = facts;
  const card: Card = { key: own.key, name: 'Casa del Camino', recipient: facts.recipient ?? null };
  const proved = await signCard(card, own.signer);
  const value = {
    mechanism: (facts.mechanism ?? profile).id,
    subject,
    card: { ...card, ...facts.card },
    proof: proved.signatures[0]?.sig ?? '',
    parent: parent.kid,
    scope,
    from,
    until: facts.until ?? null,
    ...facts.more,
  };
  let signed = await signValue(CREDENTIAL_TYPE, value as object as Json, parent.signer);
  for (const other of facts.with ?? []) signed = await addSignature(signed, other.signer);
  return signed;
}

export const houseCredential = await credentialOf({
  own: house,
  subject: 'organisation',
  parent: rootA,
  with: [rootB],
});
export const anaCredential = await credentialOf({ own: ana, subject: 'device', parent: house });
export const luzCredential = await credentialOf({ own: luz, subject: 'device', parent: house });
export const chain = [houseCredential, anaCredential, luzCredential];

/** A roster's value as these sign it. */
export async function signedRoster(value: object, signers: readonly FakeKey[], type = ROSTER_TYPE): Promise<Signed> {
  const body = canonicalText(value as Json);
  const [first, ...others] = signers;
  let signed: Signed = first === undefined ? { type, body, signatures: [] } : await signText(type, body, first.signer);
  for (const other of others) signed = await addSignature(signed, other.signer);
  return signed;
}

/** The rosters that these decisions make, one after the other, each signed by enough roots. */
export async function rosterLine(
  decisions: readonly RosterDecision[],
  signers: readonly FakeKey[] = [rootA, rootB],
  before: Roster | null = null,
): Promise<readonly Signed[]> {
  const line: Signed[] = [];
  let last = before;
  for (const decision of decisions) {
    last = nextRoster(last, profile.id, decision, null);
    line.push(await signedRoster(last, signers));
  }
  return line;
}

export const rosterIn = (signed: Signed | undefined): Roster => {
  const roster = signed === undefined ? undefined : decodeRoster(signed);
  if (roster === undefined) throw new Error('no roster');
  return roster;
};

export const revokeAt = (kid: KeyId, seq = 0, reason = 'robada'): RosterDecision => ({
  type: 'revoke',
  revocation: { kid, seq, id: null, reason },
});

export async function successionTo(
  next: RootSet,
  generation: number,
  signers: readonly FakeKey[],
  mechanism: MechanismProfile = profile,
): Promise<Signed> {
  return signedRoster({ mechanism: mechanism.id, generation, roots: next }, signers, SUCCESSION_TYPE);
}

export const rootSetOf = (keys: readonly FakeKey[], threshold: number): RootSet => ({
  keys: keys.map(({ key }) => key),
  threshold,
});

export const scopeWith = (roles: readonly Role[], mesas: readonly number[], countries: readonly string[]): Scope => ({
  roles,
  mesas,
  countries,
});

export const errorOf = (result: { readonly ok: true } | { readonly ok: false; readonly error: unknown }): unknown =>
  result.ok ? null : result.error;
