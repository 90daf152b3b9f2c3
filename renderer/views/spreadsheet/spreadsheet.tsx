// Spreadsheets: records out to be filled in where this app is not, and back in. What came back is looked at row by row
// before anything is written, and what was written can be taken back.

import { Check } from 'lucide-react';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { useSearch } from 'wouter';
import type { SpreadsheetPlan } from '#renderer/engine/spreadsheet-door.ts';
import { useEngine } from '#renderer/state/engine-context.tsx';
import { useBroughtSheet } from '#renderer/state/use-brought-sheet.ts';
import { useSayDone } from '#renderer/state/use-deed.ts';
import { Button } from '#renderer/ui/button.tsx';
import { ErrorText } from '#renderer/ui/error-text.tsx';
import { Place } from '#renderer/ui/place.tsx';
import { PlanView } from './plan-view.tsx';
import { SheetIn } from './sheet-in.tsx';
import { SheetOut } from './sheet-out.tsx';
import styles from './spreadsheet.module.css';

export function Spreadsheet(): ReactNode {
  const { t } = useTranslation(['spreadsheet', 'records']);
  const engine = useEngine();
  const search = useSearch();
  const say = useSayDone();
  const { brought, problem, isBusy, look, pick, take, leave } = useBroughtSheet<SpreadsheetPlan>({
    plan: ({ name, bytes }) => engine.planSpreadsheet(name, bytes),
    take: ({ file: { name, bytes }, plan }) =>
      engine.takeSpreadsheet(name, bytes, plan.seen, t('undoneReason', { name })),
    onTaken: ({ file: { name } }, saved) => say(t('taken', { name }), saved),
  });
  const isWritten = brought?.plan.rows.some(({ state }) => state !== 'wrong') === true;
  return (
    <Place
      title={t('title')}
      lede={t('lede')}
      crumbs={[{ label: t('records:title'), to: '/records' }, { label: t('title') }]}
      actions={
        brought === undefined ? undefined : (
          <>
            <Button onPress={leave}>{t('plan.leave')}</Button>
            {isWritten && (
              <Button tone="main" icon={Check} isPending={isBusy} onPress={() => void take()}>
                {t('plan.take')}
              </Button>
            )}
          </>
        )
      }
    >
      <div className={styles.page}>
        {problem !== undefined && <ErrorText problem={problem} />}
        {brought === undefined ? (
          <div className={styles.halves}>
            <SheetOut search={search} />
            <SheetIn
              words={{
                title: t('in.title'),
                words: t('in.words'),
                drop: t('in.drop'),
                choose: t('in.choose'),
                looking: t('in.looking'),
              }}
              isBusy={isBusy}
              onPick={() => void pick()}
              onFile={(file) => void look(file)}
            />
          </div>
        ) : (
          <PlanView plan={brought.plan} />
        )}
      </div>
    </Place>
  );
}
