// Objectives of the Compact: the chosen ones with their cords, and all 23 under their four mesas in a dialog.

import { Pencil, Plus } from 'lucide-react';
import { type ReactNode, useId, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useLanguage } from '#renderer/i18n/language.ts';
import { Button } from '#renderer/ui/button.tsx';
import { Checkbox } from '#renderer/ui/checkbox.tsx';
import { Cord } from '#renderer/ui/cord.tsx';
import { Dialog } from '#renderer/ui/dialog.tsx';
import { ObjectiveChips } from '#renderer/ui/objective-chip.tsx';
import { mesas, objectiveByNumber } from '#shared/mechanism/compact.ts';
import { plainWordsOf } from '#shared/mechanism/plain-words.ts';
import type { Field } from '#shared/record/definition.ts';
import { FieldProblem } from './field-problem.tsx';
import { elementsOf, type FieldValue, numbersOf, withElements } from './field-value.ts';
import { FieldHint, FieldLabel, hasHint } from './field-words.tsx';
import type { ControlProps } from './form-desk.ts';
import styles from './controls.module.css';

export function ObjectivesControl({ field, value, onChange, error }: ControlProps<FieldValue>): ReactNode {
  const { t } = useTranslation('form');
  const id = useId();
  const [isOpen, setOpen] = useState(false);
  const chosen = numbersOf(value);
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
      {chosen.length > 0 && <ObjectiveChips objectives={chosen} />}
      <div>
        <Button icon={chosen.length === 0 ? Plus : Pencil} onPress={() => setOpen(true)}>
          {chosen.length === 0 ? t('objectives.choose') : t('objectives.change')}
        </Button>
      </div>
      <FieldProblem problem={error} />
      <ObjectivePicker field={field} value={value} onChange={onChange} isOpen={isOpen} onClose={() => setOpen(false)} />
    </fieldset>
  );
}

export interface ObjectivePickerProps {
  readonly field: Field;
  readonly value: FieldValue;
  readonly onChange: (value: FieldValue) => void;
  readonly isOpen: boolean;
  readonly onClose: () => void;
}

export function ObjectivePicker({ field, value, onChange, isOpen, onClose }: ObjectivePickerProps): ReactNode {
  const { t } = useTranslation('form');
  const language = useLanguage();
  const chosen = elementsOf(value);
  return (
    <Dialog
      title={field.label[language]}
      isOpen={isOpen}
      onClose={onClose}
      isWide
      actions={
        <>
          <p className={styles.chosenCount} role="status">
            {t('objectives.chosen', { count: chosen.length })}
          </p>
          <Button tone="main" onPress={onClose}>
            {t('objectives.done')}
          </Button>
        </>
      }
    >
      <div className={styles.mesas}>
        {mesas.map(({ n, name, label, objectives }) => (
          <div key={n} role="group" aria-label={`${name[language]}: ${label[language]}`}>
            <p aria-hidden className={styles.mesa}>
              <span className={`mesa-${n}`}>
                <Cord mesa={n} />
              </span>
              <span>
                <b>{name[language]}</b> {label[language]}
              </span>
            </p>
            {objectives.map((objective) => {
              const key = String(objective);
              return (
                <Checkbox
                  key={key}
                  isSelected={chosen.includes(key)}
                  hint={plainWordsOf(objective)?.[language]}
                  onChange={(isIn) =>
                    onChange(withElements(value, isIn ? [...chosen, key] : chosen.filter((other) => other !== key)))
                  }
                >
                  <b className="number">{objective}</b> {objectiveByNumber(objective)?.short[language]}
                </Checkbox>
              );
            })}
          </div>
        ))}
      </div>
    </Dialog>
  );
}
