// REVIEW.md tells native readers what to read: every file of texts and of data is in it, with the marks it has.

import { globSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import about from '#resources/mechanism/about.json' with { type: 'json' };
import { locales, namespaces } from './texts.ts';

const review = readFileSync(join(locales, 'REVIEW.md'), 'utf8');
const data = join(locales, '..', 'mechanism');
const legend = Object.keys(about.meta.provenanceLegend);

const rowOf = (file: string): string | undefined =>
  review.split('\n').find((line) => line.startsWith('|') && line.split('|')[1]?.includes(`\`${file}\``) === true);

test.each(namespaces)('the texts of %s are named', (namespace) => {
  expect(rowOf(`${namespace}.json`), 'a row of REVIEW.md for it').toBeDefined();
});

test.each(globSync('**/*.json', { cwd: data }).sort())('the data of %s is named, with its marks', (file) => {
  const said = [...(rowOf(file)?.split('|')[2] ?? 'not there').matchAll(/`([\w-]+)`/g)].map(([, mark = '']) => mark);
  expect(rowOf(file), file).toBeDefined();
  expect(said.sort()).toEqual(marksIn(JSON.parse(readFileSync(join(data, file), 'utf8')), false));
});

test('no file is named that is not there', () => {
  const named = [...review.matchAll(/^\|(.*?)\|/gm)].flatMap(([, cell = '']) =>
    [...cell.matchAll(/`([\w/-]+)\.json`/g)].map(([, name = '']) => name),
  );
  const there = [...namespaces, ...globSync('**/*.json', { cwd: data }).map((file) => file.replace(/\.json$/, ''))];
  expect(named.filter((name) => !there.includes(name))).toEqual([]);
});

/** The marks of the legend that stand under `provenance` or `source`, each once, sorted. */
function marksIn(value: unknown, isProvenance: boolean): readonly string[] {
  if (typeof value === 'string') return isProvenance && legend.includes(value) ? [value] : [];
  if (typeof value !== 'object' || value === null) return [];
  const inside = Object.entries(value).flatMap(([key, inner]) =>
    marksIn(inner, isProvenance || key === 'provenance' || key === 'source'),
  );
  return [...new Set(inside)].sort();
}
