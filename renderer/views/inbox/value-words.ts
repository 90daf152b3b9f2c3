// A version of a cell in words. Of an element of a list: whether it is in it, for its name is the cell's own.

import { useTranslation } from 'react-i18next';
import type { ConflictView } from '#renderer/engine/inbox-views.ts';
import { cellText, type Words } from '#renderer/views/record/cell-words.ts';
import type { Json } from '#shared/base/json.ts';
import { isElement } from './outcome.ts';

export function useValueWords(
  { row, cell }: Pick<ConflictView, 'row' | 'cell'>,
  words: Words,
): (value: Json) => string {
  const { t } = useTranslation('inbox');
  return (value) =>
    isElement(row.kind, cell)
      ? t(value === null ? 'element.out' : 'element.in')
      : cellText(row.kind, cell, value, words);
}
