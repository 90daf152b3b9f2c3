// The door: admitted, held or refused, each with its typed reason.

import assert from 'node:assert/strict';
import { beforeAll, describe, expect, it } from 'vitest';
import { canonicalText, type Json } from '#shared/base/json.ts';
import type { ChangesetId, KeyId, RecordId } from '#shared/base/ids.ts';
import {
  CHANGESET_TYPE,
  type Changeset,
  type ChangesetBody,
  SCHEMA,
  signChangeset,
  type VerifiedChangeset,
} from '#shared/log/changeset.ts';
import { signText } from '#shared/log/envelope.ts';
import { resolveTrust, type Trust } from '#shared/log/roster.ts';
import { checkIncoming } from '#shared/merge/admit.ts';
import { gapsOf } from '#shared/merge/gaps.ts';
import { planMerge } from '#shared/merge/plan.ts';
import { EMPTY_SNAPSHOT, type AuthorLog, type MergeSnapshot } from '#shared/merge/state.ts';
import { type FakeDevice, type FakeMechanism, fakeMechanism } from '#scripts/headless/mechanism.ts';

const SALT = 'AAAAAAAAAAAAAAAAAAAAAA';
const RECORD = 'AAAAAAAAAAAAAAAAAAAAAA' as RecordId;

let world: FakeMechanism;
let trust: Trust;
let device: FakeDevice;
let chain: VerifiedChangeset[];

beforeAll(async () => {
  world = await fakeMechanism('admit');
  trust = await resolveTrust(world.profile, world.credentials, []);
  device = world.recorders[0] ?? assert.fail();
  chain = await chainOf(device, 6);
});

describe('admitted', () => {
  it('a whole chain is admitted in whatever order it comes', async () => {
    const { plan } = await take(EMPTY_SNAPSHOT, carried([5, 0, 3, 1, 4, 2]));
    expect(plan.changesets.map(({ body }) => body.seq).toSorted((a, b) => a - b)).toEqual([1, 2, 3, 4, 5, 6]);
    expect(plan.logs.get(device.kid)?.entries.map(({ id }) => id)).toEqual(chain.map(({ id }) => id));
  });

  it('the same changeset again is already here and changes nothing', async () => {
    const { after } = await take(EMPTY_SNAPSHOT, carried([0, 1, 2]));
    const { checked, plan } = await take(after, carried([0, 1, 2]));
    expect([checked.already, plan.changesets.length, plan.records.size]).toEqual([3, 0, 0]);
  });

  it('this device’s own changesets are admitted before it has joined anything', async () => {
    const nobody: Trust = { ...trust, authors: new Map() };
    const checked = await checkIncoming(EMPTY_SNAPSHOT, carried([0, 1]), nobody, [device]);
    expect(checked.admitted).toHaveLength(2);
  });

  it('a part withheld before enriches the record when it comes, and only then', async () => {
    const poor = chain
      .slice(0, 1)
      .map(({ changeset }): Changeset => ({ signed: changeset.signed, parts: { open: changeset.parts.open ?? '' } }));
    const { after, checked } = await take(EMPTY_SNAPSHOT, poor);
    expect(checked.admitted[0]?.withheld).toEqual(['restricted']);
    expect(Object.keys(after.records.get(RECORD)?.cells ?? {})).toEqual(['title']);
    const { plan } = await take(after, carried([0]));
    expect(plan.changesets[0]?.changes.open).toBeUndefined();
    expect(Object.keys(plan.records.get(RECORD)?.cells ?? {})).toEqual(['site', 'title']);
    expect(plan.logs.get(device.kid)?.entries[0]).toMatchObject({ here: ['open', 'restricted'], withheld: [] });
  });

  it('a copy with a false signature does not hide a copy with the true one', async () => {
    const good = chain[0]?.changeset ?? assert.fail();
    const sig = chain[1]?.changeset.signed.signatures[0]?.sig ?? '';
    const forged: Changeset = { ...good, signed: { ...good.signed, signatures: [{ kid: device.kid, sig }] } };
    for (const order of [
      [forged, good],
      [good, forged],
    ]) {
      const checked = await checkIncoming(EMPTY_SNAPSHOT, order, trust, []);
      expect(checked.admitted).toHaveLength(1);
      expect(checked.admitted[0]?.changeset.signed.signatures).toEqual(good.signed.signatures);
    }
  });
});

describe('held', () => {
  it('what follows a gap is held with the numbers that are missing, and freed when they come', async () => {
    const { after, checked } = await take(EMPTY_SNAPSHOT, carried([0, 3, 4]));
    expect(checked.held.map(({ seq, reason }) => [seq, reason])).toEqual([
      [4, { type: 'gap', author: device.kid, from: 2, to: 3 }],
      [5, { type: 'gap', author: device.kid, from: 2, to: 4 }],
    ]);
    expect(gapsOf(after.logs, after.held)).toEqual([{ author: device.kid, from: 2, to: 3 }]);
    const { checked: freed } = await take(after, carried([1, 2]));
    expect(freed.held).toEqual([]);
    expect(freed.admitted.map(({ body }) => body.seq)).toEqual([2, 3, 4, 5]);
  });

  it('an author nobody vouches for is held, not refused', async () => {
    const checked = await checkIncoming(EMPTY_SNAPSHOT, carried([0]), { ...trust, authors: new Map() }, []);
    expect(checked.held[0]?.reason).toEqual({ type: 'unknownAuthor', author: device.kid });
    expect(checked.refused).toEqual([]);
  });

  it('a newer schema is held untouched', async () => {
    const body = { ...bodyOf(chain[0]), schema: SCHEMA + 1, flavour: 'new' };
    const changeset = {
      signed: await signText(CHANGESET_TYPE, canonicalText(body as object as Json), device.signer),
      parts: chain[0]?.changeset.parts ?? {},
    };
    const { checked } = await take(EMPTY_SNAPSHOT, [changeset]);
    expect(checked.held[0]).toMatchObject({ reason: { type: 'newerSchema', schema: 2 }, changeset });
  });

  it('after a revocation what came before its point is admitted and what comes after is held', async () => {
    const good = chain[2]?.id ?? assert.fail();
    const roster = await world.roster(1, [{ kid: device.kid, seq: 3, id: good, reason: 'stolen' }]);
    const revoked = await resolveTrust(world.profile, world.credentials, [roster]);
    const checked = await checkIncoming(EMPTY_SNAPSHOT, carried([0, 1, 2, 3]), revoked, []);
    expect(checked.admitted.map(({ body }) => body.seq)).toEqual([1, 2, 3]);
    expect(checked.held[0]?.reason).toEqual({ type: 'revoked', author: device.kid, lastGood: 3 });
  });
});

describe('refused', () => {
  it('a changed part, a changed body and a foreign signature each have their reason', async () => {
    const { signed, parts } = chain[0]?.changeset ?? assert.fail();
    const other = world.recorders[1] ?? assert.fail();
    const cases: [Changeset, string][] = [
      [{ signed, parts: { ...parts, open: (parts.open ?? '').replace('Título', 'Titulo') } }, 'wrongDigest'],
      [{ signed: { ...signed, body: signed.body.replace('"lamport":1', '"lamport":2') }, parts }, 'badSignature'],
      [{ signed: { ...signed, body: signed.body.replace('{', '{ ') }, parts }, 'notCanonical'],
      [{ signed: await signText(CHANGESET_TYPE, signed.body, other.signer), parts }, 'badSignature'],
      [{ signed: { ...signed, type: 'application/json' }, parts }, 'wrongType'],
    ];
    for (const [changeset, type] of cases) {
      const checked = await checkIncoming(EMPTY_SNAPSHOT, [changeset], trust, []);
      expect(checked.refused.map(({ reason }) => reason.type)).toEqual([type]);
      expect([checked.admitted, checked.held]).toEqual([[], []]);
    }
  });

  it('a false signature in the middle of a good chain is refused, whoever vouches; what follows waits for a true copy', async () => {
    const forged = chain.map(({ changeset }, at): Changeset => {
      const sig = chain[0]?.changeset.signed.signatures[0]?.sig ?? '';
      return at === 2
        ? { ...changeset, signed: { ...changeset.signed, signatures: [{ kid: device.kid, sig }] } }
        : changeset;
    });
    const { checked, after } = await take(EMPTY_SNAPSHOT, forged);
    expect(checked.admitted.map(({ body }) => body.seq)).toEqual([1, 2]);
    expect(checked.refused).toEqual([{ id: chain[2]?.id, author: device.kid, reason: { type: 'badSignature' } }]);
    expect(checked.held.map(({ seq, reason }) => [seq, reason.type])).toEqual([
      [4, 'gap'],
      [5, 'gap'],
      [6, 'gap'],
    ]);
    const { after: whole } = await take(after, carried([2]));
    expect(whole).toEqual((await take(EMPTY_SNAPSHOT, carried([0, 1, 2, 3, 4, 5]))).after);
  });

  it('whatever of it goes on, however it is cut, is admitted by the next receiver', async () => {
    const sig = chain[0]?.changeset.signed.signatures[0]?.sig ?? '';
    for (let forgedAt = 0; forgedAt < chain.length; forgedAt++) {
      const mixed = chain.map(({ changeset }, at): Changeset => {
        const signatures = at === forgedAt && at > 0 ? [{ kid: device.kid, sig }] : changeset.signed.signatures;
        return { ...changeset, signed: { ...changeset.signed, signatures } };
      });
      const { checked } = await take(EMPTY_SNAPSHOT, mixed);
      for (let cut = 1; cut <= checked.admitted.length; cut++) {
        const goesOn = checked.admitted.slice(0, cut).map(({ changeset }) => changeset);
        const next = await checkIncoming(EMPTY_SNAPSHOT, goesOn, trust, []);
        expect([next.admitted.length, next.held, next.refused]).toEqual([cut, [], []]);
      }
    }
  });

  it('a chain that contradicts itself is refused', async () => {
    const body = { ...bodyOf(chain[3]), prev: chain[0]?.id as ChangesetId };
    const changeset = {
      signed: await signText(CHANGESET_TYPE, canonicalText(body as object as Json), device.signer),
      parts: chain[3]?.changeset.parts ?? {},
    };
    const { checked } = await take(EMPTY_SNAPSHOT, [...carried([0]), changeset]);
    expect(checked.refused[0]?.reason).toEqual({ type: 'wrongChain' });
  });
});

describe('fork', () => {
  it('two valid bodies for one number are both kept and the author is marked', async () => {
    const twin = await chainOf(device, 3, 'Otro');
    const { plan } = await take(EMPTY_SNAPSHOT, [...carried([0, 1]), ...twin.map(({ changeset }) => changeset)]);
    expect(plan.forks).toEqual([
      { author: device.kid, seq: 1 },
      { author: device.kid, seq: 2 },
    ]);
    expect(plan.logs.get(device.kid)?.forks).toEqual([1, 2]);
    expect(plan.changesets).toHaveLength(5);
  });
});

// ----

async function chainOf(author: FakeDevice, length: number, word = 'Título'): Promise<VerifiedChangeset[]> {
  const made: VerifiedChangeset[] = [];
  for (let seq = 1; seq <= length; seq++) {
    const previous = made.at(-1);
    const replaces = previous === undefined ? [] : [previous.id];
    const change = (cell: string, value: Json) => ({ record: RECORD, kind: 'consultation', cell, value, replaces });
    const at = { time: '2026-11-22T10:42:00Z', doubt: null } as const;
    const facts = { author: author.kid, seq, prev: previous?.id ?? null, seen: {}, lamport: seq, at, app: 'test' };
    const changes = { open: [change('title', `${word} ${seq}`)], restricted: [change('site', `Refugio ${seq}`)] };
    made.push(await signChangeset(facts, changes, { open: SALT, restricted: SALT }, author.signer));
  }
  return made;
}

const carried = (order: readonly number[]): Changeset[] => order.map((at) => chain[at]?.changeset ?? assert.fail());

const bodyOf = (changeset: VerifiedChangeset | undefined): ChangesetBody => changeset?.body ?? assert.fail();

type Snapshot = MergeSnapshot & { readonly logs: ReadonlyMap<KeyId, AuthorLog> };

async function take(snapshot: Snapshot, incoming: readonly Changeset[]) {
  const checked = await checkIncoming(snapshot, incoming, trust, []);
  const plan = planMerge(snapshot, checked);
  const after: Snapshot = {
    logs: new Map([...snapshot.logs, ...plan.logs]),
    records: new Map([...snapshot.records, ...plan.records]),
    held: plan.held,
  };
  return { checked, plan, after };
}
