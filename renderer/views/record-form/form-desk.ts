// What every field of a form shares: the form's values, who may read each field, what is to be looked at.

import { createContext, use } from 'react';
import type { Control } from 'react-hook-form';
import type { Digest } from '#shared/base/ids.ts';
import type { Field, Level } from '#shared/record/definition.ts';
import type { FieldValue } from './field-value.ts';

/** By field key; each value is a FieldValue. */
export type FormValues = { [field: string]: unknown };

export interface FormDesk {
  readonly control: Control<FormValues>;
  /** what a field holds at this moment, for a control that answers later */
  readonly valueOf: (field: Field) => FieldValue;
  /** writes a field's answer from outside its control */
  readonly write: (field: Field, value: FieldValue) => void;
  readonly levelOf: (field: Field) => Level;
  readonly setLevel: (field: Field, level: Level) => void;
  /** what is to be looked at in a field, in words; undefined where nothing is */
  readonly problemOf: (field: Field) => string | undefined;
  /** consent to this answer, or to one part of it, was taken back: it is not written again */
  readonly isClosed: (field: Field, part?: string) => boolean;
  /** digests of the attachments that are on this device */
  readonly filesHere: readonly Digest[];
  /** language of what is written, for the screen reader's voice */
  readonly lang: string | undefined;
}

export const FormDeskContext = createContext<FormDesk | null>(null);

export function useFormDesk(): FormDesk {
  const desk = use(FormDeskContext);
  if (desk === null) throw new Error('no form around this field');
  return desk;
}

/** What a control is given: the value of one field, and how its words stand around it. */
export interface ControlProps<Value> {
  readonly field: Field;
  readonly value: Value;
  readonly onChange: (value: Value) => void;
  readonly error: string | undefined;
}
