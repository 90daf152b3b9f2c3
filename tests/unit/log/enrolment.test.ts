// Enrolling without internet: an invitation, one answer to it, the inviter's secret, and what both screens show.
// Every way in which it goes wrong has one cause and one reason.

import { expect, test } from 'vitest';
import { bytesToBase64url, textToBytes } from '#shared/base/bytes.ts';
import { type Digest, digestOfText } from '#shared/base/ids.ts';
import { canonicalText, type Json } from '#shared/base/json.ts';
import { bytesToTypedCode, typedCodeToBytes } from '#shared/base/typed-code.ts';
import { ANSWER_TYPE, judgeAnswer, type OpenInvitation, readAnswer, signAnswer } from '#shared/log/answer.ts';
import { EMOJI_NAMES, emojiOf, openComparison } from '#shared/log/compare.ts';
import { bytesToCodes, type CodePart, joinCodes, readCode } from '#shared/log/enrolment-code.ts';
import { keyIdOf, type Signed, signText } from '#shared/log/envelope.ts';
import {
  bytesToInvitation,
  commitmentTo,
  type Invitation,
  invitationIdOf,
  invitationToBytes,
  shortIdOf,
} from '#shared/log/invitation.ts';
import { CARD_TYPE, signCard } from '#shared/log/roster.ts';
import { fakeKey, seedBytes } from '#scripts/headless/keys.ts';

const secret = seedBytes('secret').slice(0, 10);
const root = fakeKey('enrolment root');
const ana = fakeKey('enrolment ana');
const house = fakeKey('enrolment house');
const eve = fakeKey('enrolment eve');
const TODAY = '2026-11-28';

const invitation: Invitation = {
  mechanism: shortIdOf(digestOfText('mechanism')),
  parent: shortIdOf(root.kid),
  commitment: commitmentTo(secret),
  subject: 'device',
  roles: ['recorder', 'steward'],
  mesas: [2, 4],
  suite: 'hybrid',
  until: '2027-01-31',
};
const id = invitationIdOf(invitation);
const card = await signCard({ key: ana.key, name: 'Portátil 4', recipient: null }, ana.signer);
const houseCard = await signCard({ key: house.key, name: 'Casa del Camino', recipient: null }, house.signer);
const facts = { invitation: id, nonce: bytesToBase64url(seedBytes('nonce').slice(0, 16)), card, organisation: null };
const answer = await signAnswer(facts, [ana.signer]);
const read = await readAnswer(answer);
if (!read.ok) throw new Error(read.error.type);

test('an invitation is one code of fewer than 200 letters and comes back as it was', () => {
  for (const each of [
    invitation,
    { ...invitation, subject: 'organisation' as const, mesas: [], suite: 'classic' as const, until: null },
    { ...invitation, roles: ['secretariat' as const], until: '2000-01-01' },
  ]) {
    const [code = '', ...more] = bytesToCodes('invitation', invitationToBytes(each)) ?? [];
    expect([code.length < 200, more]).toEqual([true, []]);
    expect(bytesToInvitation(bytesOf([code]))).toEqual({ ok: true, value: each });
  }
});

test('an answer fits into numbered codes, also with the longest recipient there is', async () => {
  const recipient = `age1pq1${'q'.repeat(1952)}`;
  const long = await signCard({ key: ana.key, name: 'Portátil 4', recipient }, ana.signer);
  const signed = await signAnswer({ ...facts, card: long }, [ana.signer]);
  const bytes = textToBytes(canonicalText(signed as object as Json));
  const codes = bytesToCodes('answer', bytes);
  expect(codes?.length).toBeGreaterThan(20);
  expect(bytesOf(codes ?? [])).toEqual(bytes);
});

test('an answer is read where both keys have signed for this invitation', async () => {
  expect(read.value.cards).toEqual({
    device: { key: ana.key, name: 'Portátil 4', recipient: null },
    organisation: null,
  });
  const both = await signAnswer({ ...facts, organisation: houseCard }, [ana.signer, house.signer]);
  const house2 = await readAnswer(both);
  expect(house2.ok && house2.value.cards.organisation?.name).toBe('Casa del Camino');
});

test.each<readonly [name: string, make: () => Promise<Signed>, error: object]>([
  ['nothing of the kind', () => signText('application/x', '{}', ana.signer), { type: 'notAnAnswer' }],
  [
    'an answer of another algorithm',
    async () => ({ ...answer, type: ANSWER_TYPE.replace('v=1', 'v=2') }),
    { type: 'unknownAlgorithm' },
  ],
  ['not JSON', () => signText(ANSWER_TYPE, '{', ana.signer), { type: 'notAnAnswer' }],
  [
    'a key too many',
    () => signText(ANSWER_TYPE, canonicalText({ ...facts, more: 1 } as object as Json), ana.signer),
    { type: 'notAnAnswer' },
  ],
  ['a short nonce', () => signAnswer({ ...facts, nonce: 'AAAA' }, [ana.signer]), { type: 'notAnAnswer' }],
  ['a key of small order', () => signAnswer({ ...facts, card: smallOrderCard() }, [ana.signer]), { type: 'unsafeKey' }],
  ['signed by another', () => signAnswer(facts, [eve.signer]), { type: 'answerForged' }],
  ['signed by one more', () => signAnswer(facts, [ana.signer, eve.signer]), { type: 'answerForged' }],
  ['signed by nobody', async () => ({ ...answer, signatures: [] }), { type: 'answerForged' }],
  [
    "an organisation's card that its key did not sign for this invitation",
    () => signAnswer({ ...facts, organisation: houseCard }, [ana.signer]),
    { type: 'answerForged' },
  ],
  [
    'changed after it was signed',
    async () => ({ ...answer, body: answer.body.replace(id, digestOfText('another')) }),
    { type: 'answerForged' },
  ],
  [
    "another's card",
    async () =>
      signAnswer({ ...facts, card: await signCard({ key: eve.key, name: 'x', recipient: null }, ana.signer) }, [
        ana.signer,
      ]),
    { type: 'answerForged' },
  ],
])('an answer with %s is refused', async (_name, make, error) => {
  expect(await readAnswer(await make())).toEqual({ ok: false, error });
});

const otherAnswer = digestOfText('another answer');
const ledgerOf = (more: Partial<OpenInvitation> = {}): ReadonlyMap<Digest, OpenInvitation> =>
  new Map([[id, { invitation, state: 'open', answer: null, ...more }]]);
const given = read.value;

test.each<readonly [name: string, ledger: ReadonlyMap<Digest, OpenInvitation>, today: string, error: object | null]>([
  ['the first answer', ledgerOf(), TODAY, null],
  ['the same answer before it was granted', ledgerOf({ state: 'answered', answer: given.id }), TODAY, null],
  ['its last day', ledgerOf(), '2027-01-31', null],
  ['an invitation of somebody else', new Map(), TODAY, { type: 'invitationUnknown' }],
  ['the same answer again', ledgerOf({ state: 'granted', answer: given.id }), TODAY, { type: 'answerReplayed' }],
  ['another answer', ledgerOf({ state: 'answered', answer: otherAnswer }), TODAY, { type: 'invitationReused' }],
  ['another answer later', ledgerOf({ state: 'granted', answer: otherAnswer }), TODAY, { type: 'invitationReused' }],
  ['an invitation taken back', ledgerOf({ state: 'withdrawn' }), TODAY, { type: 'invitationWithdrawn' }],
  ['a day too late', ledgerOf(), '2027-02-01', { type: 'invitationExpired', until: '2027-01-31' }],
  [
    'a device where an organisation was invited',
    ledgerOf({ invitation: { ...invitation, subject: 'organisation' } }),
    TODAY,
    { type: 'answerSwapped' },
  ],
])("the inviter's ledger: %s", (_name, ledger, today, error) => {
  const judged = judgeAnswer(given, ledger, today);
  expect(judged.ok ? null : judged.error).toEqual(error);
});

test('the date is shown, and a person decides in spite of it; no clock takes up what was used', () => {
  expect(judgeAnswer(given, ledgerOf(), '2031-01-01', true).ok).toBe(true);
  const used = ledgerOf({ state: 'granted', answer: otherAnswer });
  expect(judgeAnswer(given, used, '1970-01-01', true)).toEqual({ ok: false, error: { type: 'invitationReused' } });
});

test('both sides see the same seven emoji, of 64 that all have names of their own', () => {
  const shown = emojiOf(invitation, given.id, secret);
  expect(shown).toHaveLength(7);
  const heard = openComparison(invitation, secret);
  expect(heard.ok && emojiOf(invitation, given.id, heard.value)).toEqual(shown);
  expect(new Set(EMOJI_NAMES).size).toBe(64);
});

test('another key, another invitation or another secret is another row of emoji', async () => {
  const shown = emojiOf(invitation, given.id, secret);
  const eves = await signCard({ key: eve.key, name: 'Portátil 4', recipient: null }, eve.signer);
  const swapped = await readAnswer(await signAnswer({ ...facts, card: eves }, [eve.signer]));
  if (!swapped.ok) throw new Error(swapped.error.type);
  const rows = [
    emojiOf(invitation, swapped.value.id, secret),
    emojiOf({ ...invitation, parent: shortIdOf(eve.kid) }, given.id, secret),
    emojiOf({ ...invitation, roles: ['secretariat'] }, given.id, secret),
    emojiOf(invitation, given.id, seedBytes('other').slice(0, 10)),
  ];
  for (const row of rows) expect(row).not.toEqual(shown);
});

test('every one of the 64 comes up', () => {
  const seen = new Set<string>();
  for (let at = 0; at < 200; at++)
    for (const { name } of emojiOf(invitation, digestOfText(`answer ${at}`), secret)) seen.add(name);
  expect(seen.size).toBe(64);
});

test('a secret that the invitation did not commit to is swapped, and is refused before anything is compared', () => {
  for (const wrong of [seedBytes('other').slice(0, 10), secret.slice(1), new Uint8Array()])
    expect(openComparison(invitation, wrong)).toEqual({ ok: false, error: { type: 'comparisonSwapped' } });
});

test.each<readonly [name: string, bytes: Uint8Array]>([
  ['nothing', new Uint8Array()],
  ['a byte too many', new Uint8Array([...invitationToBytes(invitation), 0])],
  ['no role at all', invitationToBytes({ ...invitation, roles: [] })],
  ['a mesa that there is not', invitationToBytes(invitation).with(49, 0x10)],
  ['a role that there is not', invitationToBytes(invitation).with(48, 0x20)],
  ['a month that there is not', Uint8Array.from([...invitationToBytes(invitation).subarray(0, 50), 0x01, 0xe1])],
])('an invitation with %s is none', (_name, bytes) => {
  expect(bytesToInvitation(bytes)).toEqual({ ok: false, error: { type: 'notAnInvitation' } });
});

test.each<readonly [name: string, change: (code: string) => readonly string[], error: object]>([
  ['of a newer kind', () => [twisted(0, 0x20)], { type: 'newerCode' }],
  ['of no kind', () => [twisted(0, 0x1f)], { type: 'notACode' }],
  ['whose number is greater than how many there are', () => [twisted(2, 2)], { type: 'notACode' }],
  ['that says it is longer', () => [twisted(1, 60)], { type: 'codeCutShort' }],
  ['that says it is shorter', () => [twisted(1, 50)], { type: 'notACode' }],
  ['whose last groups were left out', (code) => [code.slice(0, 60)], { type: 'codeCutShort' }],
  ['of another whole', () => [twisted(4, 0)], { type: 'codeAltered' }],
  [
    'beside one of another kind',
    (code) => [code, bytesToCodes('comparison', secret)?.[0] ?? ''],
    { type: 'codesMixed' },
  ],
])('a code %s is refused', (_name, change, error) => {
  const [code = ''] = bytesToCodes('invitation', invitationToBytes(invitation)) ?? [];
  expect(joined(change(code))).toEqual({ ok: false, error });
});

test('codes that have not come yet are named', () => {
  const [, second = ''] = bytesToCodes('answer', new Uint8Array(250)) ?? [];
  expect(joined([second])).toEqual({ ok: true, value: { kind: 'answer', bytes: null, of: 3, missing: [1, 3] } });
});

function joined(codes: readonly string[]) {
  const parts: CodePart[] = [];
  for (const code of codes) {
    const part = readCode(code);
    if (!part.ok) return part;
    parts.push(part.value);
  }
  return joinCodes(parts);
}

function bytesOf(codes: readonly string[]): Uint8Array {
  const whole = joined(codes);
  if (!whole.ok || whole.value.bytes === null) throw new Error('not whole');
  return whole.value.bytes;
}

/** The invitation's code with one byte of its header changed, and its check letters made to fit again. */
function twisted(at: number, value: number): string {
  const [code = ''] = bytesToCodes('invitation', invitationToBytes(invitation)) ?? [];
  const bytes = typedCodeToBytes(code);
  if (!bytes.ok) throw new Error(bytes.error.type);
  return bytesToTypedCode(bytes.value.with(at, value));
}

function smallOrderCard(): Signed {
  const key = bytesToBase64url(Uint8Array.of(1, ...new Uint8Array(31)));
  const body = canonicalText({ key, name: 'x', recipient: null });
  return { type: CARD_TYPE, body, signatures: [{ kid: keyIdOf(key), sig: 'A'.repeat(86) }] };
}
