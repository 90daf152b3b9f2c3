// Where a sending is: under way, waiting for a network or for the person, stopped or cancelled. It can be tried again and
// cancelled as long as it has not arrived; why it waits is said where that is more than a missing connection.

import { RadioTower, RotateCcw, X } from 'lucide-react';
import { type ReactNode, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useFormats } from '#renderer/i18n/format.ts';
import { useDesktop } from '#renderer/state/engine-context.tsx';
import { percentOf } from '#renderer/state/deliveries.ts';
import { useMetered } from '#renderer/state/link.ts';
import { useSettings } from '#renderer/state/settings.tsx';
import { Button } from '#renderer/ui/button.tsx';
import { ErrorText } from '#renderer/ui/error-text.tsx';
import { Findings } from '#renderer/views/network/findings.tsx';
import type { Delivery } from '#shared/wire/ipc.ts';
import type { RoomFinding } from '#shared/wire/room.ts';
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
          {delivery.isNearby && <Look letterbox={delivery.letterbox} />}
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
          {delivery.isNearby && <Look letterbox={delivery.letterbox} />}
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
function Waits({ delivery: { problem, nextTry, isNearby } }: { readonly delivery: Delivery }): ReactNode {
  const { t } = useTranslation(['handover', 'network']);
  const { time } = useFormats();
  const { settings } = useSettings();
  const isMetered = useMetered();
  const sending = sendingOf(settings);
  const isHeld = !mayGoByItself(sending, isNearby ? false : isMetered);
  const isMore = problem !== null && problem.type !== 'unreachable';
  const held = t(sending === 'byHand' ? 'delivery.heldByHand' : 'delivery.heldMetered');
  return (
    <div role="status">
      {isMore && <ErrorText problem={problem} look="line" />}
      <p>
        {isHeld
          ? held
          : nextTry === null
            ? t(isNearby ? 'network:delivery.waiting' : 'delivery.waiting')
            : t(isMore ? 'delivery.next' : 'delivery.waitingUntil', { time: time(nextTry) })}
      </p>
    </div>
  );
}

/** What keeps this laptop from the other one. */
function Look({ letterbox }: { readonly letterbox: string }): ReactNode {
  const { t } = useTranslation(['room', 'network']);
  const desktop = useDesktop();
  const [findings, setFindings] = useState<readonly RoomFinding[]>([]);
  const [isLooking, setLooking] = useState(false);
  const look = async (): Promise<void> => {
    setLooking(true);
    setFindings(await desktop.hubLook({ letterbox }));
    setLooking(false);
  };
  return (
    <>
      <Button tone="plain" icon={RadioTower} isPending={isLooking} onPress={() => void look()}>
        {t('look')}
      </Button>
      <Findings findings={findings} stick={t('network:stick')} />
    </>
  );
}
