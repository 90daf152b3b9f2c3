// One of a few, all in sight: a list, or cards side by side (`look="cards"`).

import { CircleAlert } from 'lucide-react';
import type { ReactNode } from 'react';
import { FieldError } from 'react-aria-components/FieldError';
import { Label } from 'react-aria-components/Label';
import { Radio, RadioGroup as AriaRadioGroup } from 'react-aria-components/RadioGroup';
import { Text } from 'react-aria-components/Text';
import { Icon } from './icon.tsx';
import { names } from './names.ts';
import choice from './choice.module.css';
import field from './field.module.css';

export interface RadioOption {
  readonly key: string;
  readonly label: ReactNode;
  readonly hint?: ReactNode;
  readonly isDisabled?: boolean;
  /** the language of the label, where it is not the screen's */
  readonly lang?: string;
}

export interface RadioGroupProps {
  readonly label: ReactNode;
  readonly options: readonly RadioOption[];
  /** '': none is chosen */
  readonly value: string;
  readonly onChange: (key: string) => void;
  readonly look?: 'list' | 'cards';
  readonly hint?: ReactNode;
  readonly error?: string | undefined;
  readonly isDisabled?: boolean;
  readonly className?: string | undefined;
}

export function RadioGroup({
  label,
  options,
  look = 'list',
  hint,
  error,
  className,
  value,
  ...rest
}: RadioGroupProps): ReactNode {
  return (
    <AriaRadioGroup
      {...rest}
      value={value === '' ? null : value} // an empty text would be a choice that no radio is: none could be tabbed to
      validationBehavior="aria"
      isInvalid={error !== undefined}
      orientation={look === 'cards' ? 'horizontal' : 'vertical'}
      className={names(field.field, className)}
    >
      <Label className={field.label ?? ''}>{label}</Label>
      <div className={look === 'cards' ? choice.cards : choice.list}>
        {options.map(({ key, label: words, hint: more, isDisabled = false, lang }) => (
          <Radio
            key={key}
            value={key}
            isDisabled={isDisabled}
            className={names(choice.choice, look === 'cards' && choice.card)}
          >
            <span className={choice.dot} />
            <span {...(lang === undefined ? {} : { lang })}>
              {words}
              {more !== undefined && <span className={choice.hint}>{more}</span>}
            </span>
          </Radio>
        ))}
      </div>
      {hint !== undefined && (
        <Text slot="description" className={field.hint ?? ''}>
          {hint}
        </Text>
      )}
      <FieldError className={field.error ?? ''}>
        <Icon of={CircleAlert} size="small" />
        <span>{error}</span>
      </FieldError>
    </AriaRadioGroup>
  );
}
