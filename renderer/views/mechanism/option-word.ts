// The words of a chosen option, from the definition of its field: the same as in the form.

import type { Language } from '#shared/mechanism/language.ts';
import type { Field } from '#shared/record/definition.ts';
import { optionsOf } from '#shared/record/options.ts';

/** The key itself where no list has it. */
export function optionWord(field: Field | undefined, key: string, language: Language): string {
  const { shape } = field ?? {};
  const options = shape?.type === 'workflow' ? shape.options : shape && 'from' in shape ? optionsOf(shape.from) : [];
  return options.find((option) => option.key === key)?.label[language] ?? key;
}
