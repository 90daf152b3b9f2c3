// A record in a line: its knot and title, where it comes from, its objectives, date, country and how far it is.

import { Eraser, GitFork, Trash2 } from 'lucide-react';
import type { ReactNode } from 'react';
import type { TFunction } from 'i18next';
import type { RecordRow } from '#renderer/engine/record-views.ts';
import type { Formats } from '#renderer/i18n/format.ts';
import { Icon } from '#renderer/ui/icon.tsx';
import { KindMark } from '#renderer/ui/knot.tsx';
import { ObjectiveChip } from '#renderer/ui/objective-chip.tsx';
import { StateTrack } from '#renderer/ui/state-track.tsx';
import { countryByCode } from '#shared/mechanism/countries.ts';
import type { Language } from '#shared/mechanism/language.ts';
import { kindOf } from '#shared/record/kinds.ts';
import styles from './records.module.css';

export const COLUMNS = ['title', 'objectives', 'date', 'country', 'state'] as const;

/** So many objectives are named; the rest are counted. */
const OBJECTIVES_SHOWN = 3;

export interface CellWords {
  readonly t: TFunction<'records'>;
  readonly formats: Formats;
  readonly language: Language;
}

export function recordCells(row: RecordRow, { t, formats, language }: CellWords): readonly ReactNode[] {
  const { kind, title, organisation, objectives, date, countries, state, conflicts, deleted } = row;
  const more = objectives.length - OBJECTIVES_SHOWN;
  const places = countries.map((code) => countryByCode(code)?.name[language] ?? code);
  return [
    <span key="title" className={styles.title}>
      <KindMark kind={kind} isHollow={state !== 'merged'} />
      <span className={styles.words}>
        <bdi className={styles.name} lang={row.language === '' ? undefined : row.language}>
          {row.withdrawn === true ? t('list.erased') : title === '' ? t('untitled') : title}
        </bdi>
        <span className={styles.under}>
          {[kindOf(kind)?.label[language] ?? kind, organisation].filter((part) => part !== '').join(' · ')}
        </span>
      </span>
    </span>,
    <span key="objectives" className={styles.objectives}>
      {objectives.slice(0, OBJECTIVES_SHOWN).map((objective) => (
        <ObjectiveChip key={objective} objective={objective} isShort />
      ))}
      {more > 0 && <span className={styles.under}>{t('list.more', { count: more })}</span>}
    </span>,
    <span key="date" className="number">
      {date === '' ? <span className={styles.under}>{t('list.noDate')}</span> : formats.date(date, 'short')}
    </span>,
    <span key="country">
      {places.length > 2 ? t('list.countries', { count: places.length, first: places[0] }) : formats.list(places)}
    </span>,
    <span key="state" className={styles.state}>
      {row.withdrawn === true ? (
        <span className={styles.under}>
          <Icon of={Eraser} size="small" /> {t('list.withdrawn')}
        </span>
      ) : deleted ? (
        <span className={styles.under}>
          <Icon of={Trash2} size="small" /> {t('list.deleted')}
        </span>
      ) : (
        <StateTrack state={state} />
      )}
      {conflicts > 0 && (
        <span className={styles.conflict}>
          <Icon of={GitFork} size="small" />
          {t('list.conflicts', { count: conflicts })}
        </span>
      )}
    </span>,
  ];
}
