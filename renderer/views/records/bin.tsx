// The bin: what was deleted in the last 30 days, by whom, when and why, and the way back. It says that nothing is
// destroyed: erasing for good is another matter (withdrawal of consent), and does not happen by waiting.

import { ArrowLeft, Undo2 } from 'lucide-react';
import { type ReactNode, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Link } from 'wouter';
import type { BinEntry } from '#renderer/engine/bin-views.ts';
import { useFormats } from '#renderer/i18n/format.ts';
import { useEngine, useRead } from '#renderer/state/engine-context.tsx';
import { useDeed } from '#renderer/state/use-deed.ts';
import { Button, LinkButton } from '#renderer/ui/button.tsx';
import { EmptyPlace } from '#renderer/ui/empty-place.tsx';
import { KindMark } from '#renderer/ui/knot.tsx';
import { Place } from '#renderer/ui/place.tsx';
import { useAuthorWords } from '#renderer/views/record/author-words.ts';
import styles from './bin.module.css';

const PAGE = 50;

export function Bin(): ReactNode {
  const { t } = useTranslation('bin');
  const { t: records } = useTranslation('records');
  const [count, setCount] = useState(PAGE);
  const bin = useRead((engine) => engine.bin(count), ['records'], [count]);
  return (
    <Place
      title={t('title')}
      lede={t('lede')}
      crumbs={[{ label: records('title'), to: '/records' }, { label: t('title') }]}
      actionsStart={
        <LinkButton tone="plain" icon={ArrowLeft} to="/records">
          {t('back')}
        </LinkButton>
      }
      actions={<LinkButton to="/records?bin=yes">{t('all')}</LinkButton>}
    >
      {bin === undefined && <p className="quiet">{t('loading')}</p>}
      {bin?.total === 0 && <EmptyPlace title={t('empty')}>{t('emptyWords')}</EmptyPlace>}
      <ul className={styles.entries}>
        {bin?.entries.map((entry) => (
          <Entry key={entry.row.id} entry={entry} />
        ))}
      </ul>
      {bin !== undefined && bin.total > bin.entries.length && (
        <p className={styles.more}>
          {t('more', { count: bin.total - bin.entries.length })}{' '}
          <Button onPress={() => setCount(count + PAGE)}>{t('showMore')}</Button>
        </p>
      )}
    </Place>
  );
}

function Entry({ entry: { row, by, claimed, reason, days } }: { readonly entry: BinEntry }): ReactNode {
  const { t } = useTranslation('bin');
  const { moment } = useFormats();
  const engine = useEngine();
  const run = useDeed();
  const wordsOf = useAuthorWords();
  const title = row.title === '' ? t('untitled') : row.title;
  return (
    <li>
      <div className={styles.words}>
        <h2 className={styles.title}>
          <KindMark kind={row.kind} isHollow={row.state !== 'merged'} />
          <Link href={`/record/${row.id}`} {...(row.language === '' ? {} : { lang: row.language })}>
            <bdi>{title}</bdi>
          </Link>
        </h2>
        {reason !== '' && (
          <p className={styles.reason}>
            <bdi>{t('reason', { reason })}</bdi>
          </p>
        )}
        <p className="quiet small">
          {t('by', { name: wordsOf(by), when: moment(claimed) })}
          {days !== null && ` ${t('days', { count: days })}`}
        </p>
      </div>
      <Button icon={Undo2} onPress={() => void run(engine.restoreRecord(row.id), t('restored'))}>
        {t('restore')}
        <span className="hidden-visually">: {title}</span>
      </Button>
    </li>
  );
}
