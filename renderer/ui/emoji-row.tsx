// Seven pictures with their names, to be read aloud: the names are what is compared, where a font lacks a picture.

import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import type { Emoji } from '#shared/log/compare.ts';
import styles from './emoji-row.module.css';

export function EmojiRow({ emoji, label }: { readonly emoji: readonly Emoji[]; readonly label: string }): ReactNode {
  const { t } = useTranslation('emoji');
  return (
    <ol className={styles.row} aria-label={label}>
      {emoji.map(({ symbol, name }, index) => (
        <li key={`${index} ${name}`}>
          <span className={styles.symbol} aria-hidden="true">
            {symbol}
          </span>
          <span>{t(`emoji:${name}` as never)}</span>
        </li>
      ))}
    </ol>
  );
}
