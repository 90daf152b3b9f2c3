// A device without a window: the river of shared/ over plain memory, for the demo, the simulation and the
// bench. It keeps what the app keeps (log, records, held, trust) and writes as the app does, by the same
// functions; only the vault, the journal and the sealed store are absent.

import type { Json } from '#shared/base/json.ts';
import type { ChangesetId, KeyId, RecordId } from '#shared/base/ids.ts';
import type { Change, ChangesByLevel } from '#shared/log/change.ts';
import {
  type Changeset,
  type ClaimedTime,
  lamportAfter,
  signChangeset,
  type VerifiedChangeset,
} from '#shared/log/changeset.ts';
import type { Signer } from '#shared/log/envelope.ts';
import type { Trust } from '#shared/log/roster.ts';
import { checkIncoming } from '#shared/merge/admit.ts';
import { replacing, shownValue } from '#shared/merge/conflict.ts';
import { type MergePlan, planMerge } from '#shared/merge/plan.ts';
import { type AuthorLog, headOf, headsOf, type HeldChangeset, type RecordState } from '#shared/merge/state.ts';
import { sameMeaning } from '#shared/record/cell-value.ts';
import { levelOfPath } from '#shared/record/cells.ts';
import type { Level } from '#shared/record/definition.ts';

export interface HeadlessDevice {
  readonly signer: Signer;
  readonly key: string;
  readonly claimTime: () => ClaimedTime;
  /** 16 fresh bytes as base64url */
  readonly makeSalt: () => string;
  trust: Trust;
  readonly logs: Map<KeyId, AuthorLog>;
  readonly records: Map<RecordId, RecordState>;
  held: readonly HeldChangeset[];
  readonly changesets: Map<ChangesetId, Changeset>;
}

export const makeDevice = (
  facts: Pick<HeadlessDevice, 'signer' | 'key' | 'claimTime' | 'makeSalt' | 'trust'>,
): HeadlessDevice => ({
  ...facts,
  logs: new Map(),
  records: new Map(),
  held: [],
  changesets: new Map(),
});

/** One sitting: writes the cells that differ from what the record shows, as one changeset; undefined if none does. */
export async function writeRecord(
  device: HeadlessDevice,
  record: RecordId,
  kind: string,
  cells: Iterable<readonly [string, Json]>,
): Promise<VerifiedChangeset | undefined> {
  const changes = changesFor(device, record, kind, cells);
  if (Object.keys(changes).length === 0) return undefined;
  const head = headOf(device.logs.get(device.signer.kid) ?? { author: device.signer.kid, entries: [], forks: [] });
  const { [device.signer.kid]: _own, ...seen } = headsOf(device.logs);
  const salts: { [level in Level]?: string } = {};
  for (const level of Object.keys(changes) as Level[]) salts[level] = device.makeSalt();
  const facts = {
    author: device.signer.kid,
    seq: (head?.seq ?? 0) + 1,
    prev: head?.id ?? null,
    seen,
    lamport: lamportAfter(greatestLamport(device)),
    at: device.claimTime(),
    app: 'headless',
  };
  const signed = await signChangeset(facts, changes, salts, device.signer);
  await takeIn(device, [signed.changeset]);
  return signed;
}

/** Admits what can be admitted and applies it; answers the plan. */
export async function takeIn(device: HeadlessDevice, incoming: readonly Changeset[]): Promise<MergePlan> {
  const own = [{ kid: device.signer.kid, key: device.key }];
  const checked = await checkIncoming(device, incoming, device.trust, own);
  const plan = planMerge(device, checked);
  for (const [author, log] of plan.logs) device.logs.set(author, log);
  for (const [id, record] of plan.records) device.records.set(id, record);
  for (const { id, changeset } of plan.changesets) {
    const known = device.changesets.get(id);
    device.changesets.set(id, { signed: changeset.signed, parts: { ...known?.parts, ...changeset.parts } });
  }
  device.held = plan.held;
  return plan;
}

function changesFor(
  device: HeadlessDevice,
  record: RecordId,
  kind: string,
  cells: Iterable<readonly [string, Json]>,
): ChangesByLevel {
  const state = device.records.get(record);
  const changes: { [level in Level]?: Change[] } = {};
  for (const [cell, value] of cells) {
    const current = state?.cells[cell];
    const shown = shownValue(current);
    const isSettled = (current?.writes.length ?? 0) <= 1;
    if (isSettled && (shown === undefined ? value === null : sameMeaning(shown, value))) continue;
    const level = levelOfPath(kind, cell);
    (changes[level] ??= []).push({ record, kind, cell, value, replaces: replacing(current) });
  }
  return changes;
}

const greatestLamport = (device: HeadlessDevice): number => {
  let greatest = 0;
  for (const log of device.logs.values()) for (const { lamport } of log.entries) greatest = Math.max(greatest, lamport);
  return greatest;
};
