// A passphrase: hidden, with a button that shows it while the person wishes. Never remembered by the page.

import { Eye, EyeOff } from 'lucide-react';
import { type ReactNode, type Ref, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Button } from './button.tsx';
import { TextField } from './text-field.tsx';

export interface SecretFieldProps {
  readonly label: ReactNode;
  readonly value: string;
  readonly onChange: (value: string) => void;
  readonly hint?: ReactNode;
  readonly error?: string | undefined;
  readonly isDisabled?: boolean;
  readonly autoFocus?: boolean;
  readonly inputRef?: Ref<HTMLInputElement & HTMLTextAreaElement>;
}

export function SecretField(props: SecretFieldProps): ReactNode {
  const { t } = useTranslation('app');
  const [isShown, setShown] = useState(false);
  return (
    <TextField
      {...props}
      type={isShown ? 'text' : 'password'}
      autoComplete="off"
      maxLength={1000}
      action={
        <Button icon={isShown ? EyeOff : Eye} aria-pressed={isShown} onPress={() => setShown(!isShown)}>
          {isShown ? t('secret.hide') : t('secret.show')}
        </Button>
      }
    />
  );
}
