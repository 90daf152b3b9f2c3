// A line of text, or several (`lines`). The hint and the error stand beside the field and are read with it.

import type { ReactNode, Ref } from 'react';
import { FieldError } from 'react-aria-components/FieldError';
import { Input } from 'react-aria-components/Input';
import { Label } from 'react-aria-components/Label';
import { Text } from 'react-aria-components/Text';
import { TextArea } from 'react-aria-components/TextArea';
import { TextField as AriaTextField } from 'react-aria-components/TextField';
import { CircleAlert } from 'lucide-react';
import { Icon } from './icon.tsx';
import { names } from './names.ts';
import styles from './field.module.css';

export interface TextFieldProps {
  readonly label: ReactNode;
  readonly value: string;
  readonly onChange: (value: string) => void;
  readonly onBlur?: (() => void) | undefined;
  readonly hint?: ReactNode;
  readonly error?: string | undefined;
  /** more than one: a ruled area of so many lines, which grows with what is written */
  readonly lines?: number;
  /** for keys and cards: fixed-width letters, no ruled lines */
  readonly isCode?: boolean;
  readonly type?: 'text' | 'search' | 'url' | 'email' | 'tel' | 'password';
  readonly inputMode?: 'text' | 'numeric' | 'decimal';
  readonly maxLength?: number;
  readonly isRequired?: boolean;
  readonly isDisabled?: boolean;
  readonly isReadOnly?: boolean;
  readonly autoFocus?: boolean;
  readonly autoComplete?: string;
  readonly placeholder?: string;
  /** language of what is written, for the screen reader's voice */
  readonly lang?: string | undefined;
  readonly name?: string;
  readonly id?: string;
  /** a button at the field's end, such as "show" */
  readonly action?: ReactNode;
  readonly inputRef?: Ref<HTMLInputElement & HTMLTextAreaElement> | undefined;
  readonly className?: string | undefined;
}

export function TextField(props: TextFieldProps): ReactNode {
  const {
    label,
    hint,
    error,
    lines = 1,
    isCode = false,
    action,
    inputRef,
    className,
    placeholder,
    lang,
    ...field
  } = props;
  const { onBlur, type, inputMode, maxLength, name, id, autoComplete, ...rest } = field;
  const isArea = lines > 1;
  const input = {
    spellCheck: false,
    ...(placeholder === undefined ? {} : { placeholder }),
    ...(lang === undefined ? {} : { lang }),
    ...(inputRef === undefined ? {} : { ref: inputRef }),
  };
  return (
    <AriaTextField
      {...rest}
      {...(type !== undefined && !isArea ? { type } : {})}
      {...(inputMode === undefined ? {} : { inputMode })}
      {...(maxLength === undefined ? {} : { maxLength })}
      {...(name === undefined ? {} : { name })}
      {...(id === undefined ? {} : { id })}
      {...(onBlur === undefined ? {} : { onBlur })}
      autoComplete={autoComplete ?? 'off'}
      validationBehavior="aria"
      isInvalid={error !== undefined}
      className={names(styles.field, className)}
    >
      <Label className={styles.label ?? ''}>{label}</Label>
      <div className={styles.row}>
        {isArea ? (
          <TextArea {...input} rows={lines} className={names(styles.input, isCode ? styles.code : styles.ruled)} />
        ) : (
          <Input {...input} className={names(styles.input, isCode && styles.code)} />
        )}
        {action}
      </div>
      {hint !== undefined && (
        <Text slot="description" className={styles.hint ?? ''}>
          {hint}
        </Text>
      )}
      <FieldError className={styles.error ?? ''}>
        <Icon of={CircleAlert} size="small" />
        <span>{error}</span>
      </FieldError>
    </AriaTextField>
  );
}
