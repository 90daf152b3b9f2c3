// Stage 5, the answer in a cell of a spreadsheet: cells of a record as one text, and a text as cells. Law: what
// `answerToText` gives reads back as the very same cells, or it gives `isExact: false` and the cell is locked.
// Empty is no answer, the words for "not known" are one, and neither is 0.

import type { Json } from '../base/json.ts';
import { err, ok, type Result } from '../base/result.ts';
import { type CellValue, isNotKnown, listed, NOT_KNOWN, rankOf, sameMeaning } from '../record/cell-value.ts';
import { elementIdBetween } from '../record/element-id.ts';
import { parsePartialDate } from '../record/partial-date.ts';
import { type CellPath, componentsOf, pathOf } from '../record/paths.ts';
import type { Column, NamedOption } from './spreadsheet-columns.ts';
import { LONGEST_TEXT } from './workbook-places.ts';
import { plainXmlText } from './xml-text.ts';

export interface AnswerSigns {
  readonly yes: string;
  readonly no: string;
  readonly notKnown: string;
}

export type Cells = ReadonlyMap<CellPath, CellValue>;

/** Why a text is no answer of its column. */
export type UnreadAnswer =
  | { readonly type: 'notWhole' | 'notADay' | 'notYesNo' | 'noObjective' | 'noCount' }
  | { readonly type: 'outOfRange'; readonly least: number }
  | { readonly type: 'notAnOption'; readonly option: string };

export interface WrittenAnswer {
  readonly text: string;
  readonly isExact: boolean;
}

/** @param cells of the column, cleared ones left out */
export function answerToText(column: Column, cells: Cells, signs: AnswerSigns): WrittenAnswer {
  const text = textOf(column, cells, signs);
  const read = textToAnswer(column, text, signs, { cells, salt: '0' });
  return { text, isExact: isPlain(text) && read.ok && sameCells(read.value, cells) };
}

export interface Before {
  /** what the column had: lines that stay keep their cells */
  readonly cells: Cells;
  /** for ids of new lines; the same for the same file, so that it gives the same ids twice */
  readonly salt: string;
}

export function textToAnswer(
  { key, reads }: Column,
  text: string,
  signs: AnswerSigns,
  before: Before,
): Result<Cells, UnreadAnswer> {
  const said = text.trim();
  if (said === '') return ok(new Map());
  if (isSame(said, signs.notKnown)) return ok(new Map([[key, NOT_KNOWN]]));
  const one = (value: Json): Result<Cells, UnreadAnswer> => ok(new Map([[key, value]]));
  switch (reads.type) {
    case 'text':
      return one(text);
    case 'date':
      return parsePartialDate(said) === undefined ? err({ type: 'notADay' }) : one(said);
    case 'yesNo':
      if (isSame(said, signs.yes) || said === 'TRUE') return one(true);
      return isSame(said, signs.no) || said === 'FALSE' ? one(false) : err({ type: 'notYesNo' });
    case 'number': {
      const number = wholeNumber(said);
      if (number === undefined) return err({ type: 'notWhole' });
      return number < reads.least || number > reads.most
        ? err({ type: 'outOfRange', least: reads.least })
        : one(number);
    }
    case 'choice': {
      const option = optionOf(reads.options, said);
      if (option === undefined) return reads.isOpen ? one(text) : err({ type: 'notAnOption', option: said });
      return one(reads.isNumbered ? Number(option.key) : option.key);
    }
    case 'choices':
      return choicesOf(key, reads.options, said);
    case 'lines':
      return ok(linesOf(key, text, before));
    case 'objectiveLines':
      return objectivesOf(key, text);
    case 'countLines':
      return countsOf(key, reads.options, said, signs);
    case 'locked':
      return ok(new Map());
  }
}

function textOf({ key, reads }: Column, cells: Cells, signs: AnswerSigns): string {
  const whole = cells.get(key);
  if (whole !== undefined && isNotKnown(whole)) return signs.notKnown;
  switch (reads.type) {
    case 'choice':
      return whole === undefined ? '' : (labelOf(reads.options, plain(whole)) ?? plain(whole));
    case 'choices':
      return [...cells]
        .sort(([, a], [, b]) => rankOf(a) - rankOf(b))
        .map(([path]) => lastOf(path))
        .map((option) => labelOf(reads.options, option) ?? option)
        .join('; ');
    case 'yesNo':
      if (typeof whole === 'boolean') return whole ? signs.yes : signs.no;
      return whole === undefined ? '' : plain(whole);
    case 'lines':
      return inOrder(cells)
        .map(([, value]) => plain(value))
        .join('\n');
    case 'objectiveLines':
      return [...cells]
        .map(([path, value]): [string, string] => [lastOf(path), plain(value)])
        .sort(([a], [b]) => Number(a) - Number(b))
        .map(([objective, text]) => `${objective}: ${text}`)
        .join('\n');
    case 'countLines':
      return inOrder(cells)
        .map(([path, value]) => {
          const said = isNotKnown(value) ? signs.notKnown : plain(value);
          return `${labelOf(reads.options, lastOf(path)) ?? lastOf(path)}: ${said}`;
        })
        .join('\n');
    default:
      return whole === undefined ? '' : plain(whole);
  }
}

function choicesOf(key: CellPath, options: readonly NamedOption[], said: string): Result<Cells, UnreadAnswer> {
  const chosen = new Map<CellPath, CellValue>();
  for (const each of partsOf(said, /[;\n]/)) {
    const option = optionOf(options, each);
    if (option !== undefined) {
      chosen.set(elementPath(key, option), chosen.get(elementPath(key, option)) ?? listed(chosen.size));
      continue;
    }
    for (const inner of partsOf(each, /,/)) {
      const one = optionOf(options, inner);
      if (one === undefined) return err({ type: 'notAnOption', option: each });
      chosen.set(elementPath(key, one), chosen.get(elementPath(key, one)) ?? listed(chosen.size));
    }
  }
  return ok(chosen);
}

const elementPath = (key: CellPath, option: NamedOption): CellPath => `${key}.${pathOf(option.key)}`;

const partsOf = (text: string, by: RegExp): readonly string[] =>
  text
    .split(by)
    .map((part) => part.trim())
    .filter((part) => part !== '');

/** Lines that begin and end it as before keep their cells; those between, as far as they go; new lines get cells of their own. */
function linesOf(key: CellPath, text: string, { cells, salt }: Before): Cells {
  const lines = text.split('\n').filter((line) => line.trim() !== '');
  const old = inOrder(cells).map(([path, value]) => ({ id: lastOf(path), line: plain(value) }));
  const shorter = Math.min(lines.length, old.length);
  let first = 0;
  while (first < shorter && lines[first] === old[first]?.line) first++;
  let after = 0;
  while (after < shorter - first && lines.at(-1 - after) === old.at(-1 - after)?.line) after++;
  const free = old.slice(first, old.length - after);
  const end = old[old.length - after]?.id ?? null;
  const result = new Map<CellPath, CellValue>();
  let last: string | null = null;
  for (const [at, line] of lines.entries()) {
    const left = lines.length - at;
    const kept: string | undefined =
      at < first ? old[at]?.id : left <= after ? old.at(-left)?.id : free[at - first]?.id;
    last = kept ?? elementIdBetween(last, end, salt);
    result.set(`${key}.${pathOf(last)}`, line);
  }
  return result;
}

/** `8: text` begins an objective; a line that does not goes on with the one before. */
function objectivesOf(key: CellPath, text: string): Result<Cells, UnreadAnswer> {
  const texts = new Map<string, string>();
  let now: string | undefined;
  for (const line of text.split('\n')) {
    const [, objective, begun] = /^\s*(\d{1,2})\s*[:.]\s?(.*)$/.exec(line) ?? [];
    if (objective !== undefined && Number(objective) >= 1 && Number(objective) <= MOST_OBJECTIVES) {
      now = String(Number(objective));
      if (texts.has(now)) return err({ type: 'noObjective' });
      texts.set(now, begun ?? '');
    } else if (now === undefined) {
      if (line.trim() !== '') return err({ type: 'noObjective' });
    } else texts.set(now, `${texts.get(now)}\n${line}`);
  }
  const kept = [...texts].filter(([, each]) => each.trim() !== '');
  return ok(new Map(kept.map(([objective, each]) => [`${key}.${objective}`, each] as const)));
}

const MOST_OBJECTIVES = 23;

/** `México: 12` */
function countsOf(
  key: CellPath,
  options: readonly NamedOption[],
  said: string,
  signs: AnswerSigns,
): Result<Cells, UnreadAnswer> {
  const counts = new Map<CellPath, CellValue>();
  for (const line of partsOf(said, /[\n;]/)) {
    const end = line.lastIndexOf(':');
    const option = optionOf(options, line.slice(0, Math.max(0, end)).trim());
    if (option === undefined) return err({ type: 'notAnOption', option: line });
    const count = line.slice(end + 1).trim();
    const number = isSame(count, signs.notKnown) ? NOT_KNOWN : wholeNumber(count);
    if (number === undefined || (typeof number === 'number' && number < 0)) return err({ type: 'noCount' });
    counts.set(elementPath(key, option), number);
  }
  return ok(counts);
}

const wholeNumber = (text: string): number | undefined => (/^-?\d{1,15}$/.test(text) ? Number(text) : undefined);

/** By its name however it is written, by its key, or by its number alone. */
function optionOf(options: readonly NamedOption[], said: string): NamedOption | undefined {
  return (
    options.find(({ label }) => label === said) ?? options.find(({ label, key }) => isSame(label, said) || key === said)
  );
}

const labelOf = (options: readonly NamedOption[], key: string): string | undefined =>
  options.find((option) => option.key === key)?.label;

const isSame = (a: string, b: string): boolean => a.normalize().toLowerCase() === b.trim().normalize().toLowerCase();

const lastOf = (path: CellPath): string => componentsOf(path).at(-1) ?? '';

const inOrder = (cells: Cells): readonly (readonly [CellPath, CellValue])[] =>
  [...cells].sort(([a], [b]) => (a < b ? -1 : 1));

const plain = (value: Json): string => (typeof value === 'string' ? value : JSON.stringify(value));

/** Whether a spreadsheet gives these very characters back. */
const isPlain = (text: string): boolean =>
  text.length <= LONGEST_TEXT && plainXmlText(text) === text && !text.includes('\r') && !/_x[0-9A-Fa-f]{4}_/.test(text);

export const sameCells = (a: Cells, b: Cells): boolean =>
  a.size === b.size && [...a].every(([path, value]) => b.has(path) && sameMeaning(value, b.get(path) ?? null));
