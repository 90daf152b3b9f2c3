// What the page of the roots reads: who they are, and what waits for their signatures.

import { judgeRoster } from '#shared/log/judge-trust.ts';
import { keyIdOf } from '#shared/log/envelope.ts';
import { rootNumber, signingFacts, signingToText } from '#shared/log/root-signing.ts';
import { ROSTER_TYPE } from '#shared/log/roster-body.ts';
import { progressOf } from '../flow/sign-together.ts';
import { profileOf, type Session } from './session.ts';
import { areRootsOnSticks, type KeptSigning, keptSignings } from './signing-shelf.ts';
import type { RootsView, SigningView } from './signing-views.ts';

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
  };
}

const MOST_SHOWN = 50;

async function signingView(session: Session, id: string, kept: KeptSigning): Promise<SigningView | undefined> {
  const { thing, profile, state, given } = kept;
  const facts = signingFacts(thing, session.trust.roster);
  const progress = await progressOf(session, kept);
  if (facts === undefined) return undefined;
  const kids = facts.type === 'roster' ? facts.decided.map(({ kid }) => kid) : [];
  const { authors } = session.trust;
  return {
    id,
    facts,
    names: Object.fromEntries(kids.flatMap((kid) => [[kid, authors.get(kid)?.name ?? '']])),
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
