// What is on its way to a letterbox, wherever one is: how far it is, how many wait, how many could not be sent; and the
// way to where that can be changed.

import { CircleAlert, Mailbox } from 'lucide-react';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { Link } from 'wouter';
import { useFormats } from '#renderer/i18n/format.ts';
import { percentOf, useDeliveries } from '#renderer/state/deliveries.ts';
import { Icon } from '#renderer/ui/icon.tsx';
import { names } from '#renderer/ui/names.ts';
import type { Delivery } from '#shared/wire/ipc.ts';
import tool from './tool.module.css';
import styles from './queue.module.css';

export function Queue(): ReactNode {
  const { t } = useTranslation('app');
  const { number } = useFormats();
  const deliveries = useDeliveries();
  const count = (state: Delivery['state']): number => deliveries.filter((each) => each.state === state).length;
  const now = deliveries.find(({ state }) => state === 'sending');
  const [waiting, failed] = [count('waiting'), count('failed')];
  if (now === undefined && waiting === 0 && failed === 0) return null;
  const isStuck = now === undefined && failed > 0;
  return (
    <Link href="/hand-over" className={names(tool.tool, styles.queue, isStuck && styles.stuck)}>
      <Icon of={isStuck ? CircleAlert : Mailbox} />
      <span>
        {now !== undefined
          ? t('queue.sending', { percent: number(percentOf(now)) })
          : isStuck
            ? t('queue.failed', { count: failed })
            : t('queue.waiting', { count: waiting })}
      </span>
    </Link>
  );
}
