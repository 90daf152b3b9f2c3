// Stage 5, the text of a relatoría as cells of its record (kind `relatoria`), so that several rapporteurs write it apart
// and what they wrote merges as everything else. It is made of elements, each a sentence, a bullet or a quote:
//   text.<id>.words      what it says            text.<id>.form       sentence, bullet or quote
//   text.<id>.objective  1 to 23                 text.<id>.heading    one of HEADINGS
//   text.<id>.order      where it stands under its heading, as an id of record/element-id.ts; none: its own id
//   text.<id>.sources.<record>:<write>:<cell>    a set: the cells of other records that it rests on, each as it was
//                                                when it was attached
// An element is there as long as some live write of its words says something: taking it out clears its words, so that
// what another rapporteur wrote in it meanwhile is not lost but stands there, flagged as a conflict. Moving writes
// `order`, never an id. The laws (tests/property/relatoria.test.ts): what two people wrote apart gives the same text in
// whatever order it is merged, and every word of either is in it.

import { isId, isRecordId, type ChangesetId, type RecordId } from '../base/ids.ts';
import type { Json } from '../base/json.ts';
import { mesaOfObjective } from '../mechanism/compact.ts';
import { listed } from '../record/cell-value.ts';
import { elementIdBetween } from '../record/element-id.ts';
import { type CellPath, componentsOf, pathOf } from '../record/paths.ts';

export const HEADINGS = [
  'progress',
  'challenges',
  'goodPractices',
  'lessons',
  'opportunities',
  'recommendations',
] as const;
export type Heading = (typeof HEADINGS)[number];

export type ElementForm = 'sentence' | 'bullet' | 'quote';

/** A cell of another record, as it stood in one of its writes. */
export interface SourceRef {
  readonly record: RecordId;
  readonly write: ChangesetId;
  readonly cell: CellPath;
}

export interface TextElement {
  readonly id: string;
  readonly order: string;
  readonly objective: number;
  readonly heading: Heading;
  readonly form: ElementForm;
  readonly words: string;
  /** what other rapporteurs wrote in its place, where nobody has decided; '' where one took it out */
  readonly otherWords: readonly string[];
  readonly sources: readonly SourceRef[];
}

/** Values of the live writes of each cell, the one shown first. */
export type LiveCells = ReadonlyMap<CellPath, readonly Json[]>;

/** What to write: null clears a cell. */
export type TextWrites = Readonly<Record<CellPath, Json>>;

/** In the order of the text: by mesa, objective, heading, place. */
export function elementsIn(cells: LiveCells): readonly TextElement[] {
  const byId = new Map<string, Map<string, readonly Json[]>>();
  for (const [path, values] of cells) {
    const [field, id, ...rest] = componentsOf(path);
    if (field !== 'text' || id === undefined || rest.length === 0) continue;
    const parts = byId.get(id) ?? new Map<string, readonly Json[]>();
    byId.set(id, parts);
    parts.set(pathOf(...rest), values);
  }
  return [...byId].flatMap(([id, parts]) => elementOf(id, parts) ?? []).sort(inText);
}

function elementOf(id: string, parts: ReadonlyMap<string, readonly Json[]>): TextElement | undefined {
  const said = (parts.get('words') ?? []).map(textOf);
  const words = said.find((text) => text !== '');
  const shown = (name: string): Json | undefined => parts.get(name)?.[0];
  const objective = Number(shown('objective'));
  const heading = HEADINGS.find((each) => each === shown('heading'));
  if (words === undefined || heading === undefined || !Number.isInteger(objective)) return undefined;
  const form = shown('form');
  return {
    id,
    order: textOf(shown('order')) || id,
    objective,
    heading,
    form: form === 'bullet' || form === 'quote' ? form : 'sentence',
    words,
    otherWords: [...new Set(said)].filter((text) => text !== words),
    sources: [...parts].flatMap(([path, values]) => refIn(componentsOf(path), values) ?? []).sort(bySource),
  };
}

export const sourceName = ({ record, write, cell }: SourceRef): string => `${record}:${write}:${cell}`;

function refIn([name, element = '']: readonly string[], values: readonly Json[]): SourceRef | undefined {
  if (name !== 'sources' || !values.some((value) => value !== null)) return undefined;
  const [record, write, ...cell] = element.split(':');
  if (!isRecordId(record) || !isId(write) || cell.length === 0) return undefined;
  return { record, write: write as string as ChangesetId, cell: cell.join(':') };
}

const textOf = (value: Json | undefined): string => (typeof value === 'string' ? value : '');

/** Where an element stands: under a heading, after another one; null: first there. */
export interface TextPlace {
  readonly objective: number;
  readonly heading: Heading;
  readonly after: string | null;
}

export interface NewElement {
  readonly form: ElementForm;
  readonly words: string;
  readonly sources: readonly SourceRef[];
}

/**
 * What the writing of one act comes to, over the text as it is. `salt`: a few characters of [-0-9A-Z_a-z] that no other
 * insertion or move of this record has. An act on an element that is not there comes to nothing.
 */
export function insertWrites(
  elements: readonly TextElement[],
  { objective, heading, after }: TextPlace,
  { form, words, sources }: NewElement,
  salt: string,
): TextWrites {
  const id = orderAfter(elements, { objective, heading, after }, salt);
  const cell = (...rest: readonly string[]): CellPath => pathOf('text', id, ...rest);
  return {
    [cell('words')]: words,
    [cell('form')]: form,
    [cell('objective')]: objective,
    [cell('heading')]: heading,
    ...sourceWrites(id, sources, true),
  };
}

export function moveWrites(elements: readonly TextElement[], id: string, place: TextPlace, salt: string): TextWrites {
  const element = elements.find((each) => each.id === id);
  if (element === undefined || place.after === id) return {};
  const others = elements.filter((each) => each.id !== id);
  return {
    [pathOf('text', id, 'order')]: orderAfter(others, place, salt),
    ...(element.objective === place.objective ? {} : { [pathOf('text', id, 'objective')]: place.objective }),
    ...(element.heading === place.heading ? {} : { [pathOf('text', id, 'heading')]: place.heading }),
  };
}

/** In two at a place among its words; both rest on the same sources. */
export function splitWrites(elements: readonly TextElement[], id: string, at: number, salt: string): TextWrites {
  const element = elements.find((each) => each.id === id);
  const [before = '', after = ''] = [element?.words.slice(0, at).trim(), element?.words.slice(at).trim()];
  if (element === undefined || before === '' || after === '') return {};
  const { objective, heading } = element;
  return {
    [pathOf('text', id, 'words')]: before,
    ...insertWrites(elements, { objective, heading, after: id }, { ...element, words: after }, salt),
  };
}

/** With the one before it under its heading, which takes its words and its sources. */
export function joinWrites(elements: readonly TextElement[], id: string): TextWrites {
  const element = elements.find((each) => each.id === id);
  const before = element === undefined ? undefined : neighbours(elements, element).at(-1);
  if (element === undefined || before === undefined) return {};
  return {
    [pathOf('text', before.id, 'words')]: `${before.words} ${element.words}`,
    ...sourceWrites(before.id, element.sources, true),
    ...removeWrites(element),
  };
}

export const wordsWrites = (id: string, words: string): TextWrites => ({ [pathOf('text', id, 'words')]: words });

export const formWrites = (id: string, form: ElementForm): TextWrites => ({ [pathOf('text', id, 'form')]: form });

/** Its sources stay in their cells: who finds it again through somebody else's words finds them too. */
export const removeWrites = ({ id }: Pick<TextElement, 'id'>): TextWrites => ({ [pathOf('text', id, 'words')]: null });

export const sourceWrites = (id: string, sources: readonly SourceRef[], isAttached: boolean): TextWrites =>
  Object.fromEntries(
    sources.map((source) => [pathOf('text', id, 'sources', sourceName(source)), isAttached ? listed(0) : null]),
  );

/** Those before it under its heading, in their order. */
function neighbours(elements: readonly TextElement[], element: TextElement): readonly TextElement[] {
  const inSection = sectionOf(elements, element);
  return inSection.slice(
    0,
    inSection.findIndex(({ id }) => id === element.id),
  );
}

export const sectionOf = (
  elements: readonly TextElement[],
  { objective, heading }: Pick<TextPlace, 'objective' | 'heading'>,
): readonly TextElement[] =>
  elements.filter((element) => element.objective === objective && element.heading === heading);

function orderAfter(elements: readonly TextElement[], place: TextPlace, salt: string): string {
  const inSection = sectionOf(elements, place);
  const at = place.after === null ? -1 : inSection.findIndex(({ id }) => id === place.after);
  const from = place.after !== null && at === -1 ? inSection.length - 1 : at;
  return elementIdBetween(inSection[from]?.order ?? null, inSection[from + 1]?.order ?? null, salt);
}

/** Mesa by mesa, as a document is read, so that sources have the same numbers on the desk and on paper. */
const inText = (a: TextElement, b: TextElement): number =>
  mesaOf(a) - mesaOf(b) ||
  a.objective - b.objective ||
  HEADINGS.indexOf(a.heading) - HEADINGS.indexOf(b.heading) ||
  compareText(a.order, b.order) ||
  compareText(a.id, b.id);

const mesaOf = ({ objective }: TextElement): number => mesaOfObjective(objective)?.n ?? 0;

const bySource = (a: SourceRef, b: SourceRef): number => compareText(sourceName(a), sourceName(b));

const compareText = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0);
