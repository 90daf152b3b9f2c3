// The sections of the form as knots on a cord: empty, begun, complete, or with something to look at; above them the
// short page, where the kind has one, and typing from paper.

import { Keyboard, Zap } from 'lucide-react';
import { memo, type ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { Link } from 'wouter';
import type { RecordView } from '#renderer/engine/record-views.ts';
import { useLanguage } from '#renderer/i18n/language.ts';
import { PAPER } from '#renderer/state/new-record.ts';
import { Icon } from '#renderer/ui/icon.tsx';
import { names } from '#renderer/ui/names.ts';
import { SectionKnot } from '#renderer/ui/section-track.tsx';
import type { RecordId } from '#shared/base/ids.ts';
import { fieldOfPath } from '#shared/record/cells.ts';
import type { Kind } from '#shared/record/definition.ts';
import { QUICK, signOf } from './form-kind.ts';
import styles from './record-form.module.css';

export interface SectionNavProps {
  readonly kind: Kind;
  readonly record: RecordId;
  readonly sections: RecordView['sections'];
  readonly problems: RecordView['problems'];
  readonly current: string | undefined;
  readonly isFinished: boolean;
}

export const SectionNav = memo(function SectionNav({
  kind,
  record,
  sections,
  problems,
  current,
  isFinished,
}: SectionNavProps): ReactNode {
  const { t } = useTranslation('form');
  const language = useLanguage();
  return (
    <nav
      aria-label={t('sections.label')}
      className={names(styles.sections, signOf(kind, '') !== undefined && styles.lettered)}
    >
      <p className={styles.status}>
        {kind.label[language]} · {t(isFinished ? 'sections.finished' : 'sections.draft')}
      </p>
      {kind.quick.length > 0 && (
        <Link
          href={`/record/${record}/edit/${QUICK}`}
          aria-current={current === QUICK ? 'step' : undefined}
          className={names(styles.section, styles.quick)}
        >
          <Icon of={Zap} />
          {t('quick.name')}
        </Link>
      )}
      <Link href={`/record/${record}/edit/${PAPER}`} className={names(styles.section, styles.quick)}>
        <Icon of={Keyboard} />
        {t('paper.name')}
      </Link>
      <ol>
        {kind.sections.map(({ key, label }) => {
          const state = sections.find((each) => each.key === key)?.state ?? 'empty';
          const errors = problems.filter(
            ({ path, severity, type }) =>
              severity === 'error' && type !== 'missing' && fieldOfPath(kind.key, path)?.section === key,
          ).length;
          return (
            <li key={key}>
              <Link
                href={`/record/${record}/edit/${key}`}
                aria-current={key === current ? 'step' : undefined}
                className={styles.section}
              >
                <svg width={20} height={20} viewBox="0 0 20 20" aria-hidden focusable={false}>
                  <SectionKnot state={state} x={10} y={10} />
                </svg>
                <span>
                  {signOf(kind, key) !== undefined && <b>{signOf(kind, key)} </b>}
                  <span className={styles.sectionName}>{label[language]}</span>
                  <span className={names(styles.state, styles[state])}>
                    {state === 'errors' ? t('sections.errors', { count: errors }) : t(`sections.${state}`)}
                  </span>
                </span>
              </Link>
            </li>
          );
        })}
      </ol>
    </nav>
  );
});
