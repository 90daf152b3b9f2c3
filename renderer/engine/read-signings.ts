// What the page of the roots reads: who they are, and what waits for their signatures.

import { judgeRoster } from '#shared/log/judge-trust.ts';
import { keyIdOf, type Signed } from '#shared/log/envelope.ts';
import type { KeyId } from '#shared/base/ids.ts';
import type { MechanismProfile } from '#shared/log/profile.ts';
import {
  rootNumber,
  type SigningFacts,
  signingFacts,
  signingProgress,
  signingToText,
} from '#shared/log/root-signing.ts';
import { decodeRoster, isAfter, type Roster, ROSTER_TYPE } from '#shared/log/roster-body.ts';
import { progressOf } from '../flow/sign-together.ts';
import { profileOf, rostersIn, type Session } from './session.ts';
import { areRootsOnSticks, type KeptSigning, keptSignings } from './signing-shelf.ts';
import type { RootsView, RosterStep, SigningView } from './signing-views.ts';

export async function readRoots(session: Session): Promise<RootsView> {
  const { trust, ledger } = session;
  const profile = profileOf(session);
  const now = trust.rootSets.at(-1);
  const kept = [...keptSignings(ledger.store)].sort(([, a], [, b]) => (a.begunAt < b.begunAt ? 1 : -1));
  const signings = await Promise.all(kept.slice(0, MOST_SHOWN).map(([id, each]) => signingView(session, id, each)));
  return {
    areOnSticks: profile !== null && areRootsOnSticks(profile, trust),
    roots: (now?.keys ?? []).map((key) => keyIdOf(key)),
    threshold: now?.threshold ?? 0,
    signings: signings.flatMap((view) => view ?? []),
    past: profile === null ? [] : await pastOf(session, profile),
  };
}

/** Those of the line that counts here: each was let in because it goes on from the one before. */
async function pastOf(session: Session, profile: MechanismProfile): Promise<readonly RosterStep[]> {
  const line = rostersIn(session.ledger.store)
    .flatMap((signed) => ({ signed, roster: decodeRoster(signed) }))
    .filter((each): each is { signed: Signed; roster: Roster } => each.roster?.mechanism === profile.id)
    .sort((a, b) => (isAfter(a.roster, b.roster) ? 1 : -1));
  const steps = line.map(async ({ signed, roster }, at): Promise<RosterStep | undefined> => {
    const facts = signingFacts(signed, line[at - 1]?.roster ?? null);
    const [progress] = (await signingProgress(signed, profile, session.trust.rootSets)) ?? [];
    if (facts?.type !== 'roster' || progress === undefined) return undefined;
    const numbers = progress.signed.map((key) => rootNumber(progress.roots, keyIdOf(key)));
    return { version: roster.version, at: roster.at ?? null, facts, names: namesIn(session, facts), signed: numbers };
  });
  return (await Promise.all(steps.slice(-MOST_SHOWN))).flatMap((step) => step ?? []).reverse();
}

function namesIn({ trust: { authors } }: Session, facts: SigningFacts): SigningView['names'] {
  const decided = facts.type === 'roster' ? facts.decided : [];
  const ofOrganisation = (kid: KeyId) => [...authors.values()].find(({ organisationKid }) => organisationKid === kid);
  return Object.fromEntries(
    decided.map(({ kid }) => [kid, authors.get(kid)?.name ?? ofOrganisation(kid)?.organisation ?? '']),
  );
}

const MOST_SHOWN = 50;

async function signingView(session: Session, id: string, kept: KeptSigning): Promise<SigningView | undefined> {
  const { thing, profile, state, given } = kept;
  const facts = signingFacts(thing, session.trust.roster);
  const progress = await progressOf(session, kept);
  if (facts === undefined) return undefined;
  return {
    id,
    facts,
    names: namesIn(session, facts),
    isFounding: profile !== null,
    state,
    sets: (progress ?? []).map(({ roots, signed, need }) => ({
      signed: signed.map((key) => rootNumber(roots, keyIdOf(key))),
      need,
      of: roots.keys.length,
    })),
    text: thing.signatures.length === 0 ? null : signingToText(kept),
    given,
    isPast: progress === undefined || (await isPast(session, kept)),
  };
}

/** A roster that comes too late, whoever signs it. */
async function isPast(session: Session, { thing }: KeptSigning): Promise<boolean> {
  const profile = profileOf(session);
  if (thing.type !== ROSTER_TYPE || profile === null) return false;
  const judged = await judgeRoster(profile, session.trust, thing);
  if (judged.ok || judged.error.type !== 'rosterUnsigned') return !judged.ok;
  const version = signingFacts(thing, session.trust.roster);
  const isNext = version?.type === 'roster' && version.version > session.trust.rosterVersion;
  return !isNext && !(version?.type === 'roster' && version.isSuccession);
}
