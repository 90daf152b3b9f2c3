// That bundles are being taken in while the person is elsewhere, how far it is, or how many were left: and the way there.

import { PackageOpen } from 'lucide-react';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { Link, useLocation } from 'wouter';
import { useTakeIn } from '#renderer/state/take-in.tsx';
import { Icon } from '#renderer/ui/icon.tsx';
import { names } from '#renderer/ui/names.ts';
import tool from './tool.module.css';
import styles from './taking-in.module.css';

export function TakingIn(): ReactNode {
  const { t } = useTranslation('app');
  const { progress, left } = useTakeIn();
  const [path] = useLocation();
  if (path === '/hand-over' || (progress === null && left.length === 0)) return null;
  return (
    <Link href="/hand-over" className={names(tool.tool, styles.taking)}>
      <Icon of={PackageOpen} />
      {progress === null ? (
        <span>{t('takeIn.left', { count: left.length })}</span>
      ) : (
        <>
          <span className="hidden-visually">{t('takeIn.now')} </span>
          <span>{t('takeIn.progress', progress)}</span>
        </>
      )}
    </Link>
  );
}
