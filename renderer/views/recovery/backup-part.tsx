// The copy of the whole notebook, sealed for the sheet: made into a folder a person chooses, with how far it is and a
// way to stop it, and said when the last one was.

import { HardDriveDownload } from 'lucide-react';
import { type ReactNode, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useFormats } from '#renderer/i18n/format.ts';
import { useDesktop } from '#renderer/state/engine-context.tsx';
import { Button } from '#renderer/ui/button.tsx';
import { ErrorText } from '#renderer/ui/error-text.tsx';
import { Notice } from '#renderer/ui/notice.tsx';
import sheet from '#renderer/ui/sheet.module.css';
import type { BackupProblem } from '#shared/wire/problems.ts';
import type { BackupMade, RecoveryState } from '#shared/wire/recovery.ts';
import { CopyProgress } from './copy-progress.tsx';
import { noonOf } from './paths.ts';

export interface BackupPartProps {
  readonly state: RecoveryState;
  readonly onChange: () => void;
}

export function BackupPart({ state, onChange }: BackupPartProps): ReactNode {
  const { t } = useTranslation('recovery');
  const { day, size } = useFormats();
  const desktop = useDesktop();
  const [isUnderWay, setUnderWay] = useState(false);
  const [made, setMade] = useState<BackupMade | null>(null);
  const [problem, setProblem] = useState<BackupProblem | null>(null);
  const make = async (): Promise<void> => {
    setUnderWay(true);
    const answer = await desktop.backupMake();
    setUnderWay(false);
    setProblem(answer.ok ? null : answer.error);
    setMade(answer.ok ? answer.value : null);
    onChange();
  };
  const { backup } = state;
  return (
    <section className={sheet.told}>
      <h2>{t('copy.title')}</h2>
      <p>{t('copy.what')}</p>
      <p>
        <b>
          {backup === null
            ? t('copy.none')
            : t('copy.last', { day: day(noonOf(backup.at)), name: backup.name, size: size(backup.size) })}
        </b>
      </p>
      {isUnderWay ? (
        <CopyProgress label={t('copy.underWay')} onStop={() => void desktop.backupStop()} />
      ) : (
        <div>
          <Button icon={HardDriveDownload} isDisabled={state.sheet === null} onPress={() => void make()}>
            {t('copy.make')}
          </Button>
        </div>
      )}
      {state.sheet === null && <p className="small">{t('copy.needsSheet')}</p>}
      {made !== null && (
        <Notice tone="done" title={t('copy.made', { name: made.name, folder: made.folder })}>
          <p>{t('copy.madeWords')}</p>
        </Notice>
      )}
      {problem !== null && <ErrorText problem={problem} />}
    </section>
  );
}
