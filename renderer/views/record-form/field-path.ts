// The way to one answer of a record's form: its section, and the field that takes the focus there.

import { fieldOf } from '#shared/record/kinds.ts';
import { componentsOf } from '#shared/record/paths.ts';

/** @param path of a cell; '' or one that no field has: the beginning of the form */
export function fieldPath(record: string, kind: string, path: string): string {
  const field = path === '' ? undefined : fieldOf(kind, componentsOf(path)[0] ?? '');
  return field === undefined ? `/record/${record}/edit` : `/record/${record}/edit/${field.section}?field=${field.key}`;
}

/** Once the section stands and no dialog is over it: the first control of the field takes the focus. */
export function focusField(key: string, tries = 20): void {
  requestAnimationFrame(() => {
    const field = document.getElementById(`field-${key}`);
    const isCovered = document.querySelector('[role="dialog"]') !== null;
    const control = field?.querySelector<HTMLElement>('input, textarea, button');
    if (control !== null && control !== undefined && !isCovered) {
      field?.scrollIntoView({ block: 'center' });
      control.focus();
    } else if (tries > 0) focusField(key, tries - 1);
  });
}
