// The main job as a story: four laptops record offline, hand over by letterbox and by stick, the secretariat
// takes in, sees conflicts, decides one, and answers with receipts. Each step says what it saw.

import { shortCodeOf } from '#shared/base/ids.ts';
import { conflictsOf } from '#shared/merge/conflict.ts';
import { type CellState, headsOf } from '#shared/merge/state.ts';
import { identityOf } from '#shared/bundle/identity.ts';
import { takeIn, writeRecord } from '../headless/device.ts';
import { type Cast, type Player, recordIdOf } from './cast.ts';
import { isMerged, pack, type Packed, receiptBook, receive, type TakenIn } from './carry.ts';
import type { DemoEntry, DemoInput } from './input.ts';
import type { Edit } from './output.ts';
import type { PostOffice } from './post-office.ts';
import { longTextsOf, recordAll } from './record-entries.ts';

export interface Told {
  readonly edits: readonly Edit[];
  readonly decided: readonly Edit[];
  readonly packed: readonly Packed[];
  readonly taken: readonly TakenIn[];
  readonly merged: readonly Player[];
}

export interface Props {
  readonly cast: Cast;
  readonly input: DemoInput;
  readonly post: PostOffice;
  readonly say: (line: string) => void;
  /** writes the bundle where a person would find it, and reads it back */
  readonly keep: (bundle: Packed) => Promise<Uint8Array>;
  readonly keepReceipt: (name: string, signed: Parameters<PostOffice['leave']>[1][number]) => Promise<void>;
}

export async function tell(props: Props): Promise<Told> {
  const { cast, input, post, say, keep } = props;
  const [first, second, third, fourth] = cast.recorders;
  const office = cast.secretariat;
  const { recipient, identity } = await cast.mechanism.secretariat.ageKey();
  const opener = identityOf([identity]);

  await recordAll(cast.recorders, input.entries);
  for (const player of cast.recorders)
    say(`${player.name}: ${player.device.records.size} records, ${player.device.changesets.size} changesets`);

  // One laptop's records reach the other by stick, so that both can edit them; the secretariat reads it too.
  const peer = await cast.mechanism.recorders[0]?.ageKey();
  const shared = await pack(cast, first, [recipient, ...(peer ? [peer.recipient] : [])], {});
  await keep(shared);
  await takeIn(second.device, [...first.device.changesets.values()]);
  const firstBundles = [shared];
  const basis = headsOf(first.device.logs);
  say(`${second.name} took in ${first.device.records.size} records from ${first.name} by stick`);

  const edits = await editTogether(first, second, input.entries);
  say(
    `both edited at once: ${edits.map(({ entry, cell }) => `${entry} · ${cell}`).join(', ') || 'nothing to edit in this input'}`,
  );

  const later = [
    await pack(cast, first, [recipient], basis),
    await pack(cast, second, [recipient], basis),
    await pack(cast, third, [recipient], {}),
  ];
  const byStick = await pack(cast, fourth, [recipient], {});
  for (const bundle of [...firstBundles, ...later]) {
    await post.send(bundle.from, bundle.id, await keep(bundle));
    say(`${bundle.from.name} sent ${shortCodeOf(bundle.id)} to the letterbox: stored, receipt verified`);
  }
  const stick = await keep(byStick);
  say(`${fourth.name} handed over ${shortCodeOf(byStick.id)} by stick`);

  const taken: TakenIn[] = [];
  for (const bytes of [stick, ...(await post.fetch(office))]) taken.push(await receive(office, opener, bytes));
  for (const item of taken)
    say(
      `secretariat took in ${shortCodeOf(item.bundle)}: ${item.added} new changesets, ${item.already} already here, ${item.held} held`,
    );
  const again = await receive(office, opener, stick);
  say(`the stick again: ${again.added} new, ${again.already} already here`);

  const decided = await decideOne(office, edits);
  say(
    decided.length === 0
      ? 'no conflict to decide'
      : `secretariat decided ${decided.map(({ entry, cell }) => `${entry} · ${cell}`).join(', ')}`,
  );

  const merged = await answer(props, taken);
  return { edits, decided, packed: [...firstBundles, ...later, byStick], taken, merged };
}

/** Two records get a true conflict (one cell, two hands), a third gets two different cells: no conflict. */
async function editTogether(first: Player, second: Player, entries: readonly DemoEntry[]): Promise<readonly Edit[]> {
  const edits: Edit[] = [];
  const mine = entries.filter(({ id }) => first.device.records.has(recordIdOf(id)));
  for (const [at, entry] of mine.slice(0, 3).entries()) {
    const texts = longTextsOf(entry);
    const [a, b] = at < 2 ? [texts[0], texts[0]] : [texts[0], texts[1]];
    if (a === undefined || b === undefined) continue;
    const record = recordIdOf(entry.id);
    await writeRecord(first.device, record, entry.kind, [[a[0], `${a[1]} (revisado en el terreno)`]]);
    await writeRecord(second.device, record, entry.kind, [[b[0], `${b[1]} (según la coordinación)`]]);
    edits.push(...[...new Set([a[0], b[0]])].map((cell) => ({ entry: entry.id, cell })));
  }
  return edits;
}

/** "Both are right": the first conflict's two texts are joined by a new write that replaces both. */
async function decideOne(office: Player, edits: readonly Edit[]): Promise<readonly Edit[]> {
  for (const edit of edits) {
    const record = office.device.records.get(recordIdOf(edit.entry));
    const cell = record?.cells[edit.cell];
    if (record === undefined || cell === undefined || !conflictsOf(record).includes(edit.cell)) continue;
    await writeRecord(office.device, record.id, record.kind, [[edit.cell, joined(cell)]]);
    return [edit];
  }
  return [];
}

/** Both are right: what was written, line by line, the shown one first. */
export const joined = ({ writes }: CellState): string =>
  writes.map(({ value }) => (typeof value === 'string' ? value : JSON.stringify(value))).join('\n');

/** Receipts go back through the letterbox; each laptop fetches its own and sees its records merged. */
async function answer({ cast, post, say, keepReceipt }: Props, taken: readonly TakenIn[]): Promise<readonly Player[]> {
  const receipts = await receiptBook(cast, cast.secretariat)(taken);
  for (const [at, { to, signed }] of receipts.entries()) {
    await post.leave(to, [signed]);
    await keepReceipt(`merged-${at + 1}`, signed);
  }
  const merged: Player[] = [];
  for (const player of cast.recorders) {
    if (await isMerged(cast, player, await post.collect(player))) merged.push(player);
  }
  say(`${merged.length} of ${cast.recorders.length} laptops hold a receipt that names everything they wrote`);
  return merged;
}
