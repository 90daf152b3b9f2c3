// Stage 1, a record in a line: what lists, the board and the catalogue show of it without its other cells,
// the text it is found by, and how far each section of its form is. Works for cells of any origin: what is
// not of the expected type is left out, never guessed.

import { isJsonObject, type Json } from '../base/json.ts';
import { isAnswered, isAsked } from './answers.ts';
import { answerAt, type CellNode, treeOf } from './cell-tree.ts';
import { type CellValue, cellToGiven } from './cell-value.ts';
import { fieldOfPath, levelOfPath, nodeToValue } from './cells.ts';
import type { Kind, Level } from './definition.ts';
import { kindOf } from './kinds.ts';
import { parsePartialDate } from './partial-date.ts';
import { type CellPath, componentsOf, isLogPath, OVERFLOW_PATH } from './paths.ts';
import { problemsOf } from './validate.ts';

export interface Summary {
  /** empty where there is none */
  readonly title: string;
  /** as recorded: YYYY, YYYY-MM, YYYY-MM-DD or --MM-DD; empty where there is none */
  readonly dateText: string;
  /** the earliest day it can mean, to sort by; null where its place in time is not known */
  readonly date: string | null;
  readonly endDateText: string;
  /** 1 to 23, as listed, each once */
  readonly objectives: readonly number[];
  /** codes as listed, each once */
  readonly countries: readonly string[];
  /** places inside a country, as written or by the key of a site */
  readonly places: readonly string[];
  readonly organisation: string | null;
  /** key of an option of the kind's workflow */
  readonly status: string | null;
}

export type SectionState = 'empty' | 'begun' | 'complete' | 'errors';

type Cells = ReadonlyMap<CellPath, CellValue>;
type Tree = ReadonlyMap<string, CellNode>;

export function summaryOf(kindKey: string, cells: Cells): Summary {
  const kind = kindOf(kindKey);
  const tree = treeOf(cells);
  const text = (field: string | null | undefined): string => textAt(tree.get(field ?? ''));
  const dateText = text(kind?.dateField);
  const date = parsePartialDate(dateText);
  return {
    title: text(kind?.titleField ?? 'title'),
    dateText,
    date: date?.type === 'day' ? date.first : null,
    endDateText: text(kind?.endDateField),
    objectives: elementsIn(kind, kind?.objectiveFields, tree).filter(isObjective),
    countries: elementsIn(kind, kind?.countryFields, tree).filter((element) => typeof element === 'string'),
    places: (kind?.placeFields ?? []).map(text).filter((place) => place !== ''),
    organisation: text(kind?.organisationField) || null,
    status: text(kind?.fields.find(({ shape }) => shape.type === 'workflow')?.key) || null,
  };
}

/** The words a record is found by: everything written in it at the levels allowed, the title first; no option keys. */
export function searchTextOf(kindKey: string, cells: Cells, levelsAllowed: ReadonlySet<Level>): string {
  const title = kindOf(kindKey)?.titleField;
  const paths = [...cells.keys()].filter((path) => !isLogPath(path) && levelsAllowed.has(levelOfPath(kindKey, path)));
  const ordered = paths.sort((a, b) => Number(b === title) - Number(a === title) || (a < b ? -1 : 1));
  return ordered.flatMap((path) => wordsAt(kindKey, path, cells.get(path) ?? null)).join('\n');
}

/**
 * By section. `complete`: everything the form asks for is answered, or something where it asks for nothing.
 * @param kind with the questions that are asked beside it
 */
export function sectionStates(
  kindKey: string,
  cells: Cells,
  kind = kindOf(kindKey),
): ReadonlyMap<string, SectionState> {
  if (!kind) return new Map();
  const tree = treeOf(cells);
  const faulty = new Set(
    problemsOf(kindKey, cells, kind)
      .filter(({ severity, type }) => severity === 'error' && type !== 'missing')
      .map(({ path }) => componentsOf(path)[0]),
  );
  return new Map(kind.sections.map(({ key }) => [key, stateOf(kind, key, tree, faulty)]));
}

function stateOf(kind: Kind, section: string, tree: Tree, faulty: ReadonlySet<string | undefined>): SectionState {
  const fields = kind.fields.filter((field) => field.section === section);
  if (fields.some(({ key }) => faulty.has(key))) return 'errors';
  const isDone = (field: (typeof fields)[number]): boolean => isAnswered(tree.get(field.key));
  if (!fields.some(isDone)) return 'empty';
  const asked = fields.filter((field) => isAsked(field, (key) => answerAt(tree.get(key))));
  return asked.filter((field) => field.recommended || field.required !== 'no').every(isDone) ? 'complete' : 'begun';
}

const textAt = (node: CellNode | undefined): string => {
  const answer = answerAt(node);
  return typeof answer === 'string' ? answer : '';
};

const isObjective = (element: Json): element is number =>
  typeof element === 'number' && Number.isInteger(element) && element >= 1 && element <= 23;

/** The elements of several sets, each once; a single value in place of a set is a set of one. */
function elementsIn(kind: Kind | undefined, fields: readonly string[] | undefined, tree: Tree): readonly Json[] {
  const all = (fields ?? []).flatMap((key): readonly Json[] => {
    const node = tree.get(key);
    const shape = kind?.fields.find((field) => field.key === key)?.shape;
    const value = node && nodeToValue(shape, node);
    return Array.isArray(value) ? value : value === undefined ? [] : [value];
  });
  return [...new Set(all)];
}

function wordsAt(kindKey: string, path: CellPath, value: CellValue): readonly string[] {
  const { shape } = fieldOfPath(kindKey, path) ?? {};
  switch (shape?.type) {
    case 'choice':
      return shape.from.type === 'members' || shape.from.type === 'sites' ? stringsIn(cellToGiven(value)) : [];
    case 'multichoice':
    case 'counts':
    case 'workflow':
    case 'date':
    case 'file':
      return [];
    default:
      return stringsIn(path === OVERFLOW_PATH ? value : cellToGiven(value));
  }
}

function stringsIn(value: Json): readonly string[] {
  if (typeof value === 'string') return value === '' ? [] : [value];
  if (Array.isArray(value)) return value.flatMap(stringsIn);
  return isJsonObject(value) ? Object.values(value).flatMap(stringsIn) : [];
}
