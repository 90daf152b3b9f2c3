// Seven pictures with their names, to be read aloud; drawn by a font of our own, so that both screens show the same.

import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import type { Emoji } from '#shared/log/compare.ts';
import styles from './emoji-row.module.css';

/** Variation selector 16: with it Chromium looks for a font in colour first. */
const ASKS_FOR_COLOUR = '\u{FE0F}';

export function EmojiRow({ emoji, label }: { readonly emoji: readonly Emoji[]; readonly label: string }): ReactNode {
  const { t } = useTranslation('emoji');
  return (
    <ol className={styles.row} aria-label={label}>
      {emoji.map(({ symbol, name }, index) => (
        <li key={`${index} ${name}`}>
          <span className={styles.symbol} aria-hidden="true">
            {symbol.replace(ASKS_FOR_COLOUR, '')}
          </span>
          <span>{t(`emoji:${name}` as never)}</span>
        </li>
      ))}
    </ol>
  );
}
