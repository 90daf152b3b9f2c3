// Takes a text that somebody handed over: from a file or pasted. What it is, its caller judges; a problem stands
// below it, and the text stays, to be looked at.

import { FolderOpen } from 'lucide-react';
import { type ReactNode, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useDesktop } from '#renderer/state/engine-context.tsx';
import { Button } from './button.tsx';
import { ErrorText } from './error-text.tsx';
import { TextField } from './text-field.tsx';
import styles from './text-hand.module.css';

type Problem = { readonly type: string };

export interface TextInProps {
  readonly label: string;
  readonly hint?: ReactNode;
  readonly value: string;
  readonly onChange: (text: string) => void;
  readonly problem: Problem | null;
  readonly lines?: number;
  /** a file was chosen: its text, to be taken in at once */
  readonly onFile?: (text: string) => void;
}

export function TextIn({ label, hint, value, onChange, problem, lines = 4, onFile }: TextInProps): ReactNode {
  const { t } = useTranslation('app');
  const desktop = useDesktop();
  const [fileProblem, setFileProblem] = useState<Problem | null>(null);
  const pick = async (): Promise<void> => {
    const picked = await desktop.filePick({ kind: 'any' });
    if (!picked.ok) setFileProblem(picked.error);
    else if (picked.value !== null) {
      setFileProblem(null);
      const text = new TextDecoder().decode(picked.value.bytes);
      onChange(text);
      onFile?.(text);
    }
  };
  const shown = fileProblem ?? problem;
  return (
    <div className={styles.hand}>
      <TextField
        label={label}
        hint={hint}
        value={value}
        onChange={onChange}
        lines={lines}
        isCode
        maxLength={4_000_000}
      />
      <div>
        <Button icon={FolderOpen} onPress={() => void pick()}>
          {t('chooseFile')}
        </Button>
      </div>
      {shown !== null && <ErrorText problem={shown} />}
    </div>
  );
}
