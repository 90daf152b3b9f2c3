// The way from the door into this computer's workshop notebook: no passphrase, nothing real in it, and nothing of it
// tells of the notebooks beside it.

import { GraduationCap } from 'lucide-react';
import { type ReactNode, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Button } from '#renderer/ui/button.tsx';
import { ErrorText } from '#renderer/ui/error-text.tsx';
import type { VaultProblem } from '#shared/wire/problems.ts';

export interface PractiseProps {
  readonly onPractise: () => Promise<VaultProblem | null>;
}

export function Practise({ onPractise }: PractiseProps): ReactNode {
  const { t } = useTranslation('unlock');
  const [problem, setProblem] = useState<VaultProblem | null>(null);
  const [isPending, setPending] = useState(false);
  const press = async (): Promise<void> => {
    setPending(true);
    const answer = await onPractise();
    setPending(false);
    setProblem(answer);
  };
  return (
    <>
      {problem !== null && <ErrorText problem={problem} />}
      <Button tone="plain" icon={GraduationCap} isPending={isPending} onPress={() => void press()}>
        {t('practise')}
      </Button>
    </>
  );
}
