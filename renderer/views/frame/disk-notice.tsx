// Says that the disk is nearly full while writing still goes on: once it is full, nobody can save or take in.

import { type ReactNode, useEffect, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useDesktop } from '#renderer/state/engine-context.tsx';
import { Notice } from '#renderer/ui/notice.tsx';
import styles from './opening-notice.module.css';

/** Bytes: less is very little. */
const LITTLE = 64 * 1024 * 1024;
/** Milliseconds between two looks. */
const PAUSE = 60_000;

export function DiskNotice(): ReactNode {
  const { t } = useTranslation('app');
  const desktop = useDesktop();
  const [isLow, setLow] = useState(false);
  useEffect(() => {
    const look = async (): Promise<void> => setLow(((await desktop.appInfo()).freeBytes ?? LITTLE) < LITTLE);
    const timer = setInterval(() => void look(), PAUSE);
    void look();
    return () => clearInterval(timer);
  }, [desktop]);
  if (!isLow) return null;
  return (
    <div data-region tabIndex={-1} className={styles.news}>
      <Notice tone="wait" title={t('disk.low')}>
        <p>{t('disk.next')}</p>
      </Notice>
    </div>
  );
}
