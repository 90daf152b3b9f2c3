// How many records wait to be handed over: a clock with its number and word. Where there is little room the
// rail's number says it.

import { Clock } from 'lucide-react';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { Link } from 'wouter';
import { Icon } from '#renderer/ui/icon.tsx';
import { names } from '#renderer/ui/names.ts';
import tool from './tool.module.css';
import styles from './waiting.module.css';

export function Waiting({ count }: { readonly count: number }): ReactNode {
  const { t } = useTranslation('app');
  if (count === 0) return null;
  return (
    <Link href="/hand-over" className={names(tool.tool, styles.waiting)}>
      <Icon of={Clock} />
      <span>{t('waiting', { count })}</span>
    </Link>
  );
}
