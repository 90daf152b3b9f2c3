// At a first run, for whoever lost the computer: a copy of the notebook and the words of the sheet give everything back
// but what signs. Nothing is left here where it does not come to its end.

import { type ReactNode, useEffect, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { ErrorText } from '#renderer/ui/error-text.tsx';
import { Notice } from '#renderer/ui/notice.tsx';
import type { PickedFile } from '#shared/wire/files.ts';
import type { Desktop } from '#shared/wire/ipc.ts';
import type { DiskProblem, RestoreProblem } from '#shared/wire/problems.ts';
import { PickCopy } from './pick-copy.tsx';
import styles from './recovery.module.css';
import { WithWords } from './with-words.tsx';

export interface RestorePageProps {
  readonly desktop: Pick<Desktop, 'backupPick' | 'backupStop' | 'on'>;
  readonly onRestore: (pick: string, words: string, passphrase: string) => Promise<RestoreProblem | null>;
  readonly onBack: () => void;
  readonly onLeave: () => void;
}

export function RestorePage({ desktop, onRestore, onBack, onLeave }: RestorePageProps): ReactNode {
  const { t } = useTranslation('recovery');
  const [copy, setCopy] = useState<PickedFile | null>(null);
  const [problem, setProblem] = useState<DiskProblem | null>(null);
  const [isMissing, setMissing] = useState(false);
  const [progress, setProgress] = useState<{ done: number; of: number } | null>(null);
  useEffect(() => desktop.on('backup', setProgress), [desktop]);
  const restore = async (words: string, passphrase: string): Promise<RestoreProblem | null> => {
    setMissing(copy === null);
    if (copy === null) return null;
    const answer = await onRestore(copy.pick, words, passphrase);
    setProgress(null);
    return answer;
  };
  const back = (): void => {
    void desktop.backupStop();
    onBack();
  };
  return (
    <WithWords
      title={t('restore.title')}
      lede={t('restore.lede')}
      button={t('restore.button')}
      onWords={restore}
      onBack={back}
      onLeave={() => {
        void desktop.backupStop();
        onLeave();
      }}
    >
      <PickCopy desktop={desktop} copy={copy} onCopy={setCopy} onProblem={setProblem} hint={t('restore.copyHint')} />
      {isMissing && copy === null && <Notice tone="danger" title={t('restore.noCopy')} />}
      {problem !== null && <ErrorText problem={problem} />}
      {progress !== null && (
        <progress
          className={styles.progress}
          aria-label={t('restore.underWay')}
          max={progress.of}
          value={Math.min(progress.done, progress.of)}
        />
      )}
    </WithWords>
  );
}
