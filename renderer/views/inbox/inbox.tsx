// The inbox: what needs a person. Conflicts first, then likely duplicates, what is held and why, what never came
// and whom to ask, and devices that told two stories; beside it, everything that was taken in, newest first.

import { GitFork, PackageOpen, TriangleAlert } from 'lucide-react';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import type { InboxView } from '#renderer/engine/inbox-views.ts';
import { useFormats } from '#renderer/i18n/format.ts';
import { useRead } from '#renderer/state/engine-context.tsx';
import { LinkButton } from '#renderer/ui/button.tsx';
import { EmptyPlace } from '#renderer/ui/empty-place.tsx';
import { Icon } from '#renderer/ui/icon.tsx';
import { Pages } from '#renderer/ui/pages.tsx';
import { Place } from '#renderer/ui/place.tsx';
import { useAuthorWords } from '#renderer/views/record/author-words.ts';
import { ConflictList } from './conflict-list.tsx';
import { conflictPath } from './conflict-path.ts';
import { Asking } from './asking.tsx';
import { HeldList, MissingList } from './held-list.tsx';
import { LikelyDuplicates, useDuplicates } from './likely-duplicates.tsx';
import { MissingFiles } from './missing-files.tsx';
import { ReviewQueue, useReviewCount } from './review-queue.tsx';
import { Silence } from './silence.tsx';
import { TakenIn } from './taken-in.tsx';
import { usePart } from './use-part.ts';
import { WaitingBundles } from './waiting-bundles.tsx';
import styles from './inbox.module.css';

export function Inbox(): ReactNode {
  const { t } = useTranslation(['inbox', 'records', 'record']);
  const inbox = useRead((engine) => engine.inbox(), ['inbox', 'records', 'trust']);
  const first = inbox?.conflicts[0];
  const takeIn = (
    <LinkButton icon={PackageOpen} to="/hand-over" tone={first === undefined ? 'main' : 'normal'}>
      {t('takeIn')}
    </LinkButton>
  );
  return (
    <Place
      title={t('title')}
      lede={t('lede')}
      actions={
        <>
          {takeIn}
          {first !== undefined && (
            <LinkButton tone="main" icon={GitFork} to={conflictPath(first)}>
              {t('conflicts.decide', { count: inbox?.counts.conflicts ?? 0 })}
            </LinkButton>
          )}
        </>
      }
    >
      {inbox === undefined ? <p className="quiet">{t('loading')}</p> : <Contents inbox={inbox} />}
    </Place>
  );
}

interface PartProps {
  readonly inbox: InboxView;
}

function Contents({ inbox }: PartProps): ReactNode {
  const { t } = useTranslation('inbox');
  const { counts, files } = inbox;
  const duplicates = useDuplicates();
  const repeated = duplicates?.total ?? 0;
  const toReview = useReviewCount();
  const { waiting, conflicts, held, missing, forked, silence } = counts;
  const isCalm = toReview + waiting + conflicts + held + missing + forked + repeated + files.missing + silence === 0;
  if (isCalm && counts.takenIn === 0) return <EmptyPlace title={t('empty.title')}>{t('empty.words')}</EmptyPlace>;
  return (
    <div className={styles.page}>
      <div className={styles.column}>
        {isCalm && <p>{t('calm')}</p>}
        <WaitingBundles inbox={inbox} />
        <ConflictList inbox={inbox} />
        <ReviewQueue />
        <LikelyDuplicates view={duplicates} />
        <Held inbox={inbox} />
        <Missing inbox={inbox} />
        <Asking inbox={inbox} />
        <MissingFiles inbox={inbox} />
        <Silence inbox={inbox} />
        <Forked inbox={inbox} />
      </div>
      <TakenIn inbox={inbox} />
    </div>
  );
}

function Held({ inbox }: PartProps): ReactNode {
  const { t } = useTranslation('inbox');
  const { number } = useFormats();
  const { total, entries, pages } = usePart(inbox, 'held');
  if (total === 0) return null;
  return (
    <section>
      <h2 className={styles.title}>
        {t('held.title')} <span className="number">{number(inbox.heldChangesets)}</span>
      </h2>
      <HeldList held={entries} />
      <Pages label={t('held.title')} {...pages} />
    </section>
  );
}

function Missing({ inbox }: PartProps): ReactNode {
  const { t } = useTranslation('inbox');
  const { total, entries, pages } = usePart(inbox, 'missing');
  if (total === 0) return null;
  return (
    <section>
      <h2 className={styles.title}>{t('missing.title')}</h2>
      <p className={styles.help}>{t('missing.help')}</p>
      <MissingList missing={entries} />
      <Pages label={t('missing.title')} {...pages} />
    </section>
  );
}

function Forked({ inbox }: PartProps): ReactNode {
  const { t } = useTranslation('inbox');
  const wordsOf = useAuthorWords();
  const { total, entries, pages } = usePart(inbox, 'forked');
  if (total === 0) return null;
  return (
    <section>
      <h2 className={styles.title}>{t('forked.title')}</h2>
      <p className={styles.help}>{t('forked.help')}</p>
      <ul className={styles.held}>
        {entries.map((author) => (
          <li key={author.kid}>
            <Icon of={TriangleAlert} size="small" className={styles.danger} />
            <b>{wordsOf(author)}</b>
          </li>
        ))}
      </ul>
      <Pages label={t('forked.title')} {...pages} />
    </section>
  );
}
