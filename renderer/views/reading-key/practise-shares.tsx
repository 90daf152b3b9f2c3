// Practising with two sticks: their shares are really joined and compared with the key in this notebook's vault.

import { type ReactNode, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useFormats } from '#renderer/i18n/format.ts';
import { useDesktop } from '#renderer/state/engine-context.tsx';
import { Button } from '#renderer/ui/button.tsx';
import sheet from '#renderer/ui/sheet.module.css';
import type { MechanismProfile } from '#shared/log/profile.ts';
import type { KeySharesState } from '#shared/wire/key-shares.ts';
import { noonOf } from '../recovery/paths.ts';
import { JoinShares } from './join-shares.tsx';

export interface PractiseSharesProps {
  readonly state: KeySharesState;
  readonly mechanism: string;
  readonly suite: MechanismProfile['suite'];
  readonly onChange: () => void;
}

export function PractiseShares({ state: { made, drill }, mechanism, suite, onChange }: PractiseSharesProps): ReactNode {
  const { t } = useTranslation('reading');
  const { day } = useFormats();
  const desktop = useDesktop();
  const [isOpen, setOpen] = useState(false);
  const close = (): void => {
    setOpen(false);
    onChange();
  };
  return (
    <section className={sheet.told}>
      <h2>{t('drill.title')}</h2>
      <p>{t('drill.what')}</p>
      <p>
        <b>
          {drill === null
            ? t('drill.none')
            : t(drill.isCurrent ? 'drill.last' : 'drill.past', { day: day(noonOf(drill.at)) })}
        </b>
      </p>
      <div>
        <Button isDisabled={made === null} onPress={() => setOpen(true)}>
          {t('drill.open')}
        </Button>
      </div>
      {isOpen && (
        <JoinShares
          title={t('drill.title')}
          what={t('drill.how')}
          button={t('drill.button')}
          mechanism={mechanism}
          onUse={() => desktop.keySharesPractise({ suite })}
          done={{ title: t('drill.right'), words: t('drill.rightWords') }}
          onClose={close}
        />
      )}
    </section>
  );
}
