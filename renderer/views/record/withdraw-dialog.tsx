// Taking consent back cannot be undone, so the dialog says what happens where, what it cannot reach, and asks for one
// more press. Nothing else closes it.

import { Eraser } from 'lucide-react';
import { type ReactNode, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { EngineProblem } from '#renderer/engine/engine-problem.ts';
import { useEngine } from '#renderer/state/engine-context.tsx';
import { Button } from '#renderer/ui/button.tsx';
import { Checkbox } from '#renderer/ui/checkbox.tsx';
import { Dialog } from '#renderer/ui/dialog.tsx';
import { ErrorText } from '#renderer/ui/error-text.tsx';
import { useToast } from '#renderer/ui/toast.tsx';
import type { RecordId } from '#shared/base/ids.ts';
import styles from './withdrawal.module.css';

export interface WithdrawDialogProps {
  readonly id: RecordId;
  readonly isOpen: boolean;
  readonly onClose: () => void;
}

export function WithdrawDialog({ id, isOpen, onClose }: WithdrawDialogProps): ReactNode {
  const { t } = useTranslation(['consent', 'app']);
  const engine = useEngine();
  const { show } = useToast();
  const [isUnderstood, setUnderstood] = useState(false);
  const [isWorking, setWorking] = useState(false);
  const [problem, setProblem] = useState<EngineProblem | null>(null);
  const close = (): void => {
    setUnderstood(false);
    setProblem(null);
    onClose();
  };
  const withdraw = async (): Promise<void> => {
    setWorking(true);
    const done = await engine.withdrawRecord(id, null);
    setWorking(false);
    if (!done.ok) {
      setProblem(done.error);
      return;
    }
    close();
    show(t('done'));
  };
  return (
    <Dialog
      title={t('title')}
      isOpen={isOpen}
      onClose={close}
      mustDecide
      actions={
        <>
          <Button onPress={close}>{t('app:cancel')}</Button>
          <Button
            tone="danger"
            icon={Eraser}
            isDisabled={!isUnderstood}
            isPending={isWorking}
            onPress={() => void withdraw()}
          >
            {t('now')}
          </Button>
        </>
      }
    >
      <ul className={styles.list}>
        <li>{t('here')}</li>
        <li>{t('there')}</li>
        <li>{t('beyond')}</li>
      </ul>
      {problem !== null && <ErrorText problem={problem} />}
      <Checkbox isSelected={isUnderstood} onChange={setUnderstood}>
        {t('understood')}
      </Checkbox>
    </Dialog>
  );
}
