// The workshop begun anew for all who are in the room, after a plain question: what goes, and what stays.

import { RotateCcw } from 'lucide-react';
import { type ReactNode, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useDesktop } from '#renderer/state/engine-context.tsx';
import { Button } from '#renderer/ui/button.tsx';
import { Dialog } from '#renderer/ui/dialog.tsx';
import { ErrorText } from '#renderer/ui/error-text.tsx';
import type { RoomProblem } from '#shared/wire/room.ts';

export function AllAgain(): ReactNode {
  const { t } = useTranslation(['room', 'app']);
  const desktop = useDesktop();
  const [isAsking, setAsking] = useState(false);
  const [problem, setProblem] = useState<RoomProblem | null>(null);
  const again = async (): Promise<void> => {
    const told = await desktop.roomAgain();
    setProblem(told.ok ? null : told.error);
    if (told.ok) setAsking(false);
  };
  return (
    <div>
      <Button icon={RotateCcw} onPress={() => setAsking(true)}>
        {t('again.button')}
      </Button>
      <Dialog
        title={t('again.ask')}
        isOpen={isAsking}
        onClose={() => setAsking(false)}
        actions={
          <>
            <Button onPress={() => setAsking(false)}>{t('app:cancel')}</Button>
            <Button tone="main" onPress={() => void again()}>
              {t('again.erase')}
            </Button>
          </>
        }
      >
        <p>{t('again.words')}</p>
        {problem !== null && <ErrorText problem={problem} />}
      </Dialog>
    </div>
  );
}
