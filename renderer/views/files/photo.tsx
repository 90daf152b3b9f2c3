// A photo taken here: seen, taken, looked at with the camera off, and kept as a file of the record or taken again. Why
// there is no camera is said in words, and what to do instead. Until it is kept it is in the page's memory alone.

import { Camera, Check, RotateCcw, SwitchCamera } from 'lucide-react';
import { type ReactNode, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Button } from '#renderer/ui/button.tsx';
import { Dialog } from '#renderer/ui/dialog.tsx';
import { Notice } from '#renderer/ui/notice.tsx';
import { useCamera } from '#renderer/ui/use-camera.ts';
import { useObjectUrl } from './use-object-url.ts';
import styles from './files.module.css';

export interface PhotoProps {
  readonly onKeep: (photo: Blob) => void;
  readonly onClose: () => void;
}

/** As much as is kept of a picture (engine/clean-picture.ts). */
const LONG_SIDE = 2560;
/** It is drawn once more when it is kept. */
const QUALITY = 0.95;

export function Photo({ onKeep, onClose }: PhotoProps): ReactNode {
  const { t } = useTranslation('files');
  const [taken, setTaken] = useState<Blob | null>(null);
  const { video, sight, again, other } = useCamera(taken === null, LONG_SIDE);
  const take = async (): Promise<void> => {
    if (video.current !== null) setTaken(await pictureOf(video.current));
  };
  const isAway = taken === null && (sight === 'none' || sight === 'gone');
  return (
    <Dialog
      title={t('photo.title')}
      isOpen
      onClose={onClose}
      mustDecide={taken !== null}
      actions={
        <>
          <Button onPress={onClose}>{t(taken === null ? 'photo.cancel' : 'photo.drop')}</Button>
          {isAway && (
            <Button icon={RotateCcw} onPress={again} autoFocus>
              {t('photo.retry')}
            </Button>
          )}
          {taken === null && sight === 'seeing' && (
            <>
              {other !== null && (
                <Button icon={SwitchCamera} onPress={other}>
                  {t('photo.other')}
                </Button>
              )}
              <Button tone="main" icon={Camera} onPress={() => void take()} autoFocus>
                {t('photo.take')}
              </Button>
            </>
          )}
          {taken !== null && (
            <>
              <Button icon={RotateCcw} onPress={() => setTaken(null)}>
                {t('photo.again')}
              </Button>
              <Button tone="main" icon={Check} onPress={() => onKeep(taken)} autoFocus>
                {t('photo.keep')}
              </Button>
            </>
          )}
        </>
      }
    >
      {taken !== null && <Taken photo={taken} />}
      {isAway && (
        <Notice tone="wait" title={t(sight === 'gone' ? 'photo.gone' : 'photo.none')}>
          <p>{sight === 'gone' ? t('photo.goneWords') : t('photo.noneWords', { add: t('add') })}</p>
        </Notice>
      )}
      {taken === null && !isAway && (
        <div className={styles.photo}>
          <p role="status">{t(sight === 'asking' ? 'photo.asking' : 'photo.ask')}</p>
          <video ref={video} className={styles.sight} muted playsInline aria-label={t('photo.seen')} />
        </div>
      )}
    </Dialog>
  );
}

function Taken({ photo }: { readonly photo: Blob }): ReactNode {
  const { t } = useTranslation('files');
  const url = useObjectUrl(photo);
  return (
    <div className={styles.photo}>
      <p>{t('photo.notYet')}</p>
      {url !== undefined && <img src={url} alt={t('photo.taken')} className={styles.sight} />}
    </div>
  );
}

/** What it shows at this moment, as a JPEG. */
async function pictureOf(video: HTMLVideoElement): Promise<Blob> {
  const canvas = new OffscreenCanvas(video.videoWidth, video.videoHeight);
  const context = canvas.getContext('2d');
  if (context === null) throw new Error('no canvas');
  context.drawImage(video, 0, 0);
  return canvas.convertToBlob({ type: 'image/jpeg', quality: QUALITY });
}
