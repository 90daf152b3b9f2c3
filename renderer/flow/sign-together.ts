// What the roots sign together, one stick after the other. It is begun, gathers signatures here or on other laptops, and
// takes effect with the one that makes it enough; until then what was in force before is in force, also when it is
// given up in the middle. See docs/decisions/roots-on-sticks.md.

import { bytesToBase64url } from '#shared/base/bytes.ts';
import type { Digest } from '#shared/base/ids.ts';
import { canonicalText, type Json } from '#shared/base/json.ts';
import { err, ok } from '#shared/base/result.ts';
import { isSignedBy, keyIdOf, type Signed, signedIdOf } from '#shared/log/envelope.ts';
import { judgeRoster, type RosterRefusal } from '#shared/log/judge-trust.ts';
import type { MechanismProfile } from '#shared/log/profile.ts';
import {
  begunBy,
  isEnough,
  rootNumber,
  type RootSigning,
  signingFacts,
  signingProgress,
  textToSigning,
} from '#shared/log/root-signing.ts';
import { nextRoster } from '#shared/log/roster-plan.ts';
import { decodeRoster, ROSTER_TYPE } from '#shared/log/roster-body.ts';
import { decodeCredential } from '#shared/log/roster.ts';
import { SUCCESSION_TYPE } from '#shared/log/roots.ts';
import type { ShelfChanges } from '../store/shelf.ts';
import { activityChange } from '../engine/activity.ts';
import { ownChain } from '../engine/own-chain.ts';
import { type Done, profileOf, rostersIn, type Session } from '../engine/session.ts';
import { CREDENTIAL, DEVICE_NAME, ROSTER } from '../engine/shelf-names.ts';
import { type KeptSigning, keptSignings, signingChange } from '../engine/signing-shelf.ts';
import type { StickAnswer } from '../engine/signing-views.ts';
import { commitTrust } from './commit-trust.ts';
import { profileChanges } from './join-mechanism.ts';
import { postReceipts } from './post-receipts.ts';

export type SigningRefusal = {
  readonly type:
    | 'badRoots'
    | 'notASigning'
    | 'rootSignedAlready'
    | 'rootUnknown'
    | 'signingOfAnother'
    | 'signingUnderWay'
    | 'signingUnknown';
};
const refused = (type: SigningRefusal['type'] | RosterRefusal['type']) =>
  err({ type: 'refused', reason: { type } } as const);

/** To go on the shelf. */
export function begun(
  session: Session,
  signing: Partial<RootSigning> & Pick<RootSigning, 'thing'>,
  more: Partial<KeptSigning> = {},
): readonly [string, Json | null] {
  const id = bytesToBase64url(crypto.getRandomValues(new Uint8Array(16)));
  const nothing = { along: [], profile: null, state: 'open', invitation: null, device: null, given: null } as const;
  return signingChange(id, { ...nothing, ...signing, ...more, begunAt: session.clock.now() });
}

/** Signs all that waits for this root. */
export async function signWithStick(session: Session, file: string, passphrase: string): Done<StickAnswer> {
  return session.ledger.exclusive(async () => {
    const open = [...keptSignings(session.ledger.store)].filter(([, { state }]) => state === 'open');
    const stick = { file, passphrase };
    // An organisation's credential names the root that begins it: which one this is must be known before.
    const isUnbegun = open.some(([, { thing }]) => begunBy(thing, session.device.kid).body !== thing.body);
    const who = isUnbegun ? await session.desktop.rootSign({ ...stick, texts: [] }) : undefined;
    if (who?.ok === false) return who;
    const wanted = open.slice(0, MOST_AT_ONCE).map(([id, kept]) => ({
      id,
      kept,
      thing: who === undefined ? kept.thing : begunBy(kept.thing, who.value.kid),
    }));
    const texts = wanted.map(({ thing: { type, body } }) => ({ type, body }));
    const signed = await session.desktop.rootSign({ ...stick, texts });
    if (!signed.ok) return signed;
    const { kid, key, signatures } = signed.value;
    let number = 0;
    let isAgain = false;
    const ready: { id: string; kept: KeptSigning }[] = [];
    for (const [at, { id, kept, thing }] of wanted.entries()) {
      const progress = await progressOf(session, { ...kept, thing });
      const mine = progress?.filter(({ roots }) => roots.keys.includes(key)) ?? [];
      number ||= Math.max(0, ...mine.map(({ roots }) => rootNumber(roots, kid)));
      if (mine.some((each) => each.signed.includes(key))) isAgain = true;
      else if (mine.length > 0) {
        const sig = bytesToBase64url(signatures[at] ?? new Uint8Array());
        ready.push({ id, kept: { ...kept, thing: { ...thing, signatures: [...thing.signatures, { kid, sig }] } } });
      }
    }
    if (number === 0) return refused('rootUnknown');
    if (ready.length === 0) return refused(isAgain ? 'rootSignedAlready' : 'rootUnknown');
    const finished = await putDown(session, ready);
    return finished.ok ? ok({ root: number, signed: ready.length, finished: finished.value }) : finished;
  });
}

/** Signatures that were added elsewhere; or something that is to be signed here. Answers how many were new. */
export async function takeSigning(session: Session, text: string): Done<StickAnswer> {
  const given = textToSigning(text);
  if (given === undefined) return refused('notASigning');
  return session.ledger.exclusive(async () => {
    const idOf = ({ type, body }: Signed): Digest => signedIdOf<Digest>(type, body);
    const kept = [...keptSignings(session.ledger.store)].find(([, { thing }]) => isSameThing(thing, given.thing));
    const progress = await progressOf(session, given);
    if (progress === undefined) return refused('signingOfAnother');
    const roots = progress.flatMap((each) => each.roots.keys);
    const good = [];
    for (const signature of given.thing.signatures) {
      const key = roots.find((each) => keyIdOf(each) === signature.kid);
      if (key !== undefined && (await isSignedBy(given.thing, signature, key))) good.push(signature);
    }
    if (good.length === 0) return refused('signingOfAnother');
    const before = kept !== undefined && idOf(kept[1].thing) === idOf(given.thing) ? kept[1].thing.signatures : [];
    const fresh = good.filter(({ kid }) => !before.some((each) => each.kid === kid));
    if (kept !== undefined && fresh.length === 0) return ok({ root: 0, signed: 0, finished: 0 });
    const thing: Signed = { ...given.thing, signatures: [...before, ...fresh] };
    const [name, fallback] = begun(session, { ...given, thing });
    const [id, now] = kept ?? [name.slice(name.indexOf('/') + 1), fallback as object as KeptSigning];
    const finished = await putDown(session, [{ id, kept: { ...now, thing } }]);
    return finished.ok ? ok({ root: 0, signed: fresh.length, finished: finished.value }) : finished;
  });
}

/** Gives it up: what was in force is in force. Of what is done, only its text here is put away. */
export async function dropSigning(session: Session, id: string): Done<null> {
  const kept = keptSignings(session.ledger.store).get(id);
  if (kept === undefined) return refused('signingUnknown');
  const activity = kept.state === 'open' ? activityChange(session, 'droppedSigning', {}) : [];
  const shelf = new Map([signingChange(id, null), ...activity]);
  const done = await session.ledger.exclusive(() => session.ledger.commit({ shelf }));
  if (!done.ok) return err(done.error);
  session.tell(['trust', 'activity']);
  return ok(null);
}

export const progressOf = (session: Session, { thing, profile }: RootSigning) => {
  const known = profile ?? profileOf(session);
  const { rootSets } = session.trust;
  const isOfIt = known !== null && mechanismIn(thing) === known.id;
  return isOfIt ? signingProgress(thing, known, profile === null ? rootSets : [known.roots]) : undefined;
};

/** Writes what has new signatures; what has enough of them takes effect. Answers how many did. */
async function putDown(session: Session, list: readonly { id: string; kept: KeptSigning }[]): Done<number> {
  let finished = 0;
  for (const { id, kept } of list) {
    const progress = await progressOf(session, kept);
    const isDone = progress !== undefined && isEnough(progress);
    const change = isDone ? await inForce(session, id, kept) : new Map([signingChange(id, kept)]);
    if (!('size' in change)) return change;
    const done = await commitTrust(session, change);
    if (!done.ok) return done;
    if (isDone) finished++;
  }
  if (finished > 0) session.later(() => postReceipts(session));
  return ok(finished);
}

async function inForce(session: Session, id: string, kept: KeptSigning) {
  const { thing, along, profile, device } = kept;
  if (thing.type === SUCCESSION_TYPE) return succeeded(session, id, kept);
  if (thing.type === ROSTER_TYPE) {
    const known = profileOf(session);
    const judged = known && (await judgeRoster(known, session.trust, thing));
    if (judged?.ok !== true) return refused(judged?.error.type ?? 'signingOfAnother');
    return new Map<string, Json | null>([
      named(ROSTER, thing),
      signingChange(id, null),
      ...activityChange(session, 'signedRoster', { version: judged.value.version }),
    ]);
  }
  const founding: ShelfChanges = profile === null ? new Map() : profileChanges(session, profile);
  const text = profile === null && kept.given === null ? textToGive(session, [thing, ...along]) : null;
  return new Map<string, Json | null>([
    ...founding,
    ...(device === null ? [] : [[DEVICE_NAME, device] as [string, Json]]),
    ...[thing, ...along].map((signed) => named(CREDENTIAL, signed)),
    signingChange(id, profile === null ? { ...kept, state: 'done', given: text } : null),
    ...activityChange(session, 'signedOrganisation', { organisation: nameIn(thing) }),
  ]);
}

/** The new roots are agreed upon: they show it with a roster of their own, which everybody else goes by. */
async function succeeded(session: Session, id: string, { thing }: KeptSigning) {
  const known = profileOf(session);
  if (known === null) return refused('signingOfAnother');
  const { trust, clock } = session;
  const roster = nextRoster(trust.roster, known.id, { type: 'succeed', succession: thing }, clock.now().slice(0, 10));
  const next: Signed = { type: ROSTER_TYPE, body: canonicalText(roster as object as Json), signatures: [] };
  return new Map<string, Json | null>([signingChange(id, null), begun(session, { thing: next })]);
}

/** What an enrolled organisation and its device are given, as `enrolDevice` answers it. */
const textToGive = (session: Session, chain: readonly Signed[]): string =>
  canonicalText([
    ...new Set([...ownChain(session), ...chain, ...rostersIn(session.ledger.store)]),
  ] as readonly object[] as Json);

const named = (prefix: string, signed: Signed): [string, Json] => [
  `${prefix}${signedIdOf(signed.type, signed.body)}`,
  signed as object as Json,
];

const nameIn = (thing: Signed): string => {
  const facts = signingFacts(thing, null);
  return facts?.type === 'organisation' ? facts.name : '';
};

const mechanismIn = (thing: Signed): MechanismProfile['id'] | undefined => {
  if (thing.type === ROSTER_TYPE) return decodeRoster(thing)?.mechanism;
  if (thing.type === SUCCESSION_TYPE) return JSON.parse(thing.body).mechanism as MechanismProfile['id'];
  return decodeCredential(thing)?.mechanism;
};

/** The same but for the root that begins it. */
const isSameThing = (a: Signed, b: Signed): boolean =>
  a.type === b.type && (a.body === b.body || begunBy(a, parentIn(b)).body === b.body);

const parentIn = (signed: Signed) => decodeCredential(signed)?.parent ?? keyIdOf('');

const MOST_AT_ONCE = 100;
