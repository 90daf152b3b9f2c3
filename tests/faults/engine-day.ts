// A day at a notebook through its engine's door, as the views ask: begin, write, leave, finish, write on, delete, pack,
// take in what somebody brings. What was answered with success is written down; and everything that the engine shows,
// to be compared after its store went bad. A store that was made again shows the same, to the letter.

import { canonicalText, type Json } from '#shared/base/json.ts';
import type { RecordId } from '#shared/base/ids.ts';
import type { InboxPage } from '#renderer/engine/inbox-views.ts';
import type { Result } from '#shared/base/result.ts';
import { type Dice, oneOf } from '#tests/hostile/dice.ts';
import type { EnginePage } from './engine-page.ts';

export interface Diary {
  /** as it was last told to be saved, by record; what was deleted is not here */
  readonly titles: Map<RecordId, string>;
  readonly taken: Set<string>;
  acknowledged: number;
  readonly refused: string[];
}

export const newDiary = (): Diary => ({ titles: new Map(), taken: new Set(), acknowledged: 0, refused: [] });

export interface DayAtEngine {
  readonly page: EnginePage;
  readonly diary: Diary;
  readonly dice: Dice;
  /** no other day has it */
  readonly name: string;
  /** a bundle that was not here yet */
  readonly bring: () => Promise<{ readonly id: string; readonly bytes: Uint8Array }>;
  readonly reader: string;
}

type Step = (day: DayAtEngine, title: string) => Promise<void>;

const begin: Step = async (day, title) => {
  const id = await told<RecordId>(day, 'beginRecord', 'practice', 'es');
  if (id === undefined) return;
  const answer = await told(day, 'editRecord', id, { title, summary: 'x'.repeat(1 + day.dice(3000)) });
  if (answer !== undefined) day.diary.titles.set(id, title);
};

const finish: Step = async (day, title) => {
  const id = await told<RecordId>(day, 'beginRecord', 'practice', 'es');
  if (id === undefined || (await told(day, 'editRecord', id, { ...WHOLE, title })) === undefined) return;
  day.diary.titles.set(id, title);
  await told(day, 'finishRecord', id);
};

const writeOn: Step = async (day, title) => {
  const ids = [...day.diary.titles.keys()];
  if (ids.length === 0) return begin(day, title);
  const id = oneOf(day.dice, ids);
  if ((await told(day, 'editRecord', id, { title })) === undefined) return;
  day.diary.titles.set(id, title);
  if (day.dice(2) === 0) await told(day, 'leaveRecord', id);
};

const remove: Step = async (day) => {
  const ids = [...day.diary.titles.keys()];
  if (ids.length < 4) return;
  const id = oneOf(day.dice, ids);
  if ((await told(day, 'leaveRecord', id)) === undefined) return;
  if ((await told(day, 'deleteRecord', id, 'repetido')) !== undefined) day.diary.titles.delete(id);
};

const pack: Step = async (day) => {
  const { rows } = await day.page.ask<{ rows: readonly unknown[] }>('list', {});
  if (rows.length > 0) await told(day, 'makeBundle', { reader: day.reader });
};

const takeIn: Step = async (day) => {
  const { id, bytes } = await day.bring();
  if ((await told(day, 'takeIn', 'x.quipu', bytes)) !== undefined) day.diary.taken.add(id);
};

const STEPS: readonly Step[] = [begin, begin, finish, finish, writeOn, writeOn, writeOn, remove, pack, takeIn, takeIn];

/** What a practice cannot do without. */
const WHOLE: { readonly [cell: string]: Json } = {
  main_implementer: 'Casa del Camino',
  start_date: '2024-05',
  'primary_objectives.3': { listed: 0 },
  'countries.MX': { listed: 0 },
  summary: 'Se orienta a familias recién llegadas sobre salud y escuela.',
};

export async function spendDayAtEngine(day: DayAtEngine, steps: number): Promise<void> {
  for (let step = 1; step <= steps; step++) await oneOf(day.dice, STEPS)(day, `${day.name} ${step}`);
}

async function told<T>(
  { page, diary }: DayAtEngine,
  name: string,
  ...args: readonly unknown[]
): Promise<T | undefined> {
  const answer = await page.ask<Result<T, { readonly type: string }>>(name, ...args);
  if (!answer.ok) {
    if (answer.error.type === 'nothingToPack') return undefined;
    diary.refused.push(`${name}: ${answer.error.type}`);
    return undefined;
  }
  diary.acknowledged += 1;
  return answer.value;
}

/** Everything that is shown, part by part, as text. */
export type Shown = ReadonlyMap<string, string>;

export async function whatIsShown({ ask }: EnginePage): Promise<Shown> {
  const shown = new Map<string, string>();
  const note = (part: string, value: unknown): void => void shown.set(part, canonicalText(withoutPlace(value as Json)));
  const list = await ask<{ readonly rows: readonly { readonly id: RecordId }[] }>('list', {
    sort: 'title',
    count: 1000,
  });
  note('list', list);
  note('bin', await ask('list', { deleted: true, count: 1000 }));
  for (const { id } of list.rows) {
    note(`record ${id}`, await ask('record', id));
    note(`history ${id}`, await ask('history', id));
  }
  note('inbox', await ask('inbox'));
  note('trust', await ask('trust'));
  note('authors', await ask('authors', {}));
  note('hand over', await ask('handOver'));
  note(
    'activity',
    (await activityOf({ ask })).filter(({ type }) => type !== 'rebuilt'),
  );
  return shown;
}

/** A row of a draft says where it would stand if it were finished now: another place at each opening. */
const withoutPlace = (shown: Json): Json =>
  JSON.parse(JSON.stringify(shown), (_name, value: Json) => {
    if (typeof value !== 'object' || value === null || !('lamport' in value) || !('finished' in value)) return value;
    const { lamport: _place, ...row } = value;
    return row;
  }) as Json;

/** How often its store was made again. */
export const rebuildsOf = async (page: Pick<EnginePage, 'ask'>): Promise<number> =>
  (await activityOf(page)).filter(({ type }) => type === 'rebuilt').length;

const activityOf = async ({ ask }: Pick<EnginePage, 'ask'>): Promise<readonly { readonly type: string }[]> =>
  (await ask<{ readonly entries: readonly { readonly type: string }[] }>('activity', 0, 1000)).entries;

/** What the diary says and the engine does not show. */
export async function whatIsLost({ ask }: EnginePage, { titles, taken }: Diary): Promise<readonly string[]> {
  const lost: string[] = [];
  const { rows } = await ask<{ readonly rows: readonly { readonly id: RecordId; readonly title: string }[] }>('list', {
    count: 1000,
  });
  const there = new Map(rows.map(({ id, title }) => [id, title]));
  for (const [id, title] of titles) if (there.get(id) !== title) lost.push(`title of ${id}`);
  const here = new Set<string>();
  for (let total = 1; here.size < total; ) {
    const page = await ask<InboxPage<'takenIn'>>('inboxPage', 'takenIn', here.size);
    total = page.entries.length === 0 ? 0 : page.total;
    for (const { bundle } of page.entries) here.add(bundle ?? '');
  }
  for (const id of taken) if (!here.has(id)) lost.push(`bundle ${id}`);
  return lost;
}
