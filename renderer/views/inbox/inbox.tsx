// The inbox: what needs a person. Conflicts first, then likely duplicates, what is held and why, what never came
// and whom to ask, and devices that told two stories; beside it, everything that was taken in, newest first.

import { GitFork, PackageOpen, TriangleAlert } from 'lucide-react';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import type { InboxView } from '#renderer/engine/inbox-views.ts';
import { useRead } from '#renderer/state/engine-context.tsx';
import { LinkButton } from '#renderer/ui/button.tsx';
import { EmptyPlace } from '#renderer/ui/empty-place.tsx';
import { Icon } from '#renderer/ui/icon.tsx';
import { Place } from '#renderer/ui/place.tsx';
import { ReportCard } from '#renderer/views/hand-over/report-card.tsx';
import { useAuthorWords } from '#renderer/views/record/author-words.ts';
import { ConflictList } from './conflict-list.tsx';
import { conflictPath } from './conflict-path.ts';
import { Asking } from './asking.tsx';
import { HeldList, MissingList } from './held-list.tsx';
import { LikelyDuplicates, useDuplicates } from './likely-duplicates.tsx';
import { MissingFiles } from './missing-files.tsx';
import { ReviewQueue, useReviewCount } from './review-queue.tsx';
import { Silence, silentIn } from './silence.tsx';
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
              {t('conflicts.decide', { count: inbox?.conflicts.length ?? 0 })}
            </LinkButton>
          )}
        </>
      }
    >
      {inbox === undefined ? <p className="quiet">{t('loading')}</p> : <Contents inbox={inbox} />}
    </Place>
  );
}

function Contents({ inbox }: { readonly inbox: InboxView }): ReactNode {
  const { t } = useTranslation('inbox');
  const { takenIn, waiting, held, missing, conflicts, forked, files } = inbox;
  const wordsOf = useAuthorWords();
  const duplicates = useDuplicates();
  const repeated = duplicates?.total ?? 0;
  const toReview = useReviewCount();
  const isCalm =
    toReview +
      waiting.length +
      conflicts.length +
      held.length +
      missing.length +
      forked.length +
      repeated +
      files.missing +
      silentIn(inbox.silence).length ===
    0;
  if (isCalm && takenIn.length === 0) return <EmptyPlace title={t('empty.title')}>{t('empty.words')}</EmptyPlace>;
  return (
    <div className={styles.page}>
      <div className={styles.column}>
        {isCalm && <p>{t('calm')}</p>}
        <WaitingBundles waiting={waiting} />
        {conflicts.length > 0 && <ConflictList conflicts={conflicts} />}
        <ReviewQueue />
        <LikelyDuplicates view={duplicates} />
        {held.length > 0 && (
          <section>
            <h2 className={styles.title}>
              {t('held.title')} <span className="number">{held.length}</span>
            </h2>
            <HeldList held={held} />
          </section>
        )}
        {missing.length > 0 && (
          <section>
            <h2 className={styles.title}>{t('missing.title')}</h2>
            <p className={styles.help}>{t('missing.help')}</p>
            <MissingList missing={missing} />
          </section>
        )}
        <Asking asking={inbox.asking} />
        <MissingFiles files={files} missingFiles={inbox.missingFiles} />
        <Silence silence={inbox.silence} />
        {forked.length > 0 && (
          <section>
            <h2 className={styles.title}>{t('forked.title')}</h2>
            <p className={styles.help}>{t('forked.help')}</p>
            <ul className={styles.held}>
              {forked.map((author) => (
                <li key={author.kid}>
                  <Icon of={TriangleAlert} size="small" className={styles.danger} />
                  <b>{wordsOf(author)}</b>
                </li>
              ))}
            </ul>
          </section>
        )}
      </div>
      <section className={styles.column}>
        <h2 className={styles.title}>{t('takenIn.title')}</h2>
        {takenIn.length === 0 && <p className="quiet">{t('takenIn.none')}</p>}
        {takenIn.map(({ at, ...report }, index) => (
          <ReportCard key={`${index} ${at}`} report={report} at={at} isOpen={index === 0} />
        ))}
      </section>
    </div>
  );
}
