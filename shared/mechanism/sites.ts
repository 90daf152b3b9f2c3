// Data, known places: border points, shelters and reception stations, so that an old laptop need not spell
// them. Coordinates are coarse and mostly recalled (see `coordSource`, `precisionKm`); a shelter is sensitive.

import data from '#resources/mechanism/sites.json' with { type: 'json' };

export interface Site {
  readonly key: string;
  readonly name: string;
  /** ISO 3166-1 alpha-2 */
  readonly country: string;
  readonly admin: string | null;
  readonly type: string;
  readonly lat: number;
  readonly lng: number;
  readonly precisionKm: number;
  readonly coordSource: string;
  readonly pairedWith: string | null;
  readonly note: string | null;
  /** key of a sensitivity level */
  readonly sensitivityHint: string;
}

export const sites: readonly Site[] = data.sites;

const sitesByKey = new Map(sites.map((site) => [site.key, site]));

export const siteByKey = (key: string): Site | undefined => sitesByKey.get(key);
