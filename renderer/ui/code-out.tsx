// A code to be given: as a picture for a camera, as groups of letters to be typed, as a picture file or a text. What
// needs several codes shows them one at a time, at the person's pace.

import { ChevronLeft, ChevronRight, Copy, ImageDown, Save } from 'lucide-react';
import { type ReactNode, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useDesktop } from '#renderer/state/engine-context.tsx';
import { codeToGroups } from '#shared/log/enrolment-code.ts';
import { Button } from './button.tsx';
import styles from './code.module.css';
import { copyText } from './copy-text.ts';
import { QrPicture, qrToPng } from './qr-picture.tsx';
import { useSaveFile } from './text-out.tsx';
import { useToast } from './toast.tsx';

export interface CodeOutProps {
  readonly label: string;
  readonly codes: readonly string[];
  /** what is copied and saved; the codes themselves where it is left out */
  readonly text?: string;
  /** without an ending */
  readonly fileName: string;
}

export function CodeOut({ label, codes, text = codes.join('\n'), fileName }: CodeOutProps): ReactNode {
  const { t } = useTranslation(['code', 'app']);
  const desktop = useDesktop();
  const { show, showProblem } = useToast();
  const saveFile = useSaveFile();
  const [at, setAt] = useState(0);
  const place = Math.min(at, codes.length - 1);
  const code = codes[place];
  const savePicture = async (): Promise<void> => {
    const bytes = await qrToPng(code ?? '');
    const saved = await desktop.fileSave({ kind: 'png', suggestedName: `${fileName}.png`, bytes });
    if (!saved.ok) showProblem(saved.error);
    else if (saved.value !== null) show(t('app:savedFile', { name: saved.value.name }));
  };
  return (
    <div className={styles.out} role="group" aria-label={label}>
      {code !== undefined && (
        <div className={styles.shown}>
          <QrPicture code={code} label={label} />
          {codes.length > 1 ? (
            <div className={styles.turn}>
              <Button icon={ChevronLeft} isDisabled={place === 0} onPress={() => setAt(place - 1)}>
                {t('before')}
              </Button>
              <p>{t('number', { number: place + 1, of: codes.length })}</p>
              <Button icon={ChevronRight} isDisabled={place === codes.length - 1} onPress={() => setAt(place + 1)}>
                {t('next')}
              </Button>
            </div>
          ) : (
            <ol className={styles.groups} aria-label={t('typed')}>
              {codeToGroups(code)
                .split('-')
                .map((group, index) => (
                  <li key={`${index} ${group}`}>{group}</li>
                ))}
            </ol>
          )}
        </div>
      )}
      <div className={styles.buttons}>
        {codes.length === 1 && (
          <Button icon={ImageDown} onPress={() => void savePicture()}>
            {t('savePicture')}
          </Button>
        )}
        <Button icon={Save} onPress={() => void saveFile(`${fileName}.json`, text)}>
          {t('app:saveFile')}
        </Button>
        <Button
          icon={Copy}
          onPress={() => void copyText(desktop, text).then((done) => show(t(done ? 'app:copied' : 'app:notCopied')))}
        >
          {t('app:copy')}
        </Button>
      </div>
    </div>
  );
}
