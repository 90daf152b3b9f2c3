// Stage 1, whether a value fits the shape of its field. A value that does not fit is recorded all the same
// (see cells.ts) and named here. An error has to be put right before finishing; a flag is shown and may stay:
// figures, links and lengths are as the world gave them.

import { isJsonObject, type Json } from '../base/json.ts';
import type { CellNode } from './cell-tree.ts';
import { cellToGiven, isNotKnown } from './cell-value.ts';
import { elementOf } from './cells.ts';
import type { Field, OptionSource, Shape } from './definition.ts';
import { isClosed, isOption } from './options.ts';
import { parsePartialDate } from './partial-date.ts';
import { attachmentOf, MAX_FILE_BYTES, MAX_FILES } from './attachment.ts';
import { extensionOf } from './media-type.ts';
import type { CellPath } from './paths.ts';

export type ShapeProblem = { readonly path: CellPath } & (
  | {
      readonly severity: 'error';
      readonly type: 'wrongType' | 'notADate' | 'notAnInteger' | 'negative';
    }
  | { readonly severity: 'error'; readonly type: 'tooLarge'; readonly max: number }
  | { readonly severity: 'error' | 'flag'; readonly type: 'notAnOption'; readonly option: Json }
  | { readonly severity: 'flag'; readonly type: 'badUrl' | 'notAFile' }
  | { readonly severity: 'flag'; readonly type: 'fileTooLarge'; readonly size: number; readonly max: number }
  | { readonly severity: 'flag'; readonly type: 'fileNotAllowed'; readonly extension: string }
  | { readonly severity: 'flag'; readonly type: 'tooManyFiles'; readonly files: number; readonly max: number }
  | { readonly severity: 'flag'; readonly type: 'tooManyWords'; readonly words: number; readonly max: number }
  | { readonly severity: 'flag'; readonly type: 'tooShort'; readonly chars: number; readonly min: number }
  | { readonly severity: 'flag'; readonly type: 'tooLong'; readonly chars: number; readonly max: number }
);

export function shapeProblemsOf(shape: Shape, node: CellNode): readonly ShapeProblem[] {
  const whole = node.whole === undefined || isNotKnown(node.whole) ? null : cellToGiven(node.whole);
  return [
    ...inValue(shape, whole, node.path),
    ...[...node.parts.values()].flatMap((part) => inPart(shape, part)),
    ...(shape.type === 'file' ? inFileCount(shape, node) : []),
  ];
}

const OBJECTIVES: OptionSource = { type: 'objectives' };
const COUNT: Shape = { type: 'integer', min: 0 };
const TEXT: Shape = { type: 'text' };

/** A part that has a cell of its own, or a group of them. */
function inPart(shape: Shape, part: CellNode): readonly ShapeProblem[] {
  switch (shape.type) {
    case 'multichoice':
      return part.whole === undefined ? [] : inOption(shape.from, elementOf(shape.from, part.name), part.path);
    case 'counts':
      return [...inGroupName(shape.from, part.name, part.path), ...shapeProblemsOf(COUNT, part)];
    case 'longtextPerObjective':
      return [...inGroupName(OBJECTIVES, part.name, part.path), ...shapeProblemsOf(TEXT, part)];
    case 'repeatText':
      return shapeProblemsOf(TEXT, part);
    case 'repeatUrl':
      return inUrl(part.whole ?? null, part.path);
    case 'file':
      return inFile(shape, part.whole ?? null, part.path);
    case 'group':
      return inSubfield(shape.subfields, part);
    case 'repeatGroup':
      return [
        ...(part.whole === undefined ? [] : inGroup(shape.subfields, cellToGiven(part.whole), part.path)),
        ...[...part.parts.values()].flatMap((inner) => inSubfield(shape.subfields, inner)),
      ];
    default:
      return [];
  }
}

function inSubfield(subfields: readonly Field[], node: CellNode): readonly ShapeProblem[] {
  const subfield = subfields.find(({ key }) => key === node.name);
  return subfield ? shapeProblemsOf(subfield.shape, node) : [];
}

/** A value in one cell, whatever it holds; null is no answer and no problem. */
function inValue(shape: Shape, value: Json, path: CellPath): readonly ShapeProblem[] {
  if (value === null || isNotKnown(value)) return [];
  switch (shape.type) {
    case 'text':
      return typeof value === 'string' ? [] : wrongType(path);
    case 'longtext':
      return typeof value === 'string' ? inLength(shape, value, path) : wrongType(path);
    case 'boolean':
      return typeof value === 'boolean' ? [] : wrongType(path);
    case 'integer':
      return inInteger(shape, value, path);
    case 'date':
      if (typeof value !== 'string') return wrongType(path);
      return parsePartialDate(value) ? [] : [{ severity: 'error', type: 'notADate', path }];
    case 'choice':
      return inOption(shape.from, value, path);
    case 'workflow':
      return inOption({ type: 'list', options: shape.options }, value, path);
    case 'multichoice':
      return (Array.isArray(value) ? value : [value]).flatMap((element: Json) => inOption(shape.from, element, path));
    case 'counts':
      return inMembers(value, path, (group, count) => [
        ...inGroupName(shape.from, group, path),
        ...inValue(COUNT, count, path),
      ]);
    case 'longtextPerObjective':
      return inMembers(value, path, (objective, text) => [
        ...inGroupName(OBJECTIVES, objective, path),
        ...inValue(TEXT, text, path),
      ]);
    case 'repeatText':
      return inElements(value, path, (element) => inValue(TEXT, element, path));
    case 'repeatUrl':
      return inElements(value, path, (element) => inUrl(element, path));
    case 'file':
      return inElements(value, path, (element) => inFile(shape, element, path));
    case 'group':
      return inGroup(shape.subfields, value, path);
    case 'repeatGroup':
      return inElements(value, path, (element) => inGroup(shape.subfields, element, path));
  }
}

const wrongType = (path: CellPath): readonly ShapeProblem[] => [{ severity: 'error', type: 'wrongType', path }];

const inElements = (value: Json, path: CellPath, inElement: (element: Json) => readonly ShapeProblem[]) =>
  Array.isArray(value) ? value.flatMap(inElement) : wrongType(path);

const inMembers = (value: Json, path: CellPath, inMember: (key: string, inner: Json) => readonly ShapeProblem[]) =>
  isJsonObject(value) ? Object.entries(value).flatMap(([key, inner]) => inMember(key, inner)) : wrongType(path);

const inGroup = (subfields: readonly Field[], value: Json, path: CellPath): readonly ShapeProblem[] =>
  inMembers(value, path, (key, inner) => {
    const subfield = subfields.find((candidate) => candidate.key === key);
    return subfield ? inValue(subfield.shape, inner, path) : [];
  });

const inGroupName = (from: OptionSource, name: string, path: CellPath) => inOption(from, elementOf(from, name), path);

function inOption(from: OptionSource, value: Json, path: CellPath): readonly ShapeProblem[] {
  if (isOption(from, value)) return [];
  if (typeof value !== 'string' && typeof value !== 'number') return wrongType(path);
  return [{ severity: isClosed(from) ? 'error' : 'flag', type: 'notAnOption', path, option: value }];
}

function inInteger(
  shape: Extract<Shape, { readonly type: 'integer' }>,
  value: Json,
  path: CellPath,
): readonly ShapeProblem[] {
  if (!Number.isSafeInteger(value)) return [{ severity: 'error', type: 'notAnInteger', path }];
  if (Number(value) < (shape.min ?? Number.NEGATIVE_INFINITY)) return [{ severity: 'error', type: 'negative', path }];
  if (shape.max !== undefined && Number(value) > shape.max) {
    return [{ severity: 'error', type: 'tooLarge', path, max: shape.max }];
  }
  return [];
}

function inLength(
  { maxWords, minChars, maxChars }: Extract<Shape, { readonly type: 'longtext' }>,
  text: string,
  path: CellPath,
): readonly ShapeProblem[] {
  const words = text.split(/\s+/u).filter(Boolean).length;
  const chars = [...text.trim()].length;
  const problems: ShapeProblem[] = [];
  if (maxWords !== undefined && words > maxWords) {
    problems.push({ severity: 'flag', type: 'tooManyWords', path, words, max: maxWords });
  }
  if (minChars !== undefined && chars > 0 && chars < minChars) {
    problems.push({ severity: 'flag', type: 'tooShort', path, chars, min: minChars });
  }
  if (maxChars !== undefined && chars > maxChars) {
    problems.push({ severity: 'flag', type: 'tooLong', path, chars, max: maxChars });
  }
  return problems;
}

type FileShape = Extract<Shape, { readonly type: 'file' }>;

/** Flags, mostly: a text in the place of a file is how an old entry names one, and a newer app's value is its own. */
function inFile({ maxBytes, allowed }: FileShape, value: Json, path: CellPath): readonly ShapeProblem[] {
  if (value === null || isNotKnown(value)) return [];
  const attachment = attachmentOf(value);
  if (attachment === undefined) {
    if (typeof value === 'string') return [{ severity: 'flag', type: 'notAFile', path }];
    return isJsonObject(value) ? [] : wrongType(path);
  }
  const { name, size } = attachment;
  const max = maxBytes ?? MAX_FILE_BYTES;
  const extension = extensionOf(name);
  const problems: ShapeProblem[] = [];
  if (size > max) problems.push({ severity: 'flag', type: 'fileTooLarge', path, size, max });
  if (allowed?.includes(extension) === false) {
    problems.push({ severity: 'flag', type: 'fileNotAllowed', path, extension });
  }
  return problems;
}

function inFileCount({ maxFiles }: FileShape, { parts, path }: CellNode): readonly ShapeProblem[] {
  const max = maxFiles ?? MAX_FILES;
  const files = [...parts.values()].filter(({ whole }) => attachmentOf(whole) !== undefined).length;
  return files > max ? [{ severity: 'flag', type: 'tooManyFiles', path, files, max }] : [];
}

/** What can be opened as a page: a scheme of the web and a host. No parser of the platform is in reach here. */
const URL_PATTERN = /^https?:\/\/[^\s/?#@:]+\.[^\s/?#@:.]+(?::\d{1,5})?(?:[/?#]\S*)?$/u;

function inUrl(value: Json, path: CellPath): readonly ShapeProblem[] {
  if (value === null || isNotKnown(value)) return [];
  const text = cellToGiven(value);
  if (typeof text !== 'string') return wrongType(path);
  return URL_PATTERN.test(text.trim()) ? [] : [{ severity: 'flag', type: 'badUrl', path }];
}
