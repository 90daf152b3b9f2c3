// The camera, while a person shows it codes. Every code it sees is given on once.

import { type ReactNode, useEffect, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Button } from './button.tsx';
import styles from './code.module.css';
import { Dialog } from './dialog.tsx';
import { Notice } from './notice.tsx';
import { qrInFrame } from './read-qr.ts';
import { useCamera } from './use-camera.ts';

export interface CameraProps {
  readonly onCode: (code: string) => void;
  readonly onClose: () => void;
}

const BETWEEN_MS = 200;
/** A code is read well from it, and quickly. */
const LONG_SIDE = 1280;

export function Camera({ onCode, onClose }: CameraProps): ReactNode {
  const { t } = useTranslation(['code', 'app']);
  const give = useRef(onCode);
  give.current = onCode;
  const [seen, setSeen] = useState<ReadonlySet<string>>(new Set());
  const { video, sight } = useCamera(true, LONG_SIDE);
  const isSeeing = sight === 'seeing';
  useEffect(() => {
    if (!isSeeing) return undefined;
    let isOpen = true;
    const found = new Set<string>();
    const look = async (): Promise<void> => {
      while (isOpen && video.current !== null) {
        const code = await qrInFrame(video.current);
        if (isOpen && code !== null && !found.has(code)) {
          found.add(code);
          setSeen(new Set(found));
          give.current(code);
        }
        await new Promise((later) => setTimeout(later, BETWEEN_MS));
      }
    };
    void look();
    return () => {
      isOpen = false;
    };
  }, [isSeeing, video]);
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
      {sight === 'none' || sight === 'gone' ? (
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
