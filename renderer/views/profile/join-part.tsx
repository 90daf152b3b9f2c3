// Joining by an invitation, the side of whoever joins: read it and answer, hear the inviter's code, compare the
// pictures, take the enrolment. One step at a time; each stays done when the notebook is closed.

import { type ReactNode, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { EngineProblem } from '#renderer/engine/engine-problem.ts';
import type { JoiningView } from '#renderer/engine/enrolment-views.ts';
import { useEngine, useRead } from '#renderer/state/engine-context.tsx';
import { Button } from '#renderer/ui/button.tsx';
import { CodeIn } from '#renderer/ui/code-in.tsx';
import { CodeOut } from '#renderer/ui/code-out.tsx';
import { EmojiRow } from '#renderer/ui/emoji-row.tsx';
import { Notice } from '#renderer/ui/notice.tsx';
import sheet from '#renderer/ui/sheet.module.css';
import steps from '#renderer/ui/steps.module.css';
import { TextField } from '#renderer/ui/text-field.tsx';
import { TextIn } from '#renderer/ui/text-in.tsx';
import { useToast } from '#renderer/ui/toast.tsx';
import styles from './profile.module.css';

/** Runs a flow and keeps why it did not go. */
function useStep() {
  const [problem, setProblem] = useState<EngineProblem | null>(null);
  const [isPending, setPending] = useState(false);
  const run = async (work: Promise<{ readonly ok: true } | { readonly ok: false; readonly error: EngineProblem }>) => {
    setPending(true);
    const done = await work;
    setPending(false);
    setProblem(done.ok ? null : done.error);
    return done.ok;
  };
  return { problem, isPending, run };
}

export function JoinPart({ name }: { readonly name: string }): ReactNode {
  const { t } = useTranslation('invitation');
  const enrolment = useRead((engine) => engine.enrolment(), ['trust']);
  if (enrolment === undefined) return null;
  const { joining } = enrolment;
  return (
    <section className={sheet.told}>
      <h2>{t('join.title')}</h2>
      <p>{t('join.words')}</p>
      {joining === null ? <ReadInvitation name={name} /> : <Steps joining={joining} />}
    </section>
  );
}

function ReadInvitation({ name: first }: { readonly name: string }): ReactNode {
  const { t } = useTranslation('invitation');
  const engine = useEngine();
  const [text, setText] = useState('');
  const [name, setName] = useState(first);
  const [organisation, setOrganisation] = useState('');
  const { problem, isPending, run } = useStep();
  return (
    <div className={styles.stack}>
      <CodeIn
        label={t('join.code')}
        hint={t('join.codeHint')}
        value={text}
        onChange={setText}
        problem={problem}
        lines={3}
      />
      <TextField label={t('join.name')} hint={t('join.nameHint')} value={name} onChange={setName} maxLength={200} />
      <TextField
        label={t('join.organisation')}
        hint={t('join.organisationHint')}
        value={organisation}
        onChange={setOrganisation}
        maxLength={200}
      />
      <div>
        <Button
          tone="main"
          isDisabled={text.trim() === '' || name.trim() === ''}
          isPending={isPending}
          onPress={() => void run(engine.answerInvitation(text, name, organisation))}
        >
          {t('join.answer')}
        </Button>
      </div>
    </div>
  );
}

function Steps({ joining }: { readonly joining: JoiningView }): ReactNode {
  const { t } = useTranslation('invitation');
  const engine = useEngine();
  const { run } = useStep();
  return (
    <>
      {joining.isPast && <Notice tone="wait" title={t('past', { until: joining.until })} />}
      <ol className={steps.steps}>
        <li>
          <h3>{t('join.give')}</h3>
          {joining.emoji === null ? (
            <>
              <p className="quiet">{t('join.giveWords')}</p>
              <CodeOut label={t('join.give')} codes={joining.codes} text={joining.answer} fileName="respuesta" />
            </>
          ) : (
            <Notice tone="done" title={t('join.given')} />
          )}
        </li>
        <li>
          <h3>{t('join.hear')}</h3>
          <Hear joining={joining} />
        </li>
        <li>
          <h3>{t('join.take')}</h3>
          {joining.isSame ? <Take /> : <p className="quiet">{t('join.takeLater')}</p>}
        </li>
      </ol>
      <div>
        <Button tone="plain" onPress={() => void run(engine.dropJoining())}>
          {t('join.drop')}
        </Button>
      </div>
    </>
  );
}

function Hear({ joining: { emoji, isSame } }: { readonly joining: JoiningView }): ReactNode {
  const { t } = useTranslation('invitation');
  const engine = useEngine();
  const [text, setText] = useState('');
  const { problem, run } = useStep();
  if (emoji === null) {
    return (
      <div className={styles.stack}>
        <CodeIn label={t('join.hearCode')} value={text} onChange={setText} problem={problem} lines={1} />
        <div>
          <Button isDisabled={text.trim() === ''} onPress={() => void run(engine.hearComparison(text))}>
            {t('join.hearButton')}
          </Button>
        </div>
      </div>
    );
  }
  return (
    <div className={styles.stack}>
      <EmojiRow emoji={emoji} label={t('pictures')} />
      {isSame ? (
        <Notice tone="done" title={t('join.same')} />
      ) : (
        <>
          <p>{t('compareWords')}</p>
          <div className={styles.authorEnd}>
            <Button onPress={() => void run(engine.settleComparison(true))}>{t('areSame')}</Button>
            <Button tone="danger" onPress={() => void run(engine.settleComparison(false))}>
              {t('differ')}
            </Button>
          </div>
        </>
      )}
    </div>
  );
}

function Take(): ReactNode {
  const { t } = useTranslation('invitation');
  const engine = useEngine();
  const { show } = useToast();
  const [text, setText] = useState('');
  const { problem, isPending, run } = useStep();
  const accept = async (given: string): Promise<void> => {
    if (await run(engine.acceptGrant(given))) show(t('join.done'));
  };
  return (
    <div className={styles.stack}>
      <TextIn
        label={t('join.takeField')}
        value={text}
        onChange={setText}
        problem={problem}
        lines={2}
        onFile={(given) => void accept(given)}
      />
      <div>
        <Button isDisabled={text.trim() === ''} isPending={isPending} onPress={() => void accept(text)}>
          {t('join.takeButton')}
        </Button>
      </div>
    </div>
  );
}
