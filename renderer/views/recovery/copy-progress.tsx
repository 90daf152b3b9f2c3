// How far copying, restoring or practising is, and a way to stop it.

import { type ReactNode, useEffect, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useDesktop } from '#renderer/state/engine-context.tsx';
import { Button } from '#renderer/ui/button.tsx';
import styles from './recovery.module.css';

export interface CopyProgressProps {
  readonly label: string;
  readonly onStop: () => void;
}

export function CopyProgress({ label, onStop }: CopyProgressProps): ReactNode {
  const { t } = useTranslation('recovery');
  const desktop = useDesktop();
  const [{ done, of }, setProgress] = useState({ done: 0, of: 1 });
  useEffect(() => desktop.on('backup', setProgress), [desktop]);
  return (
    <div className={styles.stack}>
      <progress className={styles.progress} aria-label={label} max={of} value={Math.min(done, of)} />
      <div>
        <Button onPress={onStop}>{t('copy.stop')}</Button>
      </div>
    </div>
  );
}
