// A new version of the app from a file on a stick: which one is here, the file that is chosen, what it is once its
// signature holds, the copying, and the handing over to the system. A build without a key says that it takes none.

import { FileDown, FolderOpen, HardDriveDownload, Play } from 'lucide-react';
import { type ReactNode, useEffect, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useFormats } from '#renderer/i18n/format.ts';
import { useDesktop } from '#renderer/state/engine-context.tsx';
import { Button } from '#renderer/ui/button.tsx';
import { ErrorText } from '#renderer/ui/error-text.tsx';
import { Notice } from '#renderer/ui/notice.tsx';
import type { ReadyUpdate, UpdateFacts, UpdateProblem, UpdateState } from '#shared/wire/update.ts';
import styles from './help.module.css';

export function Update(): ReactNode {
  const { t } = useTranslation('update');
  const desktop = useDesktop();
  const [state, setState] = useState<UpdateState | null>(null);
  useEffect(() => void desktop.updateState().then(setState), [desktop]);
  if (state === null) return null;
  return (
    <div className={styles.update}>
      <p>
        <b>{t('here', { version: state.version })}</b>
      </p>
      {state.hasKey ? (
        <Taking begin={state.ready} />
      ) : (
        <Notice title={t('noKey')}>
          <p>{t('noKeyWords')}</p>
        </Notice>
      )}
    </div>
  );
}

function Taking({ begin }: { readonly begin: ReadyUpdate | null }): ReactNode {
  const { t } = useTranslation('update');
  const formats = useFormats();
  const desktop = useDesktop();
  const [facts, setFacts] = useState<UpdateFacts | null>(null);
  const [ready, setReady] = useState(begin);
  const [isUnderWay, setUnderWay] = useState(false);
  const [problem, setProblem] = useState<UpdateProblem | null>(null);

  const pick = async (): Promise<void> => {
    setProblem(null);
    const picked = await desktop.updatePick();
    if (picked.ok && picked.value === null) return;
    setReady(null);
    setFacts(picked.ok ? picked.value : null);
    setProblem(picked.ok ? null : picked.error);
  };
  const take = async (): Promise<void> => {
    setProblem(null);
    setUnderWay(true);
    const taken = await desktop.updateTake();
    setUnderWay(false);
    if (taken.ok) setReady(taken.value);
    else setProblem(taken.error);
    // what was stopped can be begun again; anything else wants another file
    if (taken.ok || taken.error.type !== 'updateStopped') setFacts(null);
  };
  const open = async (): Promise<void> => {
    const opened = await desktop.updateOpen();
    setProblem(opened.ok ? null : opened.error);
    if (!opened.ok && opened.error.type !== 'updateNotOpened') setReady(null);
  };

  return (
    <>
      {ready === null && <p>{t('how')}</p>}
      {problem !== null && <ErrorText problem={problem} />}
      {facts !== null && (
        <Notice
          title={t('found', { version: facts.version, day: formats.day(`${facts.madeAt}T12:00:00`) })}
          actions={
            isUnderWay ? undefined : (
              <Button icon={HardDriveDownload} onPress={() => void take()}>
                {t('take')}
              </Button>
            )
          }
        >
          <p>{t('foundWords', { name: facts.name, size: formats.size(facts.size) })}</p>
        </Notice>
      )}
      {isUnderWay && <Progress />}
      {ready !== null && (
        <Notice
          tone="done"
          title={t('ready', { version: ready.version })}
          actions={
            <Button icon={ready.how === 'open' ? Play : FolderOpen} onPress={() => void open()}>
              {t(ready.how)}
            </Button>
          }
        >
          <p>{t(ready.how === 'open' ? 'readyOpen' : 'readyShow')}</p>
        </Notice>
      )}
      {!isUnderWay && (
        <div>
          <Button icon={FileDown} onPress={() => void pick()}>
            {t(facts === null && ready === null ? 'pick' : 'other')}
          </Button>
        </div>
      )}
    </>
  );
}

function Progress(): ReactNode {
  const { t } = useTranslation('update');
  const desktop = useDesktop();
  const [{ done, of }, setProgress] = useState({ done: 0, of: 1 });
  useEffect(() => {
    const stopListening = desktop.on('update', setProgress);
    return () => {
      stopListening();
      void desktop.updateStop(); // whoever closes Help wants it no more; where it is done, nothing is stopped
    };
  }, [desktop]);
  return (
    <>
      <progress className={styles.progress} aria-label={t('underWay')} max={of} value={Math.min(done, of)} />
      <div>
        <Button onPress={() => void desktop.updateStop()}>{t('stop')}</Button>
      </div>
    </>
  );
}
