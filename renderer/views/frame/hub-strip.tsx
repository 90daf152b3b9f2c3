// As long as this laptop receives on the local network, every place says so, and it can be ended there.

import { DoorClosed, Wifi } from 'lucide-react';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { useDesktop } from '#renderer/state/engine-context.tsx';
import { useHub } from '#renderer/state/hub.ts';
import { Button, LinkButton } from '#renderer/ui/button.tsx';
import { Icon } from '#renderer/ui/icon.tsx';
import styles from './workshop-strip.module.css';

export function HubStrip(): ReactNode {
  const hub = useHub();
  return hub?.open?.isHereOnly === false && <Strip left={hub.left} />;
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
      <LinkButton to="/hand-over/network">{t('see')}</LinkButton>
      <Button icon={DoorClosed} onPress={() => void desktop.hubClose()}>
        {t('close')}
      </Button>
    </aside>
  );
}
