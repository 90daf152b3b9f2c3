// What passes between two laptops that enrol. Law: what is taken is what was written, in its one spelling.

import assert from 'node:assert/strict';
import { bytesToBase64url, joinBytes, textToBytes } from '#shared/base/bytes.ts';
import { digestOfText } from '#shared/base/ids.ts';
import { parseJson } from '#shared/base/json.ts';
import { readAnswer, signAnswer } from '#shared/log/answer.ts';
import { bytesToCodes, codeToGroups, joinCodes, readCode } from '#shared/log/enrolment-code.ts';
import {
  bytesToInvitation,
  commitmentTo,
  type Invitation,
  invitationIdOf,
  invitationToBytes,
  shortIdOf,
} from '#shared/log/invitation.ts';
import { signCard } from '#shared/log/roster.ts';
import { decodeSigned } from '#shared/wire/letterbox.ts';
import { codesToBytes } from '#renderer/engine/enrolment-text.ts';
import { fakeKey, seedBytes } from '#scripts/headless/keys.ts';
import { valueOf } from '#tests/vectors/fixed-content.ts';
import { asBytes, CAPS, type Target, textOf } from './target.ts';

const ana = fakeKey('hostile ana');
const invitation: Invitation = {
  mechanism: shortIdOf(digestOfText('mechanism')),
  parent: shortIdOf(fakeKey('hostile root').kid),
  commitment: commitmentTo(seedBytes('hostile secret').slice(0, 10)),
  subject: 'device',
  roles: ['recorder', 'steward'],
  mesas: [2, 4],
  suite: 'hybrid',
  until: '2027-01-31',
};

export async function answerTarget(): Promise<Target> {
  const card = await signCard({ key: ana.key, name: 'Portátil 4', recipient: null }, ana.signer);
  const nonce = bytesToBase64url(seedBytes('hostile nonce').slice(0, 16));
  const answer = await signAnswer({ invitation: invitationIdOf(invitation), nonce, card, organisation: null }, [
    ana.signer,
  ]);
  const { id } = valueOf(await readAnswer(answer));
  return {
    name: 'answer',
    good: [asBytes(answer)],
    async enter(input) {
      const parsed = parseJson(textOf(input), CAPS);
      const signed = parsed.ok ? decodeSigned(parsed.value) : undefined;
      if (signed === undefined) return 'notSigned';
      const read = await readAnswer(signed);
      if (!read.ok) return read.error.type;
      assert.equal(read.value.id, id, 'an answer that nobody signed');
      return null;
    },
  };
}

export function codeTarget(): Target {
  const wholes = [
    invitationToBytes(invitation),
    invitationToBytes({ ...invitation, until: null }),
    seedBytes('hostile whole'),
  ];
  const codes = wholes.flatMap((bytes) => bytesToCodes('invitation', bytes) ?? []);
  const known = new Set(wholes.map(bytesToBase64url));
  return {
    name: 'typed-code',
    good: codes.map((code) => textToBytes(codeToGroups(code))),
    async enter(input) {
      const part = readCode(textOf(input));
      if (!part.ok) return part.error.type;
      const joined = joinCodes([part.value]);
      if (!joined.ok) return joined.error.type;
      if (joined.value.bytes === null) return 'missing';
      assert(known.has(bytesToBase64url(joined.value.bytes)), 'a mistyped code was taken');
      return null;
    },
  };
}

/** Several codes, a line each, as a person pastes them. */
export function codesTarget(): Target {
  const wholes = [joinBytes(...'abcdefgh'.split('').map(seedBytes)), invitationToBytes(invitation)];
  const texts = wholes.map((bytes) => (bytesToCodes('invitation', bytes) ?? []).map(codeToGroups).join('\n'));
  const known = new Set(wholes.map(bytesToBase64url));
  return {
    name: 'typed-codes',
    good: texts.map(textToBytes),
    async enter(input) {
      const read = codesToBytes(textOf(input), 'invitation');
      if (!read.ok) return read.error.type;
      assert(known.has(bytesToBase64url(read.value)), 'mistyped codes were taken');
      return null;
    },
  };
}

export const invitationTarget: Target = {
  name: 'invitation',
  good: [invitationToBytes(invitation), invitationToBytes({ ...invitation, mesas: [], until: null, suite: 'classic' })],
  async enter(input) {
    const read = bytesToInvitation(input);
    if (!read.ok) return read.error.type;
    assert.deepEqual(invitationToBytes(read.value), input, 'two spellings of one invitation');
    return null;
  },
};
