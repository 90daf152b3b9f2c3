// Data, what must not hurt anyone: the four levels of sensitivity, what informed consent has to cover, and
// the smallest number that may be shown. The levels' names in a changeset are of record/definition.ts.

import data from '#resources/mechanism/protection.json' with { type: 'json' };
import type { Labels } from './language.ts';

export interface SensitivityLevel {
  /** 1 to 4 */
  readonly level: number;
  /** low, moderate, high, severe */
  readonly key: string;
  readonly label: Labels;
  readonly meaning: string;
  readonly examples: readonly string[];
  readonly handling: {
    readonly audience: string;
    readonly export: boolean | string;
    readonly encryptAtRest: boolean;
  };
}

export interface ConsentElement {
  readonly key: string;
  readonly label: Labels;
  readonly required: boolean;
  readonly basis: string;
}

/** From the least to the most sensitive. */
export const sensitivityLevels: readonly SensitivityLevel[] = data.sensitivityLevels;

export const consentElements: readonly ConsentElement[] = data.consentElements;

/** Counts from 1 to `defaultMinCell - 1` are hidden in what is shared; see `rules`. */
export const statisticalDisclosure: {
  readonly defaultMinCell: number;
  readonly strictMinCell: number;
  readonly rules: readonly string[];
  readonly basis: string;
} = data.dataProtection.statisticalDisclosure;
