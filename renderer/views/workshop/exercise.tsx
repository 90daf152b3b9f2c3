// One exercise: what it is good for, its steps, a hint for each that can be opened, and what of it this notebook holds.
// What somebody else would bring comes with a press and is taken in like any bundle; its report stands where all do.

import { ArrowLeft, ArrowRight, Check, Circle, Download } from 'lucide-react';
import { type ReactNode, useId, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Redirect, useParams } from 'wouter';
import type { EngineProblem } from '#renderer/engine/engine-problem.ts';
import { useEngine } from '#renderer/state/engine-context.tsx';
import { go } from '#renderer/state/route.ts';
import { useTakeIn } from '#renderer/state/take-in.tsx';
import { Button, LinkButton } from '#renderer/ui/button.tsx';
import { ErrorText } from '#renderer/ui/error-text.tsx';
import { Icon } from '#renderer/ui/icon.tsx';
import { Notice } from '#renderer/ui/notice.tsx';
import { Place } from '#renderer/ui/place.tsx';
import { type Exercise, EXERCISES, pathOf, type Practised, type Step, type StepAct, stepsDone } from './exercises.ts';
import { usePractised } from './use-practised.ts';
import { useSceneWords } from './scene-words.ts';
import sheet from '#renderer/ui/sheet.module.css';
import styles from './workshop.module.css';

export function ExercisePage(): ReactNode {
  const { name } = useParams();
  const exercise = EXERCISES.find((each) => each.name === name);
  const practised = usePractised();
  if (exercise === undefined) return <Redirect to="/workshop" replace />;
  return <OneExercise key={exercise.name} exercise={exercise} now={practised} />;
}

interface OneExerciseProps {
  readonly exercise: Exercise;
  /** undefined until it is known */
  readonly now: Practised | undefined;
}

function OneExercise({ exercise, now }: OneExerciseProps): ReactNode {
  const { t } = useTranslation('workshop');
  const { name, steps, to } = exercise;
  const at = EXERCISES.indexOf(exercise);
  const next = EXERCISES[at + 1];
  const done = now === undefined ? [] : stepsDone(exercise, now);
  const isDone = now !== undefined && done.every(Boolean);
  const toNext = next !== undefined && (
    <LinkButton {...(isDone && { tone: 'main' as const })} iconAfter={ArrowRight} to={pathOf(next)}>
      {t('next')}
    </LinkButton>
  );
  return (
    <Place
      title={t(`${name}.title`)}
      lede={t(`${name}.why`)}
      head={<p className="quiet">{t('number', { number: at + 1, of: EXERCISES.length })}</p>}
      crumbs={[{ label: t('title'), to: '/workshop' }, { label: t(`${name}.title`) }]}
      actionsStart={
        <LinkButton tone="plain" icon={ArrowLeft} to="/workshop">
          {t('all')}
        </LinkButton>
      }
      actions={
        <>
          {toNext}
          {to !== undefined && !isDone && (
            <LinkButton tone="main" to={to}>
              {t(`${name}.go`)}
            </LinkButton>
          )}
        </>
      }
    >
      {now !== undefined && (
        <div className={sheet.stack}>
          {isDone && <Notice tone="done" title={t('allDone')} />}
          <ol className={styles.steps} aria-label={t(`${name}.title`)}>
            {steps.map((step, place) => (
              <StepLine
                key={step.name}
                exercise={exercise}
                step={step}
                number={place + 1}
                isDone={done[place] === true}
                now={now}
              />
            ))}
          </ol>
        </div>
      )}
    </Place>
  );
}

interface StepLineProps {
  readonly exercise: Exercise;
  readonly step: Step;
  readonly number: number;
  readonly isDone: boolean;
  readonly now: Practised;
}

function StepLine({ exercise: { name }, step, number, isDone, now }: StepLineProps): ReactNode {
  const { t } = useTranslation('workshop');
  const words = useId();
  return (
    <li className={isDone ? styles.done : undefined}>
      <Icon of={isDone ? Check : Circle} />
      <div className={styles.step}>
        <p id={words}>{`${number}. ${t(`${name}.${step.name}`)}`}</p>
        <div className={styles.ways}>
          <details className={styles.hint}>
            <summary>{t('hint')}</summary>
            <p>{t(`${name}.${step.name}Hint`)}</p>
          </details>
          {step.act !== undefined && !isDone && (
            <Act act={step.act} label={`${name}.${step.name}Go`} now={now} about={words} />
          )}
        </div>
      </div>
      <span className={styles.state}>{t(isDone ? 'done' : 'toDo')}</span>
    </li>
  );
}

interface ActProps {
  readonly act: StepAct;
  /** what the way to it is called */
  readonly label: string;
  readonly now: Practised;
  /** id of the step's words */
  readonly about: string;
}

function Act({ act, label, now, about }: ActProps): ReactNode {
  const { t } = useTranslation('workshop');
  if (act.type === 'receive') return <Receive act={act} isOpen={act.mayCome(now)} about={about} />;
  const to = act.to(now);
  return (
    to !== null && (
      <div>
        <LinkButton to={to}>{t(label)}</LinkButton>
      </div>
    )
  );
}

interface ReceiveProps {
  readonly act: Extract<StepAct, { readonly type: 'receive' }>;
  readonly isOpen: boolean;
  readonly about: string;
}

function Receive({ act: { scene, part }, isOpen, about }: ReceiveProps): ReactNode {
  const { t } = useTranslation('workshop');
  const engine = useEngine();
  const { takeFiles } = useTakeIn();
  const wordsOf = useSceneWords();
  const [problem, setProblem] = useState<EngineProblem | null>(null);
  const [isPending, setPending] = useState(false);
  const receive = async (): Promise<void> => {
    setPending(true);
    const made = await engine.makeScene(scene, part, wordsOf(scene));
    setPending(false);
    setProblem(made.ok ? null : made.error);
    if (!made.ok) return;
    void takeFiles([made.value]);
    go('/hand-over');
  };
  return (
    <div>
      <Button
        icon={Download}
        isDisabled={!isOpen}
        isPending={isPending}
        aria-describedby={about}
        onPress={() => void receive()}
      >
        {t('receive')}
      </Button>
      {problem !== null && <ErrorText problem={problem} />}
    </div>
  );
}
