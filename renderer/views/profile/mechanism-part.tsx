// The mechanism's profile: joined from a file or pasted text, then shown in plain words. Without one, the two
// ways on: join, or, for a secretariat, found.

import { useState, type ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import type { EngineProblem } from '#renderer/engine/engine-problem.ts';
import type { TrustView } from '#renderer/engine/trust-views.ts';
import { useEngine } from '#renderer/state/engine-context.tsx';
import { Button, LinkButton } from '#renderer/ui/button.tsx';
import { Fingerprint } from '#renderer/ui/fingerprint.tsx';
import { Notice } from '#renderer/ui/notice.tsx';
import sheet from '#renderer/ui/sheet.module.css';
import { TextIn } from '#renderer/ui/text-in.tsx';
import { useSaveFile } from '#renderer/ui/text-out.tsx';
import { useToast } from '#renderer/ui/toast.tsx';
import type { MechanismProfile } from '#shared/log/profile.ts';
import { FoundMechanism } from './found-mechanism.tsx';
import styles from './profile.module.css';

/** The form's button stands in the action bar. */
export const JOIN_FORM = 'join-mechanism';

export function MechanismPart({ trust }: { readonly trust: TrustView }): ReactNode {
  const { t } = useTranslation('profile');
  const [isFounding, setFounding] = useState(false);
  const [isJoining, setJoining] = useState(false);
  if (trust.profile === null) {
    return (
      <div className={styles.halves}>
        <section className={sheet.told}>
          <h2>{t('join.title')}</h2>
          <p>{t('join.words')}</p>
          <JoinForm />
        </section>
        <section className={sheet.told}>
          <h2>{t('found.title')}</h2>
          <p>{t('found.words')}</p>
          <div>
            <Button onPress={() => setFounding(true)}>{t('found.open')}</Button>
          </div>
        </section>
        <Application />
        <FoundMechanism isOpen={isFounding} onClose={() => setFounding(false)} />
      </div>
    );
  }
  return (
    <div className={styles.halves}>
      <ProfileFacts profile={{ ...trust.profile, readers: trust.readers }} />
      <section className={sheet.told}>
        <h2>{t('update.title')}</h2>
        <p>{t('update.words')}</p>
        {isJoining ? (
          <JoinForm onDone={() => setJoining(false)} />
        ) : (
          <div>
            <Button onPress={() => setJoining(true)}>{t('update.open')}</Button>
          </div>
        )}
      </section>
      <Application />
    </div>
  );
}

/** Becoming a member is a record like any other: filled in, handed over in a bundle, or printed. */
function Application(): ReactNode {
  const { t } = useTranslation('profile');
  return (
    <section className={sheet.told}>
      <h2>{t('apply.title')}</h2>
      <p>{t('apply.words')}</p>
      <div>
        <LinkButton to="/profile/joining">{t('apply.open')}</LinkButton>
      </div>
    </section>
  );
}

function JoinForm({ onDone }: { readonly onDone?: () => void }): ReactNode {
  const { t } = useTranslation('profile');
  const engine = useEngine();
  const { show } = useToast();
  const [text, setText] = useState('');
  const [problem, setProblem] = useState<EngineProblem | null>(null);
  const [isPending, setPending] = useState(false);
  const join = async (given: string): Promise<void> => {
    setPending(true);
    const joined = await engine.joinMechanism(given);
    setPending(false);
    setProblem(joined.ok ? null : joined.error);
    if (!joined.ok) return;
    show(t('join.done'));
    onDone?.();
  };
  return (
    <form
      id={JOIN_FORM}
      className={styles.stack}
      onSubmit={(event) => {
        event.preventDefault();
        if (!isPending) void join(text);
      }}
    >
      <TextIn
        label={t('join.field')}
        hint={t('join.hint')}
        value={text}
        onChange={setText}
        problem={problem}
        onFile={(given) => void join(given)}
      />
      {onDone !== undefined && (
        <div>
          <Button type="submit" isPending={isPending}>
            {t('join.button')}
          </Button>
        </div>
      )}
    </form>
  );
}

function ProfileFacts({ profile }: { readonly profile: MechanismProfile }): ReactNode {
  const { t } = useTranslation('profile');
  const saveFile = useSaveFile();
  return (
    <section className={sheet.told}>
      {profile.practice && <Notice tone="wait" title={t('facts.practice')} />}
      <dl className={styles.facts}>
        <div>
          <dt>{t('facts.fingerprint')}</dt>
          <dd>
            <Fingerprint id={profile.id} />
            <p className="small quiet">{t('facts.fingerprintWords')}</p>
          </dd>
        </div>
        <div>
          <dt>{t('facts.readers')}</dt>
          <dd>
            <ul>
              {profile.readers.map(({ name, role, recipient }) => (
                <li key={recipient}>
                  <bdi>{name}</bdi> <span className="quiet">· {t(`reader.${role}`)}</span>
                </li>
              ))}
            </ul>
          </dd>
        </div>
        <div>
          <dt>{t('facts.letterboxes')}</dt>
          <dd>
            {profile.letterboxes.length === 0 ? (
              <span className="quiet">{t('facts.noLetterboxes')}</span>
            ) : (
              <ul>
                {profile.letterboxes.map(({ name, url }) => (
                  <li key={url}>
                    <bdi>{name}</bdi> <span className="quiet">· {url}</span>
                  </li>
                ))}
              </ul>
            )}
          </dd>
        </div>
        <div>
          <dt>{t('facts.suite')}</dt>
          <dd>{t(`suite.${profile.suite}`)}</dd>
        </div>
      </dl>
      <div>
        <Button onPress={() => void saveFile('mecanismo.json', `${JSON.stringify(profile, null, 2)}\n`)}>
          {t('facts.save')}
        </Button>
      </div>
    </section>
  );
}
