// Inviting: what for, until when; then the invitations, each with the step it is at. The one that is looked at shows
// its code, takes the answer, shows the pictures to compare, and gives the enrolment.

import { type ReactNode, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { EngineProblem } from '#renderer/engine/engine-problem.ts';
import type { EnrolmentView, InvitationView } from '#renderer/engine/enrolment-views.ts';
import type { TrustView } from '#renderer/engine/trust-views.ts';
import { useFormats } from '#renderer/i18n/format.ts';
import { useEngine, useRead } from '#renderer/state/engine-context.tsx';
import { Button } from '#renderer/ui/button.tsx';
import { ErrorText } from '#renderer/ui/error-text.tsx';
import { Notice } from '#renderer/ui/notice.tsx';
import { RadioGroup } from '#renderer/ui/radio-group.tsx';
import sheet from '#renderer/ui/sheet.module.css';
import { TextField } from '#renderer/ui/text-field.tsx';
import type { Role } from '#shared/log/roster.ts';
import { InvitationPanel } from './invitation-panel.tsx';
import styles from './profile.module.css';
import { RoleSelect } from './role-select.tsx';

const DAYS = 14;

/** The form's button stands in the action bar. */
export const INVITE_FORM = 'invite';

export function InvitePart({ trust }: { readonly trust: TrustView }): ReactNode {
  const enrolment = useRead((engine) => engine.enrolment(), ['trust']);
  const [shown, setShown] = useState<string | null>(null);
  if (enrolment === undefined) return null;
  const invitation = enrolment.invitations.find(({ id }) => id === shown);
  return (
    <div className={styles.halves}>
      <InviteForm trust={trust} mayInvite={enrolment.mayInvite} onDone={setShown} />
      {invitation === undefined ? (
        <Invitations invitations={enrolment.invitations} onShow={setShown} />
      ) : (
        <InvitationPanel key={invitation.id} invitation={invitation} onClose={() => setShown(null)} />
      )}
    </div>
  );
}

interface InviteFormProps {
  readonly trust: TrustView;
  readonly mayInvite: EnrolmentView['mayInvite'];
  readonly onDone: (id: string) => void;
}

function InviteForm({ trust, mayInvite, onDone }: InviteFormProps): ReactNode {
  const { t } = useTranslation(['invitation', 'profile']);
  const engine = useEngine();
  const own = trust.self?.organisation ?? '';
  const [subject, setSubject] = useState<InvitationView['subject']>('device');
  const [organisation, setOrganisation] = useState(mayInvite === 'steward' ? own : '');
  const [role, setRole] = useState<Role>('recorder');
  const [until, setUntil] = useState(() => inDays(DAYS));
  const [problem, setProblem] = useState<EngineProblem | null>(null);
  const [isAsked, setAsked] = useState(false);
  const isDate = until === '' || /^20\d\d-(0[1-9]|1[0-2])-(0[1-9]|[12]\d|3[01])$/.test(until);
  const invite = async (): Promise<void> => {
    setAsked(true);
    if (organisation.trim() === '' || !isDate) return;
    const asSubject = subject === 'organisation' ? 'steward' : role;
    const facts = { subject, organisation: organisation.trim(), role: asSubject, until: until === '' ? null : until };
    const done = await engine.invite(facts);
    setProblem(done.ok ? null : done.error);
    if (done.ok) onDone(done.value);
  };
  return (
    <form
      id={INVITE_FORM}
      className={sheet.told}
      onSubmit={(event) => {
        event.preventDefault();
        void invite();
      }}
    >
      <h2>{t('invite.title')}</h2>
      <p>{t('invite.words')}</p>
      {mayInvite === 'secretariat' && (
        <RadioGroup
          label={t('invite.whom')}
          value={subject}
          onChange={(key) => setSubject(key === 'organisation' ? 'organisation' : 'device')}
          options={[
            { key: 'device', label: t('invite.device'), hint: t('invite.deviceHint') },
            { key: 'organisation', label: t('invite.organisation'), hint: t('invite.organisationHint') },
          ]}
        />
      )}
      {mayInvite === 'secretariat' && (
        <TextField
          label={t('invite.under')}
          value={organisation}
          onChange={setOrganisation}
          error={isAsked && organisation.trim() === '' ? t('profile:found.missing') : undefined}
          maxLength={200}
        />
      )}
      {subject === 'device' && <RoleSelect value={role} onChange={setRole} by={mayInvite} />}
      <TextField
        label={t('invite.until')}
        hint={t('invite.untilHint')}
        value={until}
        onChange={setUntil}
        error={isAsked && !isDate ? t('invite.untilProblem') : undefined}
        maxLength={10}
      />
      {problem !== null && <ErrorText problem={problem} />}
      <Stewards trust={trust} />
    </form>
  );
}

/** Organisations whose only steward could leave and take the key along. */
function Stewards({ trust }: { readonly trust: TrustView }): ReactNode {
  const { t } = useTranslation('invitation');
  const { list } = useFormats();
  const { names, total } = trust.stewardsAlone;
  if (total === 0) return null;
  const named = total <= names.length ? list(names) : t('invite.aloneMany', { count: total });
  return (
    <Notice tone="info" title={t('invite.alone')}>
      <p>
        {t('invite.aloneWords')} <bdi>{named}</bdi>
      </p>
    </Notice>
  );
}

interface InvitationsProps {
  readonly invitations: readonly InvitationView[];
  readonly onShow: (id: string) => void;
}

function Invitations({ invitations, onShow }: InvitationsProps): ReactNode {
  const { t } = useTranslation(['invitation', 'profile']);
  const { day } = useFormats();
  return (
    <section className={sheet.told}>
      <h2>{t('list.title')}</h2>
      {invitations.length === 0 ? (
        <p className="quiet">{t('list.empty')}</p>
      ) : (
        <ul className={styles.authors}>
          {invitations.map(({ id, organisation, role, state, madeAt, answered }) => (
            <li key={id} className={styles.author}>
              <div>
                <h3>
                  <bdi>{answered?.name ?? organisation}</bdi>{' '}
                  <span className={styles.badge}>{t(`state.${state}`)}</span>
                </h3>
                <p className="small quiet">
                  <bdi>{organisation}</bdi> · {t(`profile:role.${role}`)} · {day(madeAt, 'short')}
                </p>
              </div>
              {state !== 'withdrawn' && (
                <Button onPress={() => onShow(id)}>
                  {t('list.open')}
                  <span className="hidden-visually">: {answered?.name ?? organisation}</span>
                </Button>
              )}
            </li>
          ))}
        </ul>
      )}
    </section>
  );
}

/** ISO date, by this device's calendar. */
function inDays(days: number): string {
  const date = new Date();
  date.setDate(date.getDate() + days);
  return [date.getFullYear(), date.getMonth() + 1, date.getDate()]
    .map((part) => String(part).padStart(2, '0'))
    .join('-');
}
