// One section of the form: its fields in the order of the definition; the texts per objective together.

import { memo, type ReactNode } from 'react';
import type { Field, Kind } from '#shared/record/definition.ts';
import { FormField } from './form-field.tsx';
import { ObjectiveTexts } from './objective-texts.tsx';
import styles from './record-form.module.css';

export interface FormSectionProps {
  readonly kind: Kind;
  readonly section: string;
  readonly fields: readonly Field[];
}

export const FormSection = memo(function FormSection({ kind, section, fields }: FormSectionProps): ReactNode {
  const here = fields.filter((field) => field.section === section);
  const perObjective = here.filter(isPerObjective);
  const chooser = kind.fields.find(({ key }) => key === kind.objectiveFields[0]);
  return (
    <div className={styles.fields}>
      {here.map((field) => {
        if (!isPerObjective(field))
          return <FormField key={field.key} field={field} canBeUnknown={canBeUnknown(kind, field)} />;
        return field === perObjective[0] && chooser !== undefined ? (
          <ObjectiveTexts key={field.key} fields={perObjective} chooser={chooser} />
        ) : null;
      })}
    </div>
  );
});

const isPerObjective = ({ shape }: Field): boolean => shape.type === 'longtextPerObjective';

const canBeUnknown = (kind: Kind, { key, shape }: Field): boolean =>
  key !== kind.titleField && !kind.objectiveFields.includes(key) && shape.type !== 'workflow';
