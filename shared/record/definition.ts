// Stage 1, what the user can know: the vocabulary in which kinds of record are defined. One definition
// drives form, validation, sensitivity, list columns, search, printing, import and export; adding a kind
// is adding a definition and its words. Definitions are values made from data (see kinds.ts): a kind or a
// field that this app does not know is carried whole, never dropped (see cells.ts).

import type { Labels } from '../mechanism/language.ts';

export type { Labels };

export type Level = 'open' | 'mechanism' | 'restricted' | 'personal';

export interface Option {
  readonly key: string;
  readonly label: Labels;
}

export type OptionSource =
  | { readonly type: 'list'; readonly options: readonly Option[] }
  | {
      readonly type:
        | 'objectives' // numbers 1 to 23
        | 'principles'
        | 'countries' // ISO 3166-1 alpha-2
        | 'mesas' // numbers 1 to 4
        | 'sites' // keys of known places, or any text
        | 'stakeholders'
        | 'agencies' // of the United Nations, by the data's keys
        | 'levels' // keys of the data's four: low, moderate, high, severe
        | 'sdgs' // numbers 1 to 17
        | 'members' // names of organisations: any text
        | 'meetings' // ids of records of meetings
        | 'agreements'; // `<id of a meeting's record>.<id of the agreement in it>`
    };

export type Shape =
  | { readonly type: 'text' }
  | { readonly type: 'longtext'; readonly maxWords?: number; readonly minChars?: number; readonly maxChars?: number }
  /** one text an objective */
  | { readonly type: 'longtextPerObjective' }
  | { readonly type: 'integer'; readonly min?: number; readonly max?: number }
  | { readonly type: 'boolean' }
  /** as precise as it is known: YYYY, YYYY-MM, YYYY-MM-DD, or --MM-DD */
  | { readonly type: 'date' }
  | { readonly type: 'choice'; readonly from: OptionSource }
  /** a set: each element is a cell of its own; a single value in its place is read as a set of one */
  | { readonly type: 'multichoice'; readonly from: OptionSource; readonly min?: number }
  /**
   * One number a group; a group without a number is unknown, which is not 0. `sumsTo`: the field of the total
   * that the groups make up; `within`: the field of the total that no group can exceed, where groups overlap.
   */
  | { readonly type: 'counts'; readonly from: OptionSource; readonly sumsTo?: string; readonly within?: string }
  | { readonly type: 'repeatText' }
  | { readonly type: 'repeatUrl' }
  | { readonly type: 'repeatGroup'; readonly subfields: readonly Field[] }
  /** one group of named values, such as a contact */
  | { readonly type: 'group'; readonly subfields: readonly Field[] }
  /** attachments, one cell each (see attachment.ts); what is not said: the limits there, and every media type */
  | {
      readonly type: 'file';
      readonly maxBytes?: number;
      readonly maxFiles?: number;
      /** extensions of file names, lower case */
      readonly allowed?: readonly string[];
    }
  | { readonly type: 'workflow'; readonly options: readonly Option[] };

export interface Field {
  readonly key: string;
  readonly label: Labels;
  readonly shape: Shape;
  /** key of a section of the kind; of a subfield, the section of its field */
  readonly section: string;
  /** nothing is required while recording; `{ notKnown: true }` is an answer */
  readonly required: 'atFinishing' | 'no';
  /** asked for by the form the data describes, yet a record can be finished without it */
  readonly recommended: boolean;
  /** the floor: an author may raise the level of a value, never lower it below this */
  readonly level: Level;
  /** small numbers are suppressed in reports */
  readonly suppress: boolean;
  readonly help?: Labels;
  readonly example?: Labels;
  /** stands above it, where a group of fields begins */
  readonly heading?: Labels;
  /** provenance, in the words of the data's legend; `ours` where the data does not have the field */
  readonly source: string;
  /** what the form begins with */
  readonly initial?: string;
  /** an answer that is kept and spoken of: yes or no → the problem that says what */
  readonly flag?: { readonly answer: boolean; readonly type: 'outOfScope' };
  /** asked only where the answer to another field is one of these, or not given yet */
  readonly showIf?: { readonly field: string; readonly is: readonly string[] };
  /** answers that keep the record on this device: option key → why, as the data says it */
  readonly blocks?: Readonly<Record<string, string>>;
}

export interface Section {
  readonly key: string;
  readonly label: Labels;
}

export interface Kind {
  readonly key: string;
  readonly label: Labels;
  readonly version: number;
  /** false: it is about the Mechanism itself, no voice on an objective: the board does not count it */
  readonly onBoard: boolean;
  readonly titleField: string;
  /** null: it has no place in time of its own */
  readonly dateField: string | null;
  /** where the period ends, when the kind has that */
  readonly endDateField: string | null;
  /** who did, held or promised it, when the kind has that */
  readonly organisationField: string | null;
  readonly objectiveFields: readonly string[];
  readonly countryFields: readonly string[];
  /** where inside a country: names or keys of sites, as precise as the record says */
  readonly placeFields: readonly string[];
  readonly sections: readonly Section[];
  /** in the order of the form */
  readonly fields: readonly Field[];
  /** keys of fields, in the order of a list's columns */
  readonly listColumns: readonly string[];
  /** keys of the fields that are asked first, on one page: what a record of this kind cannot well do without */
  readonly quick: readonly string[];
  /** what a new record like another begins with: never who spoke, what was said or counted, a date or a consent */
  readonly alike: readonly string[];
  /** what a new record begins with as the last one of this device has it, and says so */
  readonly usual: readonly string[];
}
