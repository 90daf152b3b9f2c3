// A workshop's notebook says so at every moment, on the screen and on every page printed from it; a new one is two
// presses away, what there is to practise one.

import { GraduationCap, ListChecks, RotateCcw } from 'lucide-react';
import { lazy, type ReactNode, Suspense, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Button, LinkButton } from '#renderer/ui/button.tsx';
import { Dialog } from '#renderer/ui/dialog.tsx';
import { Icon } from '#renderer/ui/icon.tsx';
import styles from './workshop-strip.module.css';

const TellProgress = lazy(async () => ({ default: (await import('../workshop/tell-progress.tsx')).TellProgress }));

export interface WorkshopStripProps {
  readonly onStartAgain: () => Promise<unknown>;
}

export function WorkshopStrip({ onStartAgain }: WorkshopStripProps): ReactNode {
  const { t } = useTranslation('app');
  const [isAsking, setAsking] = useState(false);
  return (
    <aside aria-label={t('workshop.region')} className={styles.strip}>
      <Suspense fallback={null}>
        <TellProgress onStartAgain={onStartAgain} />
      </Suspense>
      <Icon of={GraduationCap} />
      <p>{t('workshop.strip')}</p>
      <LinkButton icon={ListChecks} to="/workshop">
        {t('workshop.exercises')}
      </LinkButton>
      <Button icon={RotateCcw} onPress={() => setAsking(true)}>
        {t('workshop.again')}
      </Button>
      <Dialog
        title={t('workshop.ask')}
        isOpen={isAsking}
        onClose={() => setAsking(false)}
        actions={
          <>
            <Button onPress={() => setAsking(false)}>{t('workshop.stay')}</Button>
            <Button tone="main" onPress={() => void onStartAgain()}>
              {t('workshop.erase')}
            </Button>
          </>
        }
      >
        <p>{t('workshop.words')}</p>
      </Dialog>
    </aside>
  );
}
