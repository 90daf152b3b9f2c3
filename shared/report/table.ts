// Stage 5, records as a table: one row a record, columns from the definitions of the kinds, words in the
// reader's language. What is restricted shows as numbers only, small ones hidden; what is personal never
// shows; a value that its author raised above its field is left out as well. Every record has its row; where
// several tell of one event, two columns say which event it is and which row counts (the sum of that column is
// the number of events). Writing the table as CSV or XLSX, and making its texts harmless to spreadsheets, is
// the writer's work.

import { isJsonObject, type Json } from '../base/json.ts';
import type { Language } from '../mechanism/language.ts';
import type { SameEvents } from '../merge/same-event.ts';
import { cellsToEntry } from '../record/cells.ts';
import type { Field, Kind, Level, OptionSource, Shape } from '../record/definition.ts';
import { kindOf } from '../record/kinds.ts';
import { optionsOf } from '../record/options.ts';
import { pathOf } from '../record/paths.ts';
import { isReadable } from './cell-readers.ts';
import { leastOf, type ShownCount, suppressCount, suppressCounts } from './suppression.ts';

export interface ReportRecord {
  readonly id: string;
  readonly kind: string;
  readonly cells: ReadonlyMap<string, { readonly value: Json; readonly level: Level }>;
  /** of a record that shares its event with others in the table: the record that counts for it */
  readonly event?: string;
}

export interface AnswerWords {
  readonly language: Language;
  readonly yes: string;
  readonly no: string;
  readonly notKnown: string;
  /** what a meeting or an agreement is called that is named by its id; undefined: it is not known here */
  readonly linkName?: (key: string) => string | undefined;
}

/** Words of the table that belong to no field. */
export interface TableWords extends AnswerWords {
  readonly id: string;
  readonly kind: string;
  readonly event: string;
  readonly counts: string;
  /** `<5` with its limit */
  readonly fewerThan: (limit: number) => string;
  /** a number that would give a small one away */
  readonly notShown: string;
}

export type TableCell = string | number | null;

export interface Table {
  readonly columns: readonly { readonly key: string; readonly label: string }[];
  readonly rows: readonly (readonly TableCell[])[];
}

type Row = ReadonlyMap<string, TableCell>;

/** A kind, with the extra questions that are known beside it. */
export type KindFor = (key: string) => Kind | undefined;

/** One table for records of any kinds; fields that kinds share by key are one column. */
export function recordsToTable(records: readonly ReportRecord[], words: TableWords, kindFor: KindFor = kindOf): Table {
  const kinds = [...new Set(records.map(({ kind }) => kind))].flatMap((key) => kindFor(key) ?? []);
  const columns = new Map([
    ['id', words.id],
    ['kind', words.kind],
  ]);
  if (records.some(({ event }) => event !== undefined)) columns.set('event', words.event).set('counts', words.counts);
  for (const kind of kinds) {
    for (const field of kind.fields.filter(isShown)) {
      for (const [key, label] of columnsOf(field, words.language)) if (!columns.has(key)) columns.set(key, label);
    }
  }
  const rows = records.map((record) => rowOf(record, kindFor(record.kind), words));
  return {
    columns: [...columns].map(([key, label]) => ({ key, label })),
    rows: rows.map((row) => [...columns.keys()].map((key) => row.get(key) ?? null)),
  };
}

/** A table a kind, in the order in which they come. */
export const recordsByKind = (
  records: readonly ReportRecord[],
  words: TableWords,
  kindFor: KindFor = kindOf,
): readonly { readonly name: string; readonly table: Table }[] =>
  [...Map.groupBy(records, ({ kind }) => kind)].map(([kind, each]) => ({
    name: kindOf(kind)?.label[words.language] ?? kind,
    table: recordsToTable(each, words, kindFor),
  }));

/** Names the record that counts (the first) where several are of one event. */
export function withEvents(records: readonly ReportRecord[], events: SameEvents): readonly ReportRecord[] {
  const byEvent = new Map<string, string[]>();
  for (const { id } of records) {
    const known = byEvent.get(events.eventOf(id));
    if (known === undefined) byEvent.set(events.eventOf(id), [id]);
    else known.push(id);
  }
  return records.map((record) => {
    const [first, second] = byEvent.get(events.eventOf(record.id)) ?? [];
    return first === undefined || second === undefined ? record : { ...record, event: first };
  });
}

const isShown = (field: Field): boolean =>
  field.level !== 'personal' && field.shape.type !== 'file' && (field.level !== 'restricted' || isCounted(field.shape));

const isCounted = (shape: Shape): boolean => shape.type === 'counts' || shape.type === 'integer';

function columnsOf({ key, label, shape }: Field, language: Language): readonly (readonly [string, string])[] {
  if (shape.type !== 'counts') return [[key, label[language]]];
  return optionsOf(shape.from).map((option) => [
    pathOf(key, option.key),
    `${label[language]}: ${option.label[language]}`,
  ]);
}

function rowOf(record: ReportRecord, kind: Kind | undefined, words: TableWords): Row {
  const row = new Map<string, TableCell>([
    ['id', record.id],
    ['kind', kind?.label[words.language] ?? record.kind],
    ['event', record.event ?? null],
    ['counts', (record.event ?? record.id) === record.id ? 1 : 0],
  ]);
  const visible = new Map(
    [...record.cells].flatMap(([path, { value, level }]) => (isReadable(level) ? [[path, value] as const] : [])),
  );
  const entry = cellsToEntry(record.kind, visible);
  const counted = cellsToEntry(
    record.kind,
    new Map(
      [...record.cells].flatMap(([path, { value, level }]) => (level === 'personal' ? [] : [[path, value] as const])),
    ),
  );
  for (const field of kind?.fields.filter(isShown) ?? []) {
    if (field.shape.type === 'counts')
      for (const [key, cell] of countCells(field, totalOf(kind, field, counted), counted, words)) row.set(key, cell);
    else if (field.suppress && field.shape.type === 'integer')
      row.set(field.key, countCell(counted[field.key], field, words));
    else row.set(field.key, answerText(field.shape, entry[field.key], words));
  }
  return row;
}

/** The total of a field's groups, where the row shows it. */
function totalOf(kind: Kind | undefined, { shape }: Field, entry: Readonly<Record<string, Json>>): number | undefined {
  const field = kind?.fields.find(({ key }) => shape.type === 'counts' && key === shape.sumsTo);
  const total = entry[field?.key ?? ''];
  if (field === undefined || typeof total !== 'number') return undefined;
  return suppressCount(total, leastOf(field)) === 'small' ? undefined : total;
}

function countCells(
  field: Field,
  total: number | undefined,
  entry: Readonly<Record<string, Json>>,
  words: TableWords,
): Row {
  const { shape } = field;
  if (shape.type !== 'counts') return new Map();
  const given = entry[field.key];
  const counts = new Map(
    optionsOf(shape.from).map(({ key }) => {
      const count = isJsonObject(given) ? given[key] : undefined;
      return [key, typeof count === 'number' ? count : undefined] as const;
    }),
  );
  const shown: ReadonlyMap<string, ShownCount> = field.suppress
    ? suppressCounts(counts, leastOf(field), total)
    : asCounted(counts);
  return new Map([...shown].map(([group, count]) => [pathOf(field.key, group), shownCount(count, field, words)]));
}

const asCounted = (counts: ReadonlyMap<string, number | undefined>): ReadonlyMap<string, ShownCount> =>
  new Map([...counts].map(([group, count]) => [group, count ?? 'unknown']));

function countCell(value: Json | undefined, field: Field, words: TableWords): TableCell {
  if (typeof value !== 'number') return answerText(field.shape, value, words);
  return shownCount(suppressCount(value, leastOf(field)), field, words);
}

function shownCount(count: ShownCount, field: Field, words: TableWords): TableCell {
  if (count === 'small') return words.fewerThan(leastOf(field));
  if (count === 'kept') return words.notShown;
  return count === 'unknown' ? null : count;
}

/** An answer in words: options by their names, what is repeated line by line. */
export function answerText(shape: Shape, value: Json | undefined, words: AnswerWords): TableCell {
  if (value === undefined || value === null) return null;
  if (isJsonObject(value) && value['notKnown'] === true) return words.notKnown;
  if (typeof value === 'boolean') return value ? words.yes : words.no;
  if (shape.type === 'integer' && typeof value === 'number') return value;
  if (Array.isArray(value))
    return (value as readonly Json[]).map((item) => itemText(shape, item, words)).join(separatorOf(shape));
  if (shape.type === 'longtextPerObjective' && isJsonObject(value)) {
    return Object.entries(value)
      .map(([objective, text]) => `${objective}: ${plainText(text)}`)
      .join('\n');
  }
  return itemText(shape, value, words);
}

const separatorOf = (shape: Shape): string =>
  shape.type === 'repeatText' || shape.type === 'repeatGroup' ? '\n' : '; ';

function itemText(shape: Shape, item: Json, words: AnswerWords): string {
  if ('subfields' in shape && isJsonObject(item)) {
    return shape.subfields
      .flatMap((subfield) => answerText(subfield.shape, item[subfield.key], words) ?? [])
      .join(' · ');
  }
  const from: OptionSource | undefined =
    shape.type === 'workflow' ? { type: 'list', options: shape.options } : 'from' in shape ? shape.from : undefined;
  if (from === undefined || from.type === 'objectives' || from.type === 'sdgs') return plainText(item);
  const named = typeof item === 'string' ? item : JSON.stringify(item);
  if (from.type === 'meetings' || from.type === 'agreements') {
    const name = words.linkName?.(named);
    return name === undefined ? named : `${name} (${named})`;
  }
  return optionsOf(from).find(({ key }) => key === named)?.label[words.language] ?? plainText(item);
}

const plainText = (value: Json): string => (typeof value === 'string' ? value : JSON.stringify(value));
