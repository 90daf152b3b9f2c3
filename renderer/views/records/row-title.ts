// How a record is called where it stands in a line: its title, that it has none yet, or that it was erased.

import { useCallback } from 'react';
import { useTranslation } from 'react-i18next';
import type { RecordRow } from '#renderer/engine/record-views.ts';

export function useRowTitle(): (row: Pick<RecordRow, 'title' | 'withdrawn'>) => string {
  const { t } = useTranslation('records');
  return useCallback(
    ({ title, withdrawn }) => (withdrawn === true ? t('list.erased') : title === '' ? t('untitled') : title),
    [t],
  );
}
