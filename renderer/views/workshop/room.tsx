// The trainer's room: open or closed; while it is open, the way in, as large as the window lets it be, who is there and
// how far they are. What was handed over is taken in like from any letterbox.

import { DoorClosed, DoorOpen, Mailbox, Save } from 'lucide-react';
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
import { useSaveFile } from '#renderer/ui/text-out.tsx';
import { WayIn } from '#renderer/views/network/way-in.tsx';
import { type RoomState, wayToQr } from '#shared/wire/room.ts';
import { AllAgain } from './all-again.tsx';
import { People } from './people.tsx';
import { useRoom } from './use-room.ts';
import sheet from '#renderer/ui/sheet.module.css';

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
        <RoomWay room={room} />
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

function RoomWay({ room }: { readonly room: RoomState }): ReactNode {
  const { t } = useTranslation('room');
  const desktop = useDesktop();
  const saveFile = useSaveFile();
  return (
    <WayIn
      addresses={room.addresses}
      own={room.own}
      toQr={(address) => wayToQr(address, room.code)}
      look={() => desktop.roomLook({ way: null })}
      picture={t('picture')}
      stick={t('stick')}
      facts={
        <>
          <dt>{t('code')}</dt>
          <dd>{room.code}</dd>
        </>
      }
      buttons={
        <Button icon={Save} onPress={() => void saveFile(`${t('names.file')}.json`, room.file)}>
          {t('save')}
        </Button>
      }
    />
  );
}
