// Today: what came back first, then what is half done; beside it what waits to be handed over and the last
// receipts. It greets with the date and nothing personal. The action bar begins a record.

import { Plus, Route, Zap } from 'lucide-react';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import type { TodayView } from '#renderer/engine/today-views.ts';
import { type Formats, useFormats } from '#renderer/i18n/format.ts';
import { useRead } from '#renderer/state/engine-context.tsx';
import { useNewRecord } from '#renderer/state/new-record.ts';
import { goToStop } from '#renderer/state/tour.ts';
import { Button, LinkButton } from '#renderer/ui/button.tsx';
import { EmptyPlace } from '#renderer/ui/empty-place.tsx';
import { KindMark } from '#renderer/ui/knot.tsx';
import { Notice } from '#renderer/ui/notice.tsx';
import { Place } from '#renderer/ui/place.tsx';
import { QUICK } from '#renderer/views/record-form/form-kind.ts';
import { OtherKinds } from '#renderer/views/records/other-kinds.tsx';
import { LeftOnNetwork } from '../network/left.tsx';
import { ReadingReminder } from '../reading-key/reminder.tsx';
import { RecoveryReminder } from '../recovery/reminder.tsx';
import { BoardGlance } from './board-glance.tsx';
import { DraftEntry } from './entries.tsx';
import { Arrivals, TakeInParcel } from './office.tsx';
import { Parcel } from './parcel.tsx';
import { Receipts } from './receipts.tsx';
import { ReturnedEntry } from './returned-entry.tsx';
import { Requests } from './requests.tsx';
import { SectionHead } from './section-head.tsx';
import styles from './today.module.css';

export function Today(): ReactNode {
  const { t } = useTranslation('today');
  const formats = useFormats();
  const newRecord = useNewRecord();
  const trust = useRead((engine) => engine.trust(), ['trust']);
  const today = useRead((engine) => engine.today(), ['records', 'drafts', 'deliveries', 'inbox']);
  return (
    <Place
      title={formats.alone(formats.weekday(new Date()))}
      lede={today === undefined ? ' ' : <Summary today={today} formats={formats} />}
      head={<BoardGlance silent={today?.counts.silentObjectives} />}
      actions={
        <>
          <OtherKinds />
          <Button onPress={() => void newRecord('practice')}>
            <span className={styles.kindButton}>
              <KindMark kind="practice" />
              {t('newPractice')}
            </span>
          </Button>
          <Button icon={Zap} onPress={() => void newRecord('consultation', {}, QUICK)}>
            {t('quickConsultation')}
          </Button>
          <Button tone="main" icon={Plus} shortcut="Ctrl N" onPress={() => void newRecord('consultation')}>
            {t('newConsultation')}
          </Button>
        </>
      }
    >
      {today !== undefined && trust !== undefined && (
        <div className={styles.today}>
          <div className={styles.column}>
            <LeftOnNetwork />
            <Requests />
            <ToErase count={today.counts.toErase} />
            <ToDecide counts={today.counts} formats={formats} />
            {today.returned.length > 0 && (
              <section>
                <SectionHead title={t('returnedTitle')} count={today.returned.length} isDanger />
                <ul>
                  {today.returned.map((returned) => (
                    <ReturnedEntry key={returned.row.id} returned={returned} />
                  ))}
                </ul>
              </section>
            )}
            <Drafts today={today} isAlone={trust.self === null} />
            <RecoveryReminder />
            <ReadingReminder trust={trust} />
          </div>
          <div className={styles.column}>
            {trust.isSecretariat ? (
              <>
                <TakeInParcel />
                <Arrivals />
              </>
            ) : (
              <>
                <Parcel
                  rows={today.toHandOver}
                  count={today.counts.toHandOver}
                  records={today.counts.records}
                  silentDays={today.silentDays}
                  isAlone={trust.profile === null}
                />
                <Receipts receipts={today.receipts} />
              </>
            )}
          </div>
        </div>
      )}
    </Place>
  );
}

/** Consent that was taken back and has not been handed over. */
function ToErase({ count }: { readonly count: number }): ReactNode {
  const { t } = useTranslation('consent');
  if (count === 0) return null;
  return (
    <Notice
      tone="wait"
      title={t('todayTitle', { count })}
      actions={<LinkButton to="/hand-over">{t('handOver')}</LinkButton>}
    >
      {t('todayWords')}
    </Notice>
  );
}

function Summary({ today, formats }: { readonly today: TodayView; readonly formats: Formats }): ReactNode {
  const { t } = useTranslation('today');
  const parts = [
    today.drafts.length > 0 && t('drafts', { count: today.drafts.length }),
    today.returned.length > 0 && t('returned', { count: today.returned.length }),
    today.counts.toHandOver > 0 && t('toHandOver', { count: today.counts.toHandOver }),
  ].filter((part) => part !== false);
  return parts.length === 0 ? t('nothing') : t('sentence', { list: formats.list(parts) });
}

function Drafts({ today, isAlone }: { readonly today: TodayView; readonly isAlone: boolean }): ReactNode {
  const { t } = useTranslation(['today', 'profile']);
  if (today.drafts.length === 0) {
    const isNew = today.counts.records === 0;
    return (
      <EmptyPlace
        title={isNew ? t('emptyTitle') : t('doneTitle')}
        actions={
          isNew && (
            <>
              <Button icon={Route} onPress={() => goToStop(0)}>
                {t('tour')}
              </Button>
              {isAlone && <LinkButton to="/profile/joining">{t('profile:apply.open')}</LinkButton>}
            </>
          )
        }
      >
        <p>{isNew ? t('emptyWords') : t('doneWords')}</p>
        {isNew && isAlone && <p>{t('profile:apply.later')}</p>}
      </EmptyPlace>
    );
  }
  return (
    <section>
      <SectionHead
        title={t('draftsTitle')}
        count={today.drafts.length}
        link={{ to: '/records?state=draft', words: t('draftsAll') }}
      />
      <ul>
        {today.drafts.map((row) => (
          <DraftEntry key={row.id} row={row} />
        ))}
      </ul>
    </section>
  );
}

interface ToDecideProps {
  readonly counts: TodayView['counts'];
  readonly formats: Formats;
}

function ToDecide({ counts, formats }: ToDecideProps): ReactNode {
  const { t } = useTranslation('today');
  if (counts.conflicts === 0 && counts.held === 0) return null;
  const parts = [
    counts.conflicts > 0 && t('conflicts', { count: counts.conflicts }),
    counts.held > 0 && t('held', { count: counts.held }),
  ].filter((part) => part !== false);
  return (
    <Notice
      tone="wait"
      title={t('sentence', { list: formats.list(parts) })}
      actions={<LinkButton to="/inbox">{t('inboxGo')}</LinkButton>}
    />
  );
}
