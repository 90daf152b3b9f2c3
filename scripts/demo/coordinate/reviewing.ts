// Fifth act: the secretariat returns a record for correction, with the reason and the cell. The review travels to its
// author by the road the record came; the author corrects, answers, and hands over again; it is approved, and that
// travels back too. A review is a record of its own, so all of this is changes, bundles and receipts like any others.

import type { Json } from '#shared/base/json.ts';
import type { RecordId } from '#shared/base/ids.ts';
import {
  answerWrites,
  approvalOf,
  decisionWrites,
  headsKnown,
  noteWrites,
  RETURNED,
  reviewIdOf,
  reviewNotesOf,
  type Writes,
} from '#shared/merge/review.ts';
import { REVIEW_KIND } from '#shared/record/kinds.ts';
import { recordIdOf } from '../cast.ts';
import type { DemoEntry } from '../input.ts';
import { longTextsOf } from '../record-entries.ts';
import type { Laptop } from './laptop.ts';
import { write, type World } from './world.ts';

export interface Returned {
  readonly entry: DemoEntry;
  readonly cell: string;
  readonly text: string;
}

const REASON = '¿En qué fechas y con cuántas personas? Sin eso no se puede comparar.';
const ANSWER = 'Agregado: entre marzo y junio, 48 personas.';

/** A record of the third organisation that has a text to be corrected. */
export async function returnOne(world: World): Promise<Returned | undefined> {
  const { cast, input, book } = world;
  const { office, diaspora } = cast;
  const entry = input.entries.find(
    (each) =>
      diaspora.recorders[0].device.records.has(recordIdOf(each.id)) &&
      each.sittings.length === 1 &&
      longTextsOf(each).length > 0,
  );
  const [text] = entry === undefined ? [] : longTextsOf(entry);
  if (entry === undefined || text === undefined) {
    book.say('no record of this input has a text to ask about');
    book.tell({ reviews: [], corrected: [] });
    return undefined;
  }
  const [cell, words] = text;
  const about = recordIdOf(entry.id);
  await writeReview(world, office, about, (state) => ({
    ...noteWrites(state, about, [{ field: cell, words: REASON }], 's'),
    ...decisionWrites(state, about, RETURNED, headsOver(office, about)),
  }));
  book.say(`${entry.id} goes back for correction, ${cell}: “${REASON}”`);
  return { entry, cell, text: words };
}

/** On the author's laptop, where the review has arrived. */
export async function correct(world: World, { entry, cell, text }: Returned): Promise<void> {
  const { cast, book } = world;
  const [recorder] = cast.diaspora.recorders;
  const about = recordIdOf(entry.id);
  const review = recorder.device.records.get(reviewIdOf(about));
  const asked = review === undefined ? [] : reviewNotesOf(review).filter(({ isDone }) => !isDone);
  for (const { field, words } of asked) book.say(`${recorder.name} reads: ${entry.id}, ${field}: “${words}”`);
  const value = `${text} (${ANSWER})`;
  await write(world, recorder, about, entry.kind, [[cell, value]]);
  await writeReview(world, recorder, about, (state) =>
    state === undefined
      ? {}
      : answerWrites(
          state,
          asked.map(({ id }) => ({ note: id, words: ANSWER })),
        ),
  );
  book.say(`${recorder.name} corrected it and answered: “${ANSWER}”`);
  book.tell({ corrected: [{ entry: entry.id, cell, value }] });
}

/** The secretariat sees the answer and has nothing left to ask. */
export async function approve(world: World, { entry, cell }: Returned): Promise<void> {
  const { cast, book } = world;
  const about = recordIdOf(entry.id);
  const decision = approvalOf(entry.kind);
  await writeReview(world, cast.office, about, (state) =>
    decisionWrites(state, about, decision, headsOver(cast.office, about)),
  );
  book.say(`the secretariat read the answer: ${entry.id} is ${decision}`);
  const closed = { entry: entry.id, state: 'approved', notes: [{ cell, asked: REASON, answered: ANSWER }] };
  book.tell({
    reviews: [cast.diaspora.recorders[0], cast.diaspora.coordinator, cast.office].map(({ name }) => ({
      on: name,
      ...closed,
    })),
  });
}

type Reviewing = (state: Parameters<typeof decisionWrites>[0]) => Writes;

/** What a write replaces is what the device shows, as everywhere. */
async function writeReview(world: World, laptop: Laptop, about: RecordId, writesFor: Reviewing): Promise<void> {
  const id = reviewIdOf(about);
  const writes = Object.entries(writesFor(laptop.device.records.get(id)));
  await write(
    world,
    laptop,
    id,
    REVIEW_KIND,
    writes.map(([path, { value }]): [string, Json] => [path, value]),
  );
}

const headsOver = ({ device }: Laptop, record: RecordId) =>
  headsKnown(device.logs, device.records.get(record) ?? { authors: [] });
