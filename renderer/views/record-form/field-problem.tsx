// What is to be looked at in an answer, beside it. Flags do not block; only finishing asks for what is needed.

import { CircleAlert } from 'lucide-react';
import type { ReactNode } from 'react';
import fieldStyles from '#renderer/ui/field.module.css';
import { Icon } from '#renderer/ui/icon.tsx';

export function FieldProblem({ problem }: { readonly problem: string | undefined }): ReactNode {
  if (problem === undefined) return null;
  return (
    <p role="alert" className={fieldStyles.error}>
      <Icon of={CircleAlert} size="small" />
      <span>{problem}</span>
    </p>
  );
}
