// Receiving on the local network: this laptop as a letterbox for its mechanism's others, opened and closed by a person.
// What came is taken in here by one press, each with its report; what waits for those who come lies ready for them.

import { DoorClosed, DoorOpen, PackageOpen } from 'lucide-react';
import { type ReactNode, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { EngineProblem } from '#renderer/engine/engine-problem.ts';
import { useDesktop, useEngine, useRead } from '#renderer/state/engine-context.tsx';
import { useHub } from '#renderer/state/hub.ts';
import { useTakeIn } from '#renderer/state/take-in.tsx';
import { Button, LinkButton } from '#renderer/ui/button.tsx';
import { ErrorText } from '#renderer/ui/error-text.tsx';
import { Notice } from '#renderer/ui/notice.tsx';
import { Place } from '#renderer/ui/place.tsx';
import { ReportCard } from '#renderer/views/hand-over/report-card.tsx';
import { addressToQr } from '#shared/wire/hub-address.ts';
import { WayIn } from './way-in.tsx';
import sheet from '#renderer/ui/sheet.module.css';

export function Receive(): ReactNode {
  const { t } = useTranslation(['network', 'handover']);
  const engine = useEngine();
  const desktop = useDesktop();
  const hub = useHub();
  const view = useRead((door) => door.handOver(), ['trust']);
  const [problem, setProblem] = useState<EngineProblem | null>(null);
  const [isOpening, setOpening] = useState(false);
  const open = async (): Promise<void> => {
    setOpening(true);
    const opened = await engine.openHub();
    setOpening(false);
    setProblem(opened.ok ? null : opened.error);
  };
  const crumbs = [{ label: t('title') }];
  const place = { title: t('title'), crumbs };
  if (hub === undefined || view === undefined) return <Place {...place} children={null} />;
  if (!view.mayReceive) {
    return (
      <Place {...place}>
        <Notice title={t('notHere')} actions={<LinkButton to="/hand-over">{t('handover:title')}</LinkButton>} />
      </Place>
    );
  }
  if (hub.open === null || hub.open.isHereOnly) {
    return (
      <Place
        {...place}
        lede={t('lede')}
        actions={
          <Button tone="main" icon={DoorOpen} isPending={isOpening} onPress={() => void open()}>
            {t('open')}
          </Button>
        }
      >
        <div className={sheet.stack}>
          <section className={sheet.sheet}>
            <p>{t('before.network')}</p>
            <p>{t('before.who')}</p>
            <p>{t('before.seen')}</p>
            <p>{t('before.until')}</p>
            {problem !== null && <ErrorText problem={problem} />}
          </section>
          <Came left={hub.left} />
        </div>
      </Place>
    );
  }
  const { addresses, own } = hub.open;
  return (
    <Place
      {...place}
      lede={t('howTo')}
      actionsStart={
        <Button tone="plain" icon={DoorClosed} onPress={() => void desktop.hubClose()}>
          {t('close')}
        </Button>
      }
      actions={<TakeIn left={hub.left} />}
    >
      <div className={sheet.stack}>
        <WayIn
          addresses={addresses}
          own={own}
          toQr={addressToQr}
          look={() => desktop.hubLook({ letterbox: null })}
          picture={t('picture')}
          stick={t('stick')}
        />
        <Came left={hub.left} isOpen />
      </div>
    </Place>
  );
}

function TakeIn({ left }: { readonly left: number }): ReactNode {
  const { t } = useTranslation('network');
  const desk = useTakeIn();
  return (
    <Button
      tone="main"
      icon={PackageOpen}
      isDisabled={left === 0}
      isPending={desk.current !== null}
      onPress={() => void desk.takeFromHub(t('name'))}
    >
      {left === 0 ? t('takeNone') : t('take', { count: left })}
    </Button>
  );
}

/** What came, taken in or not yet. */
function Came({ left, isOpen = false }: { readonly left: number; readonly isOpen?: boolean }): ReactNode {
  const { t } = useTranslation('network');
  const { taken, problem } = useTakeIn();
  if (!isOpen && left === 0 && taken.length === 0) return null;
  return (
    <section className={sheet.sheet} aria-labelledby="came">
      <h2 id="came">{t('came')}</h2>
      <p role="status">{left > 0 ? t('left', { count: left }) : t('nothingLeft')}</p>
      {!isOpen && left > 0 && (
        <div>
          <TakeIn left={left} />
        </div>
      )}
      {problem !== null && <ErrorText problem={problem} />}
      {taken.map(({ key, report }, at) => (
        <ReportCard key={key} report={report} isOpen={at === 0} />
      ))}
    </section>
  );
}
