// Entries of every kind with a planted word in every field that can hold a text, down to the parts of groups.

import { entryToCells } from '#shared/record/cells.ts';
import { kinds } from '#shared/record/kinds.ts';
import type { DemoEntry } from '#scripts/demo/input.ts';
import { textsInFields } from '../fixtures/texts-in-fields.ts';
import { plantedWord } from '../fixtures/words-on-disk.ts';

export function plantedEntries(): { readonly entries: readonly DemoEntry[]; readonly words: readonly string[] } {
  const words: string[] = [];
  const word = (): string => {
    words.push(plantedWord(words.length + 100));
    return words.at(-1) ?? '';
  };
  const entries = [...kinds.values()].map(({ key, fields }) => {
    const texts = textsInFields(fields, ({ type }) =>
      type === 'repeatUrl' ? `https://${word()}.example/` : `${word()} de la casa`,
    );
    const cells = entryToCells(key, texts);
    if (!cells.ok) throw new Error(JSON.stringify(cells.error));
    return { id: `planted ${key}`, kind: key, language: 'es', cells: cells.value } as object as DemoEntry;
  });
  return { entries, words };
}
