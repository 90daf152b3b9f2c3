// A text to be handed to somebody: shown, copied or saved to a file. Nothing in it is secret.

import { Copy, Save } from 'lucide-react';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { useDesktop } from '#renderer/state/engine-context.tsx';
import { Button } from './button.tsx';
import { copyText } from './copy-text.ts';
import { TextField } from './text-field.tsx';
import { useToast } from './toast.tsx';
import styles from './text-hand.module.css';

export interface TextOutProps {
  readonly label: string;
  readonly hint?: ReactNode;
  readonly text: string;
  readonly fileName: string;
}

export function TextOut({ label, hint, text, fileName }: TextOutProps): ReactNode {
  const { t } = useTranslation('app');
  const { show } = useToast();
  const desktop = useDesktop();
  const saveFile = useSaveFile();
  const copy = async (): Promise<void> => {
    if (await copyText(desktop, text)) show(t('copied'));
    else show(t('notCopied'));
  };
  return (
    <div className={styles.hand}>
      <TextField label={label} hint={hint} value={text} onChange={() => undefined} isReadOnly isCode lines={4} />
      <div className={styles.buttons}>
        <Button icon={Copy} onPress={() => void copy()}>
          {t('copy')}
        </Button>
        <Button icon={Save} onPress={() => void saveFile(fileName, text)}>
          {t('saveFile')}
        </Button>
      </div>
    </div>
  );
}

/** Saves a text where the person chooses, and says where or why not. */
export function useSaveFile(): (suggestedName: string, text: string) => Promise<void> {
  const { t } = useTranslation('app');
  const desktop = useDesktop();
  const { show, showProblem } = useToast();
  return async (suggestedName, text) => {
    const bytes = new TextEncoder().encode(text);
    const saved = await desktop.fileSave({ kind: 'json', suggestedName, bytes });
    if (!saved.ok) showProblem(saved.error);
    else if (saved.value !== null) show(t('savedFile', { name: saved.value.name }));
  };
}
