// Takes a code that somebody gave: typed, pasted, from a file, from a picture of it, or from the camera. Several codes
// are taken one after the other, a line each.

import { Camera as CameraIcon, Image } from 'lucide-react';
import { type ReactNode, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useDesktop } from '#renderer/state/engine-context.tsx';
import { Button } from './button.tsx';
import { Camera } from './camera.tsx';
import styles from './code.module.css';
import { Notice } from './notice.tsx';
import { qrInPicture } from './read-qr.ts';
import { TextIn, type TextInProps } from './text-in.tsx';

export function CodeIn(props: TextInProps): ReactNode {
  const { value, onChange } = props;
  const { t } = useTranslation('code');
  const desktop = useDesktop();
  const [isLooking, setLooking] = useState(false);
  const [problem, setProblem] = useState<TextInProps['problem']>(null);
  const [isBlank, setBlank] = useState(false);
  const add = (code: string): void => onChange(value.trim() === '' ? code : `${value.trimEnd()}\n${code}`);
  const pick = async (): Promise<void> => {
    const picked = await desktop.filePick({ kind: 'any' });
    if (!picked.ok) return setProblem(picked.error);
    if (picked.value === null) return;
    const code = await qrInPicture(picked.value.bytes);
    setProblem(null);
    setBlank(code === null);
    if (code !== null) add(code);
  };
  return (
    <div className={styles.out}>
      <TextIn {...props} problem={problem ?? props.problem} />
      <div className={styles.buttons}>
        <Button icon={Image} onPress={() => void pick()}>
          {t('fromPicture')}
        </Button>
        <Button icon={CameraIcon} onPress={() => setLooking(true)}>
          {t('fromCamera')}
        </Button>
      </div>
      {isBlank && (
        <Notice tone="wait" title={t('noCode')}>
          <p>{t('noCodeWords')}</p>
        </Notice>
      )}
      {isLooking && <Camera onCode={add} onClose={() => setLooking(false)} />}
    </div>
  );
}
