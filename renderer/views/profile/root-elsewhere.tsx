// Said to a laptop of the secretariat that cannot sign for the mechanism: which one can, and what this one does all the same.

import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import type { TrustView } from '#renderer/engine/trust-views.ts';
import { Notice } from '#renderer/ui/notice.tsx';

/** The laptop that founded the mechanism: its root, where it is one, is in that vault. */
export const founderOf = ({ profile }: Pick<TrustView, 'profile'>): string => profile?.readers[0]?.name ?? '';

export const isRootElsewhere = ({ rootPlace }: Pick<TrustView, 'rootPlace'>): boolean => rootPlace === 'elsewhere';

export function RootElsewhere({ trust }: { readonly trust: TrustView }): ReactNode {
  const { t } = useTranslation('profile');
  return (
    <Notice tone="info" title={t('elsewhere.title')}>
      <p>{t('elsewhere.words', { name: founderOf(trust) })}</p>
      <p>{t('elsewhere.can')}</p>
    </Notice>
  );
}
