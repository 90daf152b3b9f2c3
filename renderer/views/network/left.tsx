// Bundles that came over the local network and were not taken in: nothing is lost, and nobody should forget them.

import { PackageOpen } from 'lucide-react';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { useHub } from '#renderer/state/hub.ts';
import { go } from '#renderer/state/route.ts';
import { useTakeIn } from '#renderer/state/take-in.tsx';
import { Button } from '#renderer/ui/button.tsx';
import { Notice } from '#renderer/ui/notice.tsx';

export function LeftOnNetwork(): ReactNode {
  const left = useHub()?.left ?? 0;
  return left > 0 && <Left count={left} />;
}

function Left({ count }: { readonly count: number }): ReactNode {
  const { t } = useTranslation('network');
  const desk = useTakeIn();
  const take = (): void => {
    void desk.takeFromHub(t('name'));
    go('/hand-over');
  };
  return (
    <Notice
      tone="wait"
      title={t('left', { count })}
      actions={
        <Button icon={PackageOpen} isPending={desk.current !== null} onPress={take}>
          {t('take', { count })}
        </Button>
      }
    />
  );
}
