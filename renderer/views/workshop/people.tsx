// Who is in the room, and how far each of them is with each exercise, as their laptops tell it.

import { Check } from 'lucide-react';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { Icon } from '#renderer/ui/icon.tsx';
import type { Participant } from '#shared/wire/room.ts';
import { EXERCISES } from './exercises.ts';
import styles from './room.module.css';

export function People({ people }: { readonly people: readonly Participant[] }): ReactNode {
  const { t } = useTranslation(['room', 'workshop']);
  if (people.length === 0) return <p>{t('nobody')}</p>;
  return (
    <div className={styles.scroll} role="region" aria-label={t('people')} tabIndex={0}>
      <table className={styles.people}>
        <thead>
          <tr>
            <th scope="col">{t('person')}</th>
            {EXERCISES.map(({ name }) => (
              <th key={name} scope="col">
                {t(`workshop:${name}.title`)}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {people.map((person) => (
            <tr key={person.kid}>
              <th scope="row">
                <bdi>{person.name}</bdi>
              </th>
              {EXERCISES.map(({ name, steps }) => (
                <td key={name}>
                  <Done count={stepsOf(person, name)} of={steps.length} />
                </td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}

function Done({ count, of }: { readonly count: number; readonly of: number }): ReactNode {
  const { t } = useTranslation(['room', 'workshop']);
  if (count < of) return t('steps', { done: count, of });
  return (
    <span className={styles.done}>
      <Icon of={Check} size="small" />
      {t('workshop:done')}
    </span>
  );
}

const stepsOf = ({ progress }: Participant, exercise: string): number =>
  progress.find(({ name }) => name === exercise)?.steps.filter(Boolean).length ?? 0;
