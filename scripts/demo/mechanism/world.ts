// What every act of the mechanism story works with: who plays, where bundles lie, and the lines in which what was told
// is laid beside what is found.

import { readFile } from 'node:fs/promises';
import { shortCodeOf, type RecordId } from '#shared/base/ids.ts';
import type { Json } from '#shared/base/json.ts';
import { FINISHED_CELL, LANGUAGE_CELL } from '#shared/log/change.ts';
import { approvalOf, decisionWrites, headsKnown, reviewIdOf } from '#shared/merge/review.ts';
import { entryToCells } from '#shared/record/cells.ts';
import { REVIEW_KIND } from '#shared/record/kinds.ts';
import { writeRecord } from '../../headless/device.ts';
import { recordIdOf } from '../cast.ts';
import type { Laptop } from '../coordinate/laptop.ts';
import { packFor, takeInto } from '../coordinate/pack-and-take.ts';
import type { DemoInput } from '../input.ts';
import { writeBundle } from '../output.ts';
import type { MechanismCast } from './cast.ts';

export interface World {
  readonly cast: MechanismCast;
  readonly input: DemoInput;
  readonly folder: string;
  readonly say: (line: string) => void;
  readonly check: (what: string, told: string, found: string) => void;
}

export interface Line {
  readonly what: string;
  readonly told: string;
  readonly found: string;
}

/** What people write in one sitting, as they would fill in the form, and finish. @param name of the record in the story */
export async function fillIn(
  laptop: Laptop,
  name: string,
  kind: string,
  entry: Readonly<Record<string, Json>>,
): Promise<RecordId> {
  const cells = entryToCells(kind, entry);
  if (!cells.ok) throw new Error(JSON.stringify(cells.error));
  const id = recordIdOf(name);
  await writeRecord(laptop.device, id, kind, [...cells.value, [LANGUAGE_CELL, 'es'], [FINISHED_CELL, true]]);
  return id;
}

export async function change(laptop: Laptop, id: RecordId, cells: Readonly<Record<string, Json>>): Promise<void> {
  const kind = laptop.device.records.get(id)?.kind;
  if (kind === undefined) throw new Error(`not on this laptop: ${id}`);
  await writeRecord(laptop.device, id, kind, Object.entries(cells));
}

/** By stick; what the reader has already does not travel again. */
export async function handOver({ cast, folder, say }: World, from: Laptop, reader: Laptop): Promise<void> {
  const packed = await packFor(cast, from, reader);
  if (!packed.ok) throw new Error(`packing failed: ${JSON.stringify(packed.error)}`);
  for (const bundle of packed.value) {
    const bytes = await readFile(await writeBundle(folder, bundle));
    const taken = await takeInto(cast, reader, bytes);
    if (!taken.ok) throw new Error(`not taken in: ${JSON.stringify(taken.error)}`);
    const { added, held, conflicts } = taken.value;
    const more = [held > 0 ? `, ${held} held` : '', conflicts > 0 ? `, ${conflicts} in conflict` : ''].join('');
    say(`${reader.name} took in ${shortCodeOf(bundle.id)} from ${from.name}: ${added} new${more}`);
  }
}

/** A reviewer has nothing left to ask about these. */
export async function approve({ device }: Laptop, ids: readonly RecordId[]): Promise<void> {
  for (const id of ids) {
    const record = device.records.get(id);
    if (record === undefined) continue;
    const review = reviewIdOf(id);
    const heads = headsKnown(device.logs, record);
    const writes = decisionWrites(device.records.get(review), id, approvalOf(record.kind), heads);
    const cells = Object.entries(writes).map(([path, { value }]): [string, Json] => [path, value]);
    await writeRecord(device, review, REVIEW_KIND, cells);
  }
}
