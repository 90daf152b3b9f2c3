// How others find this laptop on the local network: its addresses, as large as the window lets them be, a picture of the
// first, and a look at what blocks the connection.

import { RadioTower } from 'lucide-react';
import { type ReactNode, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Button } from '#renderer/ui/button.tsx';
import { QrPicture } from '#renderer/ui/qr-picture.tsx';
import type { RoomFinding } from '#shared/wire/room.ts';
import { Findings } from './findings.tsx';
import sheet from '#renderer/ui/sheet.module.css';
import styles from './way-in.module.css';

export interface WayInProps {
  readonly addresses: readonly string[];
  /** where this laptop itself finds it: without a network it is all there is, and enough to try */
  readonly own: string;
  /** what the picture of an address holds */
  readonly toQr: (address: string) => string;
  readonly look: () => Promise<readonly RoomFinding[]>;
  readonly picture: string;
  /** the way that always goes */
  readonly stick: string;
  /** more that has to be known, as `dt` and `dd` */
  readonly facts?: ReactNode;
  readonly buttons?: ReactNode;
}

export function WayIn(props: WayInProps): ReactNode {
  const { own, toQr, look, picture, stick, facts, buttons } = props;
  const { t } = useTranslation('room');
  const [findings, setFindings] = useState<readonly RoomFinding[]>([]);
  const [isLooking, setLooking] = useState(false);
  const lookNow = async (): Promise<void> => {
    setLooking(true);
    setFindings(await look());
    setLooking(false);
  };
  const addresses = props.addresses.length > 0 ? props.addresses : [own.replace('http://', '')];
  return (
    <section className={sheet.sheet} aria-label={t('way')}>
      <div className={styles.way}>
        <dl className={styles.facts}>
          <dt>{t('address', { count: addresses.length })}</dt>
          {addresses.map((address) => (
            <dd key={address}>{address}</dd>
          ))}
          {facts}
        </dl>
        <QrPicture code={toQr(addresses[0] ?? '')} label={picture} />
      </div>
      <div className={sheet.buttons}>
        <Button icon={RadioTower} isPending={isLooking} onPress={() => void lookNow()}>
          {t('look')}
        </Button>
        {buttons}
      </div>
      <Findings findings={findings} stick={stick} />
    </section>
  );
}
