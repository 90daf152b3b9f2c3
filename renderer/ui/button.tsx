// Buttons and links that look like buttons. `main`: the one of the screen, in its action bar. A button that
// works says so (`isPending`) and takes no second press.

import type { LucideIcon } from 'lucide-react';
import type { ReactNode } from 'react';
import { Button as AriaButton, type PressEvent } from 'react-aria-components/Button';
import { Link } from 'wouter';
import { Icon } from './icon.tsx';
import { names } from './names.ts';
import styles from './button.module.css';

export type ButtonTone = 'normal' | 'main' | 'plain' | 'danger';

interface Look {
  readonly tone?: ButtonTone;
  readonly icon?: LucideIcon | undefined;
  /** drawn after the words, such as an arrow to what comes next */
  readonly iconAfter?: LucideIcon | undefined;
  /** the key that does the same, shown on the button */
  readonly shortcut?: string | undefined;
  readonly isWide?: boolean;
  readonly className?: string | undefined;
  readonly children: ReactNode;
}

export interface ButtonProps extends Look {
  readonly onPress?: ((event: PressEvent) => void) | undefined;
  readonly type?: 'button' | 'submit';
  readonly form?: string;
  readonly isDisabled?: boolean;
  readonly isPending?: boolean;
  readonly autoFocus?: boolean;
  readonly 'aria-label'?: string;
  readonly 'aria-describedby'?: string;
  readonly 'aria-pressed'?: boolean;
  readonly 'aria-expanded'?: boolean;
  readonly id?: string;
}

export function Button({
  tone,
  icon,
  iconAfter,
  shortcut,
  isWide,
  className,
  children,
  type = 'button',
  ...rest
}: ButtonProps): ReactNode {
  return (
    <AriaButton {...defined(rest)} type={type} className={lookOf({ tone, isWide, className })}>
      {icon !== undefined && <Icon of={icon} />}
      <span>{children}</span>
      {shortcut !== undefined && <kbd aria-hidden>{shortcut}</kbd>}
      {iconAfter !== undefined && <Icon of={iconAfter} />}
    </AriaButton>
  );
}

export interface LinkButtonProps extends Look {
  /** a path of the app, such as `/records` */
  readonly to: string;
  /** for screen readers, where the words alone do not say where to; begins with them */
  readonly label?: string;
}

export function LinkButton({
  to,
  label,
  tone,
  icon,
  iconAfter,
  shortcut,
  isWide,
  className,
  children,
}: LinkButtonProps): ReactNode {
  return (
    <Link href={to} aria-label={label} className={lookOf({ tone, isWide, className })}>
      {icon !== undefined && <Icon of={icon} />}
      <span>{children}</span>
      {shortcut !== undefined && <kbd aria-hidden>{shortcut}</kbd>}
      {iconAfter !== undefined && <Icon of={iconAfter} />}
    </Link>
  );
}

interface LookChoice {
  readonly tone: ButtonTone | undefined;
  readonly isWide: boolean | undefined;
  readonly className: string | undefined;
}
const lookOf = ({ tone = 'normal', isWide = false, className }: LookChoice): string =>
  names(styles.button, styles[tone], isWide && styles.wide, className);

/** Drops what is undefined: react-aria's props are exact. */
const defined = <T extends object>(props: T): { [Key in keyof T]: Exclude<T[Key], undefined> } =>
  Object.fromEntries(Object.entries(props).filter(([, value]) => value !== undefined)) as never;
