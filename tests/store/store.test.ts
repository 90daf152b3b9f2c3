// The store holds exactly what the plans say: beside a headless device that keeps everything in plain memory,
// after any order, split and repetition of what comes, and after being opened again.

import * as fc from 'fast-check';
import { afterEach, describe, expect, test } from 'vitest';
import { bytesToBase64url } from '#shared/base/bytes.ts';
import type { KeyId, RecordId } from '#shared/base/ids.ts';
import { canonicalText, type Json } from '#shared/base/json.ts';
import { type Changeset, withholdLevels } from '#shared/log/changeset.ts';
import { keyIdOf } from '#shared/log/envelope.ts';
import { NO_TRUST, type Trust } from '#shared/log/roster.ts';
import { checkIncoming } from '#shared/merge/admit.ts';
import { planMerge, recordsTouchedBy } from '#shared/merge/plan.ts';
import { applyPlan, readyPlan } from '#renderer/store/apply-plan.ts';
import { deleteDatabase } from '#renderer/store/whole-databases.ts';
import { makeSealer, randomName } from '#renderer/store/seal.ts';
import { openStore, type Store } from '#renderer/store/store.ts';
import { type HeadlessDevice, makeDevice, takeIn, writeRecord } from '#scripts/headless/device.ts';

const profiles: string[] = [];
afterEach(async () => {
  for (const profile of profiles.splice(0)) await deleteDatabase(profile);
});

const seen = (value: object): Json => canonicalText(value as Json);

async function fakeAuthor(): Promise<HeadlessDevice> {
  const pair = (await crypto.subtle.generateKey('Ed25519', true, ['sign', 'verify'])) as CryptoKeyPair;
  const key = bytesToBase64url(new Uint8Array(await crypto.subtle.exportKey('raw', pair.publicKey)));
  return makeDevice({
    signer: {
      kid: keyIdOf(key),
      sign: async (message) => new Uint8Array(await crypto.subtle.sign('Ed25519', pair.privateKey, message)),
    },
    key,
    claimTime: () => ({ time: '2026-03-01T00:00:00Z', doubt: null }),
    makeSalt: () => bytesToBase64url(crypto.getRandomValues(new Uint8Array(16))),
    trust: NO_TRUST,
  });
}

function trustIn(devices: readonly HeadlessDevice[]): Trust {
  const scope = { roles: [], mesas: [], countries: [] };
  const facts = {
    name: 'x',
    organisation: 'x',
    organisationKid: 'x' as KeyId,
    scope,
    recipient: null,
    from: null,
    until: null,
  };
  return {
    ...NO_TRUST,
    authors: new Map(devices.map(({ signer, key }) => [signer.kid, { ...facts, kid: signer.kid, key }])),
  };
}

/** Two authors who wrote into the same few records, each after having seen some of the other's. */
async function writtenChangesets(): Promise<{
  readonly authors: readonly HeadlessDevice[];
  readonly changesets: readonly Changeset[];
}> {
  const [one, two] = [await fakeAuthor(), await fakeAuthor()];
  one.trust = trustIn([one, two]);
  two.trust = one.trust;
  const records = Array.from(
    { length: 3 },
    () => bytesToBase64url(crypto.getRandomValues(new Uint8Array(16))) as RecordId,
  );
  const changesets: Changeset[] = [];
  for (let turn = 0; turn < 8; turn++) {
    const [writer, reader] = turn % 3 === 0 ? [two, one] : [one, two];
    const record = records[turn % records.length] as RecordId;
    const cells: readonly [string, Json][] = [
      ['title', `Título ${turn}`],
      ['primary_objectives.3', turn % 2 === 0 ? { listed: 0 } : null],
      ['submitter', `Quien ${turn % 2}`],
    ];
    const written = await writeRecord(writer, record, 'practice', cells);
    if (written === undefined) continue;
    changesets.push(written.changeset);
    if (turn % 2 === 0) await takeIn(reader, [written.changeset]);
  }
  return { authors: [one, two], changesets };
}

async function takeInto(store: Store, incoming: readonly Changeset[], trust: Trust): Promise<boolean> {
  const checked = await checkIncoming({ logs: store.logs, held: store.held() }, incoming, trust, []);
  const snapshot = await store.snapshot(recordsTouchedBy(checked.admitted));
  const ready = await readyPlan(store, planMerge(snapshot, checked), { isWhole: false });
  return applyPlan(store, ready, { shelf: new Map() });
}

async function contentOf(store: Store) {
  const records = await store.records.getMany(store.records.summaries.keys());
  const changesets = await store.log.getMany(store.log.summaries.keys());
  return {
    records: new Map([...records].map(([id, state]) => [id, seen(state)])),
    logs: new Map([...store.logs.keys()].map((author) => [author, seen(store.logs.get(author) ?? {})])),
    changesets: new Map([...changesets].map(([id, changeset]) => [id, seen(changeset)])),
    held: new Set(store.held().map((held) => seen(held))),
  };
}

const contentOfDevice = (device: HeadlessDevice) => ({
  records: new Map([...device.records].map(([id, state]) => [id, seen(state)])),
  logs: new Map([...device.logs].map(([author, log]) => [author, seen(log)])),
  changesets: new Map([...device.changesets].map(([id, changeset]) => [id, seen(changeset)])),
  held: new Set(device.held.map((held) => seen(held))),
});

describe('the store', () => {
  test('holds what a device in plain memory holds, after every step and reopening, whatever the order', async () => {
    const { authors, changesets } = await writtenChangesets();
    const trust = trustIn(authors);
    const arbStep = fc.record({
      at: fc.array(fc.nat({ max: changesets.length - 1 }), { minLength: 1, maxLength: 4 }),
      withheld: fc.boolean(),
      reopened: fc.boolean(),
    });
    await fc.assert(
      fc.asyncProperty(fc.array(arbStep, { minLength: 1, maxLength: 6 }), async (steps) => {
        const profile = randomName();
        profiles.push(profile);
        const sealer = await makeSealer(crypto.getRandomValues(new Uint8Array(32)));
        const device = await fakeAuthor();
        device.trust = trust;
        let store = await openStore(profile, sealer);
        for (const { at, withheld, reopened } of steps) {
          const chosen = at.flatMap((place) => changesets[place] ?? []);
          const incoming = chosen.map((changeset) => (withheld ? withholdLevels(changeset, ['mechanism']) : changeset));
          await takeIn(device, incoming);
          expect(await takeInto(store, incoming, trust)).toBe(true);
          if (reopened) {
            store.close();
            store = await openStore(profile, sealer);
          }
          expect(await contentOf(store)).toEqual(contentOfDevice(device));
        }
        store.close();
      }),
      { numRuns: 20 },
    );
  });

  test('a plan made from a store that somebody else has written to since is not applied', async () => {
    const { authors, changesets } = await writtenChangesets();
    const trust = trustIn(authors);
    const profile = randomName();
    profiles.push(profile);
    const sealer = await makeSealer(crypto.getRandomValues(new Uint8Array(32)));
    const [one, other] = [await openStore(profile, sealer), await openStore(profile, sealer)];
    expect(await takeInto(one, changesets.slice(0, 4), trust)).toBe(true);
    expect(await other.isCurrent()).toBe(false);
    expect(await takeInto(other, changesets, trust)).toBe(false);
    const again = await openStore(profile, sealer);
    expect(await contentOf(again)).toEqual(await contentOf(one));
    for (const store of [one, other, again]) store.close();
  });
});
