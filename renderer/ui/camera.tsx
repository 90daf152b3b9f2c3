// The camera, while a person looks at it: it is asked for on the press that opened this, and let go when it closes.
// Every code it sees is given on once.

import { type ReactNode, useEffect, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useDesktop } from '#renderer/state/engine-context.tsx';
import { Button } from './button.tsx';
import styles from './code.module.css';
import { Dialog } from './dialog.tsx';
import { Notice } from './notice.tsx';
import { qrInFrame } from './read-qr.ts';

export interface CameraProps {
  readonly onCode: (code: string) => void;
  readonly onClose: () => void;
}

const BETWEEN_MS = 200;

export function Camera({ onCode, onClose }: CameraProps): ReactNode {
  const { t } = useTranslation(['code', 'app']);
  const desktop = useDesktop();
  const video = useRef<HTMLVideoElement>(null);
  const give = useRef(onCode);
  give.current = onCode;
  const [seen, setSeen] = useState<ReadonlySet<string>>(new Set());
  const [isMissing, setMissing] = useState(false);
  useEffect(() => {
    let isOpen = true;
    let stream: MediaStream | undefined;
    const found = new Set<string>();
    const look = async (): Promise<void> => {
      await desktop.cameraWanted({ wanted: true });
      stream = await navigator.mediaDevices.getUserMedia({ video: { facingMode: 'environment' } });
      const element = video.current;
      if (!isOpen || element === null) return stop();
      element.srcObject = stream;
      await element.play();
      while (isOpen) {
        const code = await qrInFrame(element);
        if (isOpen && code !== null && !found.has(code)) {
          found.add(code);
          setSeen(new Set(found));
          give.current(code);
        }
        await new Promise((later) => setTimeout(later, BETWEEN_MS));
      }
    };
    const stop = (): void => {
      for (const track of stream?.getTracks() ?? []) track.stop();
      void desktop.cameraWanted({ wanted: false });
    };
    void look().catch(() => {
      stop();
      if (isOpen) setMissing(true);
    });
    return () => {
      isOpen = false;
      stop();
    };
  }, [desktop]);
  return (
    <Dialog
      title={t('camera')}
      isOpen
      onClose={onClose}
      actions={
        <Button tone="main" onPress={onClose}>
          {t('cameraDone')}
        </Button>
      }
    >
      {isMissing ? (
        <Notice tone="wait" title={t('noCamera')}>
          <p>{t('noCameraWords')}</p>
        </Notice>
      ) : (
        <>
          <p>{t('cameraWords')}</p>
          <video ref={video} className={styles.video} muted playsInline aria-label={t('camera')} />
          <p role="status">{t('seen', { count: seen.size })}</p>
        </>
      )}
    </Dialog>
  );
}
