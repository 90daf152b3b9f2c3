// Second act: recorders hand over to the coordinators of their organisations, by stick. One laptop's records take
// several sticks, and one of them is lost: the coordinator sees which numbers never came, asks for exactly those in a
// signed request, and the recorder answers with exactly those. Meanwhile two people work on the same records.

import { shortCodeOf } from '#shared/base/ids.ts';
import { decodeRequest, signRequest } from '#shared/bundle/request.ts';
import { gapsOf } from '#shared/merge/gaps.ts';
import { recordIdOf } from '../cast.ts';
import type { Edit } from '../output.ts';
import { longTextsOf } from '../record-entries.ts';
import { housesOf, namedRuns, nameIn } from './cast.ts';
import { type PackedFor, packFor } from './pack-and-take.ts';
import { handOver, numbersOf, takeInSaying, type World, write } from './world.ts';

export async function toCoordinators(world: World): Promise<void> {
  const { cast, book } = world;
  book.chapter('From the recorders to their coordinators, by stick');
  await withALostStick(world);
  for (const { recorders, coordinator } of housesOf(cast)) {
    for (const recorder of recorders) {
      if (recorder !== cast.north.recorders[0]) await handOver(world, recorder, coordinator);
    }
  }
}

async function withALostStick(world: World): Promise<void> {
  const { cast, book } = world;
  const { coordinator, recorders } = cast.north;
  const [recorder] = recorders;
  const sticks = await cutInParts(world);
  const lostAt = sticks.length > 1 ? Math.floor((sticks.length - 1) / 2) : -1; // one comes after it
  const lost = sticks[lostAt];
  book.say(`${recorder.name} laid its records on ${sticks.length === 1 ? 'one stick' : `${sticks.length} sticks`}`);
  for (const [at, stick] of sticks.entries()) {
    const bytes = await world.keep(stick, at === lostAt ? 'lost' : 'bundles');
    if (at === lostAt) book.say(`the stick with ${shortCodeOf(stick.id)} was lost on the way`);
    else await takeInSaying(world, coordinator, bytes);
  }
  if (lost === undefined) return book.tell({ lostRun: [], answeredRun: [], heldMeanwhile: 0 });
  const after = sticks.slice(lostAt + 1).flatMap(({ runs }) => runs);
  book.tell({
    lostRun: namedRuns(cast, lost.runs),
    answeredRun: namedRuns(cast, lost.runs),
    heldMeanwhile: after.reduce((sum, { from, to }) => sum + to - from + 1, 0),
  });
  await ask(world);
  await answer(world);
}

/** Each stick is a little too small for all of it; in one part where that cannot be cut. */
async function cutInParts({ cast }: World): Promise<readonly PackedFor[]> {
  const { coordinator, recorders } = cast.north;
  const whole = await packFor(cast, recorders[0], coordinator);
  if (!whole.ok) throw new Error(`packing failed: ${JSON.stringify(whole.error)}`);
  const [only, ...more] = whole.value;
  if (only === undefined || more.length > 0) return whole.value;
  const cut = await packFor(cast, recorders[0], coordinator, { maxSize: only.bytes.length - 1 });
  return cut.ok ? cut.value : whole.value;
}

/** The coordinator names what never came, signs it, and gives it along on the stick that goes back. */
async function ask(world: World): Promise<void> {
  const { cast, book, keepSigned } = world;
  const { coordinator, recorders } = cast.north;
  const needs = gapsOf(coordinator.device.logs, coordinator.device.held);
  for (const gap of needs)
    book.say(`${coordinator.name} sees: changesets ${numbersOf(gap)} of ${nameIn(cast, gap.author)} never arrived`);
  const facts = { mechanism: cast.mechanism.profile.id, from: coordinator.keys.kid, to: recorders[0].keys.kid };
  const after = coordinator.taken.filter((taken) => taken.answer !== null).length; // receipts given so far
  const signed = await signRequest({ ...facts, needs, blobs: [], running: 1, after }, coordinator.device.signer);
  await keepSigned('requests', 'request-1', signed);
  await handOver(world, coordinator, recorders[0], { records: new Set(), requests: [signed] });
}

async function answer(world: World): Promise<void> {
  const { cast, book } = world;
  const { coordinator, recorders } = cast.north;
  const [recorder] = recorders;
  for (const signed of recorder.requests) {
    const asked = decodeRequest(signed);
    if (asked === undefined) continue;
    book.say(`${recorder.name} is asked for ${asked.needs.map(numbersOf).join(', ')} and answers with exactly that`);
    await handOver(world, recorder, coordinator, { asked });
  }
}

/**
 * The recorder and the coordinator change the same cell of one record, a conflict, and different cells of another,
 * which is none.
 */
export async function editTogether(world: World): Promise<Edit[]> {
  const { cast, input, book } = world;
  const { coordinator, recorders } = cast.north;
  const [recorder] = recorders;
  book.chapter('Two people at the same records');
  const both = input.entries.filter(
    ({ id, sittings }) =>
      sittings.length === 1 && [recorder, coordinator].every(({ device }) => device.records.has(recordIdOf(id))),
  );
  const [disputed] = both.filter((entry) => longTextsOf(entry).length > 0);
  const [shared] = both.filter((entry) => entry !== disputed && longTextsOf(entry).length > 1);
  const [text] = disputed === undefined ? [] : longTextsOf(disputed);
  const edits: Edit[] = [];
  if (disputed !== undefined && text !== undefined) {
    const [cell, words] = text;
    edits.push({ entry: disputed.id, cell });
    const record = recordIdOf(disputed.id);
    await write(world, recorder, record, disputed.kind, [[cell, `${words} (revisado en el terreno)`]]);
    await write(world, coordinator, record, disputed.kind, [[cell, `${words} (según la coordinación)`]]);
    book.say(`${recorder.name} and ${coordinator.name} each changed ${disputed.id} · ${cell}`);
  }
  const kept: { entry: string; cell: string; value: string }[] = [];
  if (shared !== undefined) {
    const [a, b] = longTextsOf(shared);
    for (const [laptop, text] of [
      [recorder, a],
      [coordinator, b],
    ] as const) {
      if (text === undefined) continue;
      const value = `${text[1]} (completado)`;
      await write(world, laptop, recordIdOf(shared.id), shared.kind, [[text[0], value]]);
      edits.push({ entry: shared.id, cell: text[0] });
      kept.push({ entry: shared.id, cell: text[0], value });
      book.say(`${laptop.name} changed ${shared.id} · ${text[0]}`);
    }
  }
  book.tell({
    keptBoth: kept.sort((a, b) => (a.cell < b.cell ? -1 : 1)),
    conflictsSeen: text === undefined ? {} : { [coordinator.name]: 1, [cast.office.name]: 1 },
  });
  await handOver(world, recorder, coordinator);
  return edits;
}
