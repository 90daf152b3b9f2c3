// This device: its fingerprint, its name, its organisation and role once enrolled. Enrolling takes three steps
// that two people do together: make a card, give it, take in what comes back. The passphrase is changed here.

import { type ReactNode, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { EngineProblem } from '#renderer/engine/engine-problem.ts';
import type { TrustView } from '#renderer/engine/trust-views.ts';
import { useEngine } from '#renderer/state/engine-context.tsx';
import { Button, LinkButton } from '#renderer/ui/button.tsx';
import { ErrorText } from '#renderer/ui/error-text.tsx';
import { Fingerprint } from '#renderer/ui/fingerprint.tsx';
import { Notice } from '#renderer/ui/notice.tsx';
import sheet from '#renderer/ui/sheet.module.css';
import steps from '#renderer/ui/steps.module.css';
import { TextField } from '#renderer/ui/text-field.tsx';
import { TextIn } from '#renderer/ui/text-in.tsx';
import { TextOut } from '#renderer/ui/text-out.tsx';
import { ChangePassphrase } from './change-passphrase.tsx';
import styles from './profile.module.css';

export function DevicePart({ trust }: { readonly trust: TrustView }): ReactNode {
  const { t } = useTranslation('profile');
  const { self, device } = trust;
  const [isChanging, setChanging] = useState(false);
  return (
    <div className={styles.halves}>
      <section className={sheet.told}>
        <h2>{t('device.title')}</h2>
        <dl className={styles.facts}>
          <div>
            <dt>{t('device.name')}</dt>
            <dd>{self?.name ?? device.name ?? <span className="quiet">{t('device.noName')}</span>}</dd>
          </div>
          <div>
            <dt>{t('device.organisation')}</dt>
            <dd>
              {self === null ? (
                <span className="quiet">{t('device.notEnrolled')}</span>
              ) : (
                <bdi>{self.organisation}</bdi>
              )}
            </dd>
          </div>
          {self !== null && (
            <div>
              <dt>{t('device.role')}</dt>
              <dd>{self.scope.roles.map((role) => t(`role.${role}`)).join(', ')}</dd>
            </div>
          )}
          <div>
            <dt>{t('device.fingerprint')}</dt>
            <dd>
              <Fingerprint id={device.kid} />
              <p className="small quiet">{t('device.fingerprintWords')}</p>
            </dd>
          </div>
        </dl>
        <div>
          <Button onPress={() => setChanging(true)}>{t('passphrase.open')}</Button>
        </div>
        <ChangePassphrase isOpen={isChanging} onClose={() => setChanging(false)} />
        <TravelOffer />
      </section>
      <EnrolSteps trust={trust} />
    </div>
  );
}

function TravelOffer(): ReactNode {
  const { t } = useTranslation('travel');
  return (
    <div className={styles.stack}>
      <h3>{t('openTitle')}</h3>
      <p className="quiet">{t('openWords')}</p>
      <div>
        <LinkButton to="/travel">{t('open')}</LinkButton>
      </div>
    </div>
  );
}

function EnrolSteps({ trust }: { readonly trust: TrustView }): ReactNode {
  const { t } = useTranslation('profile');
  return (
    <section className={sheet.told}>
      <h2>{trust.self === null ? t('enrol.title') : t('enrol.again')}</h2>
      {trust.profile === null && (
        <Notice tone="info" title={t('enrol.joinFirst')}>
          <p>{t('enrol.joinFirstWords')}</p>
        </Notice>
      )}
      <ol className={steps.steps}>
        <li>
          <h3>{t('enrol.step1')}</h3>
          <MakeCard name={trust.self?.name ?? trust.device.name ?? ''} />
        </li>
        <li>
          <h3>{t('enrol.step2')}</h3>
          <p className="quiet">{t('enrol.step2Words')}</p>
        </li>
        <li>
          <h3>{t('enrol.step3')}</h3>
          <AcceptCredentials />
        </li>
      </ol>
    </section>
  );
}

function MakeCard({ name: first }: { readonly name: string }): ReactNode {
  const { t } = useTranslation('profile');
  const engine = useEngine();
  const [name, setName] = useState(first);
  const [card, setCard] = useState<string | null>(null);
  const [problem, setProblem] = useState<EngineProblem | null>(null);
  const make = async (): Promise<void> => {
    const made = await engine.makeCard(name);
    setProblem(made.ok ? null : made.error);
    setCard(made.ok ? made.value : null);
  };
  return (
    <div className={styles.stack}>
      <TextField label={t('card.name')} hint={t('card.nameHint')} value={name} onChange={setName} maxLength={200} />
      <div>
        <Button isDisabled={name.trim() === ''} onPress={() => void make()}>
          {t('card.make')}
        </Button>
      </div>
      {problem !== null && <ErrorText problem={problem} />}
      {card !== null && (
        <TextOut label={t('card.text')} hint={t('card.textHint')} text={card} fileName="tarjeta.json" />
      )}
    </div>
  );
}

function AcceptCredentials(): ReactNode {
  const { t } = useTranslation('profile');
  const engine = useEngine();
  const [text, setText] = useState('');
  const [accepted, setAccepted] = useState<number | null>(null);
  const [problem, setProblem] = useState<EngineProblem | null>(null);
  const accept = async (given: string): Promise<void> => {
    const answer = await engine.acceptCredentials(given);
    setProblem(answer.ok ? null : answer.error);
    setAccepted(answer.ok ? answer.value.accepted : null);
    if (answer.ok && answer.value.accepted > 0) setText('');
  };
  return (
    <div className={styles.stack}>
      <TextIn
        label={t('accept.field')}
        value={text}
        onChange={setText}
        problem={problem}
        lines={3}
        onFile={(given) => void accept(given)}
      />
      <div>
        <Button isDisabled={text.trim() === ''} onPress={() => void accept(text)}>
          {t('accept.button')}
        </Button>
      </div>
      {accepted !== null && (
        <Notice
          tone={accepted > 0 ? 'done' : 'wait'}
          title={accepted > 0 ? t('accept.done', { count: accepted }) : t('accept.nothing')}
        />
      )}
    </div>
  );
}
