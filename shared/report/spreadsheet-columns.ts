// Stage 5, the columns in which records of a kind are written in a spreadsheet and read back. What is restricted or
// personal has no column. A field with few groups has a column for each; one with many, or with a text an objective,
// has lines in one cell. What no cell can say exactly (groups that repeat, links to meetings) is shown and locked.

import type { Language } from '../mechanism/language.ts';
import type { Field, Kind, Option, OptionSource, Shape } from '../record/definition.ts';
import { isNumbered, optionsOf } from '../record/options.ts';
import { type CellPath, pathOf } from '../record/paths.ts';

export interface Column {
  /** of the hidden row: the path of the cells that the column holds */
  readonly key: CellPath;
  readonly label: string;
  readonly field: Field;
  readonly reads: ColumnReads;
}

export type ColumnReads =
  | { readonly type: 'text' | 'date' | 'yesNo' | 'lines' | 'objectiveLines' | 'locked' }
  | { readonly type: 'number'; readonly least: number; readonly most: number }
  | {
      readonly type: 'choice' | 'choices';
      readonly options: readonly NamedOption[];
      /** any text may stand there */
      readonly isOpen: boolean;
      /** keys are numbers in the record */
      readonly isNumbered: boolean;
    }
  | { readonly type: 'countLines'; readonly options: readonly NamedOption[] };

export interface NamedOption {
  readonly key: string;
  /** as a person reads and writes it; no two of a column are the same */
  readonly label: string;
}

/** More groups than this are lines in one cell. */
const MOST_GROUPS = 12;

export function columnsOf(kind: Kind, language: Language): readonly Column[] {
  return kind.fields.filter(hasColumn).flatMap((field) => columnsOfField(field, language));
}

/** Labels of the fields that a spreadsheet leaves out. */
export const leftOutOf = (kind: Kind, language: Language): readonly string[] =>
  kind.fields.filter((field) => !hasColumn(field)).map(({ label }) => label[language]);

const isShown = ({ level }: Pick<Field, 'level'>): boolean => level === 'open' || level === 'mechanism';

const hasColumn = (field: Field): boolean =>
  isShown(field) &&
  field.shape.type !== 'file' &&
  (!('subfields' in field.shape) || field.shape.subfields.every(isShown));

function columnsOfField(field: Field, language: Language): readonly Column[] {
  const { key, shape } = field;
  const label = field.label[language];
  const path = pathOf(key);
  if (shape.type === 'counts' && optionsOf(shape.from).length <= MOST_GROUPS) {
    return namedOptions(shape.from, language).map((option) => ({
      key: `${path}.${pathOf(option.key)}`,
      label: `${label}: ${option.label}`,
      field,
      reads: { type: 'number', least: 0, most: Number.MAX_SAFE_INTEGER },
    }));
  }
  if (shape.type === 'group') {
    return shape.subfields.map((subfield) => ({
      key: `${path}.${pathOf(subfield.key)}`,
      label: `${label}: ${subfield.label[language]}`,
      field: subfield,
      reads: readsOf(subfield.shape, language),
    }));
  }
  return [{ key: path, label, field, reads: readsOf(shape, language) }];
}

function readsOf(shape: Shape, language: Language): ColumnReads {
  switch (shape.type) {
    case 'text':
    case 'longtext':
      return { type: 'text' };
    case 'date':
      return { type: 'date' };
    case 'boolean':
      return { type: 'yesNo' };
    case 'integer':
      return {
        type: 'number',
        least: shape.min ?? Number.MIN_SAFE_INTEGER,
        most: shape.max ?? Number.MAX_SAFE_INTEGER,
      };
    case 'choice':
      return isOfMeetings(shape.from) ? { type: 'locked' } : choiceOf('choice', shape.from, language);
    case 'workflow':
      return choiceOf('choice', { type: 'list', options: shape.options }, language);
    case 'multichoice':
      return isOfMeetings(shape.from) ? { type: 'locked' } : choiceOf('choices', shape.from, language);
    case 'repeatText':
    case 'repeatUrl':
      return { type: 'lines' };
    case 'longtextPerObjective':
      return { type: 'objectiveLines' };
    case 'counts':
      return { type: 'countLines', options: namedOptions(shape.from, language) };
    case 'group':
    case 'repeatGroup':
    case 'file':
      return { type: 'locked' };
  }
}

const isOfMeetings = ({ type }: OptionSource): boolean => type === 'meetings' || type === 'agreements';

const choiceOf = (type: 'choice' | 'choices', from: OptionSource, language: Language): ColumnReads => ({
  type,
  options: namedOptions(from, language),
  isOpen: from.type === 'members' || from.type === 'sites',
  isNumbered: isNumbered(from),
});

/** Numbered ones by number and name. */
function namedOptions(from: OptionSource, language: Language): readonly NamedOption[] {
  const used = new Set<string>();
  return optionsOf(from).map((option) => {
    const label = labelOf(from, option, language);
    const own = used.has(label) ? `${label} (${option.key})` : label;
    used.add(own);
    return { key: option.key, label: own };
  });
}

/** No line end and no `;`, which part several from one another. */
const labelOf = (from: OptionSource, { key, label }: Option, language: Language): string =>
  `${isNumbered(from) ? `${key}. ` : ''}${label[language]}`.replace(/[;\n\r]+/g, ',');
