// What became of a saved report: first what is most serious, then which records, each a way to it, and the new version.

import { type ReactNode, useEffect, useRef } from 'react';
import { useTranslation } from 'react-i18next';
import { Link } from 'wouter';
import type { AgainFrom, NamedRecord, ReportCheck } from '#renderer/engine/report-views.ts';
import type { ReportSettings } from '#shared/report/reports.ts';
import { Button, LinkButton } from '#renderer/ui/button.tsx';
import { Notice, type NoticeTone } from '#renderer/ui/notice.tsx';

const TONES: Readonly<Record<ReportCheck['type'], NoticeTone>> = {
  unknown: 'wait',
  altered: 'danger',
  withdrawn: 'danger',
  older: 'wait',
  unchanged: 'done',
};

/** More than these are said as a number. */
const MOST_NAMED = 12;

export interface CheckResultProps {
  readonly check: ReportCheck;
  readonly onAgain: (settings: ReportSettings) => void;
  readonly onClose: () => void;
}

export function CheckResult({ check, onAgain, onClose }: CheckResultProps): ReactNode {
  const { t } = useTranslation('reports');
  const box = useRef<HTMLDivElement>(null);
  useEffect(() => {
    box.current?.focus();
  }, [check]);
  const again = check.type === 'older' || check.type === 'withdrawn' ? check.again : null;
  return (
    <div ref={box} tabIndex={-1} role="group" aria-label={t('check.title')}>
      <Notice
        tone={TONES[check.type]}
        title={t(`check.${check.type}.title`)}
        actions={
          <>
            {again?.place === 'reports' && <Button onPress={() => onAgain(again.settings)}>{t('check.again')}</Button>}
            {again !== null && again.place !== 'reports' && (
              <LinkButton to={placeOf(again)}>{t(`check.place.${again.place}`)}</LinkButton>
            )}
            <Button tone="plain" onPress={onClose}>
              {t('check.close')}
            </Button>
          </>
        }
      >
        <p>
          <bdi>{check.name}</bdi>
        </p>
        <p>
          {check.type === 'unknown'
            ? t(check.isOurs ? 'check.unknown.maker' : 'check.unknown.words')
            : t(`check.${check.type}.words`)}
        </p>
        {'by' in check && check.by !== '' && <p>{t('check.by', { name: check.by })}</p>}
        {'changed' in check && (
          <>
            <Records words={t('check.withdrawnRecords')} records={check.withdrawn} />
            <Records words={t('check.changedRecords')} records={check.changed} />
            <Records words={t('check.addedRecords')} records={check.added} />
            {check.notHere > 0 && <p>{t('check.notHere', { count: check.notHere })}</p>}
            {again !== null && again.place !== 'reports' && <p>{t(`check.from.${again.place}`)}</p>}
          </>
        )}
      </Notice>
    </div>
  );
}

function placeOf(again: Exclude<AgainFrom, { readonly place: 'reports' }>): string {
  if (again.place === 'relatoria') return `/relatoria/${again.record}`;
  return again.place === 'dialogue' ? '/mechanism?part=dialogue' : '/records';
}

function Records({ words, records }: { readonly words: string; readonly records: readonly NamedRecord[] }): ReactNode {
  const { t } = useTranslation('reports');
  if (records.length === 0) return null;
  return (
    <>
      <p>{words}</p>
      <ul>
        {records.slice(0, MOST_NAMED).map(({ id, title }) => (
          <li key={id}>
            <Link href={`/record/${id}`}>
              <bdi>{title === '' ? t('untitled') : title}</bdi>
            </Link>
          </li>
        ))}
      </ul>
      {records.length > MOST_NAMED && <p>{t('check.more', { count: records.length - MOST_NAMED })}</p>}
    </>
  );
}
