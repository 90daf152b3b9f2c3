// The control for a field that holds one value.

import type { ReactNode } from 'react';
import { BooleanControl, ChoiceControl } from './choice-control.tsx';
import { DateControl } from './date-control.tsx';
import type { Scalar } from './field-value.ts';
import type { ControlProps } from './form-desk.ts';
import { IntegerControl, TextControl } from './text-control.tsx';

export function ScalarControl(props: ControlProps<Scalar>): ReactNode {
  switch (props.field.shape.type) {
    case 'integer':
      return <IntegerControl {...props} />;
    case 'boolean':
      return <BooleanControl {...props} />;
    case 'date':
      return <DateControl {...props} />;
    case 'choice':
    case 'workflow':
      return <ChoiceControl {...props} />;
    default:
      return <TextControl {...props} />;
  }
}
