// The roster that counts here: its number and day, so that an old one is noticed, and what it decides and why.

import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import type { TrustView } from '#renderer/engine/trust-views.ts';
import { useFormats } from '#renderer/i18n/format.ts';
import styles from './profile.module.css';

export function RosterFacts({ trust: { roster } }: { readonly trust: TrustView }): ReactNode {
  const { t } = useTranslation('profile');
  const { date } = useFormats();
  if (roster === null) return null;
  return (
    <section className={styles.stack} aria-labelledby="roster-title">
      <h2 id="roster-title">{t('roster.title', { version: roster.version })}</h2>
      {roster.at !== null && <p className="quiet">{t('roster.at', { when: date(roster.at) })}</p>}
      <ul className={styles.authors}>
        {roster.decided.map(({ what, kid, reason, name }) => (
          <li key={kid} className={styles.author}>
            <div>
              <h3>
                <bdi>{name ?? t('authors.unknown')}</bdi> <span className={styles.badge}>{t(`roster.${what}`)}</span>
              </h3>
              <p className="small quiet">
                <bdi>{reason}</bdi>
              </p>
            </div>
          </li>
        ))}
      </ul>
    </section>
  );
}
