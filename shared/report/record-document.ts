// Stage 5, one record as a document, for one reader. For its own organisation it is all that stands here, drafts too, and
// the paper says when something on it is restricted. For anybody else it is what admission.ts allows of the record as it
// is merged, with small numbers hidden as in a table (table.ts), and it says how many answers are left out.

import { shortCodeOf, type RecordId } from '../base/ids.ts';
import { isJsonObject, type Json } from '../base/json.ts';
import { audienceLabels, type SayWord, wordsIn } from '../mechanism/about.ts';
import type { Language } from '../mechanism/language.ts';
import { attachmentOf } from '../record/attachment.ts';
import { cellsToEntry } from '../record/cells.ts';
import type { Field, Kind, Level, Shape } from '../record/definition.ts';
import { kindOf } from '../record/kinds.ts';
import { optionsOf } from '../record/options.ts';
import { type CellPath, componentsOf, pathOf } from '../record/paths.ts';
import { type Audience, denialOf } from './admission.ts';
import { dateWords } from './date-words.ts';
import type { Block, ReportDocument } from './document.ts';
import type { LaidRecord } from './lay-out.ts';
import { meetingOfLink } from './meetings.ts';
import { answerText, recordsToTable, type TableCell, type TableWords } from './table.ts';

export type RecordReader = 'own' | Audience;

export interface PrintedCell {
  readonly value: Json;
  readonly level: Level;
  readonly conflict: boolean;
}

export interface PrintedRecord {
  readonly id: RecordId;
  readonly kind: string;
  readonly isFinished: boolean;
  readonly cells: ReadonlyMap<CellPath, PrintedCell>;
  /** answers that this reader is not shown */
  readonly leftOut: number;
}

/** What an audience may read of a merged record. */
export function printedFor(record: LaidRecord, audience: Audience): PrintedRecord {
  const cells = [...record.cells].filter(([path]) => denialOf(record, path, audience) === undefined);
  return {
    id: record.id,
    kind: record.kind,
    isFinished: record.finished,
    cells: new Map(cells),
    leftOut: answersIn(record.cells.keys()) - answersIn(cells.map(([path]) => path)),
  };
}

const answersIn = (paths: Iterable<CellPath>): number => new Set([...paths].map((path) => componentsOf(path)[0])).size;

/** @param nameOf what a meeting or an agreement that is named by its id is called before this reader; undefined: nothing
    @param kind with the extra questions that are known beside it */
export function recordDocumentOf(
  record: PrintedRecord,
  reader: RecordReader,
  language: Language,
  nameOf: (id: string) => string | undefined,
  kind = kindOf(record.kind),
): ReportDocument {
  const say = wordsIn(language);
  const kindName = kind?.label[language] ?? record.kind;
  const entry = cellsToEntry(record.kind, new Map([...record.cells].map(([path, { value }]) => [path, value])));
  const given = entry[kind?.titleField ?? ''];
  const title = typeof given === 'string' ? given : '';
  const code = shortCodeOf(record.id);
  const words = tableWords(say, language);
  const figures = reader === 'own' ? undefined : figuresOf(record, kind, words);
  const answerTo = (field: Field): TableCell =>
    (field.suppress ? figures?.(field) : undefined) ?? answerIn(field, entry[field.key], words, nameOf);
  const sections = (kind?.sections ?? []).flatMap((section): readonly Block[] => {
    const rows = (kind?.fields ?? [])
      .filter((field) => field.section === section.key && entry[field.key] !== undefined)
      .map((field): readonly TableCell[] => [askedAs(field, record, language, say), answerTo(field)])
      .filter(([, answer]) => answer !== null && answer !== '');
    const caption = section.label[language];
    const head = [say('question'), say('answer')];
    return rows.length === 0 ? [] : [{ type: 'table', caption, head, rows, widths: [2, 3], rowHeads: true }];
  });
  const notes = [
    say('recordNote', { code, reader: reader === 'own' ? say('ownReader') : audienceLabels[reader][language] }),
    record.isFinished ? '' : say('notFinishedYet'),
    [...record.cells.values()].some(({ level }) => isKeptSafe(level)) && reader === 'own' ? say('keepSafe') : '',
    record.leftOut === 0 ? '' : say('recordLeftOut', { count: record.leftOut }),
  ];
  return {
    title: [kindName, title].filter((part) => part !== '').join(': '),
    language,
    footer: `${kindName} · ${code}`,
    sources: [],
    blocks: [
      { type: 'heading', level: 1, text: title === '' ? kindName : title },
      { type: 'paragraph', role: 'lead', runs: [{ text: kindName }] },
      ...notes
        .filter((text) => text !== '')
        .map((text): Block => ({ type: 'paragraph', role: 'note', runs: [{ text }] })),
      ...sections,
    ],
  };
}

const isKeptSafe = (level: Level): boolean => level === 'restricted' || level === 'personal';

const tableWords = (say: SayWord, language: Language): TableWords => ({
  language,
  yes: say('yes'),
  no: say('no'),
  notKnown: say('notKnown'),
  id: '',
  kind: '',
  event: '',
  counts: '',
  fewerThan: (limit) => say('fewerThan', { limit }),
  notShown: say('notShown'),
});

/** The question, with what whoever holds the paper should know of the answer. */
function askedAs({ key, label }: Field, { cells }: PrintedRecord, language: Language, say: SayWord): string {
  const own = [...cells].filter(([path]) => componentsOf(path)[0] === key).map(([, cell]) => cell);
  const level = own.some((cell) => cell.level === 'personal') ? 'personal' : 'restricted';
  const marks = [
    ...(own.some((cell) => isKeptSafe(cell.level)) ? [say(level)] : []),
    ...(own.some(({ conflict }) => conflict) ? [say('disputedAnswer')] : []),
  ];
  return marks.length === 0 ? label[language] : `${label[language]} (${marks.join(', ')})`;
}

/** Figures with small ones hidden; of a field without any, undefined. */
function figuresOf(
  record: PrintedRecord,
  kind: Kind | undefined,
  words: TableWords,
): (field: Field) => TableCell | undefined {
  const { columns, rows } = recordsToTable([record], words, () => kind);
  const cellAt = new Map(columns.map(({ key }, at) => [key, rows[0]?.[at] ?? null]));
  return ({ key, shape }) => {
    if (shape.type === 'integer') return cellAt.get(key);
    if (shape.type !== 'counts') return undefined;
    const lines = optionsOf(shape.from).flatMap((option) => {
      const count = cellAt.get(pathOf(key, option.key)) ?? null;
      return count === null ? [] : [`${option.label[words.language]}: ${count}`];
    });
    return lines.length === 0 ? undefined : lines.join('\n');
  };
}

function answerIn(
  { shape }: Field,
  value: Json | undefined,
  words: TableWords,
  nameOf: (id: string) => string | undefined,
): TableCell {
  const list = Array.isArray(value) ? (value as readonly Json[]) : [];
  if (shape.type === 'file')
    return list.map((file) => attachmentOf(file)?.name ?? (typeof file === 'string' ? file : '')).join('\n');
  if (shape.type === 'counts' && isJsonObject(value) && value['notKnown'] !== true) {
    const named = new Map(optionsOf(shape.from).map(({ key, label }) => [key, label[words.language]]));
    return Object.entries(value)
      .map(([group, count]) => `${named.get(group) ?? group}: ${typeof count === 'number' ? count : words.notKnown}`)
      .join('\n');
  }
  if (shape.type === 'date' && typeof value === 'string') return dateWords(value, words.language);
  return answerText(shape, named(shape, value, nameOf), words);
}

/** With the names of meetings and agreements in place of their ids, also inside a repeated group; of those that may not
    be named, the short code. */
function named(shape: Shape, value: Json | undefined, nameOf: (id: string) => string | undefined): Json | undefined {
  const isLink = 'from' in shape && (shape.from.type === 'meetings' || shape.from.type === 'agreements');
  if (isLink && typeof value === 'string') return nameOf(value) ?? shortCodeOf(meetingOfLink(value));
  if (!('subfields' in shape) || !Array.isArray(value)) return value;
  return (value as readonly Json[]).map((item): Json => {
    if (!isJsonObject(item)) return item;
    const links = shape.subfields.flatMap((field) => {
      const given = named(field.shape, item[field.key], nameOf);
      return given === undefined ? [] : [[field.key, given] as const];
    });
    return { ...item, ...Object.fromEntries(links) };
  });
}
