// What cannot be recorded at all is refused by name and place; everything else is carried.

import { describe, expect, test } from 'vitest';
import type { Json } from '#shared/base/json.ts';
import { canonicalText, MAX_DEPTH, parseCanonical } from '#shared/base/json.ts';
import { MAX_ENTRY_DEPTH } from '#shared/record/carriable.ts';
import { cellsToEntry, entryToCells } from '#shared/record/cells.ts';

const refusal = (entry: { readonly [field: string]: unknown }) => {
  const cells = entryToCells('consultation', entry as { readonly [field: string]: Json });
  return cells.ok ? undefined : cells.error;
};

/** An entry whose arrays and objects stand `depth` deep in one another. */
const nested = (depth: number): { [field: string]: Json } => {
  let value: Json = 1;
  for (let at = 1; at < depth; at++) value = at % 2 === 0 ? [value] : { in: value };
  return { anything: value };
};

describe('refused by name and place', () => {
  test('lone surrogates, in texts and in names', () => {
    expect(refusal({ title: 'a\ud800' })).toStrictEqual({ type: 'loneSurrogate', path: 'title' });
    expect(refusal({ progress: { 7: ['\udc00'] } })).toStrictEqual({ type: 'loneSurrogate', path: 'progress.7.0' });
    expect(refusal({ other: { 'a\udfff': 1 } })?.type).toBe('loneSurrogate');
    expect(refusal({ title: '👩🏽‍🌾' })).toBeUndefined();
  });

  test.each([Number.NaN, Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY])('%d', (total) => {
    expect(refusal({ total })).toStrictEqual({ type: 'notFinite', path: 'total' });
  });

  test.each(['__proto__', 'constructor', 'prototype'])('the name %s, at any depth', (name) => {
    const hostile = JSON.parse(`{"${name}":1}`) as Json;
    expect(refusal(hostile as { [field: string]: Json })).toStrictEqual({ type: 'forbiddenKey', path: name });
    expect(refusal({ follow_up: [{ 'a.b': hostile }] })).toStrictEqual({
      type: 'forbiddenKey',
      path: `follow_up.0.a~1b.${name}`,
    });
  });

  test('more depth than a changeset may hold; what is accepted fits into one', () => {
    expect(refusal(nested(MAX_ENTRY_DEPTH + 1))?.type).toBe('tooDeep');
    const deepest = nested(MAX_ENTRY_DEPTH);
    const cells = entryToCells('consultation', deepest);
    if (!cells.ok) throw new Error(cells.error.type);
    expect(cellsToEntry('consultation', cells.value)).toStrictEqual(deepest);
    for (const value of cells.value.values()) {
      const part = canonicalText(['salt', 'open', [{ value: { asGiven: value } }]]);
      expect(parseCanonical(part, { size: 10_000, depth: MAX_DEPTH }).ok).toBe(true);
    }
  });

  test('an endless depth, without running out of stack', () => {
    expect(refusal(nested(100_000))?.type).toBe('tooDeep');
  });

  test('what is no JSON', () => {
    for (const value of [undefined, () => 1, 1n, Symbol('a'), [undefined]]) {
      expect(refusal({ other: value })?.type).toBe('notJson');
    }
  });
});
