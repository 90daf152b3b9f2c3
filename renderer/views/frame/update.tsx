// A new version of the app from a stick or the internet: which one is here, what is chosen or found, what it is once its
// signature holds, the bringing, and the handing over to the system. A build without a key says that it takes none, and
// one without an address that new versions come on a stick.

import { FileDown, FolderOpen, Globe, HardDriveDownload, Play } from 'lucide-react';
import { type ReactNode, useEffect, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useFormats } from '#renderer/i18n/format.ts';
import { useDesktop } from '#renderer/state/engine-context.tsx';
import { Button } from '#renderer/ui/button.tsx';
import { ErrorText } from '#renderer/ui/error-text.tsx';
import { Notice } from '#renderer/ui/notice.tsx';
import type { UpdateFacts, UpdateProblem, UpdateState } from '#shared/wire/update.ts';
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
        <Taking begin={state} />
      ) : (
        <Notice title={t('noKey')}>
          <p>{t('noKeyWords')}</p>
        </Notice>
      )}
    </div>
  );
}

type UnderWay = 'looking' | UpdateFacts['from'];

function Taking({ begin: { address, ready: begin } }: { readonly begin: UpdateState }): ReactNode {
  const { t } = useTranslation('update');
  const desktop = useDesktop();
  const [facts, setFacts] = useState<UpdateFacts | null>(null);
  const [ready, setReady] = useState(begin);
  const [underWay, setUnderWay] = useState<UnderWay | null>(null);
  const [problem, setProblem] = useState<UpdateProblem | null>(null);
  const [isLooked, setLooked] = useState(false);

  const choose = async (way: 'updatePick' | 'updateLook'): Promise<void> => {
    setProblem(null);
    if (way === 'updateLook') setUnderWay('looking');
    const chosen = await desktop[way]();
    setUnderWay(null);
    if (chosen.ok && chosen.value === null) return;
    setLooked(way === 'updateLook');
    setReady(null);
    setFacts(chosen.ok ? chosen.value : null);
    setProblem(chosen.ok ? null : chosen.error);
  };
  const take = async ({ from }: UpdateFacts): Promise<void> => {
    setProblem(null);
    setUnderWay(from);
    const taken = await desktop.updateTake();
    setUnderWay(null);
    if (taken.ok) setReady(taken.value);
    else setProblem(taken.error);
    if (taken.ok || !AGAIN.has(taken.error.type)) setFacts(null);
  };
  const open = async (): Promise<void> => {
    const opened = await desktop.updateOpen();
    setProblem(opened.ok ? null : opened.error);
    if (!opened.ok && opened.error.type !== 'updateNotOpened') setReady(null);
  };

  return (
    <>
      {facts === null && ready === null && (
        <>
          <p>{t('how')}</p>
          <p>{t('byStick')}</p>
          <p>{address === null ? t('noAddress') : t('byInternet', { address })}</p>
        </>
      )}
      {problem !== null &&
        (isLooked && problem.type === 'updateNotNewer' ? (
          <Notice title={t('newestHere')}>
            <p>{t('newestHereWords', { ...problem, address })}</p>
          </Notice>
        ) : (
          <ErrorText problem={problem} />
        ))}
      {facts !== null && <Found facts={facts} onTake={underWay === null ? () => void take(facts) : undefined} />}
      {underWay === 'looking' && <Looking />}
      {underWay !== null && underWay !== 'looking' && <Progress from={underWay} />}
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
          {ready.from === 'file' && <p>{t('stickOut')}</p>}
          <p>{t(ready.how === 'open' ? 'readyOpen' : 'readyShow')}</p>
        </Notice>
      )}
      {underWay === null && (
        <div className={styles.ways}>
          <Button icon={FileDown} onPress={() => void choose('updatePick')}>
            {t((facts ?? ready)?.from === 'file' ? 'other' : 'pick')}
          </Button>
          {address !== null && (
            <Button icon={Globe} onPress={() => void choose('updateLook')}>
              {t('look')}
            </Button>
          )}
        </div>
      )}
    </>
  );
}

/** Then the same can be taken once more; anything else wants another file. */
const AGAIN: ReadonlySet<UpdateProblem['type']> = new Set([
  'updateStopped',
  'updateUnreachable',
  'updateBehindPortal',
  'notEnoughSpace',
]);

interface FoundProps {
  readonly facts: UpdateFacts;
  /** undefined: it is under way */
  readonly onTake: (() => void) | undefined;
}

function Found({ facts: { version, madeAt, name, size, from }, onTake }: FoundProps): ReactNode {
  const { t } = useTranslation('update');
  const formats = useFormats();
  const isByStick = from === 'file';
  return (
    <Notice
      title={t('found', { version, day: formats.day(`${madeAt}T12:00:00`) })}
      actions={
        onTake === undefined ? undefined : (
          <Button icon={HardDriveDownload} onPress={onTake}>
            {t(isByStick ? 'take' : 'takeInternet')}
          </Button>
        )
      }
    >
      <p>{t(isByStick ? 'foundStick' : 'foundInternet', { name, size: formats.size(size) })}</p>
    </Notice>
  );
}

function Looking(): ReactNode {
  const { t } = useTranslation('update');
  return (
    <>
      <p role="status">{t('looking')}</p>
      <Stop />
    </>
  );
}

function Progress({ from }: { readonly from: UpdateFacts['from'] }): ReactNode {
  const { t } = useTranslation('update');
  const desktop = useDesktop();
  const [{ done, of }, setProgress] = useState({ done: 0, of: 1 });
  useEffect(() => desktop.on('update', setProgress), [desktop]);
  return (
    <>
      <progress
        className={styles.progress}
        aria-label={t(from === 'file' ? 'underWay' : 'underWayInternet')}
        max={of}
        value={Math.min(done, of)}
      />
      <Stop />
    </>
  );
}

/** Whoever closes Help wants it no more; where it is done, nothing is stopped. */
function Stop(): ReactNode {
  const { t } = useTranslation('update');
  const desktop = useDesktop();
  useEffect(() => () => void desktop.updateStop(), [desktop]);
  return (
    <div>
      <Button onPress={() => void desktop.updateStop()}>{t('stop')}</Button>
    </div>
  );
}
