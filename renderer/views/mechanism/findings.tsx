// What is vacant, due or cannot be, each in one sentence with the way to its record. Nobody is blamed: most of it is
// something that nobody has written down yet.

import { CircleCheck, Eye } from 'lucide-react';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { Link } from 'wouter';
import type { MechanismNow } from '#shared/report/mechanism-records.ts';
import { type Formats, useFormats } from '#renderer/i18n/format.ts';
import { Icon } from '#renderer/ui/icon.tsx';
import styles from './mechanism.module.css';

type Finding = MechanismNow['findings']['seats'][number] | MechanismNow['findings']['meetings'][number];

export function Findings({ findings }: { readonly findings: readonly Finding[] }): ReactNode {
  const { t } = useTranslation('mechanism');
  const formats = useFormats();
  return (
    <section className={styles.findings}>
      <h2 className={styles.head}>
        {t('findings.title')} {findings.length > 0 && <span className="number">{findings.length}</span>}
      </h2>
      {findings.length === 0 ? (
        <p className={styles.fine}>
          <Icon of={CircleCheck} size="small" /> {t('findings.none')}
        </p>
      ) : (
        <ul>
          {findings.map((finding) => (
            <li key={JSON.stringify(finding)}>
              <Icon of={Eye} size="small" />
              <p>
                {t(`finding.${finding.type}`, wordsIn(finding, formats))}{' '}
                {finding.records.slice(-1).map((record) => (
                  <Link key={record} href={`/record/${record}`}>
                    {t('findings.see')}
                  </Link>
                ))}
              </p>
            </li>
          ))}
        </ul>
      )}
    </section>
  );
}

const DATES: ReadonlySet<string> = new Set(['from', 'until', 'date', 'next', 'due']);

/** Its facts, dates as people write them. */
const wordsIn = (finding: Finding, formats: Formats): Readonly<Record<string, string>> =>
  Object.fromEntries(
    Object.entries(finding).map(([key, value]) => [key, DATES.has(key) ? formats.date(String(value)) : String(value)]),
  );
