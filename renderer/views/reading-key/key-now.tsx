// Which key bundles for the secretariat are closed with, as the list of signatures says, and the way to another one. A
// key that was made and is not in use yet, because signatures are lacking or the power went, is said to be so.

import { type ReactNode, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { EngineProblem } from '#renderer/engine/engine-problem.ts';
import type { TrustView } from '#renderer/engine/trust-views.ts';
import { useFormats } from '#renderer/i18n/format.ts';
import { useEngine } from '#renderer/state/engine-context.tsx';
import { Button } from '#renderer/ui/button.tsx';
import { Dialog } from '#renderer/ui/dialog.tsx';
import { ErrorText } from '#renderer/ui/error-text.tsx';
import { Fingerprint } from '#renderer/ui/fingerprint.tsx';
import { Notice } from '#renderer/ui/notice.tsx';
import sheet from '#renderer/ui/sheet.module.css';
import { useToast } from '#renderer/ui/toast.tsx';
import { digestOfText } from '#shared/base/ids.ts';
import { founderOf, isRootElsewhere } from '../profile/root-elsewhere.tsx';

type Standing = 'inUse' | 'new' | 'ofAnother';
const DEED = { inUse: 'key.change', new: 'key.announce', ofAnother: 'key.take' } as const;

export function KeyNow({ trust }: { readonly trust: TrustView }): ReactNode {
  const { t } = useTranslation('reading');
  const { list } = useFormats();
  const { readers, device } = trust;
  const [isAsking, setAsking] = useState(false);
  const own = readers.find(({ kid, recipient }) => kid === device.kid || recipient === device.recipient);
  const standing: Standing = own === undefined ? 'ofAnother' : own.recipient === device.recipient ? 'inUse' : 'new';
  const others = readers.filter(({ role }) => role === 'secretariat').map(({ name }) => name);
  return (
    <section className={sheet.told}>
      <h2>{t('key.title')}</h2>
      <p>{t('key.what')}</p>
      {standing === 'new' && <Notice tone="wait" title={t('key.waiting')} />}
      {standing === 'ofAnother' ? (
        <p>{t('key.other', { name: list(others) })}</p>
      ) : (
        <div>
          <p className="quiet">{t(standing === 'new' ? 'key.new' : 'key.now')}</p>
          <Fingerprint id={digestOfText(device.recipient)} />
        </div>
      )}
      {isRootElsewhere(trust) ? (
        <p>{t('key.askThere', { name: founderOf(trust) })}</p>
      ) : (
        <div>
          <Button onPress={() => setAsking(true)}>{t(DEED[standing])}</Button>
        </div>
      )}
      {isAsking && <TurnDialog standing={standing} trust={trust} onClose={() => setAsking(false)} />}
    </section>
  );
}

interface TurnDialogProps {
  readonly standing: Standing;
  readonly trust: TrustView;
  readonly onClose: () => void;
}

function TurnDialog({ standing, trust, onClose }: TurnDialogProps): ReactNode {
  const { t } = useTranslation(['reading', 'app']);
  const engine = useEngine();
  const { show } = useToast();
  const [isPending, setPending] = useState(false);
  const [problem, setProblem] = useState<EngineProblem | null>(null);
  const turn = async (): Promise<void> => {
    setPending(true);
    const turned = await engine.turnReadingKey();
    setPending(false);
    setProblem(turned.ok ? null : turned.error);
    if (!turned.ok) return;
    show(t(turned.value === 'done' ? 'key.done' : 'key.waits'));
    onClose();
  };
  return (
    <Dialog
      title={t(DEED[standing])}
      isOpen
      onClose={onClose}
      mustDecide
      actions={
        <>
          <Button onPress={onClose}>{t('app:cancel')}</Button>
          <Button tone="main" isPending={isPending} onPress={() => void turn()}>
            {t(DEED[standing])}
          </Button>
        </>
      }
    >
      {standing === 'inUse' && <p>{t('key.words')}</p>}
      {standing === 'ofAnother' ? (
        <TakingOver trust={trust} />
      ) : (
        <>
          <p>{t('key.hear')}</p>
          <p>{t('key.after')}</p>
        </>
      )}
      {problem !== null && <ErrorText problem={problem} />}
    </Dialog>
  );
}

/** Whose key this one comes in the place of, or beside; what then opens where; and what the shares on sticks are of. */
function TakingOver({ trust: { readers, leaving } }: { readonly trust: TrustView }): ReactNode {
  const { t } = useTranslation('reading');
  const { list } = useFormats();
  const staying = readers.filter(({ role, name }) => role === 'secretariat' && !leaving.includes(name));
  const isReplaced = leaving.length > 0;
  const name = list(isReplaced ? leaving : staying.map((reader) => reader.name));
  return (
    <>
      <p>{t(isReplaced ? 'key.replaces' : 'key.joins', { name })}</p>
      <p>{t(isReplaced ? 'key.pastReplaced' : 'key.pastJoined', { name })}</p>
      <p>{t(isReplaced ? 'key.sharesReplaced' : 'key.sharesJoined', { name })}</p>
      <p>{t('key.hearOnly')}</p>
      <p>{t('key.rootsStay')}</p>
    </>
  );
}
