// A change of the mechanism's keys: the new ones are made, then enough of the old and of the new sign it.

import { type ReactNode, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { EngineProblem } from '#renderer/engine/engine-problem.ts';
import { useEngine } from '#renderer/state/engine-context.tsx';
import { Button } from '#renderer/ui/button.tsx';
import { Dialog } from '#renderer/ui/dialog.tsx';
import { ErrorText } from '#renderer/ui/error-text.tsx';
import { useToast } from '#renderer/ui/toast.tsx';
import { type MadeKey, RootKeys } from './root-keys.tsx';
import { ROOTS_OF, type WhoSigns, WhoSignsChoice } from './who-signs.tsx';

export function ChangeRoots({ onClose }: { readonly onClose: () => void }): ReactNode {
  const { t } = useTranslation(['roots', 'app']);
  const engine = useEngine();
  const { show } = useToast();
  const [who, setWho] = useState<WhoSigns>('three');
  const [isMaking, setMaking] = useState(false);
  const [made, setMade] = useState<readonly MadeKey[]>([]);
  const [problem, setProblem] = useState<EngineProblem | null>(null);
  const { count, threshold } = ROOTS_OF[who];
  const begin = async (): Promise<void> => {
    const begun = await engine.succeedRoots(
      made.map(({ key }) => key),
      threshold,
    );
    setProblem(begun.ok ? null : begun.error);
    if (!begun.ok) return;
    show(t('begun'));
    onClose();
  };
  return (
    <Dialog
      title={t('facts.changeTitle')}
      isOpen
      onClose={onClose}
      isWide
      actions={
        <>
          <Button onPress={onClose}>{t('app:cancel')}</Button>
          {isMaking ? (
            <Button tone="main" isDisabled={made.length < count} onPress={() => void begin()}>
              {t('begin')}
            </Button>
          ) : (
            <Button tone="main" onPress={() => setMaking(true)}>
              {t('continue')}
            </Button>
          )}
        </>
      }
    >
      <p>{t('facts.changeWords')}</p>
      {isMaking ? (
        <RootKeys count={count} made={made} onMade={(key) => setMade((before) => [...before, key])} />
      ) : (
        <WhoSignsChoice value={who} onChange={setWho} among={['three', 'five']} />
      )}
      {problem !== null && <ErrorText problem={problem} />}
    </Dialog>
  );
}
