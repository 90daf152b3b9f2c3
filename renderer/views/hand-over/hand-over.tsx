// Hand over and take in: the two halves of carrying. Left, a bundle for a reader of the mechanism, on a stick or
// through a letterbox; right, whatever arrives. One main button: handing over.

import { Mailbox, NotebookText, Usb, Wifi } from 'lucide-react';
import { type ReactNode, useEffect, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { NEARBY, STICK } from '#renderer/state/carry.ts';
import { useDesktop } from '#renderer/state/engine-context.tsx';
import { useTakeIn } from '#renderer/state/take-in.tsx';
import { Button } from '#renderer/ui/button.tsx';
import { Place } from '#renderer/ui/place.tsx';
import { BundlesDialog } from './bundles-dialog.tsx';
import { GiveHalf } from './give.tsx';
import { TakeHalf } from './take.tsx';
import { useGive } from './use-give.ts';
import styles from './hand-over.module.css';

export function HandOver(): ReactNode {
  const { t } = useTranslation(['handover', 'network']);
  const give = useGive();
  const desk = useTakeIn();
  const desktop = useDesktop();
  const { takeWaiting } = desk;
  useEffect(() => {
    void takeWaiting();
    return desktop.on('bundlesArrived', () => void takeWaiting());
  }, [desktop, takeWaiting]);
  const [isListOpen, setListOpen] = useState(false);
  const bundles = give.view?.bundles.length ?? 0;
  const isNearby = give.way === NEARBY || give.letterboxes.some(({ url, isNearby: is }) => url === give.way && is);
  const isReady = give.preview?.ok === true;
  return (
    <Place
      title={t('title')}
      isTitleShown={false}
      layout="full"
      actionsStart={
        bundles === 0 ? undefined : (
          <Button tone="plain" icon={NotebookText} onPress={() => setListOpen(true)}>
            {t('bundles.all', { count: bundles })}
          </Button>
        )
      }
      actions={
        give.view === undefined || give.view.readers.length === 0 ? undefined : (
          <Button
            tone="main"
            icon={give.way === STICK ? Usb : isNearby ? Wifi : Mailbox}
            isDisabled={!isReady || (give.way === NEARBY && give.address.trim() === '')}
            isPending={give.isWorking}
            onPress={() => void give.handOver()}
          >
            {give.way === STICK ? t('give.byStick') : t(isNearby ? 'network:give.button' : 'give.byLetterbox')}
          </Button>
        )
      }
    >
      <div className={styles.halves}>
        <GiveHalf give={give} />
        <TakeHalf desk={desk} letterboxes={give.view?.letterboxes ?? []} mayReceive={give.view?.mayReceive === true} />
      </div>
      <BundlesDialog give={give} isOpen={isListOpen} onClose={() => setListOpen(false)} />
    </Place>
  );
}
