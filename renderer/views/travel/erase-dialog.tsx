// The question before erasing. Where the receipts say that nothing would be lost it is asked once; where something
// would be, what it is stands first, and then a word has to be typed: no press of a tired hand does it.

import { type ReactNode, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { LeavingView } from '#renderer/engine/leaving-views.ts';
import { Button } from '#renderer/ui/button.tsx';
import { Dialog } from '#renderer/ui/dialog.tsx';
import { Notice } from '#renderer/ui/notice.tsx';
import { TextField } from '#renderer/ui/text-field.tsx';
import { LeavingFacts, UNSAFE, wouldLose } from './leaving-facts.tsx';

export interface EraseDialogProps {
  readonly leaving: LeavingView;
  readonly onClose: () => void;
  readonly onErase: () => Promise<void>;
}

export function EraseDialog({ leaving, onClose, onErase }: EraseDialogProps): ReactNode {
  const [isTyping, setTyping] = useState(false);
  if (!wouldLose(leaving)) return <AllSafe onClose={onClose} onErase={onErase} />;
  return isTyping ? (
    <TypeWord onClose={onClose} onErase={onErase} />
  ) : (
    <WhatIsLost leaving={leaving} onClose={onClose} onGoOn={() => setTyping(true)} />
  );
}

function AllSafe({ onClose, onErase }: Omit<EraseDialogProps, 'leaving'>): ReactNode {
  const { t } = useTranslation(['travel', 'app']);
  return (
    <Dialog
      title={t('confirm')}
      isOpen
      mustDecide
      onClose={onClose}
      actions={
        <>
          <Button autoFocus onPress={onClose}>
            {t('app:cancel')}
          </Button>
          <Button tone="danger" onPress={() => void onErase()}>
            {t('forGood')}
          </Button>
        </>
      }
    >
      <p>{t('allSafe')}</p>
      <p>{t('after')}</p>
    </Dialog>
  );
}

interface WhatIsLostProps extends Omit<EraseDialogProps, 'onErase'> {
  readonly onGoOn: () => void;
}

function WhatIsLost({ leaving, onClose, onGoOn }: WhatIsLostProps): ReactNode {
  const { t } = useTranslation(['travel', 'app']);
  return (
    <Dialog
      title={t('confirm')}
      isOpen
      mustDecide
      onClose={onClose}
      actions={
        <>
          <Button autoFocus onPress={onClose}>
            {t('app:cancel')}
          </Button>
          <Button tone="danger" onPress={onGoOn}>
            {t('goOn')}
          </Button>
        </>
      }
    >
      <Notice tone="danger" title={t('lost')}>
        {leaving.isSecretariat && <p>{t('lostRoot')}</p>}
        {leaving.isSteward && <p>{t('lostSteward')}</p>}
      </Notice>
      <LeavingFacts leaving={leaving} names={UNSAFE} />
    </Dialog>
  );
}

function TypeWord({ onClose, onErase }: Omit<EraseDialogProps, 'leaving'>): ReactNode {
  const { t } = useTranslation(['travel', 'app']);
  const [typed, setTyped] = useState('');
  const word = t('word');
  const isTyped = typed.trim().toLocaleUpperCase() === word;
  return (
    <Dialog
      title={t('typeTitle')}
      isOpen
      mustDecide
      onClose={onClose}
      actions={
        <>
          <Button onPress={onClose}>{t('app:cancel')}</Button>
          <Button tone="danger" isDisabled={!isTyped} onPress={() => void onErase()}>
            {t('forGood')}
          </Button>
        </>
      }
    >
      <TextField
        label={t('type', { word })}
        hint={t('typeHint')}
        value={typed}
        onChange={setTyped}
        autoFocus
        maxLength={20}
      />
    </Dialog>
  );
}
