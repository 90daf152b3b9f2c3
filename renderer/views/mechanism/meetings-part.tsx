// Meetings: in which quarters the Mesa de Vinculación met, what is to be looked at, every meeting, and what was agreed.

import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { Link } from 'wouter';
import type { MechanismNow } from '#shared/report/mechanism-records.ts';
import { useFormats } from '#renderer/i18n/format.ts';
import { useLanguage } from '#renderer/i18n/language.ts';
import { Cord } from '#renderer/ui/cord.tsx';
import { EmptyPlace } from '#renderer/ui/empty-place.tsx';
import { names } from '#renderer/ui/names.ts';
import { fieldOf } from '#shared/record/kinds.ts';
import type { Meeting, QuarterView } from '#shared/report/meetings.ts';
import { AgreementTable } from './agreement-table.tsx';
import { Findings } from './findings.tsx';
import { optionWord } from './option-word.ts';
import sheet from '#renderer/ui/sheet.module.css';
import styles from './mechanism.module.css';

export function MeetingsPart({ view }: { readonly view: MechanismNow }): ReactNode {
  const { t } = useTranslation('mechanism');
  if (view.meetings.length === 0) return <EmptyPlace title={t('meetings.none')}>{t('meetings.noneWords')}</EmptyPlace>;
  return (
    <div className={sheet.stack}>
      <Quarters quarters={view.quarters} />
      {view.findings.meetings.length > 0 && <Findings findings={view.findings.meetings} />}
      <AgreementTable agreements={view.agreements} />
      <section>
        <h2 className={styles.head}>
          {t('meetings.title')} <span className="number">{view.meetings.length}</span>
        </h2>
        <ul className={styles.meetings}>
          {view.meetings.toReversed().map((meeting) => (
            <MeetingEntry key={meeting.record} meeting={meeting} />
          ))}
        </ul>
      </section>
    </div>
  );
}

function Quarters({ quarters }: { readonly quarters: readonly QuarterView[] }): ReactNode {
  const { t } = useTranslation('mechanism');
  return (
    <section>
      <h2 className={styles.head}>{t('quarters.title')}</h2>
      <ol className={styles.quarters}>
        {quarters.map(({ year, quarter, state, meetings }) => {
          const [meeting] = meetings;
          const words = t(`quarters.${state}`);
          return (
            <li key={`${year} ${quarter}`} className={names(styles.quarter, styles[state])}>
              <span className={styles.quarterName}>{t('quarters.name', { quarter, year })}</span>
              <span aria-hidden className={styles.quarterKnot} />
              {meeting === undefined ? (
                <span>{words}</span>
              ) : (
                <Link href={`/record/${meeting}`} className={styles.rowLink}>
                  {words}
                </Link>
              )}
            </li>
          );
        })}
      </ol>
    </section>
  );
}

function MeetingEntry({ meeting }: { readonly meeting: Meeting }): ReactNode {
  const { t } = useTranslation(['mechanism', 'app']);
  const formats = useFormats();
  const language = useLanguage();
  const { record, title, type, mesa, date, status, next } = meeting;
  const facts = [
    date === null ? t('meetings.undated') : formats.date(date.text),
    type === 'working_table' && mesa !== null
      ? t('app:mesaNumber', { mesa })
      : optionWord(fieldOf('meeting', 'meeting_type'), type, language),
    status === null ? '' : optionWord(fieldOf('meeting', 'status'), status, language),
    next === null ? '' : t('meetings.next', { date: formats.date(next.text, 'short') }),
  ].filter((fact) => fact !== '');
  return (
    <li>
      {mesa !== null && <Cord mesa={mesa} />}
      <div>
        <Link href={`/record/${record}`} className={styles.rowLink}>
          <bdi>{title === '' ? t('meetings.untitled') : title}</bdi>
        </Link>
        <p className="small quiet">{facts.join(' · ')}</p>
      </div>
    </li>
  );
}
