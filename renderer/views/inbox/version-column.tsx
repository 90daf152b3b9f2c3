// One version of a cell in its column: whose it is, when their clock says it was, and what it says, with the
// words that differ from what was there before.

import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import type { ConflictView } from '#renderer/engine/inbox-views.ts';
import { names } from '#renderer/ui/names.ts';
import { useAuthorWords } from '#renderer/views/record/author-words.ts';
import { cellText, type Words } from '#renderer/views/record/cell-words.ts';
import { ClaimedMoment } from '#renderer/views/record/history.tsx';
import { Marked } from './marked.tsx';
import { diffWords } from './word-diff.ts';
import styles from './conflict.module.css';

export function BaseColumn({ view, words }: { readonly view: ConflictView; readonly words: Words }): ReactNode {
  const { t } = useTranslation('inbox');
  const { row, cell, base } = view;
  return (
    <section aria-labelledby="version-0" className={names(styles.version, styles.base)}>
      <h2 id="version-0">{t('version.base')}</h2>
      <p className={styles.by}>{base === undefined ? t('version.noBase') : t('version.baseBy')}</p>
      <p className={styles.text} lang={langOf(view)}>
        {cellText(row.kind, cell, base, words)}
      </p>
    </section>
  );
}

export interface VersionColumnProps {
  readonly view: ConflictView;
  readonly side: ConflictView['sides'][number];
  readonly hand: 1 | 2;
  readonly words: Words;
}

export function VersionColumn({ view, side, hand, words }: VersionColumnProps): ReactNode {
  const { t } = useTranslation('inbox');
  const wordsOf = useAuthorWords();
  const { row, cell, base } = view;
  const text = cellText(row.kind, cell, side.value, words);
  return (
    <section aria-labelledby={`version-${hand}`} className={names(styles.version, styles[`hand${hand}`])}>
      <h2 id={`version-${hand}`}>
        <span className={styles.number} aria-hidden>
          {hand}
        </span>
        {t(hand === 1 ? 'version.one' : 'version.other')}
      </h2>
      <div className={styles.by}>
        <p>{wordsOf(side.author)}</p>
        <ClaimedMoment claimed={side.claimed} words={words} />
      </div>
      {text === '' ? (
        <p className="quiet">{t('version.empty')}</p>
      ) : (
        <p className={styles.text} lang={langOf(view)}>
          {typeof base === 'string' && typeof side.value === 'string' ? (
            <Differences from={base} to={side.value} />
          ) : (
            text
          )}
        </p>
      )}
    </section>
  );
}

function Differences({ from, to }: { readonly from: string; readonly to: string }): ReactNode {
  const { t } = useTranslation('inbox');
  return diffWords(from, to).map(({ type, text }, at) => {
    if (type === 'same') return text;
    return <Marked key={at} as={type === 'added' ? 'ins' : 'del'} said={t(`version.${type}`)} text={text} />;
  });
}

export const langOf = ({ row }: ConflictView): string | undefined => (row.language === '' ? undefined : row.language);
