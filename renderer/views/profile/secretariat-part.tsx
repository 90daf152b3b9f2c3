// The secretariat enrols a device: its card comes in, the text to give back goes out. Before pressing, both
// people read the fingerprint to one another: that is what makes the signature worth something.

import { type ReactNode, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { EngineProblem } from '#renderer/engine/engine-problem.ts';
import type { TrustView } from '#renderer/engine/trust-views.ts';
import { useEngine, useRead } from '#renderer/state/engine-context.tsx';
import { Button } from '#renderer/ui/button.tsx';
import { Notice } from '#renderer/ui/notice.tsx';
import sheet from '#renderer/ui/sheet.module.css';
import { TextField } from '#renderer/ui/text-field.tsx';
import { TextIn } from '#renderer/ui/text-in.tsx';
import { TextOut } from '#renderer/ui/text-out.tsx';
import { keyIdOf } from '#shared/log/envelope.ts';
import type { Role } from '#shared/log/roster.ts';
import { CardFacts, useCard } from './card-facts.tsx';
import styles from './profile.module.css';
import { RoleSelect } from './role-select.tsx';
import { isRootElsewhere, RootElsewhere } from './root-elsewhere.tsx';
import { TwinNotice } from './twin-notice.tsx';

/** The form's button stands in the action bar. */
export const ENROL_FORM = 'enrol-device';

export const SecretariatPart = ({ trust }: { readonly trust: TrustView }): ReactNode =>
  isRootElsewhere(trust) ? <RootElsewhere trust={trust} /> : <Enrolling />;

function Enrolling(): ReactNode {
  const { t } = useTranslation('profile');
  const engine = useEngine();
  const [text, setText] = useState('');
  const card = useCard(text);
  const [organisation, setOrganisation] = useState('');
  const [role, setRole] = useState<Role>('recorder');
  const [given, setGiven] = useState<string | null>(null);
  const [problem, setProblem] = useState<EngineProblem | null>(null);
  const [isPending, setPending] = useState(false);
  const organisations = useRead((door) => door.organisations(organisation), ['trust'], [organisation]) ?? [];
  const enrol = async (): Promise<void> => {
    setPending(true);
    const enrolled = await engine.enrolDevice(text, role, organisation.trim());
    setPending(false);
    setProblem(enrolled.ok ? null : enrolled.error);
    setGiven(enrolled.ok ? enrolled.value : null);
  };
  return (
    <div className={styles.halves}>
      <form
        id={ENROL_FORM}
        className={sheet.told}
        onSubmit={(event) => {
          event.preventDefault();
          if (!isPending) void enrol();
        }}
      >
        <h2>{t('enrolOther.title')}</h2>
        <TextIn
          label={t('enrolOther.card')}
          value={text}
          onChange={(next) => {
            setText(next);
            setGiven(null);
          }}
          problem={problem}
        />
        {card !== null && <CardFacts card={card} />}
        <TextField
          label={t('enrolOther.organisation')}
          hint={organisations.length > 0 ? t('enrolOther.organisationHint') : undefined}
          value={organisation}
          onChange={setOrganisation}
          maxLength={200}
        />
        {card !== null && (
          <TwinNotice
            asked={{ kid: keyIdOf(card.key), device: card.name, organisation: organisation.trim(), isOwnKey: false }}
          />
        )}
        {organisations.length > 0 && (
          <ul className={styles.suggestions} aria-label={t('enrolOther.known')}>
            {organisations.map((name) => (
              <li key={name}>
                <Button tone="plain" onPress={() => setOrganisation(name)}>
                  <bdi>{name}</bdi>
                </Button>
              </li>
            ))}
          </ul>
        )}
        <RoleSelect value={role} onChange={setRole} by="secretariat" />
      </form>
      <section className={sheet.told} aria-live="polite">
        <h2>{t('enrolOther.giveBack')}</h2>
        {given === null ? (
          <p className="quiet">{t('enrolOther.giveBackEmpty')}</p>
        ) : (
          <>
            <Notice tone="done" title={t('enrolOther.done')} />
            <TextOut
              label={t('enrolOther.text')}
              hint={t('enrolOther.textHint')}
              text={given}
              fileName="inscripcion.json"
            />
          </>
        )}
      </section>
    </div>
  );
}
