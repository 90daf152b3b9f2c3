// Stage 5, what of an XLSForm is not understood, by sheet and row (read-xlsform.ts).

/** What was not understood. */
export interface LeftOut {
  /** of the workbook, as it names it */
  readonly sheet: string;
  /** as the spreadsheet numbers it; 0: the sheet as a whole */
  readonly row: number;
  /** what stands there */
  readonly text: string;
  readonly what: NotTaken | GoesWithout;
}

/** The question, the option or the row is not taken. */
export const NOT_TAKEN = [
  'type',
  'repeat',
  'noType',
  'name',
  'sameName',
  'label',
  'list',
  'formula',
  'disabled',
  'note',
  'option',
  'sheet',
] as const;
export type NotTaken = (typeof NOT_TAKEN)[number];

/** It is taken without this, or otherwise. */
export type GoesWithout = 'column' | 'decimal' | 'orOther' | 'required' | 'reference' | 'hint' | 'language' | 'group';
