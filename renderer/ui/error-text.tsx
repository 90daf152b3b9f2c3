// A typed problem in the person's words: what happened and, where the words have it, what was kept and what to
// do next. The facts of the problem fill the words (sizes in MB, seconds to wait).

import { CircleAlert } from 'lucide-react';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { type Problem, problemWords } from '#renderer/i18n/problem-words.ts';
import { Icon } from './icon.tsx';
import { Notice } from './notice.tsx';
import styles from './error-text.module.css';

export interface ErrorTextProps {
  readonly problem: Problem;
  /** `notice`: a box of its own; `line`: beside its cause */
  readonly look?: 'notice' | 'line';
  readonly title?: ReactNode;
  readonly actions?: ReactNode;
}

export function ErrorText({ problem, look = 'notice', title, actions }: ErrorTextProps): ReactNode {
  const { t, i18n } = useTranslation('errors');
  const words = problemWords(i18n, t, problem);
  if (look === 'line') {
    return (
      <p role="alert" className={styles.line}>
        <Icon of={CircleAlert} size="small" />
        <span>{words.join(' ')}</span>
      </p>
    );
  }
  const [first, ...rest] = words;
  return (
    <Notice tone="danger" title={title ?? first} actions={actions}>
      {title !== undefined && <p>{first}</p>}
      {rest.map((sentence) => (
        <p key={sentence}>{sentence}</p>
      ))}
    </Notice>
  );
}
