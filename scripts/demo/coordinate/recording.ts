// First act: the entries are recorded on four laptops, and one event twice, by two organisations in their own words.

import type { Json } from '#shared/base/json.ts';
import type { RecordId } from '#shared/base/ids.ts';
import { type Compared, likenessOf, traitsOf } from '#shared/merge/likeness.ts';
import { levelOfPath } from '#shared/record/cells.ts';
import { kindOf } from '#shared/record/kinds.ts';
import { summaryOf } from '#shared/record/summary.ts';
import { recordIdOf } from '../cast.ts';
import type { DemoEntry } from '../input.ts';
import { longTextsOf, ownCellsOf, recordAll } from '../record-entries.ts';
import { write, type World } from './world.ts';

/** What a person would write again by hand. */
const MOST_CELLS = 200;
const MOST_LETTERS = 300;

export interface ToldTwice {
  readonly entry: string;
  readonly records: readonly [RecordId, RecordId];
}

export async function recordEverything(world: World): Promise<ToldTwice | undefined> {
  const { cast, input, book } = world;
  book.chapter('Recorded without a network');
  const [first, second] = cast.north.recorders;
  const others = [second, ...cast.women.recorders, ...cast.diaspora.recorders].flatMap((laptop) => laptop ?? []);
  const written = await recordAll([first, ...others], input.entries);
  for (const laptop of [first, ...others]) {
    const changesets = written.get(laptop) ?? 0;
    book.wrote(laptop, changesets);
    book.say(`${laptop.name}: ${laptop.device.records.size} records in ${changesets} changesets`);
  }
  book.tell({ notCarried: [], stayed: input.entries.flatMap(sittingsWithPersonal).length });
  const again = await recordAgain(world);
  book.say(
    again === undefined
      ? 'no entry of this input says enough to be told a second time'
      : `${cast.women.recorders[0].name} was there too, and recorded ${again.entry} once more in her own words`,
  );
  return again;
}

/** An entry of the first laptop, told by another organisation: the same facts, another title, no long answers. */
async function recordAgain(world: World): Promise<ToldTwice | undefined> {
  const { cast, input } = world;
  const [first] = cast.north.recorders;
  const [recorder] = cast.women.recorders;
  for (const entry of input.entries) {
    const original = recordIdOf(entry.id);
    const retold = first.device.records.has(original) ? retoldOf(entry) : undefined;
    if (retold === undefined) continue;
    const record = recordIdOf(`${entry.id} told again`);
    await write(world, recorder, record, entry.kind, [...retold, ...ownCellsOf(entry)]);
    return { entry: entry.id, records: [original, record] };
  }
  return undefined;
}

/** Undefined where an app would not see that the two are alike. */
function retoldOf(entry: DemoEntry): ReadonlyMap<string, Json> | undefined {
  const titlePath = kindOf(entry.kind)?.titleField ?? 'title';
  const title = entry.cells.get(titlePath);
  if (typeof title !== 'string' || title.length > MOST_LETTERS || entry.cells.size > MOST_CELLS) return undefined;
  const left = new Set(longTextsOf(entry).map(([path]) => path));
  const retold = new Map(
    [...entry.cells].filter(([path]) => !left.has(path) && levelOfPath(entry.kind, path) !== 'personal'),
  );
  retold.set(titlePath, `${title} (lo que vimos)`);
  if (entry.sittings.length > 1) return undefined;
  return likenessOf(traitsOf(comparedOf(entry, entry.cells)), traitsOf(comparedOf(entry, retold))) && retold;
}

const comparedOf = ({ kind, language }: DemoEntry, cells: ReadonlyMap<string, Json>): Compared => ({
  ...summaryOf(kind, cells),
  kind,
  language: language ?? '',
});

const sittingsWithPersonal = ({ kind, sittings }: DemoEntry) =>
  sittings.filter((cells) => cells.some(([path]) => levelOfPath(kind, path) === 'personal'));
