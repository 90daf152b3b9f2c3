// One yes or no.

import { Check } from 'lucide-react';
import type { ReactNode } from 'react';
import { Checkbox as AriaCheckbox } from 'react-aria-components/Checkbox';
import { Icon } from './icon.tsx';
import { names } from './names.ts';
import styles from './choice.module.css';

export interface CheckboxProps {
  readonly isSelected: boolean;
  readonly onChange: (isSelected: boolean) => void;
  readonly isDisabled?: boolean;
  readonly hint?: ReactNode;
  readonly className?: string | undefined;
  readonly children: ReactNode;
}

export function Checkbox({ hint, className, children, ...rest }: CheckboxProps): ReactNode {
  return (
    <AriaCheckbox {...rest} className={names(styles.choice, className)}>
      <span className={styles.box}>
        <Icon of={Check} size="small" />
      </span>
      <span>
        {children}
        {hint !== undefined && <span className={styles.hint}>{hint}</span>}
      </span>
    </AriaCheckbox>
  );
}
