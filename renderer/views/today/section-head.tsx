// The head of a part of Today: its name, how many, and where the rest is.

import type { ReactNode } from 'react';
import { Link } from 'wouter';
import { names } from '#renderer/ui/names.ts';
import styles from './today.module.css';

export interface SectionHeadProps {
  readonly title: string;
  readonly count?: number;
  readonly link?: { readonly to: string; readonly words: string };
  readonly isDanger?: boolean;
  readonly isThin?: boolean;
}

export const SectionHead = ({ title, count, link, isDanger = false, isThin = false }: SectionHeadProps): ReactNode => (
  <div className={names(styles.head, isDanger && styles.danger, isThin && styles.thin)}>
    <h2>{title}</h2>
    {count !== undefined && <span className={styles.count}>{count}</span>}
    {link !== undefined && (
      <Link href={link.to} className={styles.headLink}>
        {link.words}
      </Link>
    )}
  </div>
);
