// When what was handed over by a letterbox is sent: by itself, by itself but not where data is charged for, or when the
// person asks. It says what this computer knows of the network, which is often nothing.

import { PencilLine } from 'lucide-react';
import { type ReactNode, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useMetered } from '#renderer/state/link.ts';
import { useSettings } from '#renderer/state/settings.tsx';
import { Button } from '#renderer/ui/button.tsx';
import { Dialog } from '#renderer/ui/dialog.tsx';
import { RadioGroup } from '#renderer/ui/radio-group.tsx';
import { SENDING, sendingOf } from '#shared/wire/sending.ts';
import styles from './hand-over.module.css';

export function SendingChoice(): ReactNode {
  const { t } = useTranslation(['handover', 'app']);
  const { settings, change } = useSettings();
  const isMetered = useMetered();
  const [isOpen, setOpen] = useState(false);
  const sending = sendingOf(settings);
  const network = isMetered === null ? 'unknownNow' : isMetered ? 'meteredNow' : 'notMeteredNow';
  const hints = {
    automatic: t('sendingChoice.automaticHint'),
    unmetered: t(`sendingChoice.${network}`),
    byHand: t('sendingChoice.byHandHint'),
  };
  return (
    <p className={styles.sending}>
      <span>
        {t('app:labelled', { label: t('sendingChoice.label') })} <b>{t(`sendingChoice.${sending}`)}</b>
      </span>
      <Button tone="plain" icon={PencilLine} onPress={() => setOpen(true)}>
        {t('sendingChoice.change')}
        <span className="hidden-visually">: {t('sendingChoice.label')}</span>
      </Button>
      <Dialog
        title={t('sendingChoice.label')}
        isOpen={isOpen}
        onClose={() => setOpen(false)}
        actions={
          <Button tone="main" onPress={() => setOpen(false)}>
            {t('app:close')}
          </Button>
        }
      >
        <p>{t('sendingChoice.words')}</p>
        <RadioGroup
          label={t('sendingChoice.label')}
          value={sending}
          onChange={(key) => change({ sending: SENDING.find((each) => each === key) })}
          options={SENDING.map((key) => ({ key, label: t(`sendingChoice.${key}`), hint: hints[key] }))}
        />
      </Dialog>
    </p>
  );
}
