// Where a sending is: under way, waiting for a network or for the person, stopped or cancelled. It can be tried again and
// cancelled as long as it has not arrived; why it waits is said where that is more than a missing connection.

import { RotateCcw, X } from 'lucide-react';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { useFormats } from '#renderer/i18n/format.ts';
import { useDesktop } from '#renderer/state/engine-context.tsx';
import { percentOf } from '#renderer/state/deliveries.ts';
import { useMetered } from '#renderer/state/link.ts';
import { useSettings } from '#renderer/state/settings.tsx';
import { Button } from '#renderer/ui/button.tsx';
import { ErrorText } from '#renderer/ui/error-text.tsx';
import type { Delivery } from '#shared/wire/ipc.ts';
import { mayGoByItself, sendingOf } from '#shared/wire/sending.ts';
import styles from './hand-over.module.css';

export function DeliveryLine({ delivery }: { readonly delivery: Delivery }): ReactNode {
  const { t } = useTranslation('handover');
  const { number } = useFormats();
  const desktop = useDesktop();
  const { id } = delivery;
  const again = (
    <Button tone="plain" icon={RotateCcw} onPress={() => void desktop.courierRetry({ id })}>
      {t('delivery.again')}
    </Button>
  );
  const stop = (
    <Button tone="plain" icon={X} onPress={() => void desktop.courierCancel({ id })}>
      {t('delivery.stop')}
    </Button>
  );
  switch (delivery.state) {
    case 'sending':
      return (
        <div className={styles.delivery}>
          <p role="status">{t('delivery.sending', { percent: number(percentOf(delivery)) })}</p>
          {stop}
        </div>
      );
    case 'waiting':
      return (
        <div className={styles.delivery}>
          <Waits delivery={delivery} />
          {again}
          {stop}
        </div>
      );
    case 'failed':
      return (
        <div className={styles.delivery}>
          {delivery.problem === null ? (
            <p>{t('delivery.failed')}</p>
          ) : (
            <ErrorText problem={delivery.problem} look="line" />
          )}
          {again}
          {stop}
        </div>
      );
    case 'cancelled':
      return (
        <div className={styles.delivery}>
          <p role="status">{t('delivery.cancelled')}</p>
          {again}
        </div>
      );
    default:
      return null;
  }
}

/** What it waits for. */
function Waits({ delivery: { problem, nextTry } }: { readonly delivery: Delivery }): ReactNode {
  const { t } = useTranslation('handover');
  const { time } = useFormats();
  const { settings } = useSettings();
  const isMetered = useMetered();
  const sending = sendingOf(settings);
  const isHeld = !mayGoByItself(sending, isMetered);
  const isMore = problem !== null && problem.type !== 'unreachable';
  const held = t(sending === 'byHand' ? 'delivery.heldByHand' : 'delivery.heldMetered');
  return (
    <div role="status">
      {isMore && <ErrorText problem={problem} look="line" />}
      <p>
        {isHeld
          ? held
          : nextTry === null
            ? t('delivery.waiting')
            : t(isMore ? 'delivery.next' : 'delivery.waitingUntil', { time: time(nextTry) })}
      </p>
    </div>
  );
}
