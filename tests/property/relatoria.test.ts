// Two rapporteurs write one relatoría apart: in whatever order their sittings arrive it reads the same, and every
// word that somebody wrote and did not take back themselves is in it.

import fc from 'fast-check';
import { expect, test } from 'vitest';
import type { ChangesetId, RecordId } from '#shared/base/ids.ts';
import type { Change } from '#shared/log/change.ts';
import type { VerifiedChangeset } from '#shared/log/changeset.ts';
import { replacing } from '#shared/merge/conflict.ts';
import { planMerge } from '#shared/merge/plan.ts';
import { EMPTY_SNAPSHOT, type RecordState } from '#shared/merge/state.ts';
import { cellsToEntry } from '#shared/record/cells.ts';
import { RELATORIA_KIND } from '#shared/record/kinds.ts';
import {
  elementsIn,
  type Heading,
  insertWrites,
  joinWrites,
  type LiveCells,
  moveWrites,
  removeWrites,
  type SourceRef,
  sourceWrites,
  splitWrites,
  type TextElement,
  type TextWrites,
  wordsWrites,
} from '#shared/report/relatoria.ts';

const RECORD = 'r'.padEnd(21, '0').concat('A') as RecordId;

interface Act {
  readonly type: 'insert' | 'words' | 'move' | 'split' | 'join' | 'remove' | 'attach';
  readonly at: number;
  readonly to: number;
  readonly heading: Heading;
  readonly objective: number;
}

const arbAct: fc.Arbitrary<Act> = fc.record({
  type: fc.constantFrom('insert', 'insert', 'words', 'move', 'split', 'join', 'remove', 'attach'),
  at: fc.nat({ max: 20 }),
  to: fc.nat({ max: 20 }),
  heading: fc.constantFrom('progress', 'lessons'),
  objective: fc.constantFrom(7, 15),
});
const arbActs = fc.array(arbAct, { maxLength: 8 });

/** One rapporteur, writing over what they know, one sitting an act. */
class Rapporteur {
  readonly sittings: VerifiedChangeset[] = [];
  /** words that are in the text by this hand: what was written, without what the same hand wrote over */
  readonly written = new Set<string>();
  private state: RecordState | undefined;
  private salt = 0;
  private readonly name: string;
  constructor(name: string, state: RecordState | undefined) {
    this.name = name;
    this.state = state;
  }

  act(act: Act): void {
    const elements = elementsOf(this.state);
    const element = elements[act.at % Math.max(1, elements.length)];
    const before = new Map(elements.map(({ id, words }) => [id, words]));
    const writes = this.writesOf(act, elements, element);
    if (Object.keys(writes).length === 0) return;
    this.sit(writes);
    const after = new Map(elementsOf(this.state).map(({ id, words }) => [id, words]));
    for (const [id, words] of before)
      if (after.get(id) !== words) for (const word of words.split(' ')) this.written.delete(word);
    for (const words of after.values())
      for (const word of words.split(' ')) if (word.startsWith(this.name)) this.written.add(word);
  }

  private writesOf(act: Act, elements: readonly TextElement[], element: TextElement | undefined): TextWrites {
    const salt = `${this.name}${this.salt++}`;
    const place = { objective: act.objective, heading: act.heading };
    if (act.type === 'insert' || element === undefined) {
      const inSection = elements.filter(
        ({ objective, heading }) => objective === act.objective && heading === act.heading,
      );
      const after = inSection[act.to % (inSection.length + 1)]?.id ?? null;
      const words = `${this.name}w${this.salt} ${this.name}v${this.salt}`;
      return insertWrites(elements, { ...place, after }, { form: 'bullet', words, sources: [refOf(act.at)] }, salt);
    }
    switch (act.type) {
      case 'words':
        return wordsWrites(element.id, `${this.name}x${this.salt} ${this.name}y${this.salt}`);
      case 'move':
        return moveWrites(elements, element.id, { ...place, after: null }, salt);
      case 'split':
        return splitWrites(elements, element.id, element.words.indexOf(' '), salt);
      case 'join':
        return joinWrites(elements, element.id);
      case 'remove':
        return removeWrites(element);
      case 'attach':
        return sourceWrites(element.id, [refOf(act.to)], act.to % 3 > 0);
    }
  }

  private sit(writes: TextWrites): void {
    const number = this.sittings.length;
    const changes = Object.entries(writes).map(
      ([cell, value]): Change => ({
        record: RECORD,
        kind: RELATORIA_KIND,
        cell,
        value,
        replaces: replacing(this.state?.cells[cell]),
      }),
    );
    const id = `${this.name}${number}`.padEnd(42, '0').concat('A') as ChangesetId;
    const body = { author: this.name, seq: number + 1, prev: null, lamport: number + 2, at: { time: '', doubt: null } };
    const sitting = {
      id,
      body,
      changes: { mechanism: changes },
      changeset: {},
      withheld: [],
    } as object as VerifiedChangeset;
    this.sittings.push(sitting);
    this.state = merged([sitting], this.state);
  }

  knows(): RecordState | undefined {
    return this.state;
  }
}

const arbApart = fc.tuple(arbActs, arbActs, arbActs).map(([common, mine, theirs]) => {
  const first = new Rapporteur('c', undefined);
  for (const act of common) first.act(act);
  const both = ['a', 'b'].map((name) => new Rapporteur(name, first.knows()));
  for (const act of mine) both[0]?.act(act);
  for (const act of theirs) both[1]?.act(act);
  return { first, both, all: [...first.sittings, ...both.flatMap(({ sittings }) => sittings)] };
});

test('the same text in whatever order it is merged', () => {
  fc.assert(
    fc.property(
      arbApart.chain(({ all }) => fc.tuple(fc.constant(all), fc.shuffledSubarray(all, { minLength: all.length }))),
      ([all, shuffled]) => {
        const known = shuffled.reduce<RecordState | undefined>((state, sitting) => merged([sitting], state), undefined);
        expect(elementsOf(known)).toEqual(elementsOf(all.length === 0 ? undefined : merged(all)));
      },
    ),
  );
});

test('nothing that either of two wrote apart is lost: it stands in the text, or beside what the other wrote there', () => {
  fc.assert(
    fc.property(arbApart, ({ both, all }) => {
      const elements = elementsOf(all.length === 0 ? undefined : merged(all));
      const said = new Set(
        elements.flatMap(({ words, otherWords }) => [words, ...otherWords].flatMap((text) => text.split(' '))),
      );
      for (const { written } of both) for (const word of written) expect(said).toContain(word);
    }),
  );
});

test('two who insert at one place both keep their sentence, in one order, and nothing comes between', () => {
  const first = new Rapporteur('c', undefined);
  const insert = (to: number): Act => ({ type: 'insert', at: 0, to, heading: 'progress', objective: 7 });
  first.act(insert(0));
  first.act(insert(0));
  const both = ['a', 'b'].map((name) => new Rapporteur(name, first.knows()));
  for (const rapporteur of both) rapporteur.act(insert(0));
  const words = elementsOf(merged([...first.sittings, ...both.flatMap(({ sittings }) => sittings)])).map(
    (each) => each.words,
  );
  expect(words).toEqual(['cw1 cv1', 'aw1 av1', 'bw1 bv1', 'cw2 cv2']);
});

test('a sentence that one takes out while another writes in it is there, and says that it was taken out', () => {
  const first = new Rapporteur('c', undefined);
  first.act({ type: 'insert', at: 0, to: 0, heading: 'progress', objective: 7 });
  const [a, b] = [new Rapporteur('a', first.knows()), new Rapporteur('b', first.knows())];
  a.act({ type: 'words', at: 0, to: 0, heading: 'progress', objective: 7 });
  b.act({ type: 'remove', at: 0, to: 0, heading: 'progress', objective: 7 });
  const [element] = elementsOf(merged([...first.sittings, ...b.sittings, ...a.sittings]));
  expect(element).toMatchObject({ words: 'ax1 ay1', otherWords: [''], sources: [refOf(0)] });
});

test('what reads the cells of any record reads the text too: each element is an entry of a repeated group', () => {
  const first = new Rapporteur('c', undefined);
  first.act({ type: 'insert', at: 0, to: 0, heading: 'lessons', objective: 15 });
  const state = first.knows();
  const cells = new Map(
    Object.entries(state?.cells ?? {}).map(([path, { writes }]) => [path, writes[0]?.value ?? null]),
  );
  expect(cellsToEntry(RELATORIA_KIND, cells)).toMatchObject({
    text: [{ words: 'cw1 cv1', heading: 'lessons', objective: 15 }],
  });
});

function refOf(n: number): SourceRef {
  return {
    record: String(n % 4)
      .padEnd(21, 's')
      .concat('A') as RecordId,
    write: 'w'.padEnd(42, '0').concat('A') as ChangesetId,
    cell: `progress.${n % 3}`,
  };
}

function merged(changesets: readonly VerifiedChangeset[], over?: RecordState): RecordState {
  const records = new Map(over === undefined ? [] : [[RECORD, over] as const]);
  const checked = { admitted: changesets, held: [], refused: [], already: 0, forks: [] };
  const state = planMerge({ ...EMPTY_SNAPSHOT, records }, checked).records.get(RECORD);
  if (state === undefined) throw new Error('no record');
  return state;
}

function elementsOf(state: RecordState | undefined): readonly TextElement[] {
  const live: LiveCells = new Map(
    Object.entries(state?.cells ?? {}).map(([path, { writes }]) => [path, writes.map(({ value }) => value)]),
  );
  return elementsIn(live);
}
