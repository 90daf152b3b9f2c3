// A small button of the bar: an icon and a word.

import type { LucideIcon } from 'lucide-react';
import type { ReactNode } from 'react';
import { Button } from 'react-aria-components/Button';
import { Icon } from '#renderer/ui/icon.tsx';
import { names } from '#renderer/ui/names.ts';
import styles from './tool.module.css';

export interface ToolProps {
  readonly icon?: LucideIcon;
  readonly onPress?: () => void;
  readonly shortcut?: string;
  readonly label?: string;
  readonly className?: string | undefined;
  readonly children: ReactNode;
}

export const Tool = ({ icon, onPress, shortcut, label, className, children }: ToolProps): ReactNode => (
  <Button
    className={names(styles.tool, className)}
    {...(onPress === undefined ? {} : { onPress })}
    {...(label === undefined ? {} : { 'aria-label': label })}
  >
    {icon !== undefined && <Icon of={icon} />}
    <span>{children}</span>
    {shortcut !== undefined && <kbd>{shortcut}</kbd>}
  </Button>
);
