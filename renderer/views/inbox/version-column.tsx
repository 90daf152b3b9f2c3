// One version of a cell in its column: whose it is, when their clock says it was, and what it says, with the
// words that differ from what was there before.

import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import type { ConflictSide, ConflictView } from '#renderer/engine/inbox-views.ts';
import { names } from '#renderer/ui/names.ts';
import { useAuthorWords } from '#renderer/views/record/author-words.ts';
import type { Words } from '#renderer/views/record/cell-words.ts';
import { ClaimedMoment } from '#renderer/views/record/claimed-moment.tsx';
import { countryByCode } from '#shared/mechanism/countries.ts';
import { translationAt } from '#shared/record/translation-path.ts';
import { Marked } from './marked.tsx';
import { useValueWords } from './value-words.ts';
import { diffWords } from './word-diff.ts';
import styles from './conflict.module.css';

export function BaseColumn({ view, words }: { readonly view: ConflictView; readonly words: Words }): ReactNode {
  const { t } = useTranslation('inbox');
  const { base } = view;
  const said = useValueWords(view, words);
  return (
    <section aria-labelledby="version-0" className={names(styles.version, styles.base)}>
      <h2 id="version-0">{t('version.base')}</h2>
      <p className={styles.by}>{base === undefined ? t('version.noBase') : t('version.baseBy')}</p>
      <p className={styles.text} lang={langOf(view)}>
        {base === undefined ? '' : said(base)}
      </p>
    </section>
  );
}

export interface VersionColumnProps {
  readonly view: ConflictView;
  readonly side: ConflictSide;
  readonly hand: 1 | 2;
  /** of the version among all */
  readonly number?: number;
  readonly words: Words;
}

export function VersionColumn({ view, side, hand, number = hand, words }: VersionColumnProps): ReactNode {
  const { t } = useTranslation('inbox');
  const wordsOf = useAuthorWords();
  const { base } = view;
  const text = useValueWords(view, words)(side.value);
  return (
    <section aria-labelledby={`version-${hand}`} className={names(styles.version, styles[`hand${hand}`])}>
      <h2 id={`version-${hand}`}>
        <span className={styles.number} aria-hidden>
          {number}
        </span>
        {t(hand === 1 ? 'version.one' : 'version.other')}
      </h2>
      <div className={styles.by}>
        <p>{wordsOf(side.author)}</p>
        {side.places.length > 0 && <p>{placesOf(side, words)}</p>}
        {side.also.length > 0 && (
          <p>{t('version.also', { list: words.formats.list(side.also.map((author) => wordsOf(author))) })}</p>
        )}
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

export function Differences({ from, to }: { readonly from: string; readonly to: string }): ReactNode {
  const { t } = useTranslation('inbox');
  return diffWords(from, to).map(({ type, text }, at) => {
    if (type === 'same') return text;
    return <Marked key={at} as={type === 'added' ? 'ins' : 'del'} said={t(`version.${type}`)} text={text} />;
  });
}

/** Where an author works, as its organisation was enrolled. */
export const placesOf = ({ places }: ConflictSide, { formats, language }: Words): string =>
  formats.list(places.map((code) => countryByCode(code)?.name[language] ?? code));

/** Of what the versions say: the record's own, or that of a translation. */
export const langOf = ({ row, cell }: ConflictView): string | undefined =>
  translationAt(cell)?.language ?? (row.language === '' ? undefined : row.language);
