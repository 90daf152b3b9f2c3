// What was done here, newest first: lasting, so that a toast one missed is not lost. A problem stands under the
// entry it belongs to.

import { type ReactNode, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { ActivityEntry } from '#renderer/engine/activity-views.ts';
import { useFormats } from '#renderer/i18n/format.ts';
import { useRead } from '#renderer/state/engine-context.tsx';
import { EmptyPlace } from '#renderer/ui/empty-place.tsx';
import { ErrorText } from '#renderer/ui/error-text.tsx';
import { Pages } from '#renderer/ui/pages.tsx';
import { Place } from '#renderer/ui/place.tsx';
import styles from './activity.module.css';

const PAGE = 50;

export function Activity(): ReactNode {
  const { t } = useTranslation('activity-view');
  const [wanted, setWanted] = useState(0);
  const page = useRead(
    async (engine) => ({ from: wanted, ...(await engine.activity(wanted, PAGE)) }),
    ['activity'],
    [wanted],
  );
  return (
    <Place title={t('title')} lede={t('lede')}>
      {page !== undefined && page.total === 0 && (
        <EmptyPlace title={t('empty')}>
          <p>{t('emptyWords')}</p>
        </EmptyPlace>
      )}
      {page !== undefined && (
        <>
          {daysOf(page.entries).map((day) => (
            <Day key={day.key} entries={day.entries} />
          ))}
          <Pages label={t('title')} from={page.from} size={PAGE} total={page.total} onChange={setWanted} />
        </>
      )}
    </Place>
  );
}

function Day({ entries }: { readonly entries: readonly ActivityEntry[] }): ReactNode {
  const { day } = useFormats();
  return (
    <section className={styles.day}>
      <h2>{day(entries[0]?.at ?? '')}</h2>
      <ol>
        {entries.map((entry, index) => (
          <Entry key={`${entry.at} ${index}`} entry={entry} />
        ))}
      </ol>
    </section>
  );
}

function Entry({ entry }: { readonly entry: ActivityEntry }): ReactNode {
  const { t, i18n } = useTranslation(['activity-view', 'activity', 'errors']);
  const { time } = useFormats();
  const facts = countIn(entry.facts);
  const key = `activity:${entry.type}`;
  return (
    <li className={styles.entry}>
      <span className={styles.time}>{time(entry.at)}</span>
      <div>
        <p>{i18n.exists(key, facts) ? t(key as never, facts) : t('unknown', { type: entry.type })}</p>
        {entry.problem !== null && <ErrorText problem={entry.problem} look="line" />}
      </div>
    </li>
  );
}

/** The number of records, changes or receipts an entry tells of also chooses the plural. */
function countIn(facts: ActivityEntry['facts']): Record<string, unknown> {
  const first = Object.values(facts).find((fact) => typeof fact === 'number');
  return first === undefined || 'count' in facts ? facts : { count: first, ...facts };
}

function daysOf(
  entries: readonly ActivityEntry[],
): readonly { readonly key: string; readonly entries: readonly ActivityEntry[] }[] {
  const days = Map.groupBy(entries, ({ at }) => new Date(at).toDateString());
  return [...days].map(([key, inDay]) => ({ key, entries: inDay }));
}
