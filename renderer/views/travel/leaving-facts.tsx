// How many of what, as receipts tell it: safe first, then what would be lost.

import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import type { LeavingView } from '#renderer/engine/leaving-views.ts';
import { useFormats } from '#renderer/i18n/format.ts';
import styles from './travel.module.css';

export const SAFE = ['confirmed', 'stored'] as const;
export const UNSAFE = ['unconfirmed', 'unfinished', 'staying', 'files', 'ofOthers', 'carried'] as const;
type Name = (typeof SAFE)[number] | (typeof UNSAFE)[number];

export interface LeavingFactsProps {
  readonly leaving: LeavingView;
  readonly names: readonly Name[];
  /** so many are shown even where there are none */
  readonly always?: number;
}

export function LeavingFacts({ leaving, names, always = 0 }: LeavingFactsProps): ReactNode {
  const { t } = useTranslation('travel');
  const { number } = useFormats();
  const isUnsafe = (name: Name): boolean => (UNSAFE as readonly Name[]).includes(name) && leaving[name] > 0;
  return (
    <dl className={styles.facts}>
      {names.map((name, at) =>
        leaving[name] === 0 && at >= always ? null : (
          <div key={name} {...(isUnsafe(name) ? { className: styles.unsafe } : {})}>
            <dt>{t(`fact.${name}`)}</dt>
            <dd className="number">{number(leaving[name])}</dd>
          </div>
        ),
      )}
    </dl>
  );
}

/** Whether anything would be lost with this notebook. */
export const wouldLose = (leaving: LeavingView): boolean =>
  leaving.isSecretariat || leaving.isSteward || UNSAFE.some((name) => leaving[name] > 0);
