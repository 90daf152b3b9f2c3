// The door, asked twice: what was verified before is not verified again, and the answer is the same.

import assert from 'node:assert/strict';
import { afterEach, beforeAll, expect, test, vi } from 'vitest';
import { bytesToBase64url } from '#shared/base/bytes.ts';
import type { RecordId } from '#shared/base/ids.ts';
import { type Changeset, type Head, signChangeset } from '#shared/log/changeset.ts';
import { resolveTrust, type Trust } from '#shared/log/roster.ts';
import { checkIncoming } from '#shared/merge/admit.ts';
import { planMerge } from '#shared/merge/plan.ts';
import { verifiedOf, verifyAhead } from '#shared/merge/verify-ahead.ts';
import { EMPTY_SNAPSHOT, type MergeSnapshot } from '#shared/merge/state.ts';
import { type FakeDevice, fakeMechanism } from '#scripts/headless/mechanism.ts';

let trust: Trust;
let device: FakeDevice;
let chain: readonly Changeset[];

beforeAll(async () => {
  const world = await fakeMechanism('admit again');
  trust = await resolveTrust(world.profile, world.credentials, []);
  device = world.recorders[0] ?? assert.fail();
  chain = await chainOf(device, 6);
});
afterEach(() => vi.restoreAllMocks());

test('asked again against other logs, it answers as if it were asked for the first time', async () => {
  const late = chain.slice(3);
  const first = await checkIncoming(EMPTY_SNAPSHOT, late, trust, []);
  expect(first.held.map(({ reason }) => reason.type)).toEqual(['gap', 'gap', 'gap']);
  const after = await taken(chain.slice(0, 3));
  const again = await checkIncoming(after, late, trust, [], first.verified);
  expect(again).toEqual(await checkIncoming(after, late, trust, []));
  expect(again.admitted).toHaveLength(3);
});

test('asked again, it verifies, hashes and parses nothing that it found true', async () => {
  const first = await checkIncoming(EMPTY_SNAPSHOT, chain, trust, []);
  const verify = vi.spyOn(crypto.subtle, 'verify');
  const encode = vi.spyOn(TextEncoder.prototype, 'encode');
  const parse = vi.spyOn(JSON, 'parse');
  const again = await checkIncoming(EMPTY_SNAPSHOT, chain, trust, [], first.verified);
  expect(again.admitted).toHaveLength(6);
  expect([verify.mock.calls.length, encode.mock.calls.length, parse.mock.calls.length]).toEqual([0, 0, 0]);
});

test('what was true under one key says nothing under another', async () => {
  const first = await checkIncoming(EMPTY_SNAPSHOT, chain, trust, []);
  const author = trust.authors.get(device.kid) ?? assert.fail();
  const stranger = (await fakeMechanism('stranger')).recorders[0] ?? assert.fail();
  const swapped: Trust = { ...trust, authors: new Map([[device.kid, { ...author, key: stranger.key }]]) };
  const again = await checkIncoming(EMPTY_SNAPSHOT, chain, swapped, [], first.verified);
  expect(again.admitted).toEqual([]);
  expect(again.refused).toHaveLength(6);
});

test('a copy that was altered since is another value, and is refused', async () => {
  const first = await checkIncoming(EMPTY_SNAPSHOT, chain, trust, []);
  const altered = chain.map(({ signed, parts }): Changeset => ({ signed, parts: { open: `${parts.open} ` } }));
  const again = await checkIncoming(EMPTY_SNAPSHOT, altered, trust, [], first.verified);
  expect(again.refused.map(({ reason }) => reason.type)).toEqual(altered.map(() => 'wrongDigest'));
});

test('what was verified ahead, elsewhere, is not verified again, and every answer is the same', async () => {
  const stranger = (await fakeMechanism('stranger')).recorders[0] ?? assert.fail();
  const [first = assert.fail(), second = assert.fail(), ...rest] = chain;
  const unsigned = { ...second, signed: { ...second.signed, signatures: first.signed.signatures } };
  const altered = { ...first, parts: { open: 'altered' } };
  const incoming = [altered, first, unsigned, ...rest, ...(await chainOf(stranger, 1))];
  const keys = new Map([[device.kid, device.key]]);
  const ahead = structuredClone(await verifyAhead(incoming, keys));
  expect(ahead.map((found) => found !== undefined)).toEqual([false, true, false, true, true, true, true, false]);
  const expected = await checkIncoming(EMPTY_SNAPSHOT, incoming, trust, []);
  const verify = vi.spyOn(crypto.subtle, 'verify');
  expect(await checkIncoming(EMPTY_SNAPSHOT, incoming, trust, [], verifiedOf(incoming, ahead))).toEqual(expected);
  expect(verify).toHaveBeenCalledTimes(2); // the altered part's copy of the body, and the false signature
});

async function taken(changesets: readonly Changeset[]): Promise<MergeSnapshot> {
  const plan = planMerge(EMPTY_SNAPSHOT, await checkIncoming(EMPTY_SNAPSHOT, changesets, trust, []));
  return { logs: plan.logs, records: plan.records, held: plan.held };
}

async function chainOf({ signer }: FakeDevice, length: number): Promise<readonly Changeset[]> {
  const changesets: Changeset[] = [];
  let head: Head | null = null;
  for (let seq = 1; seq <= length; seq++) {
    const record = bytesToBase64url(new Uint8Array(16).fill(seq)) as RecordId;
    const facts = {
      author: signer.kid,
      seq,
      prev: head?.id ?? null,
      seen: {},
      lamport: seq,
      at: { time: '2026-11-16T10:00:00.000Z', doubt: null },
      app: 'test',
    };
    const changes = { open: [{ record, kind: 'practice', cell: 'title', value: `${seq}`, replaces: [] }] };
    const signed = await signChangeset(facts, changes, { open: 'A'.repeat(22) }, signer);
    changesets.push(signed.changeset);
    head = { seq, id: signed.id };
  }
  return changesets;
}
