// A long list a page at a time: which of how many are seen, and the way to those before and after. Nothing where all of
// them are seen.

import { ChevronLeft, ChevronRight } from 'lucide-react';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { useFormats } from '#renderer/i18n/format.ts';
import { Button } from './button.tsx';
import styles from './pages.module.css';

export interface PagesProps {
  /** names the list */
  readonly label: string;
  /** index of the first that is seen */
  readonly from: number;
  /** how many are seen at once */
  readonly size: number;
  readonly total: number;
  readonly onChange: (from: number) => void;
}

export function Pages({ label, from, size, total, onChange }: PagesProps): ReactNode {
  const { t } = useTranslation('app');
  const { number } = useFormats();
  if (total <= size && from === 0) return null;
  const range = {
    from: number(Math.min(from + 1, total)),
    to: number(Math.min(from + size, total)),
    total: number(total),
  };
  return (
    <nav aria-label={t('pages.label', { list: label })} className={styles.pages}>
      <Button
        tone="plain"
        icon={ChevronLeft}
        isDisabled={from === 0}
        onPress={() => onChange(Math.max(0, from - size))}
      >
        {t('pages.before')}
      </Button>
      <p role="status">{t('pages.range', range)}</p>
      <Button tone="plain" icon={ChevronRight} isDisabled={from + size >= total} onPress={() => onChange(from + size)}>
        {t('pages.after')}
      </Button>
    </nav>
  );
}

/** The beginning of the page at which to look, when there are fewer than there were. */
export const pageWithin = (from: number, size: number, total: number): number =>
  Math.max(0, Math.min(from, Math.floor((total - 1) / size) * size));
