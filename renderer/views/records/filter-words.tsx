// The filters that have no field above the list, in words: nobody should wonder why so few records are shown.

import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import type { RecordFilter } from '#renderer/engine/record-views.ts';
import { useRead } from '#renderer/state/engine-context.tsx';
import { useAuthorWords } from '#renderer/views/record/author-words.ts';
import { useColumnWords } from '#renderer/views/board/coverage-words.ts';
import { periodOf } from './period.ts';

export function FilterWords({ filter }: { readonly filter: RecordFilter }): ReactNode {
  const { t } = useTranslation('filters');
  const columns = useColumnWords();
  const authorWords = useAuthorWords();
  const { mesas = [], subregions = [], organisations = [], authors = [], undated, withFiles, notMerged } = filter;
  const isNaming = authors.length > 0;
  const choices = useRead(async (engine) => (isNaming ? engine.filters() : null), ['records'], [isNaming]);
  const nowhere = filter.countries?.includes('none') === true ? [columns.label('country', '')] : [];
  const words = [
    ...mesas.map((mesa) => t('mesa', { mesa })),
    ...subregions.map((key) => columns.label('subregion', key === 'none' ? '' : key)),
    ...nowhere,
    ...[periodOf(filter)].filter((period) => period !== ''),
    ...(undated === true ? [t('undated')] : []),
    ...organisations,
    ...authors.map((kid) => {
      const author = choices?.authors.find((each) => each.kid === kid);
      return author === undefined ? t('someone') : authorWords(author);
    }),
    ...(withFiles === true ? [t('withFiles')] : []),
    ...(notMerged === true ? [t('notMerged')] : []),
  ];
  return words.length === 0 ? null : <bdi> · {words.join(' · ')}</bdi>;
}
