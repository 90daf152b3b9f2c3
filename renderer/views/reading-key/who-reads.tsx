// The secretariat's laptops, where there are several: which of them open what is handed to the secretariat, and letting
// another one open it. That is a decision of the roots, so it is made where they sign.

import { type ReactNode, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { EngineProblem } from '#renderer/engine/engine-problem.ts';
import type { OfficeView, TrustView } from '#renderer/engine/trust-views.ts';
import { useEngine } from '#renderer/state/engine-context.tsx';
import { Button } from '#renderer/ui/button.tsx';
import { Dialog } from '#renderer/ui/dialog.tsx';
import { ErrorText } from '#renderer/ui/error-text.tsx';
import { Fingerprint } from '#renderer/ui/fingerprint.tsx';
import sheet from '#renderer/ui/sheet.module.css';
import { useToast } from '#renderer/ui/toast.tsx';
import profile from '../profile/profile.module.css';
import { isRootElsewhere } from '../profile/root-elsewhere.tsx';

export function WhoReads({ trust }: { readonly trust: TrustView }): ReactNode {
  const { t } = useTranslation('reading');
  const [letting, setLetting] = useState<OfficeView | null>(null);
  const mayLet = ({ kid, reads }: OfficeView): boolean => !reads && kid !== trust.device.kid && !isRootElsewhere(trust);
  return (
    <section className={sheet.told}>
      <h2>{t('offices.title')}</h2>
      <p>{t('offices.what')}</p>
      <ul className={profile.authors}>
        {trust.offices.map((office) => (
          <li key={office.kid} className={profile.author}>
            <div>
              <h3>
                <bdi>{office.name}</bdi>{' '}
                {office.kid === trust.device.kid && <span className={profile.badge}>{t('offices.self')}</span>}
              </h3>
              <p className="quiet">{t(office.reads ? 'offices.reads' : 'offices.waits')}</p>
            </div>
            {mayLet(office) && (
              <Button onPress={() => setLetting(office)}>
                {t('offices.let')}
                <span className="hidden-visually">: {office.name}</span>
              </Button>
            )}
          </li>
        ))}
      </ul>
      {letting !== null && <LetReadDialog office={letting} onClose={() => setLetting(null)} />}
    </section>
  );
}

interface LetReadDialogProps {
  readonly office: OfficeView;
  readonly onClose: () => void;
}

function LetReadDialog({ office: { kid, name }, onClose }: LetReadDialogProps): ReactNode {
  const { t } = useTranslation(['reading', 'app']);
  const engine = useEngine();
  const { show } = useToast();
  const [isPending, setPending] = useState(false);
  const [problem, setProblem] = useState<EngineProblem | null>(null);
  const letIt = async (): Promise<void> => {
    setPending(true);
    const done = await engine.letRead(kid);
    setPending(false);
    setProblem(done.ok ? null : done.error);
    if (!done.ok) return;
    show(done.value === 'done' ? t('offices.done', { name }) : t('key.waits'));
    onClose();
  };
  return (
    <Dialog
      title={t('offices.letTitle', { name })}
      isOpen
      onClose={onClose}
      mustDecide
      actions={
        <>
          <Button onPress={onClose}>{t('app:cancel')}</Button>
          <Button tone="main" isPending={isPending} onPress={() => void letIt()}>
            {t('offices.let')}
          </Button>
        </>
      }
    >
      <p>{t('offices.letWords')}</p>
      <p>{t('offices.letMind')}</p>
      <p className="quiet">{t('offices.fingerprint')}</p>
      <Fingerprint id={kid} />
      {problem !== null && <ErrorText problem={problem} />}
    </Dialog>
  );
}
