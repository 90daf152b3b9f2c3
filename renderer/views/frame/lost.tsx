// What is lost if a phrase, a computer or a stick is lost: one page, in plain words, and true (4-security).

import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import styles from './help.module.css';
import { QUICK_EXIT_KEY } from './quick-exit.ts';

const CASES = [
  'phrase',
  'sheet',
  'copy',
  'closed',
  'open',
  'forced',
  'shared',
  'erased',
  'broken',
  'stick',
  'letterbox',
  'given',
  'signing',
  'secretariat',
  'key',
  'share',
  'steward',
  'old',
] as const;

export function Lost(): ReactNode {
  const { t } = useTranslation('lost');
  return (
    <>
      <p>{t('lede')}</p>
      <dl className={styles.lost}>
        {CASES.map((name) => (
          <div key={name}>
            <dt>{t(`when_${name}`)}</dt>
            <dd>{t(`then_${name}`, { key: QUICK_EXIT_KEY })}</dd>
          </div>
        ))}
      </dl>
    </>
  );
}
