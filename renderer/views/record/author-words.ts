// An author in plain words, for sentences: the name people gave the device and the organisation that vouches.

import { useCallback } from 'react';
import { useTranslation } from 'react-i18next';
import type { AuthorView } from '#renderer/engine/trust-views.ts';
import { shortCodeOf } from '#shared/base/ids.ts';

export function useAuthorWords(): (author: AuthorView) => string {
  const { t } = useTranslation('records');
  return useCallback(
    ({ isThisDevice, isLostDevice, known, name, organisation, kid }) => {
      if (isThisDevice) return t('authors.here');
      if (isLostDevice) return t('authors.lost');
      if (!known) return t('authors.unknown', { code: shortCodeOf(kid) });
      const words = [name, organisation].filter((part) => part !== '').join(', ');
      return words === '' ? shortCodeOf(kid) : words;
    },
    [t],
  );
}
