// Reports: what the notebook says to others. A few questions, the paper as it will be, and two ways to save it; and
// whether a report that somebody has is still what it was.

import { FileCheck, FileDown, FileText, MapPin, PenLine, Table2 } from 'lucide-react';
import { type ReactNode, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { ReportCheck, ReportFormat } from '#renderer/engine/report-views.ts';
import { useLanguage } from '#renderer/i18n/language.ts';
import { useEngine, useRead } from '#renderer/state/engine-context.tsx';
import { useSaving } from '#renderer/state/use-saving.ts';
import { Button, LinkButton } from '#renderer/ui/button.tsx';
import { Place } from '#renderer/ui/place.tsx';
import { useToast } from '#renderer/ui/toast.tsx';
import { CheckResult } from './check-result.tsx';
import { DocumentView } from './document-view.tsx';
import { LongPdf } from './long-pdf.tsx';
import { ReportFields } from './report-fields.tsx';
import { SavingState } from '#renderer/ui/saving-state.tsx';
import { choiceOf, FORMATS, type ReportChoice, settingsOf } from './settings.ts';
import styles from './reports.module.css';

const ICONS = { docx: FileText, pdf: FileDown, geojson: MapPin } as const satisfies Record<ReportFormat, unknown>;

export function Reports(): ReactNode {
  const { t } = useTranslation('reports');
  const engine = useEngine();
  const language = useLanguage();
  const { showProblem } = useToast();
  const [given, setGiven] = useState<ReportChoice>();
  const [check, setCheck] = useState<ReportCheck | null>(null);
  const saving = useSaving((name) => t('saved', { name }));
  const years = useRead(async () => (await engine.board({})).years, ['records']) ?? [];
  const thisYear = new Date().getFullYear();
  const first: ReportChoice = {
    report: 'bulletin',
    number: '1',
    year: years.at(-1) ?? thisYear,
    quarter: null,
    language,
    audience: 'public',
  };
  const choice = given ?? first;
  const settings = settingsOf(choice);
  const preview = useRead(
    async () => (settings === undefined ? null : engine.previewReport(settings)),
    ['records'],
    [settings],
  );
  const checkOne = async (): Promise<void> => {
    const answer = await engine.checkReport();
    if (!answer.ok) showProblem(answer.error);
    else if (answer.value !== null) setCheck(answer.value);
  };
  const wanted = FORMATS[choice.report];
  return (
    <Place
      title={t('title')}
      lede={t('lede')}
      actionsStart={
        <Button tone="plain" icon={FileCheck} onPress={() => void checkOne()}>
          {t('check.button')}
        </Button>
      }
      actions={
        saving.progress === null ? (
          wanted.map((format, at) => (
            <Button
              key={format}
              tone={at === wanted.length - 1 ? 'main' : 'normal'}
              icon={ICONS[format]}
              isDisabled={settings === undefined}
              onPress={() => {
                if (settings !== undefined) void saving.save((goOn) => engine.makeReport(settings, format, goOn));
              }}
            >
              {t(`save.${format}`)}
            </Button>
          ))
        ) : (
          <SavingState {...saving} />
        )
      }
    >
      <div className={styles.page}>
        {check !== null && (
          <CheckResult
            check={check}
            onClose={() => setCheck(null)}
            onAgain={(again) => {
              setGiven(choiceOf(again, choice));
              setCheck(null);
            }}
          />
        )}
        <ReportFields
          choice={choice}
          years={[...new Set([...years, thisYear, choice.year])].sort((a, b) => a - b)}
          onChange={setGiven}
        />
        <p className={styles.more}>
          <LinkButton to="/relatoria" icon={PenLine} tone="plain">
            {t('relatorias')}
          </LinkButton>
          <LinkButton to="/records" icon={Table2} tone="plain">
            {t('tables')}
          </LinkButton>
        </p>
        {preview === undefined ? (
          <p className="quiet">{t('reading')}</p>
        ) : (
          preview !== null && (
            <>
              <p role="status">
                {t('named', { count: preview.named })} {preview.leftOut > 0 && t('leftOut', { count: preview.leftOut })}
              </p>
              {preview.document === null ? (
                <p>{t('mapWords')}</p>
              ) : (
                <>
                  <LongPdf document={preview.document} />
                  <DocumentView document={preview.document} />
                </>
              )}
            </>
          )
        )}
      </div>
    </Place>
  );
}
