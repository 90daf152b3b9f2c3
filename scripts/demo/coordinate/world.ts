// What every act of the coordinate story works with: who plays, the post, the folder, and the book in which the story
// says what it does, in words for people and in facts for the table at its end.

import type { Json } from '#shared/base/json.ts';
import { type RecordId, shortCodeOf } from '#shared/base/ids.ts';
import type { Signed } from '#shared/log/envelope.ts';
import { writeRecord } from '../../headless/device.ts';
import type { Packed } from '../carry.ts';
import type { DemoInput } from '../input.ts';
import type { PostOffice } from '../post-office.ts';
import { type CoordinateCast, nameIn } from './cast.ts';
import type { Facts } from './facts.ts';
import type { Laptop, Taken } from './laptop.ts';
import { type Choice, type PackedFor, packFor, takeInto } from './pack-and-take.ts';

export interface World {
  readonly cast: CoordinateCast;
  readonly input: DemoInput;
  readonly post: PostOffice;
  readonly book: Book;
  /** writes a bundle where a person would find it, and reads it back */
  readonly keep: (bundle: Packed, folder?: 'bundles' | 'lost') => Promise<Uint8Array>;
  /** writes a signed thing as DSSE JSON */
  readonly keepSigned: (folder: 'receipts' | 'requests', name: string, signed: Signed) => Promise<void>;
}

export interface Book {
  chapter(title: string): void;
  say(line: string): void;
  tell(facts: Facts): void;
  /** one changeset more that a laptop wrote */
  wrote(laptop: Laptop, changesets: number): void;
  readonly hasWritten: (laptop: Laptop) => boolean;
  readonly told: () => Facts;
  readonly lines: readonly string[];
}

export function openBook(say: (line: string) => void): Book {
  const lines: string[] = [];
  const written: Record<string, number> = {};
  let told: Facts = {};
  return {
    chapter: (title) => {
      lines.push('', `## ${title}`, '');
      say(`\n${title}`);
    },
    say: (line) => {
      lines.push(`- ${line}`);
      say(`  ${line}`);
    },
    tell: (facts) => {
      told = { ...told, ...facts };
    },
    wrote: ({ name }, changesets) => {
      if (changesets > 0) written[name] = (written[name] ?? 0) + changesets;
    },
    hasWritten: ({ name }) => Object.hasOwn(written, name),
    told: () => ({ ...told, written }),
    lines,
  };
}

/** One sitting on a laptop, counted. */
export async function write(
  { book }: World,
  laptop: Laptop,
  record: RecordId,
  kind: string,
  cells: Iterable<readonly [string, Json]>,
): Promise<void> {
  const written = await writeRecord(laptop.device, record, kind, cells);
  book.wrote(laptop, written === undefined ? 0 : 1);
}

/** Packs for a reader and lays the bundles on a stick, as files. */
export async function toStick(
  world: World,
  from: Laptop,
  reader: Laptop,
  choice?: Choice,
): Promise<readonly { readonly bundle: PackedFor; readonly bytes: Uint8Array }[]> {
  const packed = await packFor(world.cast, from, reader, choice);
  if (!packed.ok) throw new Error(`packing failed: ${JSON.stringify(packed.error)}`);
  const sticks = [];
  for (const bundle of packed.value) sticks.push({ bundle, bytes: await world.keep(bundle) });
  return sticks;
}

/** Hands over by stick, and says what each bundle brought. */
export async function handOver(world: World, from: Laptop, reader: Laptop, choice?: Choice): Promise<void> {
  for (const { bytes } of await toStick(world, from, reader, choice)) await takeInSaying(world, reader, bytes);
}

/** A bundle that is for this laptop; a refusal would be a bug of the story. */
export async function takeInSaying({ cast, book }: World, reader: Laptop, bytes: Uint8Array): Promise<Taken> {
  const [requests, receipts] = [reader.requests.length, reader.receipts.length];
  const taken = await takeInto(cast, reader, bytes);
  if (!taken.ok) throw new Error(`not taken in: ${JSON.stringify(taken.error)}`);
  const { bundle, from, added, already, held, conflicts, answer } = taken.value;
  const counts: readonly (readonly [number, string])[] = [
    [already, 'already here'],
    [held, 'held'],
    [conflicts, 'in conflict'],
    [reader.requests.length - requests, 'requests'],
    [reader.receipts.length - receipts - (answer === null ? 0 : 1), 'receipts'],
  ];
  const words = [`${added} new`, ...counts.flatMap(([count, word]) => (count > 0 ? [`${count} ${word}`] : []))];
  book.say(`${reader.name} took in ${shortCodeOf(bundle)} from ${nameIn(cast, from)}: ${words.join(', ')}`);
  return taken.value;
}

export const numbersOf = ({ from, to }: { readonly from: number; readonly to: number }): string =>
  from === to ? String(from) : `${from}–${to}`;
