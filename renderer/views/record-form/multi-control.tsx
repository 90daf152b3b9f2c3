// Several of several: ticks in columns, the objectives under their mesas, or a list of chosen ones with a
// search that adds to it (countries).

import { X } from 'lucide-react';
import { type ReactNode, useId } from 'react';
import { useTranslation } from 'react-i18next';
import { useLanguage } from '#renderer/i18n/language.ts';
import { Button } from '#renderer/ui/button.tsx';
import { Checkbox } from '#renderer/ui/checkbox.tsx';
import { Cord } from '#renderer/ui/cord.tsx';
import { FieldProblem } from './field-problem.tsx';
import { elementsOf, type FieldValue, withElements } from './field-value.ts';
import { FieldHint, FieldLabel, hasHint } from './field-words.tsx';
import type { ControlProps } from './form-desk.ts';
import { type Choice, choicesOf, sourceOf, wordOf } from './options.ts';
import { SearchSelect } from './search-select.tsx';
import styles from './controls.module.css';

/** Beyond so many, they are searched for instead of all being shown. */
const TO_SEARCH = 30;

export function MultiControl(props: ControlProps<FieldValue>): ReactNode {
  const { field, value, onChange, error } = props;
  const id = useId();
  const language = useLanguage();
  const from = sourceOf(field);
  const chosen = elementsOf(value);
  const listed = from === undefined ? [] : choicesOf(from, language);
  const unlisted = chosen.filter((key) => !listed.some((choice) => choice.key === key));
  const choices = [...listed, ...unlisted.map((key) => ({ key, label: key }))];
  const toggle = (key: string, isIn: boolean): void =>
    onChange(withElements(value, isIn ? [...chosen, key] : chosen.filter((other) => other !== key)));
  return (
    <fieldset className={styles.group} aria-describedby={`${id} hint`}>
      <legend className={styles.legend}>
        <FieldLabel field={field} />
      </legend>
      {hasHint(field) && (
        <div id={`${id} hint`} className={styles.note}>
          <FieldHint field={field} />
        </div>
      )}
      {choices.length > TO_SEARCH ? (
        <Searched {...props} choices={choices} chosen={chosen} toggle={toggle} />
      ) : (
        groupsIn(choices).map(({ name, mesa, members }) => (
          <div
            key={name}
            role={name === '' ? 'presentation' : 'group'}
            aria-label={name === '' ? undefined : name}
            className={styles.ticks}
          >
            {name !== '' && (
              <p aria-hidden className={styles.ticksName}>
                {mesa !== undefined && <Cord mesa={mesa} />}
                {name}
              </p>
            )}
            {members.map(({ key, label }) => (
              <Checkbox
                key={key}
                isSelected={chosen.includes(key)}
                onChange={(isIn) => toggle(key, isIn)}
                className={styles.tick}
              >
                {from?.type === 'objectives' && <b className="number">{key} </b>}
                {label}
              </Checkbox>
            ))}
          </div>
        ))
      )}
      <FieldProblem problem={error} />
    </fieldset>
  );
}

interface SearchedProps extends ControlProps<FieldValue> {
  readonly choices: readonly Choice[];
  readonly chosen: readonly string[];
  readonly toggle: (key: string, isIn: boolean) => void;
}

function Searched({ field, choices, chosen, toggle }: SearchedProps): ReactNode {
  const { t } = useTranslation('form');
  const language = useLanguage();
  const from = sourceOf(field);
  return (
    <>
      {chosen.length > 0 && (
        <ul className={styles.tags}>
          {chosen.map((key) => {
            const word = from === undefined ? key : wordOf(from, key, language);
            return (
              <li key={key} className={styles.tag}>
                <bdi>{word}</bdi>
                <Button tone="plain" icon={X} className={styles.tagOut} onPress={() => toggle(key, false)}>
                  <span className="hidden-visually">{t('choice.takeOut', { name: word })}</span>
                </Button>
              </li>
            );
          })}
        </ul>
      )}
      <SearchSelect
        label={<span className="hidden-visually">{t('choice.add', { field: field.label[language] })}</span>}
        placeholder={t('choice.search')}
        choices={choices.filter(({ key }) => !chosen.includes(key))}
        value={null}
        isAdding
        onPick={(key) => key !== null && toggle(key, true)}
        className={styles.medium}
      />
    </>
  );
}

interface ChoiceGroup {
  readonly name: string;
  readonly mesa: number | undefined;
  readonly members: readonly Choice[];
}

const groupsIn = (choices: readonly Choice[]): readonly ChoiceGroup[] =>
  [...Map.groupBy(choices, ({ group }) => group ?? '')].map(([name, members]) => ({
    name,
    mesa: name === '' ? undefined : members[0]?.mesa,
    members,
  }));
