// A dialog in which two shares are read, one stick after the other, and then used: to practise, or to get a key back. What
// was read is held in the main process and forgotten when the dialog closes.

import { FileSearch } from 'lucide-react';
import { type ReactNode, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useFormats } from '#renderer/i18n/format.ts';
import { useDesktop } from '#renderer/state/engine-context.tsx';
import { Button } from '#renderer/ui/button.tsx';
import { Dialog } from '#renderer/ui/dialog.tsx';
import { ErrorText } from '#renderer/ui/error-text.tsx';
import { Notice } from '#renderer/ui/notice.tsx';
import type { Result } from '#shared/base/result.ts';
import { type ShareProblem, type SharesPicked } from '#shared/wire/key-shares.ts';
import profile from '../profile/profile.module.css';
import { noonOf } from '../recovery/paths.ts';

export interface JoinSharesProps {
  readonly title: string;
  readonly what: string;
  readonly button: string;
  readonly mechanism: string;
  readonly onUse: () => Promise<Result<unknown, ShareProblem>>;
  /** what is said once it went well */
  readonly done: { readonly title: string; readonly words: string };
  readonly onClose: () => void;
}

export function JoinShares({ title, what, button, mechanism, onUse, done, onClose }: JoinSharesProps): ReactNode {
  const { t } = useTranslation(['reading', 'app']);
  const { day } = useFormats();
  const desktop = useDesktop();
  const [picked, setPicked] = useState<SharesPicked | null>(null);
  const [isPending, setPending] = useState(false);
  const [isDone, setDone] = useState(false);
  const [problem, setProblem] = useState<ShareProblem | null>(null);
  const pick = async (): Promise<void> => {
    const read = await desktop.keySharePick({ mechanism });
    setProblem(read.ok ? null : read.error);
    if (read.ok && read.value !== null) setPicked(read.value);
  };
  const use = async (): Promise<void> => {
    setPending(true);
    const used = await onUse();
    setPending(false);
    setDone(used.ok);
    setProblem(used.ok ? null : used.error);
  };
  const close = (): void => {
    void desktop.keySharesDrop();
    onClose();
  };
  return (
    <Dialog
      title={title}
      isOpen
      onClose={close}
      actions={
        <>
          <Button onPress={close}>{isDone ? t('app:understood') : t('app:cancel')}</Button>
          {!isDone && (
            <Button tone="main" isPending={isPending} onPress={() => void use()}>
              {button}
            </Button>
          )}
        </>
      }
    >
      {isDone ? (
        <Notice tone="done" title={done.title}>
          <p>{done.words}</p>
        </Notice>
      ) : (
        <div className={profile.stack}>
          <p>{what}</p>
          <div>
            <Button icon={FileSearch} onPress={() => void pick()}>
              {t('pick.button')}
            </Button>
          </div>
          <div role="status">
            <ul className={profile.stack}>
              {picked?.numbers.map((number) => (
                <li key={number}>{t('pick.read', { number, of: picked.of, day: day(noonOf(picked.madeAt)) })}</li>
              ))}
            </ul>
          </div>
          {problem !== null && <ErrorText problem={problem} />}
        </div>
      )}
    </Dialog>
  );
}
