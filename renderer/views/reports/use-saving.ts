// Saving a report, with how far it is and a way to stop.

import { useCallback, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { ReportFormat } from '#renderer/engine/report-views.ts';
import type { ReportSettings } from '#shared/report/reports.ts';
import { useEngine } from '#renderer/state/engine-context.tsx';
import { useToast } from '#renderer/ui/toast.tsx';

export interface Saving {
  /** null: nothing is being saved */
  readonly progress: { readonly done: number; readonly of: number } | null;
  readonly save: (settings: ReportSettings, format: ReportFormat) => Promise<void>;
  readonly stop: () => void;
}

export function useSaving(): Saving {
  const { t } = useTranslation('reports');
  const engine = useEngine();
  const { show, showProblem } = useToast();
  const [progress, setProgress] = useState<Saving['progress']>(null);
  const isWanted = useRef(true);
  const save = useCallback(
    async (settings: ReportSettings, format: ReportFormat): Promise<void> => {
      isWanted.current = true;
      setProgress({ done: 0, of: 1 });
      const saved = await engine.makeReport(settings, format, (done, of) => {
        setProgress({ done, of });
        return isWanted.current;
      });
      setProgress(null);
      if (!saved.ok) showProblem(saved.error);
      else if (saved.value !== null) show(t('saved', { name: saved.value.name }));
    },
    [engine, show, showProblem, t],
  );
  const stop = useCallback(() => {
    isWanted.current = false;
  }, []);
  return { progress, save, stop };
}
