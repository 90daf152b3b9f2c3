// Data, where: the 51 states and territories of Latin America and the Caribbean and their four sub-regions.
// A country outside the region is known by its code only; that is a fact of the world, not an error.

import data from '#resources/mechanism/countries.json' with { type: 'json' };
import type { Labels } from './language.ts';

export interface Subregion {
  readonly key: string;
  readonly label: Labels;
}

export interface Country {
  /** ISO 3166-1 alpha-2, the code used in records */
  readonly iso2: string;
  readonly iso3: string;
  readonly name: Labels;
  readonly subregion: string;
  readonly kind: string;
  readonly administeredBy: string | null;
  readonly eclac: string | null;
  readonly capital: {
    readonly name: string;
    readonly lat: number;
    readonly lng: number;
    readonly source: string;
  } | null;
  readonly note: string | null;
  readonly provenance: { readonly ht: string };
}

export const subregions: readonly Subregion[] = data.subregions;

export const countries: readonly Country[] = data.countries;

const countriesByCode = new Map(countries.map((country) => [country.iso2, country]));
const subregionsByKey = new Map(subregions.map((subregion) => [subregion.key, subregion]));

export const countryByCode = (iso2: string): Country | undefined => countriesByCode.get(iso2);

export const subregionOfCountry = (iso2: string): Subregion | undefined =>
  subregionsByKey.get(countryByCode(iso2)?.subregion ?? '');
