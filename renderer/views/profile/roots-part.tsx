// The mechanism's keys: who must sign, what waits for them, and signing with one stick after the other. A key is chosen
// and its passphrase typed here; it is opened in the main process, signs all that waits for it, and is closed.

import { type ReactNode, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { EngineProblem } from '#renderer/engine/engine-problem.ts';
import type { RootsView, StickAnswer } from '#renderer/engine/signing-views.ts';
import type { TrustView } from '#renderer/engine/trust-views.ts';
import { useDesktop, useEngine, useRead } from '#renderer/state/engine-context.tsx';
import { Button } from '#renderer/ui/button.tsx';
import { ErrorText } from '#renderer/ui/error-text.tsx';
import { Fingerprint } from '#renderer/ui/fingerprint.tsx';
import { Notice } from '#renderer/ui/notice.tsx';
import { SecretField } from '#renderer/ui/secret-field.tsx';
import sheet from '#renderer/ui/sheet.module.css';
import { TextIn } from '#renderer/ui/text-in.tsx';
import { ChangeRoots } from './change-roots.tsx';
import styles from './profile.module.css';
import { isRootElsewhere, RootElsewhere } from './root-elsewhere.tsx';
import { RosterPast } from './roster-past.tsx';
import { SigningCard } from './signing-card.tsx';

/** The form's button stands in the action bar. */
export const SIGN_FORM = 'sign-with-key';

export function RootsPart({ trust }: { readonly trust: TrustView }): ReactNode {
  const { t } = useTranslation('roots');
  const roots = useRead((engine) => engine.roots(), ['trust']);
  if (roots === undefined) return null;
  return (
    <div className={styles.halves}>
      <section className={sheet.told}>
        <h2>{t('waiting.title')}</h2>
        {roots.signings.length === 0 ? (
          <p>{t('waiting.empty')}</p>
        ) : (
          <ul className={styles.stack}>
            {roots.signings.map((signing) => (
              <SigningCard key={signing.id} signing={signing} />
            ))}
          </ul>
        )}
        <FromElsewhere />
      </section>
      {isRootElsewhere(trust) ? <RootElsewhere trust={trust} /> : <SignWithKey />}
      {roots.roots.length > 0 && <Facts roots={roots} mayChange={trust.isSecretariat && !isRootElsewhere(trust)} />}
      {roots.roots.length > 0 && <RosterPast steps={roots.past} />}
    </div>
  );
}

function SignWithKey(): ReactNode {
  const { t } = useTranslation('roots');
  const engine = useEngine();
  const desktop = useDesktop();
  const [stick, setStick] = useState<{ readonly name: string; readonly text: string } | null>(null);
  const [passphrase, setPassphrase] = useState('');
  const [isAsked, setAsked] = useState(false);
  const [isPending, setPending] = useState(false);
  const [answer, setAnswer] = useState<StickAnswer | null>(null);
  const [problem, setProblem] = useState<{ readonly type: string } | null>(null);
  const pick = async (): Promise<void> => {
    const picked = await desktop.filePick({ kind: 'any' });
    if (!picked.ok) setProblem(picked.error);
    else if (picked.value !== null) {
      setProblem(null);
      setAnswer(null);
      setStick({ name: picked.value.name, text: new TextDecoder().decode(picked.value.bytes) });
    }
  };
  const sign = async (): Promise<void> => {
    setAsked(true);
    if (stick === null) return;
    setPending(true);
    const signed = await engine.signWithStick(stick.text, passphrase);
    setPending(false);
    setProblem(signed.ok ? null : signed.error);
    if (!signed.ok) return;
    setAnswer(signed.value);
    setStick(null);
    setPassphrase('');
    setAsked(false);
  };
  return (
    <form
      id={SIGN_FORM}
      className={sheet.told}
      onSubmit={(event) => {
        event.preventDefault();
        if (!isPending) void sign();
      }}
    >
      <h2>{t('sign.title')}</h2>
      <p>{t('sign.words')}</p>
      {answer !== null && (
        <Notice tone="done" title={t(answer.finished > 0 ? 'sign.finished' : 'sign.more', { root: answer.root })} />
      )}
      <div>
        <Button onPress={() => void pick()}>{t('sign.pick')}</Button>
      </div>
      <p role="status">{stick !== null ? t('sign.picked', { name: stick.name }) : isAsked ? t('sign.none') : ''}</p>
      <SecretField label={t('sign.passphrase')} value={passphrase} onChange={setPassphrase} />
      {problem !== null && <ErrorText problem={problem} />}
    </form>
  );
}

function FromElsewhere(): ReactNode {
  const { t } = useTranslation('roots');
  const engine = useEngine();
  const [text, setText] = useState('');
  const [said, setSaid] = useState<'done' | 'finished' | 'nothing' | null>(null);
  const [problem, setProblem] = useState<EngineProblem | null>(null);
  const take = async (given: string): Promise<void> => {
    const taken = await engine.takeSigning(given);
    setProblem(taken.ok ? null : taken.error);
    setSaid(taken.ok ? wordOf(taken.value) : null);
    if (taken.ok) setText('');
  };
  return (
    <details className={styles.more}>
      <summary>{t('other.title')}</summary>
      <div className={styles.stack}>
        <TextIn
          label={t('other.field')}
          hint={t('other.words')}
          value={text}
          onChange={setText}
          problem={problem}
          onFile={(given) => void take(given)}
        />
        <div>
          <Button isDisabled={text.trim() === ''} onPress={() => void take(text)}>
            {t('other.button')}
          </Button>
        </div>
        {said !== null && <Notice tone="done" title={t(`other.${said}`)} />}
      </div>
    </details>
  );
}

const wordOf = ({ signed, finished }: StickAnswer): 'done' | 'finished' | 'nothing' =>
  finished > 0 ? 'finished' : signed > 0 ? 'done' : 'nothing';

function Facts({ roots, mayChange }: { readonly roots: RootsView; readonly mayChange: boolean }): ReactNode {
  const { t } = useTranslation('roots');
  const [isChanging, setChanging] = useState(false);
  return (
    <section className={sheet.told}>
      <h2>{t('facts.title')}</h2>
      <p>{roots.areOnSticks ? t('facts.need', { need: roots.threshold, of: roots.roots.length }) : t('facts.one')}</p>
      <ol className={styles.stack}>
        {roots.roots.map((kid, at) => (
          <li key={kid}>
            <p className="quiet">{t('facts.root', { number: at + 1 })}</p>
            <Fingerprint id={kid} />
          </li>
        ))}
      </ol>
      {mayChange && (
        <div>
          <Button onPress={() => setChanging(true)}>{t('facts.change')}</Button>
        </div>
      )}
      {isChanging && <ChangeRoots onClose={() => setChanging(false)} />}
    </section>
  );
}
