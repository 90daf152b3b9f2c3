// The past of the list of signatures: number by number, who came back and who left, why, and which keys signed it.

import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import type { RosterStep } from '#renderer/engine/signing-views.ts';
import { useFormats } from '#renderer/i18n/format.ts';
import sheet from '#renderer/ui/sheet.module.css';
import { shortCodeOf } from '#shared/base/ids.ts';
import styles from './profile.module.css';

const WHAT = { revoked: 'history.left', readmitted: 'history.came', closed: 'history.closed' } as const;

export function RosterPast({ steps }: { readonly steps: readonly RosterStep[] }): ReactNode {
  const { t } = useTranslation('roots');
  const { date } = useFormats();
  return (
    <section className={sheet.told}>
      <h2>{t('history.title')}</h2>
      {steps.length === 0 && <p>{t('history.first')}</p>}
      <ol className={styles.authors} reversed>
        {steps.map(({ version, at, facts, names, signed }) => (
          <li key={version} className={styles.step}>
            <h3>
              {t('history.version', { version })}
              {at !== null && <span className="quiet"> · {date(at)}</span>}
            </h3>
            {facts.isSuccession && <p>{t('history.rooted')}</p>}
            <ul>
              {facts.decided.map(({ what, kid, reason }) => (
                <li key={kid}>
                  {t(WHAT[what], { name: names[kid] || t('waiting.unknown') })}{' '}
                  <span className="quiet">· {reason}</span>
                </li>
              ))}
              {facts.reads?.map(({ name, key }) => (
                <li key={key}>{t('history.reads', { name, key: shortCodeOf(key) })}</li>
              ))}
            </ul>
            <p className="small quiet">{t('history.signedBy', { numbers: signed.join(', ') })}</p>
          </li>
        ))}
      </ol>
    </section>
  );
}
