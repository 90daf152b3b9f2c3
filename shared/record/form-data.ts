// Stage 1, the forms as the data gives them (resources/mechanism/forms) and what the product adds to them
// (resources/mechanism/additions, each addition marked `ours` with its reason): the shapes of those files.

import type { Labels } from '../mechanism/language.ts';

/** One field of a form of the data; what is not listed here stays in the file, unused so far. */
export interface DataField {
  readonly key: string;
  readonly type: string;
  readonly required?: boolean | undefined;
  readonly label: Labels;
  readonly source: string;
  /** option keys, or the name of one of the data's lists */
  readonly options?: readonly string[] | string | undefined;
  readonly sensitivity?: string | undefined;
  readonly suppression?: boolean | undefined;
  readonly default?: string | undefined;
  readonly min?: number | undefined;
  readonly max?: number | undefined;
  readonly maxWords?: number | undefined;
  readonly minChars?: number | undefined;
  readonly maxChars?: number | undefined;
  /** of one attachment, in millions of bytes */
  readonly maxMB?: number | undefined;
  readonly maxFiles?: number | undefined;
  /** extensions of files that can be attached */
  readonly allowed?: readonly string[] | undefined;
  /** keys of options of another field of the form, parted by `|` */
  readonly showIf?: string | undefined;
  readonly blocks?: Readonly<Record<string, string>> | undefined;
}

/** What the product adds to a form. Keys of help, examples and options: `field` or `field.subfield`. */
export interface FormAdditions {
  readonly kind: {
    readonly key: string;
    readonly label: Labels;
    readonly version: number;
    /** true where nothing is said */
    readonly onBoard?: boolean;
    readonly titleField: string;
    readonly dateField: string | null;
    readonly endDateField: string | null;
    readonly organisationField: string | null;
    readonly objectiveFields: readonly string[];
    readonly countryFields: readonly string[];
    readonly placeFields: readonly string[];
    readonly listColumns: readonly string[];
    readonly quick?: readonly string[];
    readonly alike?: readonly string[];
    readonly usual?: readonly string[];
  };
  /** every field of the form once, in order; a label where the data has none for the section */
  readonly sections: readonly {
    readonly key: string;
    readonly label: Labels | null;
    readonly fields: readonly string[];
  }[];
  /** what a record cannot do without */
  readonly required: readonly string[];
  readonly types: ByField<{ readonly type: string; readonly why: string }>;
  readonly levels: ByField<{ readonly level: string; readonly why: string }>;
  readonly sumsTo: ByField<string>;
  readonly within: ByField<string>;
  readonly flags?: ByField<{ readonly answer: boolean; readonly type: string; readonly why: string }>;
  /** what else is asked only where another answer calls for it; as `showIf` of the data */
  readonly showIf?: ByField<{ readonly if: string; readonly why: string }>;
  /** options added to those of the data */
  readonly options: ByField<readonly string[]>;
  readonly fields: readonly DataField[];
  readonly subfields: ByField<readonly DataField[]>;
  readonly help: ByField<Labels>;
  readonly examples: ByField<Labels>;
}

export type ByField<T> = { readonly [field: string]: T | undefined };
