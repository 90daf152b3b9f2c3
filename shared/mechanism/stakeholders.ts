// Data, who: categories of stakeholders, UN agencies and the Sustainable Development Goals the forms ask for.
// The source has no category for a government or a UN agency, though many published practices and
// commitments are theirs: those two are added, with source `ours`, after the others.

import added from '#resources/mechanism/additions/stakeholders.json' with { type: 'json' };
import sdgsData from '#resources/mechanism/additions/sdgs.json' with { type: 'json' };
import agenciesData from '#resources/mechanism/agencies.json' with { type: 'json' };
import data from '#resources/mechanism/stakeholders.json' with { type: 'json' };
import type { Labels } from './language.ts';

export interface StakeholderCategory {
  readonly key: string;
  readonly label: Labels;
  readonly source: string;
  readonly group: string;
}

export interface Agency {
  readonly key: string;
  readonly acronymEs: string;
  readonly acronymEn: string;
  readonly label: Labels;
  readonly gtScMember2022: boolean;
  readonly note: string | null;
  readonly source: string;
}

export interface Sdg {
  /** 1 to 17 */
  readonly n: number;
  readonly label: Labels;
}

export const stakeholderCategories: readonly StakeholderCategory[] = [
  ...data.stakeholderCategories,
  ...added.stakeholderCategories,
];

export const agencies: readonly Agency[] = agenciesData.agencies;

export const sdgs: readonly Sdg[] = sdgsData.sdgs;
