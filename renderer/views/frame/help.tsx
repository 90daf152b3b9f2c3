// Help: what the marks mean, the keys, what is lost if something is lost, a new version from a stick, and the way to the
// tour. Short enough to read standing.

import { Route } from 'lucide-react';
import { type ReactNode, Suspense, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { goToStop } from '#renderer/state/tour.ts';
import { Button } from '#renderer/ui/button.tsx';
import { Dialog } from '#renderer/ui/dialog.tsx';
import { StateTrack } from '#renderer/ui/state-track.tsx';
import { Tabs } from '#renderer/ui/tabs.tsx';
import { Lost } from './lost.tsx';
import { QUICK_EXIT_KEY } from './quick-exit.ts';
import { Update } from './update.tsx';
import styles from './help.module.css';

const KEYS = [
  ['Ctrl N', 'help.newConsultation'],
  ['Ctrl F', 'help.find'],
  ['Ctrl P', 'help.print'],
  ['Ctrl S', 'help.save'],
  ['Ctrl Z', 'help.undo'],
  ['Ctrl L', 'help.lock'],
  [QUICK_EXIT_KEY, 'help.leave'],
  ['F6', 'help.regions'],
  ['F1', 'help.help'],
] as const;
const STATES = ['saved', 'packed', 'delivered', 'merged'] as const;

export function Help({ isOpen, onClose }: { readonly isOpen: boolean; readonly onClose: () => void }): ReactNode {
  const { t } = useTranslation(['app', 'update']);
  const [part, setPart] = useState('marks');
  return (
    <Dialog
      title={t('help.title')}
      isOpen={isOpen}
      onClose={onClose}
      isWide
      actions={
        <>
          <Button
            icon={Route}
            onPress={() => {
              onClose();
              goToStop(0);
            }}
          >
            {t('help.tour')}
          </Button>
          <Button tone="main" onPress={onClose}>
            {t('close')}
          </Button>
        </>
      }
    >
      <Suspense>
        <Tabs
          label={t('help.title')}
          parts={[
            { key: 'marks', label: t('help.marks'), content: <Marks /> },
            { key: 'lost', label: t('help.lost'), content: <Lost /> },
            { key: 'update', label: t('update:tab'), content: <Update /> },
          ]}
          value={part}
          onChange={setPart}
        />
      </Suspense>
    </Dialog>
  );
}

function Marks(): ReactNode {
  const { t } = useTranslation('app');
  return (
    <div className={styles.halves}>
      <section>
        <h3>{t('help.states')}</h3>
        <dl className={styles.states}>
          {STATES.map((state) => (
            <div key={state}>
              <dt>
                <StateTrack state={state} />
              </dt>
              <dd>{t(`help.state_${state}`)}</dd>
            </div>
          ))}
        </dl>
      </section>
      <section>
        <h3>{t('help.keys')}</h3>
        <dl className={styles.keys}>
          {KEYS.map(([key, words]) => (
            <div key={key}>
              <dt>
                <kbd>{key}</kbd>
              </dt>
              <dd>{t(words)}</dd>
            </div>
          ))}
        </dl>
      </section>
    </div>
  );
}
