// What waits to be handed over, tied as a parcel: one press goes on. It also says when the secretariat has been
// silent, and that a notebook without a mechanism works all the same.

import { Send } from 'lucide-react';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { Link } from 'wouter';
import type { RecordRow } from '#renderer/engine/record-views.ts';
import { useFormats } from '#renderer/i18n/format.ts';
import { LinkButton } from '#renderer/ui/button.tsx';
import { MainCord } from '#renderer/ui/cord.tsx';
import { KindMark } from '#renderer/ui/knot.tsx';
import { useRowTitle } from '#renderer/views/records/row-title.ts';
import styles from './parcel.module.css';

const SHOWN = 4;

export interface ParcelProps {
  /** some of those that wait */
  readonly rows: readonly RecordRow[];
  readonly count: number;
  /** all there are in the notebook */
  readonly records: number;
  readonly silentDays: number | null;
  /** not in a mechanism yet */
  readonly isAlone: boolean;
}

export function Parcel({ rows, count, records, silentDays, isAlone }: ParcelProps): ReactNode {
  const { t } = useTranslation('today');
  const titleOf = useRowTitle();
  const { date } = useFormats();
  return (
    <section className={styles.parcel}>
      <h2>{t('parcelTitle')}</h2>
      <div className={styles.tie}>
        <MainCord />
        {rows.length > 0 && <Bow />}
      </div>
      {rows.length === 0 ? (
        <p className="quiet">{records > 0 && !isAlone ? t('parcelEmpty') : t('parcelNothing')}</p>
      ) : (
        <ul className={styles.list}>
          {rows.slice(0, SHOWN).map((row) => (
            <li key={row.id}>
              <KindMark kind={row.kind} isHollow />
              <div>
                <Link href={`/record/${row.id}`} lang={row.language}>
                  <bdi>{titleOf(row)}</bdi>
                </Link>
                {row.date !== '' && <p className="small quiet">{date(row.date, 'short')}</p>}
              </div>
            </li>
          ))}
          {count > SHOWN && <li className="quiet">{t('parcelMore', { count: count - SHOWN })}</li>}
        </ul>
      )}
      {rows.length > 0 && !isAlone && (
        <LinkButton to="/hand-over" icon={Send} isWide>
          {t('parcelGo', { count })}
        </LinkButton>
      )}
      {isAlone && (
        <>
          <p className="small quiet">{t('alone')}</p>
          <LinkButton to="/profile" isWide>
            {t('join')}
          </LinkButton>
        </>
      )}
      {silentDays !== null && silentDays > 0 && rows.length > 0 && (
        <p className="small quiet">{t('silent', { count: silentDays })}</p>
      )}
    </section>
  );
}

const Bow = (): ReactNode => (
  <svg viewBox="0 0 40 30" width={40} height={30} aria-hidden focusable={false} className={styles.bow}>
    <path d="M20 15C13 3 3 3 4 10s10 7 16 5c6 2 15 2 16-5S27 3 20 15M20 15l-9 12M20 15l9 12" />
    <circle cx={20} cy={15} r={4} />
  </svg>
);
