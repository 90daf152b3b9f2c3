// Today at the secretariat: it hands over nothing to itself. In the place of the parcel stands the way to take
// in, and in the place of receipts what came last.

import { PackageOpen } from 'lucide-react';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { useFormats } from '#renderer/i18n/format.ts';
import { useRead } from '#renderer/state/engine-context.tsx';
import { LinkButton } from '#renderer/ui/button.tsx';
import { MainCord } from '#renderer/ui/cord.tsx';
import { Icon } from '#renderer/ui/icon.tsx';
import { useAuthorWords } from '../record/author-words.ts';
import { SectionHead } from './section-head.tsx';
import parcel from './parcel.module.css';
import styles from './today.module.css';

const SHOWN = 4;

export function TakeInParcel(): ReactNode {
  const { t } = useTranslation('today');
  return (
    <section className={parcel.parcel}>
      <h2>{t('officeTitle')}</h2>
      <div className={parcel.tie}>
        <MainCord />
      </div>
      <p className="quiet">{t('officeWords')}</p>
      <LinkButton to="/hand-over" icon={PackageOpen} isWide>
        {t('officeGo')}
      </LinkButton>
    </section>
  );
}

export function Arrivals(): ReactNode {
  const { t } = useTranslation('today');
  const { day } = useFormats();
  const wordsOf = useAuthorWords();
  const inbox = useRead((engine) => engine.inboxPage('takenIn', 0), ['inbox']);
  const arrived = (inbox?.entries ?? []).flatMap((report) =>
    report.from === null || report.problem !== null ? [] : [{ ...report, from: report.from }],
  );
  return (
    <section>
      <SectionHead
        title={t('arrivalsTitle')}
        isThin
        {...(arrived.length > 0 ? { link: { to: '/inbox', words: t('arrivalsAll') } } : {})}
      />
      {inbox !== undefined && arrived.length === 0 && <p className={styles.noReceipts}>{t('arrivalsEmpty')}</p>}
      <ul>
        {arrived.slice(0, SHOWN).map(({ bundle, code, records, from, at }) => (
          <li key={`${bundle} ${at}`} className={styles.receipt}>
            <Icon of={PackageOpen} />
            <div>
              <p>
                <b>{code}</b> · {t('records', { count: records })}
              </p>
              <p className="small quiet">{t('arrival', { from: wordsOf(from), when: day(at, 'short') })}</p>
            </div>
          </li>
        ))}
      </ul>
    </section>
  );
}
