// Entries of every kind with a planted word in every field that can hold a text, down to the parts of groups.

import type { Json } from '#shared/base/json.ts';
import { entryToCells } from '#shared/record/cells.ts';
import type { Field, Shape } from '#shared/record/definition.ts';
import { kinds } from '#shared/record/kinds.ts';
import type { DemoEntry } from '#scripts/demo/input.ts';
import { plantedWord } from '../fixtures/words-on-disk.ts';

export function plantedEntries(): { readonly entries: readonly DemoEntry[]; readonly words: readonly string[] } {
  const words: string[] = [];
  const word = (): string => {
    words.push(plantedWord(words.length + 100));
    return words.at(-1) ?? '';
  };
  const entries = [...kinds.values()].map(({ key, fields }) => {
    const cells = entryToCells(key, valuesOf(fields, word));
    if (!cells.ok) throw new Error(JSON.stringify(cells.error));
    return { id: `planted ${key}`, kind: key, language: 'es', cells: cells.value } as object as DemoEntry;
  });
  return { entries, words };
}

const valuesOf = (fields: readonly Field[], word: () => string): Record<string, Json> =>
  Object.fromEntries(
    fields.flatMap(({ key, shape }): [string, Json][] => {
      const value = valueOf(shape, word);
      return value === undefined ? [] : [[key, value]];
    }),
  );

function valueOf(shape: Shape, word: () => string): Json | undefined {
  switch (shape.type) {
    case 'text':
    case 'longtext':
      return `${word()} de la casa`;
    case 'longtextPerObjective':
      return { 8: word() };
    case 'repeatText':
      return [word()];
    case 'repeatUrl':
      return [`https://${word()}.example/`];
    case 'group':
      return valuesOf(shape.subfields, word);
    case 'repeatGroup':
      return [valuesOf(shape.subfields, word)];
    default:
      return undefined;
  }
}
