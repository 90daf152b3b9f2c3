// Founding a mechanism: for a secretariat, once. Its keys are on sticks, and it is founded once enough of them have
// signed; or there is one key, in this laptop.

import { type ReactNode, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { EngineProblem } from '#renderer/engine/engine-problem.ts';
import type { FoundingFacts } from '#renderer/engine/trust-views.ts';
import { LANGUAGE_NAMES, useLanguage } from '#renderer/i18n/language.ts';
import { useEngine } from '#renderer/state/engine-context.tsx';
import { go } from '#renderer/state/route.ts';
import { Button } from '#renderer/ui/button.tsx';
import { Dialog } from '#renderer/ui/dialog.tsx';
import { ErrorText } from '#renderer/ui/error-text.tsx';
import { Notice } from '#renderer/ui/notice.tsx';
import { RadioGroup } from '#renderer/ui/radio-group.tsx';
import { TextField } from '#renderer/ui/text-field.tsx';
import { useToast } from '#renderer/ui/toast.tsx';
import { LANGUAGES } from '#shared/mechanism/language.ts';
import styles from './profile.module.css';
import { type MadeKey, RootKeys } from './root-keys.tsx';
import { ROOTS_OF, type WhoSigns, WhoSignsChoice } from './who-signs.tsx';

export interface FoundMechanismProps {
  readonly isOpen: boolean;
  readonly onClose: () => void;
}

interface Draft {
  readonly names: Readonly<Record<string, string>>;
  readonly organisation: string;
  readonly device: string;
  readonly suite: FoundingFacts['suite'];
  readonly letterboxName: string;
  readonly letterboxUrl: string;
  readonly who: WhoSigns;
}

const EMPTY: Draft = {
  names: {},
  organisation: '',
  device: '',
  suite: 'hybrid',
  letterboxName: '',
  letterboxUrl: '',
  who: 'three',
};

export function FoundMechanism({ isOpen, onClose }: FoundMechanismProps): ReactNode {
  const { t } = useTranslation(['profile', 'roots', 'app']);
  const engine = useEngine();
  const language = useLanguage();
  const { show } = useToast();
  const [draft, setDraft] = useState(EMPTY);
  const [isAsked, setAsked] = useState(false);
  const [isPending, setPending] = useState(false);
  const [problem, setProblem] = useState<EngineProblem | null>(null);
  const [isMaking, setMaking] = useState(false);
  const [made, setMade] = useState<readonly MadeKey[]>([]);
  const { count, threshold } = ROOTS_OF[draft.who];
  const set = (changes: Partial<Draft>): void => setDraft((before) => ({ ...before, ...changes }));
  const found = async (): Promise<void> => {
    setAsked(true);
    const facts = factsOf(draft);
    if (!isComplete(facts, language) || (draft.letterboxUrl.trim() !== '' && !isAddress(draft.letterboxUrl))) return;
    if (count > 0 && !isMaking) {
      setMaking(true);
      return;
    }
    setPending(true);
    const keys = made.map(({ key }) => key);
    const founded = await (count > 0
      ? engine.foundWithRoots({ ...facts, keys, threshold })
      : engine.foundMechanism(facts));
    setPending(false);
    setProblem(founded.ok ? null : founded.error);
    if (!founded.ok) return;
    show(count > 0 ? t('roots:begun') : t('found.done'));
    onClose();
    if (count > 0) go('/profile?part=roots');
  };

  return (
    <Dialog
      title={t('found.dialog')}
      isOpen={isOpen}
      onClose={onClose}
      isWide
      actions={
        <>
          <Button onPress={onClose}>{t('app:cancel')}</Button>
          <Button
            tone="main"
            isPending={isPending}
            isDisabled={isMaking && made.length < count}
            onPress={() => void found()}
          >
            {t(count === 0 ? 'found.button' : isMaking ? 'roots:begin' : 'roots:continue')}
          </Button>
        </>
      }
    >
      {isMaking ? (
        <RootKeys count={count} made={made} onMade={(key) => setMade((before) => [...before, key])} />
      ) : (
        <Facts draft={draft} set={set} isAsked={isAsked} />
      )}
      {problem !== null && <ErrorText problem={problem} />}
    </Dialog>
  );
}

interface FactsProps {
  readonly draft: Draft;
  readonly set: (changes: Partial<Draft>) => void;
  readonly isAsked: boolean;
}

function Facts({ draft, set, isAsked }: FactsProps): ReactNode {
  const { t } = useTranslation(['profile', 'roots']);
  const language = useLanguage();
  const missing = (text: string | undefined): string | undefined =>
    isAsked && (text ?? '').trim() === '' ? t('found.missing') : undefined;
  const urlProblem =
    isAsked && draft.letterboxUrl.trim() !== '' && !isAddress(draft.letterboxUrl) ? t('found.badAddress') : undefined;
  return (
    <>
      <Notice tone="wait" title={t('found.warnTitle')}>
        <p>{t('found.warn')}</p>
      </Notice>
      <TextField
        label={t('found.name')}
        value={draft.names[language] ?? ''}
        onChange={(name) => set({ names: { ...draft.names, [language]: name } })}
        error={missing(draft.names[language])}
        maxLength={200}
      />
      <details className={styles.more}>
        <summary>{t('found.otherLanguages')}</summary>
        <div className={styles.stack}>
          {LANGUAGES.filter((other) => other !== language).map((other) => (
            <TextField
              key={other}
              label={<span lang={other}>{LANGUAGE_NAMES[other]}</span>}
              lang={other}
              value={draft.names[other] ?? ''}
              onChange={(name) => set({ names: { ...draft.names, [other]: name } })}
              maxLength={200}
            />
          ))}
        </div>
      </details>
      <TextField
        label={t('found.organisation')}
        hint={t('found.organisationHint')}
        value={draft.organisation}
        onChange={(organisation) => set({ organisation })}
        error={missing(draft.organisation)}
        maxLength={200}
      />
      <TextField
        label={t('found.device')}
        hint={t('found.deviceHint')}
        value={draft.device}
        onChange={(device) => set({ device })}
        error={missing(draft.device)}
        maxLength={200}
      />
      <div className={styles.pair}>
        <TextField
          label={t('found.letterboxName')}
          value={draft.letterboxName}
          onChange={(letterboxName) => set({ letterboxName })}
          maxLength={200}
        />
        <TextField
          label={t('found.letterboxUrl')}
          type="url"
          placeholder="https://"
          value={draft.letterboxUrl}
          onChange={(letterboxUrl) => set({ letterboxUrl })}
          error={urlProblem}
          maxLength={2000}
        />
      </div>
      <RadioGroup
        label={t('found.suite')}
        value={draft.suite}
        onChange={(suite) => set({ suite: suite === 'classic' ? 'classic' : 'hybrid' })}
        options={[
          { key: 'hybrid', label: t('suite.hybrid'), hint: t('suite.hybridWords') },
          { key: 'classic', label: t('suite.classic'), hint: t('suite.classicWords') },
        ]}
      />
      <WhoSignsChoice value={draft.who} onChange={(who) => set({ who })} among={['three', 'five', 'one']} />
    </>
  );
}

function factsOf(draft: Draft): FoundingFacts {
  const url = draft.letterboxUrl.trim();
  return {
    names: Object.fromEntries(
      Object.entries(draft.names).flatMap(([language, name]) => (name.trim() === '' ? [] : [[language, name.trim()]])),
    ),
    organisation: draft.organisation.trim(),
    device: draft.device.trim(),
    suite: draft.suite,
    letterboxes: url === '' ? [] : [{ name: draft.letterboxName.trim() || new URL(url, 'https://invalid').host, url }],
  };
}

const isComplete = ({ names, organisation, device }: FoundingFacts, language: string): boolean =>
  names[language] !== undefined && organisation !== '' && device !== '';

const isAddress = (text: string): boolean => /^https?:\/\/[^\s/]+/.test(text.trim());
