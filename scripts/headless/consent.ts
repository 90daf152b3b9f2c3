// Consent taken back, on a device without a window: the same laws on the same functions as the app, over plain memory.

import type { ChangesetId, RecordId } from '#shared/base/ids.ts';
import { WITHDRAWN_CELL } from '#shared/log/change.ts';
import { type Changeset, openChangeset, type VerifiedChangeset } from '#shared/log/changeset.ts';
import { planErasing, touchedByErasing } from '#shared/merge/erase.ts';
import { reviewIdOf } from '#shared/merge/review.ts';
import { eraseUnread, type Reach, type Withdrawn, withdrawalIn } from '#shared/merge/withdraw.ts';
import { type Begun, begunIn, judgeWithdrawals } from '#shared/merge/withdrawal-rights.ts';
import { type HeadlessDevice, takeIn, writeRecord } from './device.ts';

export interface Heeding {
  readonly device: HeadlessDevice;
  /** what consent was taken back to, as far as it counts here; none: nobody who asked may */
  readonly withdrawn: Map<RecordId, Heeded>;
}

interface Heeded {
  readonly reaches: readonly Reach[];
  readonly heeded: ReadonlySet<ChangesetId>;
  readonly begun: Begun;
}

/** Signs that consent to a record is taken back, and erases it here. Answers the parts that went. */
export async function takeBack(
  heeding: Heeding,
  record: RecordId,
  kind: string,
  cells: readonly string[] | null = null,
): Promise<number> {
  const begunBy =
    heeding.withdrawn.get(record)?.begun.author ??
    begunIn(historyOf(heeding.device, [record]), record, undefined)?.author;
  const value = { cells: cells === null ? null : [...cells], ...(begunBy === undefined ? {} : { begunBy }) };
  await writeRecord(heeding.device, record, kind, [[WITHDRAWN_CELL, value]]);
  return heed(heeding);
}

/** Takes in what may come in, then erases what must go. Answers the parts that went. */
export async function takeInHeeding(heeding: Heeding, incoming: readonly Changeset[]): Promise<number> {
  const withdrawn = withdrawnFor(heeding, incoming);
  await takeIn(
    heeding.device,
    incoming.map((changeset) => eraseUnread(changeset, withdrawn)),
  );
  return heed(heeding);
}

/** A record that somebody began earlier than was known is asked about anew before anything of it goes. */
function withdrawnFor(heeding: Heeding, incoming: readonly Changeset[]): Withdrawn {
  const opened = incoming.flatMap((changeset) => {
    const each = openChangeset(changeset);
    return each.ok ? [each.value] : [];
  });
  const left = new Map(withdrawnNow(heeding));
  for (const [record, { begun }] of heeding.withdrawn) {
    if (begunIn(opened, record, begun)?.id === begun.id) continue;
    left.delete(record);
    left.delete(reviewIdOf(record));
  }
  return left;
}

function withdrawnNow({ withdrawn }: Heeding): Withdrawn {
  const all = new Map<RecordId, readonly Reach[]>();
  for (const [record, { reaches }] of withdrawn) {
    if (reaches.length > 0) all.set(record, reaches);
    const whole = reaches.filter(({ cells, of }) => cells === null && of === null);
    if (whole.length > 0) all.set(reviewIdOf(record), whole);
  }
  return all;
}

function heed(heeding: Heeding): number {
  const { device, withdrawn } = heeding;
  for (const [record, { cells }] of device.records) {
    if (cells[WITHDRAWN_CELL] === undefined) continue;
    const changesets = historyOf(device, [record]);
    const asked = changesets.flatMap((changeset) => withdrawalIn(changeset) ?? []);
    const known = withdrawn.get(record);
    const begun = begunIn(changesets, record, known?.begun);
    if (begun === undefined) continue; // where nothing is here, it is asked again when something comes
    const evidence = { begun, changesets, before: known?.heeded ?? new Set() };
    const { heeded, reaches } = judgeWithdrawals(asked, evidence, { trust: device.trust, own: [] });
    withdrawn.set(record, { reaches, heeded: new Set(heeded.map(({ id }) => id)), begun });
  }
  return erase(device, withdrawnNow(heeding));
}

function erase(device: HeadlessDevice, withdrawn: Withdrawn): number {
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
