// One of several, from a list that opens. For two or three choices prefer RadioGroup: all are seen at once. A page may
// have many of these and few are opened: until somebody comes near, only what is chosen is made.

import { Check, ChevronDown, CircleAlert } from 'lucide-react';
import { type ReactNode, useState } from 'react';
import { Button } from 'react-aria-components/Button';
import { FieldError } from 'react-aria-components/FieldError';
import { Label } from 'react-aria-components/Label';
import { Header, ListBox, ListBoxItem, ListBoxSection } from 'react-aria-components/ListBox';
import { Popover } from 'react-aria-components/Popover';
import { Select as AriaSelect, SelectValue } from 'react-aria-components/Select';
import { Text } from 'react-aria-components/Text';
import { Icon } from './icon.tsx';
import { names } from './names.ts';
import styles from './field.module.css';

export interface SelectOption {
  readonly key: string;
  readonly label: string;
  /** options with the same words here stand together under them */
  readonly group?: string;
}

export interface SelectProps {
  readonly label: ReactNode;
  readonly options: readonly SelectOption[];
  /** '' where nothing is chosen yet, unless an option has that key */
  readonly value: string;
  readonly onChange: (key: string) => void;
  readonly placeholder?: string;
  readonly hint?: ReactNode;
  readonly error?: string | undefined;
  readonly isDisabled?: boolean;
  readonly isRequired?: boolean;
  readonly className?: string | undefined;
}

export function Select(props: SelectProps): ReactNode {
  const { label, options, value, onChange, placeholder, hint, error, className, ...rest } = props;
  const [isUsed, setUsed] = useState(false);
  const chosen = options.find(({ key }) => key === value);
  const isKnown = chosen !== undefined;
  // never none: a list without choices does not open
  const made = isUsed ? options : [chosen, ...options].filter((option) => option !== undefined).slice(0, 1);
  return (
    <AriaSelect
      {...rest}
      {...(placeholder === undefined ? {} : { placeholder })}
      value={isKnown ? keyIn(value) : null}
      onChange={(key) => onChange(keyOut(String(key)))}
      onFocus={() => setUsed(true)}
      onOpenChange={() => setUsed(true)}
      validationBehavior="aria"
      isInvalid={error !== undefined}
      className={names(styles.field, className)}
    >
      <Label className={styles.label ?? ''}>{label}</Label>
      <Button className={names(styles.input, styles.select)}>
        <SelectValue className={names(!isKnown && styles.placeholder)}>
          {({ selectedText }) => (isKnown ? selectedText : placeholder)}
        </SelectValue>
        <Icon of={ChevronDown} size="small" />
      </Button>
      {hint !== undefined && (
        <Text slot="description" className={styles.hint ?? ''}>
          {hint}
        </Text>
      )}
      <FieldError className={styles.error ?? ''}>
        <Icon of={CircleAlert} size="small" />
        <span>{error}</span>
      </FieldError>
      <Popover className={styles.popover ?? ''}>
        <ListBox>{groupsOf(made).map(listGroup)}</ListBox>
      </Popover>
    </AriaSelect>
  );
}

function listGroup({ name, options }: { readonly name: string; readonly options: readonly SelectOption[] }): ReactNode {
  const items = options.map(({ key, label }) => (
    <ListBoxItem key={key} id={keyIn(key)} textValue={label} className={styles.option ?? ''}>
      <Icon of={Check} size="small" className={styles.tick} />
      <span>{label}</span>
    </ListBoxItem>
  ));
  if (name === '') return items;
  return (
    <ListBoxSection key={`group ${name}`} id={`group ${name}`}>
      <Header className={styles.group ?? ''}>{name}</Header>
      {items}
    </ListBoxSection>
  );
}

function groupsOf(
  options: readonly SelectOption[],
): { readonly name: string; readonly options: readonly SelectOption[] }[] {
  const byName = Map.groupBy(options, ({ group }) => group ?? '');
  return [...byName].map(([name, members]) => ({ name, options: members }));
}

// react-aria takes an empty key for "nothing": '' stands as a key of its own here ("all countries").
const keyIn = (key: string): string => `key ${key}`;
const keyOut = (key: string): string => key.slice('key '.length);
