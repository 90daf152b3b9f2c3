// Every bundle made here, newest first, with its states and receipts.

import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { useFormats } from '#renderer/i18n/format.ts';
import { Button } from '#renderer/ui/button.tsx';
import { Dialog } from '#renderer/ui/dialog.tsx';
import { Ticket } from './ticket.tsx';
import type { Give } from './use-give.ts';
import styles from './hand-over.module.css';

export interface BundlesDialogProps {
  readonly give: Give;
  readonly isOpen: boolean;
  readonly onClose: () => void;
}

export function BundlesDialog({ give, isOpen, onClose }: BundlesDialogProps): ReactNode {
  const { t } = useTranslation(['handover', 'app']);
  const { size } = useFormats();
  return (
    <Dialog
      title={t('bundles.title')}
      isOpen={isOpen}
      onClose={onClose}
      isWide
      actions={
        <Button tone="main" onPress={onClose}>
          {t('app:close')}
        </Button>
      }
    >
      <div className={styles.bundles}>
        {give.view?.bundles.map((bundle) => (
          <Ticket key={bundle.bundle} bundle={bundle} give={give} title={size(bundle.size)} />
        ))}
      </div>
    </Dialog>
  );
}
