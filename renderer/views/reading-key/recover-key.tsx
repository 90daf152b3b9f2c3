// Getting the secretariat's reading key back where its laptop is gone: with two shares, into this notebook, which goes on
// signing in its own name.

import { type ReactNode, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useDesktop } from '#renderer/state/engine-context.tsx';
import { Button } from '#renderer/ui/button.tsx';
import sheet from '#renderer/ui/sheet.module.css';
import { JoinShares } from './join-shares.tsx';

export function RecoverKey({ mechanism }: { readonly mechanism: string }): ReactNode {
  const { t } = useTranslation('reading');
  const desktop = useDesktop();
  const [isOpen, setOpen] = useState(false);
  return (
    <section className={sheet.told}>
      <h2>{t('recover.title')}</h2>
      <p>{t('recover.what')}</p>
      <div>
        <Button onPress={() => setOpen(true)}>{t('recover.open')}</Button>
      </div>
      {isOpen && (
        <JoinShares
          title={t('recover.title')}
          what={t('drill.how')}
          button={t('recover.button')}
          mechanism={mechanism}
          onUse={() => desktop.keySharesRecover()}
          done={{ title: t('recover.done'), words: t('recover.doneWords') }}
          onClose={() => setOpen(false)}
        />
      )}
    </section>
  );
}
