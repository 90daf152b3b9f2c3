// A plain notice in the page: what happened, what was kept, what to do. `danger` and `wait` are announced when
// they appear; the others are read where they stand.

import { CircleAlert, CircleCheck, Clock, Info, type LucideIcon } from 'lucide-react';
import type { ReactNode } from 'react';
import { Icon } from './icon.tsx';
import { names } from './names.ts';
import styles from './notice.module.css';

export type NoticeTone = 'info' | 'done' | 'wait' | 'danger';

export interface NoticeProps {
  readonly tone?: NoticeTone;
  readonly title?: ReactNode;
  /** buttons or links, at the end */
  readonly actions?: ReactNode;
  readonly className?: string | undefined;
  readonly children?: ReactNode;
}

const ICONS: Readonly<Record<NoticeTone, LucideIcon>> = {
  info: Info,
  done: CircleCheck,
  wait: Clock,
  danger: CircleAlert,
};

export function Notice({ tone = 'info', title, actions, className, children }: NoticeProps): ReactNode {
  const role = tone === 'danger' ? { role: 'alert' } : tone === 'wait' ? { role: 'status' } : {};
  return (
    <div {...role} className={names(styles.notice, styles[tone], className)}>
      <div className={styles.said}>
        <Icon of={ICONS[tone]} className={styles.icon} />
        <div className={styles.words}>
          {title !== undefined && <p className={styles.title}>{title}</p>}
          {children}
        </div>
      </div>
      {actions !== undefined && <div className={styles.actions}>{actions}</div>}
    </div>
  );
}
