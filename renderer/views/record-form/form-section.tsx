// The fields of one page of the form, in its order; the texts per objective together.

import { Fragment, memo, type ReactNode } from 'react';
import { useWatch } from 'react-hook-form';
import { useLanguage } from '#renderer/i18n/language.ts';
import { isAsked } from '#shared/record/answers.ts';
import type { Field, Kind } from '#shared/record/definition.ts';
import { canBeUnknown } from './form-kind.ts';
import { type FieldValue, isEmpty } from './field-value.ts';
import { useFormDesk } from './form-desk.ts';
import { FormField, type FormFieldProps } from './form-field.tsx';
import { ObjectiveTexts } from './objective-texts.tsx';
import styles from './record-form.module.css';

export interface FormSectionProps {
  readonly kind: Kind;
  /** those of this page */
  readonly fields: readonly Field[];
}

export const FormSection = memo(function FormSection({ kind, fields }: FormSectionProps): ReactNode {
  const language = useLanguage();
  const perObjective = fields.filter(isPerObjective);
  const chooser = kind.fields.find(({ key }) => key === kind.objectiveFields[0]);
  return (
    <div className={styles.fields}>
      {fields.map((field) => {
        if (!isPerObjective(field)) {
          const Asked = field.showIf === undefined ? FormField : FieldIfAsked;
          return (
            <Fragment key={field.key}>
              {field.heading !== undefined && <h3 className={styles.group}>{field.heading[language]}</h3>}
              <Asked field={field} canBeUnknown={canBeUnknown(kind, field)} />
            </Fragment>
          );
        }
        return field === perObjective[0] && chooser !== undefined ? (
          <ObjectiveTexts key={field.key} fields={perObjective} chooser={chooser} />
        ) : null;
      })}
    </div>
  );
});

/** What another answer calls for; what is answered stays in sight whatever that one is. */
function FieldIfAsked(props: FormFieldProps): ReactNode {
  const { field } = props;
  const { control } = useFormDesk();
  const [own, other] = useWatch({ control, name: [field.key, field.showIf?.field ?? ''] }) as readonly (
    | FieldValue
    | undefined
  )[];
  const isOpen = own === undefined || isEmpty(field, own);
  if (isOpen && !isAsked(field, () => (other?.type === 'one' ? other.value : null))) return null;
  return <FormField {...props} />;
}

const isPerObjective = ({ shape }: Field): boolean => shape.type === 'longtextPerObjective';
