// The four mesas over their cords: number, cord, name, and a bracket over the cords that are theirs.

import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { useLanguage } from '#renderer/i18n/language.ts';
import { Cord } from '#renderer/ui/cord.tsx';
import { mesaByNumber } from '#shared/mechanism/compact.ts';
import type { BoardLayout } from './board-layout.ts';
import styles from './board.module.css';

export function MesaHeads({ layout }: { readonly layout: BoardLayout }): ReactNode {
  const { t } = useTranslation('app');
  const language = useLanguage();
  const { groups, slot, axisRight } = layout;
  const columns = groups.map(({ from, to }, index) => {
    const next = groups[index + 1];
    return next === undefined ? 'minmax(0, 1fr)' : `${Math.round(next.from - from) || Math.round(to - from)}px`;
  });
  const start = Math.round((groups[0]?.from ?? axisRight) - slot / 2);
  return (
    <ol className={styles.mesas} style={{ paddingInlineStart: `${start}px`, gridTemplateColumns: columns.join(' ') }}>
      {groups.map(({ mesa, from, to }) => (
        <li key={mesa} className={`mesa-${mesa}`}>
          <div className={styles.mesaWords}>
            <Cord mesa={mesa} />
            <p>
              <b>{t('mesaNumber', { mesa })}</b> <span>{mesaByNumber(mesa)?.label[language]}</span>
            </p>
          </div>
          <div aria-hidden className={styles.bracket} style={{ width: `${Math.round(to - from + slot * 0.8)}px` }} />
        </li>
      ))}
    </ol>
  );
}
