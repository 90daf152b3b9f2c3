// One invitation and its steps, as the inviter sees them: give the code, take the answer, compare the pictures, give
// the enrolment. Nothing is signed before people have said that the pictures are the same.

import { type ReactNode, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { EngineProblem } from '#renderer/engine/engine-problem.ts';
import type { InvitationView } from '#renderer/engine/enrolment-views.ts';
import { useFormats } from '#renderer/i18n/format.ts';
import { useEngine } from '#renderer/state/engine-context.tsx';
import { Button } from '#renderer/ui/button.tsx';
import { CodeIn } from '#renderer/ui/code-in.tsx';
import { CodeOut } from '#renderer/ui/code-out.tsx';
import { EmojiRow } from '#renderer/ui/emoji-row.tsx';
import { ErrorText } from '#renderer/ui/error-text.tsx';
import { Notice } from '#renderer/ui/notice.tsx';
import sheet from '#renderer/ui/sheet.module.css';
import steps from '#renderer/ui/steps.module.css';
import { TextOut } from '#renderer/ui/text-out.tsx';
import type { NamesAsked } from '#shared/log/twins.ts';
import styles from './profile.module.css';
import { TwinNotice } from './twin-notice.tsx';

export interface InvitationPanelProps {
  readonly invitation: InvitationView;
  readonly onClose: () => void;
}

export function InvitationPanel({ invitation, onClose }: InvitationPanelProps): ReactNode {
  const { t } = useTranslation(['invitation', 'profile', 'app']);
  const { date } = useFormats();
  const engine = useEngine();
  const [problem, setProblem] = useState<EngineProblem | null>(null);
  const { id, organisation, role, until, isPast, state, answered, grant } = invitation;
  const run = async (work: Promise<{ readonly ok: true } | { readonly ok: false; readonly error: EngineProblem }>) => {
    const done = await work;
    setProblem(done.ok ? null : done.error);
    return done.ok;
  };
  const withdraw = async (): Promise<void> => {
    if (await run(engine.withdrawInvitation(id))) onClose();
  };
  return (
    <section className={sheet.told}>
      <h2>
        {t('app:labelled', { label: t('panel.title') })} <bdi>{organisation}</bdi>
      </h2>
      <p>
        {t(`profile:role.${role}`)}
        {until !== null && ` · ${t('panel.until', { until: date(until) })}`}
      </p>
      {isPast && state !== 'granted' && <Notice tone="wait" title={t('past', { until: date(until ?? '') })} />}
      <ol className={steps.steps}>
        <li>
          <h3>{t('panel.give')}</h3>
          {answered === null ? (
            <CodeOut label={t('panel.give')} codes={invitation.codes} fileName="invitacion" />
          ) : (
            <Notice tone="done" title={t('panel.answered', { name: answered.name })} />
          )}
        </li>
        <li>
          <h3>{t('panel.take')}</h3>
          {answered === null ? <TakeAnswer /> : <Compare answered={answered} />}
        </li>
        <li>
          <h3>{t('panel.grant')}</h3>
          {state === 'answered' && (
            <>
              <p>{t('compareWords')}</p>
              {answered !== null && <TwinNotice asked={namesIn(invitation, answered)} />}
              <div className={styles.authorEnd}>
                <Button onPress={() => void run(engine.grantInvitation(id))}>{t('panel.enrol')}</Button>
                <Button tone="danger" onPress={() => void withdraw()}>
                  {t('differ')}
                </Button>
              </div>
            </>
          )}
          {state === 'open' && <p className="quiet">{t('panel.grantLater')}</p>}
          {grant !== null && (
            <>
              <Notice tone="done" title={t('panel.done')} />
              <TextOut
                label={t('panel.grantText')}
                hint={t('panel.grantHint')}
                text={grant}
                fileName="inscripcion.json"
              />
            </>
          )}
        </li>
      </ol>
      {problem !== null && <ErrorText problem={problem} />}
      <div className={styles.authorEnd}>
        <Button onPress={onClose}>{t('panel.close')}</Button>
        {state === 'open' && (
          <Button tone="plain" onPress={() => void withdraw()}>
            {t('panel.withdraw')}
          </Button>
        )}
      </div>
    </section>
  );
}

/** An organisation that is let in is signed for by the name on its own card. */
const namesIn = (
  { subject, organisation }: InvitationView,
  { kid, name }: NonNullable<InvitationView['answered']>,
): NamesAsked =>
  subject === 'organisation'
    ? { kid, device: null, organisation: name, isOwnKey: true }
    : { kid, device: name, organisation, isOwnKey: false };

function Compare({ answered }: { readonly answered: NonNullable<InvitationView['answered']> }): ReactNode {
  const { t } = useTranslation('invitation');
  return (
    <div className={styles.stack}>
      <p>{t('panel.tellCode')}</p>
      <CodeOut label={t('panel.tellCode')} codes={answered.codes} fileName="comparacion" />
      <EmojiRow emoji={answered.emoji} label={t('pictures')} />
    </div>
  );
}

function TakeAnswer(): ReactNode {
  const { t } = useTranslation('invitation');
  const engine = useEngine();
  const [text, setText] = useState('');
  const [problem, setProblem] = useState<EngineProblem | null>(null);
  const isExpired = problem?.type === 'refused' && problem.reason.type === 'invitationExpired';
  const take = async (given: string, evenIfExpired: boolean): Promise<void> => {
    const taken = await engine.takeAnswer(given, evenIfExpired);
    setProblem(taken.ok ? null : taken.error);
  };
  return (
    <div className={styles.stack}>
      <CodeIn
        label={t('panel.answerField')}
        value={text}
        onChange={setText}
        problem={problem}
        lines={2}
        onFile={(given) => void take(given, false)}
      />
      <div className={styles.authorEnd}>
        <Button isDisabled={text.trim() === ''} onPress={() => void take(text, false)}>
          {t('panel.takeButton')}
        </Button>
        {isExpired && <Button onPress={() => void take(text, true)}>{t('panel.takeAnyway')}</Button>}
      </div>
    </div>
  );
}
