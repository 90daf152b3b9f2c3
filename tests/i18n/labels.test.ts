// What belongs to the domain (objectives, countries, fields, options) has its words in all five languages, in the
// data as it lies there and in the definitions made from it.

import { globSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { menuTemplate } from '#electron/menu.ts';
import { type Labels, type Language, LANGUAGES } from '#shared/mechanism/language.ts';
import type { Field } from '#shared/record/definition.ts';
import { kinds } from '#shared/record/kinds.ts';
import { optionsOf } from '#shared/record/options.ts';

const folder = join(import.meta.dirname, '..', '..', 'resources', 'mechanism');
const files = globSync('**/*.json', { cwd: folder }).sort();

/** Every object that says something in one of the five languages, by its path; what is said about the data is no label. */
function labelsIn(value: unknown, path: string): readonly (readonly [string, object])[] {
  if (typeof value !== 'object' || value === null || /\.(meta|provenance)$/i.test(path)) return [];
  const inside = Object.entries(value).flatMap(([key, inner]) => labelsIn(inner, `${path}.${key}`));
  const isLabel = ['es', 'pt', 'fr', 'ht'].some((language) => typeof Reflect.get(value, language) === 'string');
  return isLabel ? [[path, value], ...inside] : inside;
}

const isWhole = (label: object): boolean =>
  Object.keys(label).sort().join() === [...LANGUAGES].sort().join() &&
  Object.values(label).every((text) => typeof text === 'string' && text !== '' && text.trim() === text);

describe('the data of the mechanism', () => {
  test.each(files)('every label of %s says it in the five languages', (file) => {
    const labels = labelsIn(JSON.parse(readFileSync(join(folder, file), 'utf8')), file);
    expect(labels.filter(([, label]) => !isWhole(label)).map(([path]) => path)).toEqual([]);
    expect(labels.length > 0).toBe(file !== 'sites.json'); // places have their own names, in no language
  });

  test('no label shouts', () => {
    const texts = files.flatMap((file) =>
      labelsIn(JSON.parse(readFileSync(join(folder, file), 'utf8')), file).flatMap(([, label]) => Object.values(label)),
    );
    expect(texts.length).toBeGreaterThan(3000);
    expect(texts.filter((text) => /[!¡]/.test(String(text)))).toEqual([]);
  });
});

describe('the kinds of record', () => {
  const subfieldsOf = ({ shape }: Field): readonly Field[] => ('subfields' in shape ? shape.subfields : []);
  const labelsOf = (field: Field): readonly (readonly [string, Labels | undefined])[] => [
    ['label', field.label],
    ...(field.help === undefined ? [] : [['help', field.help] as const]),
    ...(field.example === undefined ? [] : [['example', field.example] as const]),
    ...('from' in field.shape ? optionsOf(field.shape.from) : []).map(({ key, label }) => [key, label] as const),
    ...('options' in field.shape ? field.shape.options : []).map(({ key, label }) => [key, label] as const),
  ];

  test.each([...kinds.values()])('$key: its name, sections, fields, options and help', (kind) => {
    const fields = kind.fields.flatMap((field) => [field, ...subfieldsOf(field)]);
    const labels = [
      [kind.key, kind.label] as const,
      ...kind.sections.map(({ key, label }) => [key, label] as const),
      ...fields.flatMap((field) => labelsOf(field).map(([name, label]) => [`${field.key}.${name}`, label] as const)),
    ];
    expect(labels.length).toBeGreaterThan(fields.length);
    expect(labels.filter(([, label]) => label === undefined || !isWhole(label)).map(([path]) => path)).toEqual([]);
  });
});

describe('the menu', () => {
  const labelsOf = (language: Language): readonly string[] => {
    const nothing = (): void => undefined;
    const top = menuTemplate(
      { language, platform: 'darwin', isPackaged: false },
      { command: nothing, lock: nothing, leave: nothing },
    );
    return top
      .flatMap((item) => [item, ...(Array.isArray(item.submenu) ? item.submenu : [])])
      .flatMap((item) => (item.type === 'separator' ? [] : [item.label ?? '']));
  };

  test.each(LANGUAGES)('every item has a label in %s, and no two of one menu have the same', (language) => {
    const labels = labelsOf(language);
    expect(labels.length).toBe(labelsOf('es').length);
    expect(labels.filter((label) => label.trim() === '')).toEqual([]);
    expect(new Set(labels).size).toBe(labels.length);
  });
});
