// What a review has come to, as a mark and its words.

import {
  CircleCheck,
  CircleDashed,
  CornerUpLeft,
  GitCompareArrows,
  type LucideIcon,
  RefreshCw,
  Split,
} from 'lucide-react';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { Icon } from '#renderer/ui/icon.tsx';
import { names } from '#renderer/ui/names.ts';
import type { ReviewState } from '#shared/merge/review.ts';
import styles from './review.module.css';

const ICONS: Readonly<Record<ReviewState, LucideIcon>> = {
  new: CircleDashed,
  returned: CornerUpLeft,
  answered: RefreshCw,
  approved: CircleCheck,
  changed: GitCompareArrows,
  disputed: Split,
};

export function ReviewMark({ state }: { readonly state: ReviewState }): ReactNode {
  const { t } = useTranslation('review');
  return (
    <p className={names(styles.mark, styles[state])}>
      <Icon of={ICONS[state]} size="small" />
      {t(`state.${state}`)}
    </p>
  );
}
