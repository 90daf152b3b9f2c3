// One size, one stroke. An icon never stands alone: a word is beside it, so it says nothing to a screen reader.

import type { LucideIcon } from 'lucide-react';
import type { ReactNode } from 'react';
import { names } from './names.ts';
import styles from './icon.module.css';

export interface IconProps {
  readonly of: LucideIcon;
  readonly size?: 'small' | 'normal' | 'large';
  readonly className?: string | undefined;
}

export function Icon({ of: Glyph, size = 'normal', className }: IconProps): ReactNode {
  return (
    <Glyph aria-hidden focusable={false} strokeWidth={2} className={names(styles.icon, styles[size], className)} />
  );
}
