// What a bundle held, in human numbers: how many records, how many new, what waits and why, what never came,
// what was refused. A bundle that could not be taken in says why, what to do, and that nothing changed.

import { CheckCheck, Info, Paperclip } from 'lucide-react';
import { type ReactNode, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Link } from 'wouter';
import type { TakeInReport } from '#renderer/engine/carry-views.ts';
import { useFormats } from '#renderer/i18n/format.ts';
import { problemWords } from '#renderer/i18n/problem-words.ts';
import { Button } from '#renderer/ui/button.tsx';
import { ErrorText } from '#renderer/ui/error-text.tsx';
import { Icon } from '#renderer/ui/icon.tsx';
import { groupsOf, HeldList, MissingList } from '#renderer/views/inbox/held-list.tsx';
import { WaitingLine } from '#renderer/views/inbox/waiting-bundles.tsx';
import { useAuthorWords } from '#renderer/views/record/author-words.ts';
import { type ClassCount, classesOf, ReportCord, ReportKnot } from './report-cord.tsx';
import styles from './report.module.css';

export interface ReportCardProps {
  readonly report: TakeInReport;
  readonly isOpen: boolean;
  /** when it was taken in, ISO */
  readonly at?: string;
}

export function ReportCard({ report, isOpen, at }: ReportCardProps): ReactNode {
  const { t, i18n } = useTranslation(['handover', 'errors']);
  const { number, moment } = useFormats();
  const wordsOf = useAuthorWords();
  const classes = classesOf(report);
  const { name, bundle, code, from, problem, receipts, records, files, wouldHide } = report;
  if (problem !== null) {
    return (
      <article className={styles.failed}>
        <ErrorText
          problem={problem}
          title={t('report.refused', { name: name === '' ? t('report.someBundle') : name })}
        />
        {!i18n.exists(`errors:${problem.type}.kept`) && <p>{t('report.nothingChanged')}</p>}
        {at !== undefined && <p className="quiet small">{moment(at)}</p>}
      </article>
    );
  }
  if (wouldHide !== undefined && bundle !== null && from !== null) {
    return (
      <article className={styles.card}>
        <WaitingLine waiting={{ bundle, code, from, wouldHide }} />
      </article>
    );
  }
  const isOnlyReceipts = code === '' && records === 0;
  const isOnlyFiles = records === 0 && files.arrived + files.held + files.missing > 0;
  return (
    <article className={styles.card}>
      <div className={styles.head}>
        <h3>
          {isOnlyReceipts
            ? t('report.fromLetterbox')
            : from === null
              ? name
              : t('report.from', { author: wordsOf(from) })}
        </h3>
        <p className="quiet small">
          {[at === undefined ? '' : moment(at), code === '' ? '' : t('report.bundle', { code })]
            .filter((part) => part !== '')
            .join(' · ')}
        </p>
      </div>
      {!isOnlyReceipts && !isOnlyFiles && (
        <p className={styles.big}>
          <b className="number">{number(records)}</b> {t('report.records', { count: records })}
        </p>
      )}
      {classes.length > 0 && isOpen && <ReportCord classes={classes} />}
      <Classes report={report} classes={classes} />
      <FilesLines files={files} />
      {receipts > 0 && (
        <p className={styles.line}>
          <Icon of={CheckCheck} size="small" className={styles.done} />
          {t('report.receipts', { count: receipts })}
        </p>
      )}
      {!isOnlyReceipts && classes.every(({ name: each }) => each === 'same') && records > 0 && files.arrived === 0 && (
        <p className={styles.line}>
          <Icon of={Info} size="small" />
          {t('report.nothingNew')}
        </p>
      )}
    </article>
  );
}

function FilesLines({ files }: Pick<TakeInReport, 'files'>): ReactNode {
  const { t } = useTranslation('handover');
  const lines = [
    files.arrived > 0 ? t('report.filesArrived', { count: files.arrived }) : '',
    files.held > 0 ? t('report.filesHeld', { count: files.held }) : '',
    files.missing > 0 ? t('report.filesMissing', { count: files.missing }) : '',
  ].filter((words) => words !== '');
  return lines.map((words) => (
    <p key={words} className={styles.line}>
      <Icon of={Paperclip} size="small" />
      {words}
    </p>
  ));
}

function Classes({
  report,
  classes,
}: {
  readonly report: TakeInReport;
  readonly classes: readonly ClassCount[];
}): ReactNode {
  const { t, i18n } = useTranslation(['handover', 'errors']);
  const { t: errors } = useTranslation('errors');
  const { number } = useFormats();
  const [isWhyOpen, setWhyOpen] = useState(false);
  const { held, missing, refused } = report;
  return (
    <>
      <ul className={styles.classes}>
        {classes.map(({ name, count }) => (
          <li key={name}>
            <svg viewBox="0 0 20 20" aria-hidden focusable={false} className={styles.mark}>
              <ReportKnot name={name} x={10} y={10} />
            </svg>
            <b className="number">{number(count)}</b> {t(`class.${name}`, { count })}
            {name === 'conflict' && (
              <Link href="/inbox" className={styles.link}>
                {t('report.decide')}
              </Link>
            )}
            {name === 'held' && (
              <Button
                tone="plain"
                className={styles.why}
                aria-expanded={isWhyOpen}
                onPress={() => setWhyOpen(!isWhyOpen)}
              >
                {t('report.why')}
              </Button>
            )}
          </li>
        ))}
      </ul>
      {isWhyOpen && <HeldList held={groupsOf(held)} />}
      {missing.length > 0 && <MissingList missing={missing} />}
      {refused.length > 0 && (
        <div className={styles.refused}>
          <p>
            <b>{t('report.refusedParts', { count: refused.length })}</b> {t('report.refusedWords')}
          </p>
          <ul>
            {[...Map.groupBy(refused, ({ reason }) => reason.type)].map(([type, [first]]) => (
              <li key={type}>{first === undefined ? type : problemWords(i18n, errors, first.reason).join(' ')}</li>
            ))}
          </ul>
        </div>
      )}
    </>
  );
}
