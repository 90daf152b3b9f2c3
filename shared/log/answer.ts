// Stage 2, the answer to an invitation: the card of whoever joins (and of the organisation, where that joins), signed
// by the key of each card over the invitation's id. So the proof of possession is for this invitation and no other. What
// says that an answer is the one answer is the inviter's own ledger of invitations: no clock and no network does.

import { base64urlToBytes } from '../base/bytes.ts';
import { type Digest, isId } from '../base/ids.ts';
import { hasOnlyKeys, isJsonObject, type Json, type JsonObject } from '../base/json.ts';
import { err, ok, type Result } from '../base/result.ts';
import {
  bodyOf,
  isSafePublicKey,
  publicKeyBytes,
  isSigned,
  isSignedBy,
  type Signed,
  signedIdOf,
  type Signer,
  signValue,
} from './envelope.ts';
import type { Invitation } from './invitation.ts';
import { type Card, decodeCard } from './roster.ts';

export const ANSWER_TYPE = 'application/vnd.chasqui.answer+json;v=1';
const CAPS = { size: 32 * 1024, depth: 8 };
const NONCE_BYTES = 16;

export interface Answer {
  readonly invitation: Digest;
  /** 16 random bytes of whoever joins */
  readonly nonce: string;
  /** as `signCard` gives them: each is its own proof, which goes into its credential */
  readonly card: Signed;
  readonly organisation: Signed | null;
}

export type AnswerProblem =
  | { readonly type: 'notAnAnswer' }
  | { readonly type: 'unknownAlgorithm' }
  | { readonly type: 'unsafeKey' }
  | { readonly type: 'answerForged' };

/** What one invitation has come to, in the ledger of whoever wrote it. */
export interface OpenInvitation {
  readonly invitation: Invitation;
  readonly state: 'open' | 'answered' | 'granted' | 'withdrawn';
  /** id of the signed answer that was taken */
  readonly answer: Digest | null;
}

export type InvitationRefusal =
  | { readonly type: 'invitationUnknown' }
  | { readonly type: 'invitationReused' }
  | { readonly type: 'invitationWithdrawn' }
  | { readonly type: 'answerReplayed' }
  | { readonly type: 'answerSwapped' }
  | { readonly type: 'invitationExpired'; readonly until: string };

/** @param signers of the device's key, then of the organisation's where it joins */
export async function signAnswer(answer: Answer, signers: readonly Signer[]): Promise<Signed> {
  const each = await Promise.all(signers.map((signer) => signValue(ANSWER_TYPE, answer as object as Json, signer)));
  const { type = ANSWER_TYPE, body = '' } = each[0] ?? {};
  return { type, body, signatures: each.flatMap(({ signatures }) => signatures) };
}

export interface ReadAnswer extends Answer {
  readonly id: Digest;
  readonly cards: { readonly device: Card; readonly organisation: Card | null };
}

/** An answer of which every signature holds, whichever invitation it is for. */
export async function readAnswer(signed: Signed): Promise<Result<ReadAnswer, AnswerProblem>> {
  if (signed.type !== ANSWER_TYPE) {
    return err({
      type: signed.type.startsWith('application/vnd.chasqui.answer+') ? 'unknownAlgorithm' : 'notAnAnswer',
    });
  }
  const body = bodyOf(signed, ANSWER_TYPE, CAPS);
  if (body === undefined || !isAnswer(body)) return err({ type: 'notAnAnswer' });
  const answer = body as object as Answer;
  const given = [answer.card, answer.organisation].flatMap((card) => card ?? []);
  if (given.some(hasUnsafeKey)) return err({ type: 'unsafeKey' });
  const cards = await Promise.all(given.map(decodeCard));
  const signatures = await Promise.all(
    cards.map(async (card, at) => {
      const signature = signed.signatures[at];
      return card !== undefined && signature !== undefined && (await isSignedBy(signed, signature, card.key));
    }),
  );
  const [device, organisation = null] = cards;
  if (device === undefined || signatures.includes(false) || signed.signatures.length !== cards.length) {
    return err({ type: 'answerForged' });
  }
  return ok({ ...answer, id: signedIdOf<Digest>(signed.type, signed.body), cards: { device, organisation } });
}

/**
 * Whether the inviter takes an answer up. The date of an invitation is the inviter's own, by the inviter's clock, which
 * may be wrong: it stops the answer once, and a person who looks at it may say `evenIfExpired`.
 * @param ledger by the invitation's id
 * @param today the inviter's claimed date
 */
export function judgeAnswer(
  { invitation: id, id: answerId, organisation }: Pick<ReadAnswer, 'invitation' | 'id' | 'organisation'>,
  ledger: ReadonlyMap<Digest, OpenInvitation>,
  today: string,
  evenIfExpired = false,
): Result<OpenInvitation, InvitationRefusal> {
  const open = ledger.get(id);
  if (open === undefined) return err({ type: 'invitationUnknown' });
  if (open.state === 'withdrawn') return err({ type: 'invitationWithdrawn' });
  if (open.answer === answerId && open.state === 'granted') return err({ type: 'answerReplayed' });
  if (open.answer !== null && open.answer !== answerId) return err({ type: 'invitationReused' });
  const { subject, until } = open.invitation;
  if ((subject === 'organisation') !== (organisation !== null)) return err({ type: 'answerSwapped' });
  if (!evenIfExpired && until !== null && until < today) return err({ type: 'invitationExpired', until });
  return ok(open);
}

function hasUnsafeKey(card: Signed): boolean {
  try {
    const value = JSON.parse(card.body) as Json;
    const key = isJsonObject(value) ? value['key'] : undefined;
    return typeof key === 'string' && publicKeyBytes(key) !== undefined && !isSafePublicKey(key);
  } catch {
    return false;
  }
}

const isAnswer = (value: JsonObject): boolean =>
  hasOnlyKeys(value, ['invitation', 'nonce', 'card', 'organisation']) &&
  isId(value['invitation']) &&
  typeof value['nonce'] === 'string' &&
  base64urlToBytes(value['nonce'])?.length === NONCE_BYTES &&
  isSigned(value['card']) &&
  (value['organisation'] === null || isSigned(value['organisation']));
