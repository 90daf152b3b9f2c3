// The ticket of a bundle: its short code to read aloud, the four states on a cord, where it is stuck if it is,
// and its receipts. A bundle that has not arrived can be carried again, by any way.

import { CheckCheck, Mailbox, Usb, Wifi } from 'lucide-react';
import { type ReactNode, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { BundleView } from '#renderer/engine/carry-views.ts';
import { useFormats } from '#renderer/i18n/format.ts';
import { STICK } from '#renderer/state/carry.ts';
import { Button } from '#renderer/ui/button.tsx';
import { Icon } from '#renderer/ui/icon.tsx';
import { StateTrack } from '#renderer/ui/state-track.tsx';
import { useToast } from '#renderer/ui/toast.tsx';
import { DeliveryLine } from './delivery-line.tsx';
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
  const made = day(bundle.madeAt, 'short').replaceAll(' ', '\u00a0');
  return (
    <section aria-label={t('ticket.label', { code: bundle.code })} className={styles.ticket}>
      <div className={styles.stub}>
        <p className="quiet small">{title}</p>
        <p className={styles.code}>{bundle.code}</p>
        <p className="quiet small">
          {bundle.files > 0
            ? t('ticket.filesFacts', { count: bundle.files, day: made })
            : t('ticket.facts', { count: bundle.records, day: made })}
          <br />
          {bundle.reader}
        </p>
      </div>
      <div className={styles.way4}>
        <StateTrack state={bundle.state} look="cord" />
        {bundle.delivery !== null && bundle.state === 'packed' && <DeliveryLine delivery={bundle.delivery} />}
        <Receipts bundle={bundle} />
        {bundle.state === 'packed' && <CarryAgain bundle={bundle} give={give} />}
      </div>
    </section>
  );
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
  const { show } = useToast();
  const [isWorking, setWorking] = useState(false);
  const carry = async (way: string): Promise<void> => {
    setWorking(true);
    if ((await give.carry([bundle.bundle], way)) === 'saved') show(t('done.onStick'));
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
        give.letterboxes.map(({ name, url, isNearby }) => (
          <Button
            key={url}
            tone="plain"
            icon={isNearby ? Wifi : Mailbox}
            isPending={isWorking}
            onPress={() => void carry(url)}
          >
            {t('ticket.send', { name })}
          </Button>
        ))}
    </div>
  );
}
