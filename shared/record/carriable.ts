// Stage 1, what can be recorded at all: anything that canonical JSON (RFC 8785) can carry unharmed. Refused
// are lone surrogates, numbers that are not finite, names that JavaScript would take for its own, and depth
// beyond what a changeset may hold. −0 has no canonical spelling of its own and becomes 0.

import type { Json } from '../base/json.ts';
import { err, ok, type Result } from '../base/result.ts';
import { pathOf } from './paths.ts';

export type RecordProblem = {
  readonly type: 'loneSurrogate' | 'notFinite' | 'forbiddenKey' | 'tooDeep' | 'notJson';
  /** where: the names from the field inwards, written like the path of a cell */
  readonly path: string;
};

/** Arrays and objects inside one another, the entry itself counted. */
export const MAX_ENTRY_DEPTH = 32;

const FORBIDDEN: ReadonlySet<string> = new Set(['__proto__', 'constructor', 'prototype']);

/** The same value, with −0 as 0; or the first thing in it that cannot be carried. */
export function carriable<T extends Json>(value: T): Result<T, RecordProblem> {
  const problem: { found?: RecordProblem } = {};
  const copy = copyOf(value, [], (type, names) => (problem.found ??= { type, path: pathOf(...names) }));
  return problem.found ? err(problem.found) : ok(copy as T);
}

type Report = (type: RecordProblem['type'], names: readonly string[]) => void;

function copyOf(value: unknown, names: readonly string[], report: Report): Json {
  if (value === null || typeof value === 'boolean') return value;
  if (typeof value === 'string') {
    if (!value.isWellFormed()) report('loneSurrogate', names);
    return value;
  }
  if (typeof value === 'number') {
    if (!Number.isFinite(value)) report('notFinite', names);
    return value === 0 ? 0 : value;
  }
  if (typeof value !== 'object') {
    report('notJson', names);
    return null;
  }
  if (names.length >= MAX_ENTRY_DEPTH) {
    report('tooDeep', names);
    return null;
  }
  if (Array.isArray(value)) return Array.from(value, (inner, at) => copyOf(inner, [...names, String(at)], report));
  return copyOfObject(value, names, report);
}

function copyOfObject(value: object, names: readonly string[], report: Report): Json {
  return Object.fromEntries(
    Object.entries(value).map(([key, inner]) => {
      const inside = [...names, key];
      if (FORBIDDEN.has(key)) report('forbiddenKey', inside);
      if (!key.isWellFormed()) report('loneSurrogate', inside);
      return [key, copyOf(inner, inside, report)];
    }),
  );
}
