// A draft on Today, with how far it is; and the title that every record there has.

import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { Link } from 'wouter';
import type { RecordRow } from '#renderer/engine/record-views.ts';
import type { TodayView } from '#renderer/engine/today-views.ts';
import { useFormats } from '#renderer/i18n/format.ts';
import { LinkButton } from '#renderer/ui/button.tsx';
import { KindMark } from '#renderer/ui/knot.tsx';
import { ObjectiveChips } from '#renderer/ui/objective-chip.tsx';
import { SectionTrack } from '#renderer/ui/section-track.tsx';
import styles from './today.module.css';

export function DraftEntry({ row }: { readonly row: TodayView['drafts'][number] }): ReactNode {
  const { t } = useTranslation('today');
  const { moment } = useFormats();
  const to = `/record/${row.id}/edit`;
  return (
    <li className={styles.entry}>
      <div className={styles.draft}>
        <div className={styles.draftWords}>
          <EntryTitle row={row} to={to} />
          <div className={styles.inset}>
            {row.objectives.length > 0 && <ObjectiveChips objectives={row.objectives} named={4} />}
            <p className={styles.how}>
              <SectionTrack sections={row.sections} />
              <span className="small quiet">{t('changedAt', { when: moment(row.changedAt) })}</span>
            </p>
          </div>
        </div>
        <LinkButton to={to}>
          {t('follow')}
          <span className="hidden-visually">: {row.title}</span>
        </LinkButton>
      </div>
    </li>
  );
}

export function EntryTitle({ row, to }: { readonly row: RecordRow; readonly to: string }): ReactNode {
  const { t } = useTranslation('today');
  return (
    <h3 className={styles.title}>
      <KindMark kind={row.kind} isHollow={row.state !== 'merged'} />
      <Link href={to} {...(row.title === '' ? {} : { lang: row.language })}>
        <bdi>{row.title === '' ? t('untitled') : row.title}</bdi>
      </Link>
    </h3>
  );
}
