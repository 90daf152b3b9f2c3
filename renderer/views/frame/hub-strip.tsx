// As long as this laptop receives on the local network, every other place than that for it says so, and can end it.

import { DoorClosed, Wifi } from 'lucide-react';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { useDesktop } from '#renderer/state/engine-context.tsx';
import { useHub } from '#renderer/state/hub.ts';
import { useHashPath } from '#renderer/state/route.ts';
import { Button, LinkButton } from '#renderer/ui/button.tsx';
import { Icon } from '#renderer/ui/icon.tsx';
import styles from './workshop-strip.module.css';

const PLACE = '/hand-over/network';

export function HubStrip(): ReactNode {
  const hub = useHub();
  const [path] = useHashPath();
  const isSaidThere = path === PLACE;
  return hub?.open?.isHereOnly === false && !isSaidThere && <Strip left={hub.left} />;
}

function Strip({ left }: { readonly left: number }): ReactNode {
  const { t } = useTranslation('network');
  const desktop = useDesktop();
  return (
    <aside aria-label={t('title')} className={styles.strip}>
      <Icon of={Wifi} />
      <p>
        {t('strip')} {left > 0 && t('left', { count: left })}
      </p>
      <LinkButton to={PLACE}>{t('see')}</LinkButton>
      <Button icon={DoorClosed} onPress={() => void desktop.hubClose()}>
        {t('close')}
      </Button>
    </aside>
  );
}
