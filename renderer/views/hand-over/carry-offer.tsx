// Under a bundle that is for somebody else: it can be carried to them, sealed.

import { Backpack } from 'lucide-react';
import { type ReactNode, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { EngineProblem } from '#renderer/engine/engine-problem.ts';
import { useEngine } from '#renderer/state/engine-context.tsx';
import { Button } from '#renderer/ui/button.tsx';
import { ErrorText } from '#renderer/ui/error-text.tsx';
import { Notice } from '#renderer/ui/notice.tsx';

export function CarryOffer({ bytes }: { readonly bytes: Uint8Array }): ReactNode {
  const { t } = useTranslation('road');
  const engine = useEngine();
  const [code, setCode] = useState<string | null>(null);
  const [problem, setProblem] = useState<EngineProblem | null>(null);
  const carry = async (): Promise<void> => {
    const carried = await engine.carrySealed(bytes);
    if (carried.ok) setCode(carried.value.code);
    else setProblem(carried.error);
  };
  if (code !== null)
    return (
      <div role="status">
        <Notice tone="done" title={t('cargo.carried', { code })} />
      </div>
    );
  return (
    <Notice
      title={t('cargo.offer')}
      actions={
        <Button icon={Backpack} onPress={() => void carry()}>
          {t('cargo.carry')}
        </Button>
      }
    >
      {problem !== null && <ErrorText problem={problem} />}
    </Notice>
  );
}
