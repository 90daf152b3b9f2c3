// Consent taken back, on a device without a window: the same laws on the same functions as the app, over plain memory.

import type { RecordId } from '#shared/base/ids.ts';
import { WITHDRAWN_CELL } from '#shared/log/change.ts';
import { type Changeset, openChangeset, type VerifiedChangeset } from '#shared/log/changeset.ts';
import { planErasing, touchedByErasing } from '#shared/merge/erase.ts';
import { reviewIdOf } from '#shared/merge/review.ts';
import { eraseUnread, mayWithdraw, withdrawalIn, writersOf } from '#shared/merge/withdraw.ts';
import { type HeadlessDevice, takeIn, writeRecord } from './device.ts';

export interface Heeding {
  readonly device: HeadlessDevice;
  /** what consent was taken back to, as far as it counts here */
  readonly withdrawn: Map<RecordId, readonly string[] | null>;
}

/** Signs that consent to a record is taken back, and erases it here. Answers the parts that went. */
export async function takeBack(heeding: Heeding, record: RecordId, kind: string): Promise<number> {
  await writeRecord(heeding.device, record, kind, [[WITHDRAWN_CELL, { cells: null }]]);
  return heed(heeding);
}

/** Takes in what may come in, then erases what must go. Answers the parts that went. */
export async function takeInHeeding(heeding: Heeding, incoming: readonly Changeset[]): Promise<number> {
  const { device, withdrawn } = heeding;
  await takeIn(
    device,
    incoming.map((changeset) => eraseUnread(changeset, withdrawn)),
  );
  return heed(heeding);
}

function heed({ device, withdrawn }: Heeding): number {
  for (const [record, { cells }] of device.records) {
    if (cells[WITHDRAWN_CELL] === undefined || withdrawn.has(record)) continue;
    const changesets = historyOf(device, [record]);
    const writers = writersOf(changesets, record);
    const isHeeded = changesets.some((changeset) => {
      const withdrawal = withdrawalIn(changeset);
      return withdrawal?.record === record && mayWithdraw(withdrawal.author, writers, device.trust);
    });
    if (!isHeeded || writers.size === 0) continue; // where nothing is here, it is asked again when something comes
    withdrawn.set(record, null);
    withdrawn.set(reviewIdOf(record), null);
  }
  return erase(device, withdrawn);
}

function erase(device: HeadlessDevice, withdrawn: Heeding['withdrawn']): number {
  const touched = touchedByErasing(historyOf(device, [...withdrawn.keys()]), withdrawn);
  const snapshot = {
    logs: device.logs,
    records: new Map([...device.records].filter(([record]) => touched.has(record))),
    held: device.held,
  };
  const { plan, gone } = planErasing(snapshot, historyOf(device, [...touched]), withdrawn);
  let parts = 0;
  for (const { id, changeset } of plan.changesets) {
    parts += Object.keys(device.changesets.get(id)?.parts ?? {}).length - Object.keys(changeset.parts).length;
    device.changesets.set(id, changeset);
  }
  for (const [author, log] of plan.logs) device.logs.set(author, log);
  for (const [record, state] of plan.records) device.records.set(record, state);
  for (const record of gone) device.records.delete(record);
  device.held = plan.held;
  return parts;
}

function historyOf(device: HeadlessDevice, records: readonly RecordId[]): readonly VerifiedChangeset[] {
  const ids = new Set(records.flatMap((record) => device.records.get(record)?.changesets ?? []));
  return [...ids].flatMap((id) => {
    const changeset = device.changesets.get(id);
    const opened = changeset === undefined ? undefined : openChangeset(changeset);
    return opened?.ok === true ? [opened.value] : [];
  });
}
