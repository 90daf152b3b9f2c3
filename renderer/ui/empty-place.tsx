// An empty place says in one sentence what will be here, and offers the first step. A bare cord hangs over it.

import type { ReactNode } from 'react';
import { MainCord } from './cord.tsx';
import styles from './empty-place.module.css';

export interface EmptyPlaceProps {
  readonly title: ReactNode;
  readonly children?: ReactNode;
  readonly actions?: ReactNode;
}

export function EmptyPlace({ title, children, actions }: EmptyPlaceProps): ReactNode {
  return (
    <div className={styles.empty}>
      <MainCord />
      <p className={styles.title}>{title}</p>
      {children !== undefined && <div className={styles.words}>{children}</div>}
      {actions !== undefined && actions !== false && <div className={styles.actions}>{actions}</div>}
    </div>
  );
}
