// First run: a language, then a passphrase written twice, with what losing it means said once and plainly. After that
// everything works, without joining anything and without a network; a last step offers the sheet (sheet-step.tsx).

import { ArrowRight } from 'lucide-react';
import { type FormEvent, type ReactNode, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { LANGUAGE_NAMES, languageOf, useLanguage } from '#renderer/i18n/language.ts';
import { problemWords } from '#renderer/i18n/problem-words.ts';
import { useSettings } from '#renderer/state/settings.tsx';
import { Button } from '#renderer/ui/button.tsx';
import { Notice } from '#renderer/ui/notice.tsx';
import { RadioGroup } from '#renderer/ui/radio-group.tsx';
import { SecretField } from '#renderer/ui/secret-field.tsx';
import { LANGUAGES } from '#shared/mechanism/language.ts';
import type { VaultProblem } from '#shared/wire/problems.ts';
import { RestorePage, type RestorePageProps } from '../recovery/restore-page.tsx';
import { Door } from '../unlock/door.tsx';
import styles from '../unlock/door.module.css';
import { Practise, type PractiseProps } from '../unlock/practise.tsx';

export interface FirstRunProps extends Pick<RestorePageProps, 'desktop' | 'onRestore'> {
  readonly onCreate: (passphrase: string) => Promise<VaultProblem | null>;
  readonly onPractise: PractiseProps['onPractise'];
  readonly onLeave: () => void;
  /** where notebooks are here already: back to the lock; the language was chosen there */
  readonly onCancel?: () => void;
}

export function FirstRun({ desktop, onCreate, onRestore, onPractise, onLeave, onCancel }: FirstRunProps): ReactNode {
  const [step, setStep] = useState<1 | 2>(1);
  const [isRestoring, setRestoring] = useState(false);
  const toRestore = (): void => setRestoring(true);
  if (isRestoring) {
    const back = (): void => setRestoring(false);
    return <RestorePage desktop={desktop} onRestore={onRestore} onBack={back} onLeave={onLeave} />;
  }
  if (onCancel !== undefined)
    return <ChoosePassphrase onCreate={onCreate} onRestore={toRestore} onBack={onCancel} onLeave={onLeave} isAnother />;
  return step === 1 ? (
    <ChooseLanguage onNext={() => setStep(2)} onPractise={onPractise} onLeave={onLeave} />
  ) : (
    <ChoosePassphrase onCreate={onCreate} onRestore={toRestore} onBack={() => setStep(1)} onLeave={onLeave} />
  );
}

interface ChooseLanguageProps extends Pick<FirstRunProps, 'onPractise' | 'onLeave'> {
  readonly onNext: () => void;
}

function ChooseLanguage({ onNext, onPractise, onLeave }: ChooseLanguageProps): ReactNode {
  const { t } = useTranslation('unlock');
  const { change } = useSettings();
  const language = useLanguage();
  const next = (event: FormEvent): void => {
    event.preventDefault();
    change({ language });
    onNext();
  };
  return (
    <Door
      title={t('first.languageTitle')}
      lede={t('first.languageLede')}
      over={t('first.step', { step: 1 })}
      hasLanguages={false}
      foot={<Practise onPractise={onPractise} />}
      onLeave={onLeave}
    >
      <form className={styles.form} onSubmit={next}>
        <RadioGroup
          label={<span className="hidden-visually">{t('first.languages')}</span>}
          look="cards"
          value={language}
          onChange={(key) => change({ language: languageOf(key) })}
          options={LANGUAGES.map((key) => ({ key, label: LANGUAGE_NAMES[key], lang: key }))}
        />
        <div className={styles.actions}>
          <Button tone="main" type="submit" iconAfter={ArrowRight}>
            {t('first.next')}
          </Button>
        </div>
      </form>
    </Door>
  );
}

type Mistake = 'missing' | 'different' | VaultProblem;

interface ChoosePassphraseProps extends Pick<FirstRunProps, 'onCreate' | 'onLeave'> {
  readonly onRestore: () => void;
  readonly onBack: () => void;
  readonly isAnother?: boolean;
}

function ChoosePassphrase(props: ChoosePassphraseProps): ReactNode {
  const { onCreate, onRestore, onBack, onLeave, isAnother = false } = props;
  const { t, i18n } = useTranslation(['unlock', 'errors']);
  const [passphrase, setPassphrase] = useState('');
  const [again, setAgain] = useState('');
  const [mistake, setMistake] = useState<Mistake | null>(null);
  const [isPending, setPending] = useState(false);

  const submit = async (event: FormEvent): Promise<void> => {
    event.preventDefault();
    if (isPending) return;
    if (passphrase === '' || passphrase !== again) {
      setMistake(passphrase === '' ? 'missing' : 'different');
      return;
    }
    setPending(true);
    const problem = await onCreate(passphrase);
    setPending(false);
    setMistake(problem);
  };

  const wordsOf = (problem: Mistake): string =>
    typeof problem === 'string' ? t(`first.${problem}`) : problemWords(i18n, t, problem).join(' ');
  return (
    <Door
      title={t(isAnother ? 'another.title' : 'first.title')}
      lede={t(isAnother ? 'another.lede' : 'first.lede')}
      over={isAnother ? undefined : t('first.step', { step: 2 })}
      hasLanguages={false}
      onLeave={onLeave}
    >
      <form className={styles.form} onSubmit={(event) => void submit(event)}>
        <SecretField
          label={t('first.passphrase')}
          hint={t('first.advice')}
          value={passphrase}
          onChange={setPassphrase}
          autoFocus
          error={mistake !== null && mistake !== 'different' ? wordsOf(mistake) : undefined}
        />
        <SecretField
          label={t('first.again')}
          value={again}
          onChange={setAgain}
          error={mistake === 'different' ? wordsOf(mistake) : undefined}
        />
        <Notice tone="info" title={t('first.lossTitle')}>
          <p>{t('first.loss')}</p>
        </Notice>
        <div className={styles.actions}>
          <Button tone="plain" onPress={onBack}>
            {t(isAnother ? 'another.back' : 'first.back')}
          </Button>
          <Button tone="plain" onPress={onRestore}>
            {t('first.haveCopy')}
          </Button>
          <Button tone="main" type="submit" isPending={isPending}>
            {t('first.create')}
          </Button>
        </div>
      </form>
    </Door>
  );
}
