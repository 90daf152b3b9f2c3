// The board at a glance, beside the date: the 23 cords of all the time there is, and what they say in words.

import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { Link } from 'wouter';
import { useRead } from '#renderer/state/engine-context.tsx';
import { MiniQuipu } from '../board/mini-quipu.tsx';
import styles from './today.module.css';

export function BoardGlance({ silent }: { readonly silent: number | undefined }): ReactNode {
  const { t } = useTranslation('today');
  const board = useRead((engine) => engine.board({}), ['records', 'deliveries']);
  return (
    <Link href="/board" className={styles.glance}>
      <MiniQuipu board={board} />
      <span>
        {board !== undefined &&
          t('boardLink', {
            records: t('records', { count: board.totals.records }),
            silent: t('silentObjectives', { count: silent ?? board.silent.length }),
          })}
      </span>
    </Link>
  );
}
