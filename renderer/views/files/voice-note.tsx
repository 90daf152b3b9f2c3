// A voice note: spoken with its loudness in sight, listened to, kept as a file of the record or spoken again. Why there
// is no microphone is said in words, and what to do instead. Nothing is written down from it: whoever wants its words
// types them.

import { Check, Mic, RotateCcw, Square } from 'lucide-react';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { useFormats } from '#renderer/i18n/format.ts';
import { Button } from '#renderer/ui/button.tsx';
import { Dialog } from '#renderer/ui/dialog.tsx';
import { Icon } from '#renderer/ui/icon.tsx';
import { Notice } from '#renderer/ui/notice.tsx';
import { LONGEST, MEASURES, useRecorder } from './use-recorder.ts';
import { Waveform } from './waveform.tsx';
import { useObjectUrl } from './use-object-url.ts';
import styles from './files.module.css';

export interface VoiceNoteProps {
  readonly onKeep: (sound: Blob) => void;
  readonly onClose: () => void;
}

/** Said when so many seconds are left. */
const LAST = 60;

export function VoiceNote({ onKeep, onClose }: VoiceNoteProps): ReactNode {
  const { t } = useTranslation(['files', 'app']);
  const { size } = useFormats();
  const { recording, stop, again } = useRecorder();
  const seconds = 'loudness' in recording ? Math.floor(recording.loudness.length / MEASURES) : 0;
  const left = LONGEST - seconds;
  const retry = (
    <Button icon={RotateCcw} onPress={again}>
      {t(recording.type === 'done' ? 'voice.again' : 'photo.retry')}
    </Button>
  );
  return (
    <Dialog
      title={t('voice.title')}
      isOpen
      onClose={onClose}
      mustDecide={recording.type === 'speaking' || recording.type === 'done'}
      actions={
        <>
          <Button onPress={onClose}>{t(recording.type === 'done' ? 'voice.drop' : 'voice.cancel')}</Button>
          {recording.type === 'speaking' && (
            <Button tone="main" icon={Square} onPress={stop} autoFocus>
              {t('voice.stop')}
            </Button>
          )}
          {recording.type === 'done' && (
            <>
              {retry}
              <Button tone="main" icon={Check} onPress={() => onKeep(recording.sound)} autoFocus>
                {t('voice.keep')}
              </Button>
            </>
          )}
          {(recording.type === 'noMicrophone' || recording.type === 'failed') && retry}
        </>
      }
    >
      {recording.type === 'asking' && <p role="status">{t('voice.asking')}</p>}
      {recording.type === 'noMicrophone' && (
        <Notice tone="wait" title={t('voice.none')}>
          <p>{t('voice.noneWords', { add: t('add') })}</p>
        </Notice>
      )}
      {recording.type === 'failed' && (
        <Notice tone="wait" title={t('voice.failed')}>
          <p>{t('voice.failedWords')}</p>
        </Notice>
      )}
      {recording.type === 'speaking' && (
        <div className={styles.voice}>
          <p role="status" className={styles.speaking}>
            <Icon of={Mic} /> {t('voice.speaking')}
          </p>
          <Waveform loudness={recording.loudness} label={t('voice.loudness')} isGrowing />
          <p className={styles.clock}>{t('voice.time', { time: clock(seconds), most: clock(LONGEST) })}</p>
          <p>{left <= LAST ? t('voice.almost', { time: clock(left) }) : t('voice.ask')}</p>
        </div>
      )}
      {recording.type === 'done' && (
        <div className={styles.voice}>
          <Waveform loudness={recording.loudness} label={t('voice.loudness')} />
          <Listen sound={recording.sound} />
          <p className={styles.clock}>
            {clock(seconds)} · {size(recording.sound.size)}
          </p>
          <p>{t('voice.notYet')}</p>
        </div>
      )}
    </Dialog>
  );
}

/** 2:05 */
const clock = (seconds: number): string => `${Math.floor(seconds / 60)}:${String(seconds % 60).padStart(2, '0')}`;

function Listen({ sound }: { readonly sound: Blob }): ReactNode {
  const { t } = useTranslation('files');
  const url = useObjectUrl(sound);
  return url === undefined ? null : (
    <audio controls src={url} aria-label={t('voice.listen')} className={styles.player} />
  );
}
