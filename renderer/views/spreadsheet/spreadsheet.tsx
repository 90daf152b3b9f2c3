// Spreadsheets: records out to be filled in where this app is not, and back in. What came back is looked at row by row
// before anything is written, and what was written can be taken back.

import { Check } from 'lucide-react';
import { type ReactNode, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useSearch } from 'wouter';
import type { EngineProblem } from '#renderer/engine/engine-problem.ts';
import type { IntakeProblem, SpreadsheetPlan } from '#renderer/engine/spreadsheet-door.ts';
import { useDesktop, useEngine } from '#renderer/state/engine-context.tsx';
import { useSayDone } from '#renderer/state/use-deed.ts';
import { Button } from '#renderer/ui/button.tsx';
import { ErrorText } from '#renderer/ui/error-text.tsx';
import { Place } from '#renderer/ui/place.tsx';
import type { NamedFile } from '#shared/wire/files.ts';
import { PlanView } from './plan-view.tsx';
import { SheetIn } from './sheet-in.tsx';
import { SheetOut } from './sheet-out.tsx';
import styles from './spreadsheet.module.css';

interface Brought {
  readonly file: NamedFile;
  readonly plan: SpreadsheetPlan;
}

export function Spreadsheet(): ReactNode {
  const { t } = useTranslation(['spreadsheet', 'records']);
  const engine = useEngine();
  const desktop = useDesktop();
  const search = useSearch();
  const say = useSayDone();
  const [brought, setBrought] = useState<Brought>();
  const [problem, setProblem] = useState<IntakeProblem | EngineProblem | { readonly type: 'spreadsheetMoved' }>();
  const [isBusy, setBusy] = useState(false);

  const look = async (file: NamedFile): Promise<void> => {
    setProblem(undefined);
    setBusy(true);
    const plan = await engine.planSpreadsheet(file.name, file.bytes);
    setBusy(false);
    if (plan.ok) setBrought({ file, plan: plan.value });
    else setProblem(plan.error);
  };
  const pick = async (): Promise<void> => {
    const picked = await desktop.filePick({ kind: 'xlsx' });
    if (!picked.ok) setProblem(picked.error);
    else if (picked.value !== null) await look(picked.value);
  };
  const take = async ({ file, plan }: Brought): Promise<void> => {
    setProblem(undefined);
    setBusy(true);
    const taken = await engine.takeSpreadsheet(
      file.name,
      file.bytes,
      plan.seen,
      t('undoneReason', { name: file.name }),
    );
    setBusy(false);
    if (taken.ok) {
      setBrought(undefined);
      say(t('taken', { name: file.name }), taken.value);
      return;
    }
    setProblem(taken.error);
    if (taken.error.type === 'spreadsheetMoved') await look(file);
  };
  const isWritten = brought?.plan.rows.some(({ state }) => state !== 'wrong') === true;
  return (
    <Place
      title={t('title')}
      lede={t('lede')}
      crumbs={[{ label: t('records:title'), to: '/records' }, { label: t('title') }]}
      actions={
        brought === undefined ? undefined : (
          <>
            <Button onPress={() => setBrought(undefined)}>{t('plan.leave')}</Button>
            {isWritten && (
              <Button tone="main" icon={Check} isPending={isBusy} onPress={() => void take(brought)}>
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
