// The exercises of a workshop, one line each, with how much of it is done in this notebook; the ways into a room, and
// what the trainer needs.

import { BookOpen, Check, Circle, DoorOpen, RadioTower } from 'lucide-react';
import { type ReactNode, useId } from 'react';
import { useTranslation } from 'react-i18next';
import { LinkButton } from '#renderer/ui/button.tsx';
import { Icon } from '#renderer/ui/icon.tsx';
import { Place } from '#renderer/ui/place.tsx';
import { type Exercise, EXERCISES, pathOf, stepsDone } from './exercises.ts';
import { usePractised } from './use-practised.ts';
import sheet from '#renderer/ui/sheet.module.css';
import styles from './workshop.module.css';

export function Workshop(): ReactNode {
  const { t } = useTranslation('workshop');
  const practised = usePractised();
  const head = (
    <div className={sheet.buttons}>
      <LinkButton icon={DoorOpen} to="/workshop/enter">
        {t('enter')}
      </LinkButton>
      <LinkButton icon={RadioTower} to="/workshop/room">
        {t('room')}
      </LinkButton>
      <LinkButton icon={BookOpen} to="/workshop/guide">
        {t('guide')}
      </LinkButton>
    </div>
  );
  return (
    <Place title={t('title')} lede={t('lede')} head={head} crumbs={[{ label: t('title') }]}>
      {practised !== undefined && (
        <ol className={styles.exercises}>
          {EXERCISES.map((exercise) => (
            <ExerciseLine
              key={exercise.name}
              exercise={exercise}
              done={stepsDone(exercise, practised).filter(Boolean).length}
            />
          ))}
        </ol>
      )}
    </Place>
  );
}

interface ExerciseLineProps {
  readonly exercise: Exercise;
  /** steps */
  readonly done: number;
}

function ExerciseLine({ exercise, done }: ExerciseLineProps): ReactNode {
  const { t } = useTranslation(['workshop', 'room']);
  const { name, steps } = exercise;
  const isDone = done === steps.length;
  const heading = useId();
  return (
    <li>
      <section className={styles.line} aria-labelledby={heading}>
        <span className={isDone ? styles.done : undefined}>
          <Icon of={isDone ? Check : Circle} />
        </span>
        <div>
          <h2 id={heading}>{t(`${name}.title`)}</h2>
          <p className="quiet">{t(`${name}.why`)}</p>
        </div>
        <span className={styles.state}>{isDone ? t('done') : t('room:steps', { done, of: steps.length })}</span>
        <LinkButton to={pathOf(exercise)} label={`${t('open')}: ${t(`${name}.title`)}`}>
          {t('open')}
        </LinkButton>
      </section>
    </li>
  );
}
