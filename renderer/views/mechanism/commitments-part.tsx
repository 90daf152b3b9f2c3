// The commitments, as the Network's dashboard has them: number, title, who, type, objectives, status, date, last news;
// and its filters, each with the answers that are there.

import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { Link } from 'wouter';
import type { MechanismNow } from '#shared/report/mechanism-records.ts';
import { useFormats } from '#renderer/i18n/format.ts';
import { useLanguage } from '#renderer/i18n/language.ts';
import { go, searchWith } from '#renderer/state/route.ts';
import { Button } from '#renderer/ui/button.tsx';
import { EmptyPlace } from '#renderer/ui/empty-place.tsx';
import { ObjectiveChips } from '#renderer/ui/objective-chip.tsx';
import { Select } from '#renderer/ui/select.tsx';
import { fieldOf } from '#shared/record/kinds.ts';
import type { Pledge } from '#shared/report/pledges.ts';
import { answersFor, type FilterKey, filterKeys, isShown, wordFor } from './commitment-filters.ts';
import { optionWord } from './option-word.ts';
import sheet from '#renderer/ui/sheet.module.css';
import styles from './mechanism.module.css';

/** Filters in sight; the others open. */
const FIRST: readonly FilterKey[] = ['status', 'objective', 'type', 'country'];

export interface CommitmentsPartProps {
  readonly view: MechanismNow;
  readonly search: string;
}

export function CommitmentsPart({ view: { pledges }, search }: CommitmentsPartProps): ReactNode {
  const { t } = useTranslation('mechanism');
  const formats = useFormats();
  const params = new URLSearchParams(search);
  if (pledges.length === 0) return <EmptyPlace title={t('commitments.none')}>{t('commitments.noneWords')}</EmptyPlace>;
  const shown = pledges.filter((pledge) => isShown(pledge, params));
  const isFiltered = filterKeys.some((key) => params.has(key));
  const filter = (key: FilterKey): ReactNode => (
    <FilterSelect key={key} filter={key} pledges={pledges} search={search} value={params.get(key) ?? ''} />
  );
  return (
    <div className={sheet.stack}>
      <div className={styles.filters}>{FIRST.map(filter)}</div>
      <details className={styles.more}>
        <summary>{t('commitments.more')}</summary>
        <div className={styles.filters}>{filterKeys.filter((key) => !FIRST.includes(key)).map(filter)}</div>
      </details>
      <div className={styles.summary}>
        <p role="status">
          {t('commitments.shown', { shown: formats.number(shown.length), all: formats.number(pledges.length) })}
          {shown.length === 0 && ` · ${t('commitments.filtered')}`}
        </p>
        {isFiltered && (
          <Button tone="plain" onPress={() => go('/mechanism?part=commitments', { replace: true })}>
            {t('commitments.clear')}
          </Button>
        )}
      </div>
      {shown.length > 0 && <CommitmentTable pledges={shown} />}
    </div>
  );
}

interface FilterSelectProps {
  readonly filter: FilterKey;
  readonly pledges: readonly Pledge[];
  readonly search: string;
  readonly value: string;
}

function FilterSelect({ filter, pledges, search, value }: FilterSelectProps): ReactNode {
  const { t } = useTranslation('mechanism');
  const formats = useFormats();
  const language = useLanguage();
  const options = answersFor(filter, pledges)
    .map((key) => ({ key, label: wordFor(filter, key, language) }))
    .sort((a, b) => formats.compare(a.label, b.label));
  return (
    <Select
      label={t(`column.${filter}`)}
      options={[{ key: '', label: t('commitments.all') }, ...options]}
      value={value}
      onChange={(key) => go(`/mechanism${searchWith(search, { [filter]: key })}`, { replace: true })}
    />
  );
}

function CommitmentTable({ pledges }: { readonly pledges: readonly Pledge[] }): ReactNode {
  const { t } = useTranslation('mechanism');
  const formats = useFormats();
  const language = useLanguage();
  const notSaid = <span className="quiet">{t('commitments.notSaid')}</span>;
  return (
    <table className={styles.table}>
      <caption className="hidden-visually">{t('parts.commitments')}</caption>
      <thead>
        <tr>
          {(['number', 'title', 'type', 'objective', 'status', 'target', 'update'] as const).map((key) => (
            <th key={key} scope="col">
              {t(`column.${key}`)}
            </th>
          ))}
        </tr>
      </thead>
      <tbody>
        {pledges.map((pledge) => (
          <tr key={pledge.record}>
            <td className="number">
              {pledge.number === '' ? <span className="quiet">–</span> : <bdi>{pledge.number}</bdi>}
            </td>
            <th scope="row">
              <Link href={`/record/${pledge.record}`} className={styles.rowLink}>
                <bdi>{pledge.title === '' ? t('meetings.untitled') : pledge.title}</bdi>
              </Link>
              <bdi className="small quiet">{pledge.entity}</bdi>
            </th>
            <td>
              {pledge.type === '' ? notSaid : optionWord(fieldOf('commitment', 'pledge_type'), pledge.type, language)}
            </td>
            <td>
              <ObjectiveChips objectives={pledge.objectives} isShort />
            </td>
            <td>
              {pledge.status === '' ? notSaid : optionWord(fieldOf('commitment', 'status'), pledge.status, language)}
              {pledge.percent !== null && (
                <span className={styles.under}>
                  {t('commitments.percent', { percent: formats.number(pledge.percent) })}
                </span>
              )}
            </td>
            <td>
              {pledge.target === null ? notSaid : formats.date(pledge.target.text, 'short')}
              {pledge.isLate && <span className={styles.late}>{t('commitments.late')}</span>}
            </td>
            <td>{pledge.lastUpdate === null ? notSaid : formats.date(pledge.lastUpdate.text, 'short')}</td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}
