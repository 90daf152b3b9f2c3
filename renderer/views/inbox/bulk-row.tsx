// One conflict among many: what each said, with the words that differ from before, the choice, and what it will be.

import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { Link } from 'wouter';
import type { ConflictSide, ConflictView } from '#renderer/engine/inbox-views.ts';
import { useFormats } from '#renderer/i18n/format.ts';
import { useLanguage } from '#renderer/i18n/language.ts';
import { useLinkNames } from '#renderer/state/link-names.ts';
import { useQuestions } from '#renderer/state/questions.ts';
import { KindMark } from '#renderer/ui/knot.tsx';
import { RadioGroup, type RadioOption } from '#renderer/ui/radio-group.tsx';
import { useAuthorWords } from '#renderer/views/record/author-words.ts';
import { cellText, cellName, type Words } from '#renderer/views/record/cell-words.ts';
import { ClaimedMoment } from '#renderer/views/record/claimed-moment.tsx';
import { listed } from '#shared/record/cell-value.ts';
import { namesMeetings } from '#shared/record/kinds.ts';
import { conflictPath } from './conflict-path.ts';
import { type Choice, isElement, joinOf, outcomeValue, versionsOf } from './outcome.ts';
import { useValueWords } from './value-words.ts';
import { Differences, langOf, placesOf } from './version-column.tsx';
import styles from './bulk.module.css';

export interface BulkRowProps {
  readonly view: ConflictView;
  readonly pick: Choice | null;
  readonly onPick: (pick: Choice | null) => void;
}

/** No choice: it stays a conflict. */
const LATER = 'later';

export function BulkRow({ view, pick, onPick }: BulkRowProps): ReactNode {
  const { t } = useTranslation('conflicts');
  const { t: records } = useTranslation(['records', 'record']);
  const { row, cell, sides } = view;
  const { of: linkName } = useLinkNames(namesMeetings(row.kind));
  const { questionOf } = useQuestions();
  const words: Words = { t: records, formats: useFormats(), language: useLanguage(), linkName, questionOf };
  const versions = versionsOf(view);
  const said = useValueWords(view, words);
  const name = `${cellName(row.kind, cell, words)}${isElement(row.kind, cell) ? `: ${cellText(row.kind, cell, listed(0), words)}` : ''}`;
  const outcome = pick === null ? '' : said(outcomeValue(versions, pick, null));
  const options: readonly RadioOption[] = [
    ...sides.map((side, at) => ({
      key: String(at),
      label: <Version view={view} side={side} said={said} words={words} />,
    })),
    ...(joinOf(versions) === null ? [] : [{ key: 'both', label: t('row.both') }]),
    { key: LATER, label: t('row.later') },
  ];
  return (
    <li className={styles.row}>
      <p className={styles.head}>
        <KindMark kind={row.kind} isHollow={row.state !== 'merged'} />
        <b>{name}</b>
        <bdi>{row.title === '' ? t('row.untitled') : row.title}</bdi>
        <Link href={conflictPath(view)}>{t('row.open')}</Link>
      </p>
      {view.base !== undefined && view.base !== null && (
        <p className={styles.base}>
          <span>{t('row.base')}</span>{' '}
          <span lang={langOf(view)} className={styles.text}>
            {said(view.base)}
          </span>
        </p>
      )}
      <RadioGroup
        label={<span className="hidden-visually">{t('row.choose', { name })}</span>}
        look="cards"
        value={pick === null ? LATER : String(pick)}
        onChange={(key) => onPick(key === LATER ? null : key === 'both' ? 'both' : Number(key))}
        options={options}
      />
      <p role="status" className={styles.outcome}>
        {pick === null ? (
          <span className="quiet">{t('row.stays')}</span>
        ) : (
          <>
            <b>{t('row.outcome')}</b>{' '}
            {outcome === '' ? (
              t('row.empty')
            ) : (
              <span lang={langOf(view)} className={styles.text}>
                {outcome}
              </span>
            )}
          </>
        )}
      </p>
    </li>
  );
}

interface VersionProps {
  readonly view: ConflictView;
  readonly side: ConflictSide;
  readonly said: (value: ConflictSide['value']) => string;
  readonly words: Words;
}

function Version({ view, side, said, words }: VersionProps): ReactNode {
  const { t } = useTranslation('conflicts');
  const authorWords = useAuthorWords();
  const { base } = view;
  const text = said(side.value);
  const who = [side.author, ...side.also].map(authorWords).join(' · ');
  return (
    <span className={styles.version}>
      <span className={styles.by}>
        {[who, placesOf(side, words)].filter((part) => part !== '').join(' · ')}
        <ClaimedMoment claimed={side.claimed} words={words} as="span" />
      </span>
      <span lang={langOf(view)} className={styles.text}>
        {text === '' ? (
          t('row.empty')
        ) : typeof base === 'string' && typeof side.value === 'string' ? (
          <Differences from={base} to={side.value} />
        ) : (
          text
        )}
      </span>
    </span>
  );
}
