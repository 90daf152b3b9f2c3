// "Guardado en este equipo · 10:42", always in sight: what the person wrote is on this laptop's disk. While
// typing it says so; a save that failed says why, and stays.

import { Check, CircleAlert, PenLine } from 'lucide-react';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { useFormats } from '#renderer/i18n/format.ts';
import { problemWords } from '#renderer/i18n/problem-words.ts';
import { useSave } from '#renderer/state/save.tsx';
import { Icon } from '#renderer/ui/icon.tsx';
import { names } from '#renderer/ui/names.ts';
import tool from './tool.module.css';
import styles from './saved-mark.module.css';

export function SavedMark(): ReactNode {
  const { t, i18n } = useTranslation(['app', 'errors']);
  const { state } = useSave();
  const { time } = useFormats();
  switch (state.type) {
    case 'writing':
      return (
        <p className={names(styles.mark, styles.writing)}>
          <Icon of={PenLine} size="small" />
          <span>{t('save.writing')}</span>
        </p>
      );
    case 'failed':
      return (
        <p role="alert" className={names(styles.mark, styles.failed)}>
          <Icon of={CircleAlert} size="small" />
          <span>
            {t('save.failed')} {problemWords(i18n, t, state.problem).join(' ')}
          </span>
        </p>
      );
    default:
      return (
        <p role="status" className={names(styles.mark, styles.saved)}>
          <Icon of={Check} size="small" />
          <span>
            <span className={tool.wide}>{t('save.saved')}</span>
            <span className={tool.narrow}>{t('save.savedShort')}</span>
            {state.type === 'saved' && <span className="number"> · {time(state.at)}</span>}
          </span>
        </p>
      );
  }
}
