// One of many, found by typing a few letters (accents and capitals do not matter). `onPick` answers the key;
// the field empties itself when it serves to add to a list. Of very many, the first are shown, and it says so. The list
// is made when somebody is in the field.

import { Check, ChevronDown, CircleAlert } from 'lucide-react';
import { type ReactNode, useEffect, useMemo, useState } from 'react';
import { Button } from 'react-aria-components/Button';
import { ComboBox } from 'react-aria-components/ComboBox';
import { FieldError } from 'react-aria-components/FieldError';
import { Input } from 'react-aria-components/Input';
import { Label } from 'react-aria-components/Label';
import { Header, ListBox, ListBoxItem, ListBoxSection } from 'react-aria-components/ListBox';
import { Popover } from 'react-aria-components/Popover';
import { Text } from 'react-aria-components/Text';
import { useTranslation } from 'react-i18next';
import field from '#renderer/ui/field.module.css';
import { Icon } from '#renderer/ui/icon.tsx';
import { names } from '#renderer/ui/names.ts';
import type { Choice } from './options.ts';
import styles from './controls.module.css';

/** A list of thousands would keep the page busy. */
const SHOWN = 100;

export interface SearchSelectProps {
  readonly label: ReactNode;
  readonly choices: readonly Choice[];
  readonly value: string | null;
  /** each pick is given away to a list; the field stays empty */
  readonly isAdding?: boolean;
  readonly onPick: (key: string | null) => void;
  readonly placeholder?: string;
  readonly hint?: ReactNode;
  readonly error?: string | undefined;
  readonly className?: string | undefined;
}

export function SearchSelect({
  label,
  choices,
  value: given,
  isAdding = false,
  onPick,
  placeholder,
  hint,
  error,
  className,
}: SearchSelectProps): ReactNode {
  const { t } = useTranslation('form');
  const [picked, setPicked] = useState<string | null>(null);
  useEffect(() => {
    if (picked !== null) setPicked(null); // it was chosen for a moment, so that the list closed
  }, [picked]);
  const value = isAdding ? picked : given;
  const chosen = isAdding ? '' : (choices.find(({ key }) => key === value)?.label ?? value ?? '');
  const [typed, setTyped] = useState<string | null>(null);
  const text = typed ?? chosen;
  const [isIn, setIn] = useState(false);
  const found = useMemo(
    () => (isIn ? choicesWith(choices, typed ?? '') : choices.filter(({ key }) => key === value)),
    [choices, typed, isIn, value],
  );
  const groups = Map.groupBy(found.slice(0, SHOWN), ({ group }) => group ?? '');
  return (
    <ComboBox
      value={value}
      inputValue={text}
      onInputChange={(next) => setTyped(next === chosen ? null : next)}
      onChange={(key) => {
        setTyped(null);
        if (isAdding) setPicked(key === null ? null : String(key));
        if (key !== null) onPick(String(key));
        else if (text === '') onPick(null);
      }}
      onFocus={() => setIn(true)}
      onBlur={() => {
        setIn(false);
        if (typed === '' && value !== null) onPick(null);
        setTyped(null);
      }}
      defaultFilter={() => true}
      menuTrigger="focus"
      allowsEmptyCollection
      allowsCustomValue
      validationBehavior="aria"
      isInvalid={error !== undefined}
      className={names(field.field, className)}
    >
      <Label className={field.label ?? ''}>{label}</Label>
      <div className={styles.search}>
        <Input className={field.input ?? ''} placeholder={placeholder ?? ''} spellCheck={false} autoComplete="off" />
        <Button className={styles.searchOpen ?? ''}>
          <Icon of={ChevronDown} size="small" />
          <span className="hidden-visually">{t('choice.open')}</span>
        </Button>
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
      <Popover className={field.popover ?? ''}>
        <ListBox renderEmptyState={() => <p className={styles.nothing}>{t('choice.nothing')}</p>}>
          {[...groups].map(groupItems)}
        </ListBox>
        {found.length > SHOWN && (
          <p className={styles.nothing}>{t('choice.some', { shown: SHOWN, of: found.length })}</p>
        )}
      </Popover>
    </ComboBox>
  );
}

function groupItems([name, members]: readonly [string, readonly Choice[]]): ReactNode {
  const items = members.map(({ key, label }) => (
    <ListBoxItem key={key} id={key} textValue={label} className={field.option ?? ''}>
      <Icon of={Check} size="small" className={field.tick} />
      <span>{label}</span>
    </ListBoxItem>
  ));
  if (name === '') return items;
  return (
    <ListBoxSection key={`group ${name}`} id={`group ${name}`}>
      <Header className={field.group ?? ''}>{name}</Header>
      {items}
    </ListBoxSection>
  );
}

const choicesWith = (choices: readonly Choice[], typed: string): readonly Choice[] => {
  const wanted = bare(typed);
  return wanted === ''
    ? choices
    : choices.filter(({ label, group }) => bare(`${label} ${group ?? ''}`).includes(wanted));
};

/** Without accents or capitals. */
const bare = (text: string): string => text.normalize('NFD').replace(/\p{M}/gu, '').toLowerCase().trim();
