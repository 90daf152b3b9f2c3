// Three shares of the reading key, saved one after the other to three sticks, each by the system's own dialog. Closed
// before all three are saved, none of them counts.

import { type ReactNode, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useFormats } from '#renderer/i18n/format.ts';
import { useDesktop } from '#renderer/state/engine-context.tsx';
import { Button } from '#renderer/ui/button.tsx';
import { Dialog } from '#renderer/ui/dialog.tsx';
import { ErrorText } from '#renderer/ui/error-text.tsx';
import { Notice } from '#renderer/ui/notice.tsx';
import sheet from '#renderer/ui/sheet.module.css';
import { useToast } from '#renderer/ui/toast.tsx';
import type { MechanismProfile } from '#shared/log/profile.ts';
import { type KeySharesState, OF, type ShareProblem } from '#shared/wire/key-shares.ts';
import profile from '../profile/profile.module.css';
import { noonOf } from '../recovery/paths.ts';

export interface MakeSharesProps {
  readonly state: KeySharesState;
  readonly mechanism: { readonly id: string; readonly name: string; readonly suite: MechanismProfile['suite'] };
  readonly onChange: () => void;
}

export function MakeShares({ state: { made }, mechanism, onChange }: MakeSharesProps): ReactNode {
  const { t } = useTranslation('reading');
  const { day } = useFormats();
  const desktop = useDesktop();
  const { showProblem } = useToast();
  const [isOpen, setOpen] = useState(false);
  const begin = async (): Promise<void> => {
    const { id, name, suite } = mechanism;
    const begun = await desktop.keySharesBegin({ mechanism: id, name: name.slice(0, 300), suite });
    if (begun.ok) setOpen(true);
    else showProblem(begun.error);
  };
  const close = (): void => {
    void desktop.keySharesDrop();
    setOpen(false);
    onChange();
  };
  return (
    <section className={sheet.told}>
      <h2>{t('shares.title')}</h2>
      <p>{t('shares.what')}</p>
      <p>
        <b>{made === null ? t('shares.none') : t('shares.made', { code: made.code, day: day(noonOf(made.at)) })}</b>
      </p>
      {made?.isCurrent === false && <Notice tone="wait" title={t('shares.past')} />}
      <div>
        <Button onPress={() => void begin()}>{t(made === null ? 'shares.make' : 'shares.makeAgain')}</Button>
      </div>
      {isOpen && <SharesDialog onClose={close} />}
    </section>
  );
}

function SharesDialog({ onClose }: { readonly onClose: () => void }): ReactNode {
  const { t } = useTranslation(['reading', 'app']);
  const desktop = useDesktop();
  const [names, setNames] = useState<readonly string[]>([]);
  const [isPending, setPending] = useState(false);
  const [problem, setProblem] = useState<ShareProblem | null>(null);
  const number = names.length + 1;
  const save = async (): Promise<void> => {
    setPending(true);
    const saved = await desktop.keyShareSave({ number });
    setPending(false);
    setProblem(saved.ok ? null : saved.error);
    const name = saved.ok ? saved.value?.name : undefined;
    if (name !== undefined) setNames((before) => [...before, name]);
  };
  const isDone = number > OF;
  return (
    <Dialog
      title={t('shares.title')}
      isOpen
      onClose={onClose}
      mustDecide
      actions={
        <>
          <Button onPress={onClose}>{isDone ? t('app:understood') : t('app:cancel')}</Button>
          {!isDone && (
            <Button tone="main" isPending={isPending} onPress={() => void save()}>
              {t('shares.save', { number })}
            </Button>
          )}
        </>
      }
    >
      <p>{t('shares.how')}</p>
      <ol className={profile.stack} aria-label={t('shares.title')}>
        {names.map((name, at) => (
          <li key={`${at} ${name}`}>
            <Notice tone="done" title={t('shares.saved', { number: at + 1, name })} />
          </li>
        ))}
      </ol>
      <p role="status">{isDone ? t('shares.all') : ''}</p>
      {problem !== null && <ErrorText problem={problem} />}
    </Dialog>
  );
}
