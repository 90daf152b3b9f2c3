// Two records in a table, what they say of themselves line by line. Where they differ, the line says so and the
// words that only one of them has are marked.

import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { Link } from 'wouter';
import type { PairSide } from '#renderer/engine/inbox-views.ts';
import { useFormats } from '#renderer/i18n/format.ts';
import { useLanguage } from '#renderer/i18n/language.ts';
import { names } from '#renderer/ui/names.ts';
import { ObjectiveChips } from '#renderer/ui/objective-chip.tsx';
import { wordOf } from '#renderer/views/record-form/options.ts';
import { useAuthorWords } from '#renderer/views/record/author-words.ts';
import { Marked } from './marked.tsx';
import { diffWords } from './word-diff.ts';
import conflict from './conflict.module.css';
import styles from './pair-table.module.css';

type Sides = readonly [PairSide, PairSide];

export function PairTable({ sides }: { readonly sides: Sides }): ReactNode {
  const { t } = useTranslation('duplicates');
  const lines = useLines(sides);
  const hands = [conflict.hand1, conflict.hand2];
  return (
    <table className={styles.table}>
      <caption className="hidden-visually">{t('pair.table')}</caption>
      <thead>
        <tr>
          <th scope="col">
            <span className="hidden-visually">{t('pair.what')}</span>
          </th>
          {sides.map(({ row }, at) => (
            <th key={row.id} scope="col" className={hands[at]}>
              <span className={styles.head}>
                <span className={conflict.number} aria-hidden>
                  {at + 1}
                </span>
                {t(at === 0 ? 'pair.one' : 'pair.other')}
                <Link href={`/record/${row.id}`}>{t('pair.open')}</Link>
              </span>
            </th>
          ))}
        </tr>
      </thead>
      <tbody>
        {lines.map(({ name, texts, shown }) => {
          const isDifferent = texts[0] !== texts[1] && texts[0] !== '' && texts[1] !== '';
          return (
            <tr key={name}>
              <th scope="row">{t(`row.${name}`)}</th>
              {texts.map((text, at) => (
                <td key={sides[at]?.row.id} className={names(hands[at], isDifferent && styles.differs)}>
                  {isDifferent && <span className="hidden-visually">{t('pair.differs')} </span>}
                  {text === '' ? <span className="quiet">{t('pair.empty')}</span> : (shown?.[at] ?? <bdi>{text}</bdi>)}
                </td>
              ))}
            </tr>
          );
        })}
      </tbody>
    </table>
  );
}

interface Line {
  readonly name: 'title' | 'dates' | 'country' | 'place' | 'organisation' | 'objectives' | 'authors';
  readonly texts: readonly [string, string];
  /** in the place of the texts */
  readonly shown?: readonly ReactNode[];
}

function useLines(sides: Sides): readonly Line[] {
  const { t } = useTranslation('duplicates');
  const language = useLanguage();
  const formats = useFormats();
  const authorWords = useAuthorWords();
  const [a, b] = sides;
  const both = (textOf: (side: PairSide) => string): readonly [string, string] => [textOf(a), textOf(b)];
  const titles = both(({ row }) => row.title);
  return [
    { name: 'title', texts: titles, shown: [onlyHere(titles[1], titles[0], t), onlyHere(titles[0], titles[1], t)] },
    {
      name: 'dates',
      texts: both(({ row, endDate }) => {
        if (row.date === '') return '';
        const from = formats.date(row.date);
        return endDate === '' || endDate === row.date ? from : t('period', { from, to: formats.date(endDate) });
      }),
    },
    {
      name: 'country',
      texts: both(({ row }) =>
        formats.list(row.countries.map((code) => wordOf({ type: 'countries' }, code, language))),
      ),
    },
    {
      name: 'place',
      texts: both(({ places }) => places.map((place) => wordOf({ type: 'sites' }, place, language)).join(' · ')),
    },
    { name: 'organisation', texts: both(({ row }) => row.organisation) },
    {
      name: 'objectives',
      texts: both(({ row }) => [...row.objectives].sort((x, y) => x - y).join(' ')),
      shown: sides.map(({ row }) => (
        <ObjectiveChips key={row.id} objectives={[...row.objectives].sort((x, y) => x - y)} />
      )),
    },
    { name: 'authors', texts: both(({ authors }) => authors.map(authorWords).join(' · ')) },
  ];
}

/** A title with the words marked that the other has not. */
function onlyHere(other: string, here: string, t: ReturnType<typeof useTranslation<'duplicates'>>['t']): ReactNode {
  if (other === '') return <bdi>{here}</bdi>;
  return (
    <bdi>
      {diffWords(other, here).map(({ type, text }, at) => {
        if (type === 'removed') return null;
        return type === 'same' ? text : <Marked key={at} as="mark" said={t('pair.differs')} text={text} />;
      })}
    </bdi>
  );
}
