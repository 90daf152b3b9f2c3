// The ticket of a bundle: its short code to read aloud, the four states on a cord, where it is stuck if it is,
// and its receipts. A bundle that has not arrived can be carried again, by any way.

import { CheckCheck, Mailbox, RotateCcw, Usb } from 'lucide-react';
import { type ReactNode, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { BundleView } from '#renderer/engine/carry-views.ts';
import { useFormats } from '#renderer/i18n/format.ts';
import { useDesktop } from '#renderer/state/engine-context.tsx';
import { STICK } from '#renderer/state/carry.ts';
import { Button } from '#renderer/ui/button.tsx';
import { ErrorText } from '#renderer/ui/error-text.tsx';
import { Icon } from '#renderer/ui/icon.tsx';
import { StateTrack } from '#renderer/ui/state-track.tsx';
import type { Give } from './use-give.ts';
import styles from './hand-over.module.css';

export interface TicketProps {
  readonly bundle: BundleView;
  readonly give: Give;
  readonly title: string;
}

export function Ticket({ bundle, give, title }: TicketProps): ReactNode {
  const { t } = useTranslation('handover');
  const { day } = useFormats();
  return (
    <section aria-label={t('ticket.label', { code: bundle.code })} className={styles.ticket}>
      <div className={styles.stub}>
        <p className="quiet small">{title}</p>
        <p className={styles.code}>{bundle.code}</p>
        <p className="quiet small">
          {bundle.files > 0
            ? t('ticket.filesFacts', { count: bundle.files, day: day(bundle.madeAt, 'short') })
            : t('ticket.facts', { count: bundle.records, day: day(bundle.madeAt, 'short') })}
          <br />
          {bundle.reader}
        </p>
      </div>
      <div className={styles.way4}>
        <StateTrack state={bundle.state} look="cord" />
        <DeliveryLine bundle={bundle} />
        <Receipts bundle={bundle} />
        {bundle.state === 'packed' && <CarryAgain bundle={bundle} give={give} />}
      </div>
    </section>
  );
}

/** Where a sending is: waiting for a network, under way, or stopped. */
function DeliveryLine({ bundle: { delivery, state } }: { readonly bundle: BundleView }): ReactNode {
  const { t } = useTranslation('handover');
  const { time, number } = useFormats();
  const desktop = useDesktop();
  if (delivery === null || state !== 'packed') return null;
  const again = (
    <Button tone="plain" icon={RotateCcw} onPress={() => void desktop.courierRetry({ id: delivery.id })}>
      {t('delivery.again')}
    </Button>
  );
  switch (delivery.state) {
    case 'sending':
      return (
        <p role="status" className={styles.delivery}>
          {t('delivery.sending', {
            percent: number(delivery.size === 0 ? 0 : Math.floor((100 * delivery.sent) / delivery.size)),
          })}
        </p>
      );
    case 'waiting':
      return (
        <div className={styles.delivery}>
          <p role="status">
            {delivery.nextTry === null
              ? t('delivery.waiting')
              : t('delivery.waitingUntil', { time: time(delivery.nextTry) })}
          </p>
          {again}
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
        </div>
      );
    default:
      return null;
  }
}

function Receipts({ bundle }: { readonly bundle: BundleView }): ReactNode {
  const { t } = useTranslation('handover');
  const { moment } = useFormats();
  if (bundle.receipts.length === 0) return null;
  return (
    <ul className={styles.receipts}>
      {bundle.receipts.map(({ kind, from, at }) => (
        <li key={`${kind} ${from} ${at}`}>
          <Icon of={kind === 'merged' ? CheckCheck : Mailbox} size="small" />
          {t(`receipt.${kind}`, { from, moment: moment(at) })}
        </li>
      ))}
    </ul>
  );
}

function CarryAgain({ bundle, give }: { readonly bundle: BundleView; readonly give: Give }): ReactNode {
  const { t } = useTranslation('handover');
  const [isWorking, setWorking] = useState(false);
  const carry = async (way: string): Promise<void> => {
    setWorking(true);
    await give.carry([bundle.bundle], way);
    setWorking(false);
  };
  const isUnderWay =
    bundle.delivery !== null && bundle.delivery.state !== 'failed' && bundle.delivery.state !== 'cancelled';
  return (
    <div className={styles.again}>
      <Button tone="plain" icon={Usb} isPending={isWorking} onPress={() => void carry(STICK)}>
        {t('ticket.save')}
      </Button>
      {!isUnderWay &&
        give.view?.letterboxes.map(({ name, url }) => (
          <Button key={url} tone="plain" icon={Mailbox} isPending={isWorking} onPress={() => void carry(url)}>
            {t('ticket.send', { name })}
          </Button>
        ))}
    </div>
  );
}
