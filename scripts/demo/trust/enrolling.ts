// The four steps of enrolling, on the product's own functions, as two laptops do them; and what each wrong step is
// answered with.

import { canonicalText, type Json } from '#shared/base/json.ts';
import type { Digest } from '#shared/base/ids.ts';
import { bytesToBase64url } from '#shared/base/bytes.ts';
import { judgeAnswer, type OpenInvitation, readAnswer, signAnswer } from '#shared/log/answer.ts';
import { emojiOf, openComparison } from '#shared/log/compare.ts';
import { bytesToCodes, readCode } from '#shared/log/enrolment-code.ts';
import type { Signed } from '#shared/log/envelope.ts';
import { commitmentTo, type Invitation, invitationIdOf, invitationToBytes, shortIdOf } from '#shared/log/invitation.ts';
import { signCard, signCredential } from '#shared/log/roster.ts';
import { type FakeKey, fakeKey, seedBytes } from '../../headless/keys.ts';
import type { FakeMechanism, FakeOrganisation } from '../../headless/mechanism.ts';

export interface Enrolled {
  readonly code: string;
  readonly answer: Signed;
  readonly credential: Signed;
  /** the names of the seven pictures, on either screen */
  readonly shown: readonly [inviter: string, joiner: string];
  /** what each wrong step was answered with */
  readonly answers: { readonly [step: string]: string };
}

const TODAY = '2026-11-28';

export async function enrol(
  mechanism: FakeMechanism,
  house: FakeOrganisation,
  key: FakeKey,
  name: string,
): Promise<Enrolled> {
  const secret = seedBytes('demo secret').slice(0, 10);
  const invitation: Invitation = {
    mechanism: shortIdOf(mechanism.profile.id),
    parent: shortIdOf(house.kid),
    commitment: commitmentTo(secret),
    subject: 'device',
    roles: ['recorder'],
    mesas: [],
    suite: mechanism.profile.suite,
    until: '2026-12-31',
  };
  const [code = ''] = bytesToCodes('invitation', invitationToBytes(invitation)) ?? [];
  const answer = await answerOf(invitation, key, name);
  const other = await answerOf(invitation, fakeKey('demo another laptop'), 'Otro');
  const [read, readOther] = [await readAnswer(answer), await readAnswer(other)];
  if (!read.ok || !readOther.ok) throw new Error('an answer that cannot be read');
  const open: OpenInvitation = { invitation, state: 'open', answer: null };
  const ledger = (more: Partial<OpenInvitation>): ReadonlyMap<Digest, OpenInvitation> =>
    new Map([[invitationIdOf(invitation), { ...open, ...more }]]);
  const answered = { state: 'answered', answer: read.value.id } as const;
  const heard = openComparison(invitation, secret);
  const namesOf = (given: Uint8Array): string =>
    emojiOf(invitation, read.value.id, given)
      .map((each) => each.name)
      .join(' ');
  const facts = {
    mechanism: mechanism.profile.id,
    subject: 'device',
    scope: { roles: ['recorder'], mesas: [], countries: [] },
    from: null,
    until: null,
  } as const;
  const credential = await signCredential(read.value.card, facts, house.signer);
  if (credential === undefined || !heard.ok) throw new Error('not enrolled');
  return {
    code,
    answer,
    credential,
    shown: [namesOf(secret), namesOf(heard.value)],
    answers: {
      'the first answer': said(judgeAnswer(read.value, ledger({}), TODAY)),
      'one letter mistyped': said(readCode(code.replace(/^./, (letter) => (letter === '7' ? '8' : '7')))),
      'another answer to the same invitation': said(judgeAnswer(readOther.value, ledger(answered), TODAY)),
      'the same answer once more': said(judgeAnswer(read.value, ledger({ ...answered, state: 'granted' }), TODAY)),
      'an answer after its date': said(judgeAnswer(read.value, ledger({}), '2027-01-01')),
      'the same, and a person said yes': said(judgeAnswer(read.value, ledger({}), '2027-01-01', true)),
      'an answer to nobody’s invitation': said(judgeAnswer(read.value, new Map(), TODAY)),
      'an answer changed on the way': said(
        await readAnswer({
          ...answer,
          body: answer.body.replace(read.value.nonce, bytesToBase64url(new Uint8Array(16))),
        }),
      ),
      'another secret than the one promised': said(openComparison(invitation, seedBytes('eve').slice(0, 10))),
    },
  };
}

/** `ok`, or the type of the refusal. */
export const said = (
  result: { readonly ok: true } | { readonly ok: false; readonly error: { readonly type: string } },
): string => (result.ok ? 'ok' : result.error.type);

async function answerOf(invitation: Invitation, key: FakeKey, name: string): Promise<Signed> {
  const card = await signCard({ key: key.key, name, recipient: null }, key.signer);
  const nonce = bytesToBase64url(seedBytes(`demo nonce ${canonicalText(card as object as Json)}`).slice(0, 16));
  return signAnswer({ invitation: invitationIdOf(invitation), nonce, card, organisation: null }, [key.signer]);
}
