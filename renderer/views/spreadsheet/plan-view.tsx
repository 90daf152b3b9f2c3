// What a filled spreadsheet would change: how much of each, then every row that says something, cell by cell: what the
// notebook says now, what the sheet says, and why it was not understood.

import type { TFunction } from 'i18next';
import { CircleAlert, CirclePlus, GitFork, PencilLine } from 'lucide-react';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import type { PlannedRow, RowState, SpreadsheetPlan } from '#renderer/engine/spreadsheet-door.ts';
import { useFormats } from '#renderer/i18n/format.ts';
import { problemWords } from '#renderer/i18n/problem-words.ts';
import { Icon } from '#renderer/ui/icon.tsx';
import styles from './spreadsheet.module.css';

const SHOWN = 200;
const STATES: readonly RowState[] = ['new', 'changed', 'conflict', 'wrong'];
const ICONS = { new: CirclePlus, changed: PencilLine, conflict: GitFork, wrong: CircleAlert } as const;

export function PlanView({ plan }: { readonly plan: SpreadsheetPlan }): ReactNode {
  const { t } = useTranslation('spreadsheet');
  const formats = useFormats();
  const { rows, unchanged, missing, unknown } = plan;
  return (
    <section aria-labelledby="plan" className={styles.plan}>
      <h2 id="plan">
        <bdi>{plan.name}</bdi>
      </h2>
      <div role="status">
        <ul className={styles.counts}>
          {STATES.map((state) => (
            <li key={state}>
              <Icon of={ICONS[state]} size="small" />
              {t('app:labelled', { label: t(`plan.count.${state}`) })}{' '}
              {formats.number(rows.filter((row) => row.state === state).length)}
            </li>
          ))}
          <li>
            {t('app:labelled', { label: t('plan.count.same') })} {formats.number(unchanged)}
          </li>
        </ul>
      </div>
      {rows.length === 0 && <p>{t('plan.nothing')}</p>}
      {rows.some(({ state }) => state === 'conflict') && <p>{t('plan.conflictWords')}</p>}
      {rows.some(({ state }) => state === 'wrong') && <p>{t('plan.wrongWords')}</p>}
      {missing.length > 0 && <p>{t('plan.missing', { columns: missing.join(', ') })}</p>}
      {unknown.length > 0 && <p>{t('plan.unknown', { columns: unknown.join(', ') })}</p>}
      {rows.slice(0, SHOWN).map((row) => (
        <PlannedRowView key={row.row} row={row} />
      ))}
      {rows.length > SHOWN && <p>{t('plan.more', { number: formats.number(rows.length - SHOWN) })}</p>}
    </section>
  );
}

function PlannedRowView({ row: { row, title, state, problem, cells } }: { readonly row: PlannedRow }): ReactNode {
  const { t, i18n } = useTranslation('spreadsheet');
  const { t: tError } = useTranslation('errors');
  const wordsOf = (each: { readonly type: string }): string => problemWords(i18n, tError, each).join(' ');
  return (
    <section className={styles.row} aria-labelledby={`row-${row}`}>
      <h3 id={`row-${row}`}>
        <Icon of={ICONS[state]} size="small" />
        {t('plan.row', { row })} · {t(`plan.state.${state}`)} · <bdi>{title === '' ? t('plan.untitled') : title}</bdi>
      </h3>
      {problem !== null && <p>{wordsOf(problem)}</p>}
      <table className={styles.cells}>
        <thead>
          <tr>
            <th scope="col">{t('plan.cell')}</th>
            <th scope="col">{t('plan.now')}</th>
            <th scope="col">{t('plan.read')}</th>
          </tr>
        </thead>
        <tbody>
          {cells.map((cell) => (
            <tr key={cell.at}>
              <th scope="row">
                {cell.label} <span className="quiet">{cell.at}</span>
              </th>
              <td>{saidOrNothing(cell.now, t)}</td>
              <td>
                {saidOrNothing(cell.read, t)}
                {cell.problem !== null && <p className={styles.why}>{wordsOf(cell.problem)}</p>}
                {cell.state === 'conflict' && <p className={styles.why}>{t('plan.conflictCell')}</p>}
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </section>
  );
}

const saidOrNothing = (said: string, t: TFunction<'spreadsheet'>): ReactNode =>
  said === '' ? <span className="quiet">{t('plan.empty')}</span> : <bdi>{said}</bdi>;
