// The trainer's room: open or closed; while it is open, the way in, as large as the window lets it be, who is there and
// how far they are. What was handed over is taken in like from any letterbox.

import { DoorClosed, DoorOpen, Mailbox, RadioTower, Save } from 'lucide-react';
import { type ReactNode, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { EngineProblem } from '#renderer/engine/engine-problem.ts';
import { useDesktop, useEngine, useRead } from '#renderer/state/engine-context.tsx';
import { go } from '#renderer/state/route.ts';
import { useTakeIn } from '#renderer/state/take-in.tsx';
import { Button, LinkButton } from '#renderer/ui/button.tsx';
import { ErrorText } from '#renderer/ui/error-text.tsx';
import { Notice } from '#renderer/ui/notice.tsx';
import { Place } from '#renderer/ui/place.tsx';
import { QrPicture } from '#renderer/ui/qr-picture.tsx';
import { useSaveFile } from '#renderer/ui/text-out.tsx';
import { type RoomFinding, type RoomState, wayToQr } from '#shared/wire/room.ts';
import { Findings } from './findings.tsx';
import { AllAgain } from './all-again.tsx';
import { People } from './people.tsx';
import { useRoom } from './use-room.ts';
import sheet from '#renderer/ui/sheet.module.css';
import styles from './room.module.css';

export function Room(): ReactNode {
  const { t } = useTranslation(['room', 'workshop']);
  const engine = useEngine();
  const desktop = useDesktop();
  const room = useRoom();
  const trust = useRead((now) => now.trust(), ['trust']);
  const { fetchFrom } = useTakeIn();
  const [problem, setProblem] = useState<EngineProblem | null>(null);
  const [isOpening, setOpening] = useState(false);
  const open = async (): Promise<void> => {
    setOpening(true);
    const names = { workshop: t('names.workshop'), trainer: t('names.trainer'), participants: t('names.participants') };
    const opened = await engine.openRoom(names);
    setOpening(false);
    setProblem(opened.ok ? null : opened.error);
  };
  const receive = (url: string): void => {
    void fetchFrom({ name: t('names.workshop'), url });
    go('/hand-over');
  };
  const crumbs = [{ label: t('workshop:title'), to: '/workshop' }, { label: t('title') }];
  if (room === undefined || trust === undefined) return <Place title={t('title')} crumbs={crumbs} children={null} />;
  if (trust.self !== null && !trust.isSecretariat) {
    return (
      <Place title={t('title')} crumbs={crumbs}>
        <Notice title={t('guest')} actions={<LinkButton to="/workshop">{t('workshop:title')}</LinkButton>} />
      </Place>
    );
  }
  if (room === null) {
    return (
      <Place
        title={t('title')}
        lede={t('lede')}
        crumbs={crumbs}
        actions={
          <Button tone="main" icon={DoorOpen} isPending={isOpening} onPress={() => void open()}>
            {t('open')}
          </Button>
        }
      >
        <section className={sheet.sheet}>
          <p>{t('before.network')}</p>
          <p>{t('before.open')}</p>
          <p>{t('before.power')}</p>
          {problem !== null && <ErrorText problem={problem} />}
        </section>
      </Place>
    );
  }
  return (
    <Place
      title={t('title')}
      lede={t('howTo')}
      crumbs={crumbs}
      actionsStart={
        <Button tone="plain" icon={DoorClosed} onPress={() => void desktop.roomClose()}>
          {t('close')}
        </Button>
      }
      actions={
        <Button tone="main" icon={Mailbox} onPress={() => receive(room.own)}>
          {t('receive')}
        </Button>
      }
    >
      <div className={sheet.stack}>
        <WayIn room={room} />
        <section className={sheet.sheet} aria-labelledby="people">
          <h2 id="people">{t('people')}</h2>
          {room.toHear > 0 && <Notice tone="wait" title={t('again.toHear', { count: room.toHear })} />}
          <People people={room.people} />
          {room.people.length > 0 && <AllAgain />}
        </section>
      </div>
    </Place>
  );
}

function WayIn({ room }: { readonly room: RoomState }): ReactNode {
  const { t } = useTranslation('room');
  const desktop = useDesktop();
  const saveFile = useSaveFile();
  const [findings, setFindings] = useState<readonly RoomFinding[]>([]);
  const [isLooking, setLooking] = useState(false);
  const look = async (): Promise<void> => {
    setLooking(true);
    setFindings(await desktop.roomLook({ way: null }));
    setLooking(false);
  };
  // Without a network, only this computer finds it: enough to try.
  const addresses = room.addresses.length > 0 ? room.addresses : [room.own.replace('http://', '')];
  return (
    <section className={sheet.sheet} aria-label={t('way')}>
      <div className={styles.way}>
        <dl className={styles.facts}>
          <dt>{t('address', { count: addresses.length })}</dt>
          {addresses.map((address) => (
            <dd key={address}>{address}</dd>
          ))}
          <dt>{t('code')}</dt>
          <dd>{room.code}</dd>
        </dl>
        <QrPicture code={wayToQr(addresses[0] ?? '', room.code)} label={t('picture')} />
      </div>
      <div className={sheet.buttons}>
        <Button icon={RadioTower} isPending={isLooking} onPress={() => void look()}>
          {t('look')}
        </Button>
        <Button icon={Save} onPress={() => void saveFile(`${t('names.file')}.json`, room.file)}>
          {t('save')}
        </Button>
      </div>
      <Findings findings={findings} />
    </section>
  );
}
