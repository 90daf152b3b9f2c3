// Beside the form, in wide windows: the objectives of the record in the Compact's words, and who reads what.

import { BookOpen } from 'lucide-react';
import { memo, type ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { useLanguage } from '#renderer/i18n/language.ts';
import { Cord } from '#renderer/ui/cord.tsx';
import { Icon } from '#renderer/ui/icon.tsx';
import { LEVELS } from '#shared/log/change.ts';
import { objectiveByNumber } from '#shared/mechanism/compact.ts';
import { plainWordsOf } from '#shared/mechanism/plain-words.ts';
import { LEVEL_ICONS } from './sensitivity.tsx';
import styles from './record-form.module.css';

/** So many objectives fit beside a form. */
const SHOWN = 4;

export const FormHelp = memo(function FormHelp({ objectives }: { readonly objectives: readonly number[] }): ReactNode {
  const { t } = useTranslation(['form', 'record']);
  const language = useLanguage();
  return (
    <aside aria-label={t('help.label')} tabIndex={0} className={styles.help}>
      <h2>
        <Icon of={BookOpen} />
        {t('help.label')}
      </h2>
      {objectives.slice(0, SHOWN).map((objective) => {
        const known = objectiveByNumber(objective);
        if (known === undefined) return null;
        return (
          <div key={objective}>
            <h3>
              <Cord mesa={known.mesa} />
              {objective} {known.short[language]}
            </h3>
            <p>{plainWordsOf(objective)?.[language]}</p>
            <p className="quiet small">{known.title[language]}.</p>
          </div>
        );
      })}
      <h3>{t('help.who')}</h3>
      <dl className={styles.levels}>
        {LEVELS.map((level) => (
          <div key={level}>
            <dt>
              <Icon of={LEVEL_ICONS[level]} size="small" />
              {t(`record:level.${level}.name`)}
            </dt>
            <dd>{t(`record:level.${level}.who`)}</dd>
          </div>
        ))}
      </dl>
      <h3>{t('help.keys')}</h3>
      <dl className={styles.levels}>
        <div>
          <dt>
            <kbd>Ctrl ↵</kbd>
          </dt>
          <dd>{t('help.next')}</dd>
        </div>
        <div>
          <dt>
            <kbd>Alt ↑ ↓</kbd>
          </dt>
          <dd>{t('help.move')}</dd>
        </div>
      </dl>
    </aside>
  );
});
