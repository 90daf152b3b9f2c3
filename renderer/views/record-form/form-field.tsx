// One field of the form, whatever its shape: its control, who may read it, "not known" in one press, and what
// is to be looked at. A value that the field's shape cannot hold is shown as it is, and can be answered anew.

import { CircleHelp, PencilLine, X } from 'lucide-react';
import type { ReactNode } from 'react';
import { useController } from 'react-hook-form';
import { useTranslation } from 'react-i18next';
import { useLanguage } from '#renderer/i18n/language.ts';
import { Button } from '#renderer/ui/button.tsx';
import type { Field } from '#shared/record/definition.ts';
import { ClosedField } from './closed-field.tsx';
import { CountsControl } from './counts-control.tsx';
import { emptyOf, type FieldValue, isEmpty } from './field-value.ts';
import { type ControlProps, useFormDesk } from './form-desk.ts';
import { FilesControl } from './files-control.tsx';
import { FieldLabel } from './field-words.tsx';
import { GroupControl, GroupsControl } from './groups-control.tsx';
import { MultiControl } from './multi-control.tsx';
import { ObjectivesControl } from './objectives-control.tsx';
import { RepeatControl } from './repeat-control.tsx';
import { ScalarControl } from './scalar-control.tsx';
import { LevelNote, SensitivityMark } from './sensitivity.tsx';
import styles from './controls.module.css';

export interface FormFieldProps {
  readonly field: Field;
  /** "not known" is no answer for what a record cannot do without */
  readonly canBeUnknown: boolean;
}

export function FormField({ field, canBeUnknown }: FormFieldProps): ReactNode {
  const { t } = useTranslation(['form', 'record']);
  const language = useLanguage();
  const { control, levelOf, problemOf, isClosed } = useFormDesk();
  const { field: input } = useController({ control, name: field.key });
  const value = (input.value as FieldValue | undefined) ?? emptyOf(field);
  const level = levelOf(field);
  const isMarked = level !== 'open' || isWritten(field);
  const isBlank = isEmpty(field, value);
  const isOpen = value.type !== 'notKnown' && value.type !== 'other';
  const name = field.label[language];
  // A file is a new one each time; the others may still be added.
  if (field.shape.type !== 'file' && isClosed(field)) return <ClosedField field={field} />;
  return (
    <div className={styles.field} id={`field-${field.key}`}>
      {!isOpen ? (
        <div role="group" aria-label={name} className={styles.answered}>
          <p>
            <FieldLabel field={field} />
          </p>
          {value.type === 'notKnown' ? (
            <p className={styles.notKnown}>{t('record:notKnown')}</p>
          ) : (
            <p className={styles.note}>{t('field.other', { text: JSON.stringify(value.value) })}</p>
          )}
          <Button
            tone="plain"
            icon={PencilLine}
            onPress={() => input.onChange(emptyOf(field))}
            className={styles.small}
          >
            {t('field.answer')}
            <span className="hidden-visually">: {name}</span>
          </Button>
        </div>
      ) : (
        <>
          <FieldControl field={field} value={value} onChange={input.onChange} error={problemOf(field)} />
          <LevelNote level={level} />
        </>
      )}
      <div className={styles.tools}>
        {isOpen && isBlank && canBeUnknown && (
          <Button
            tone="plain"
            icon={CircleHelp}
            onPress={() => input.onChange({ type: 'notKnown' })}
            className={styles.small}
          >
            {t('record:notKnown')}
            <span className="hidden-visually">: {name}</span>
          </Button>
        )}
        {isOpen && !isBlank && canBeCleared(field) && (
          <Button tone="plain" icon={X} onPress={() => input.onChange(emptyOf(field))} className={styles.small}>
            {t('field.clear')}
            <span className="hidden-visually">: {name}</span>
          </Button>
        )}
        {isMarked && <SensitivityMark field={field} />}
      </div>
    </div>
  );
}

function FieldControl(props: ControlProps<FieldValue>): ReactNode {
  const { field, value, onChange } = props;
  switch (field.shape.type) {
    case 'multichoice':
      return field.shape.from.type === 'objectives' ? <ObjectivesControl {...props} /> : <MultiControl {...props} />;
    case 'counts':
      return <CountsControl {...props} />;
    case 'repeatText':
    case 'repeatUrl':
      return <RepeatControl {...props} />;
    case 'file':
      return <FilesControl {...props} />;
    case 'repeatGroup':
      return <GroupsControl {...props} />;
    case 'group':
      return <GroupControl {...props} />;
    default:
      return (
        <ScalarControl
          {...props}
          value={value.type === 'one' ? value.value : null}
          onChange={(next) => onChange({ type: 'one', value: next })}
        />
      );
  }
}

/** What people write freely can turn out to be delicate: its mark is always in sight. */
const isWritten = ({ shape }: Field): boolean =>
  shape.type === 'text' || shape.type === 'longtext' || shape.type === 'repeatText' || shape.type === 'repeatGroup';

/** A choice made by mistake has no letters to delete. */
const canBeCleared = ({ shape }: Field): boolean =>
  shape.type === 'boolean' || (shape.type === 'choice' && shape.from.type !== 'members') || shape.type === 'workflow';
