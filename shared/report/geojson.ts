// Stage 5, where records are, as GeoJSON (RFC 7946) for other people's maps. Coarse: one point a country, its capital,
// with how many events may be counted there, each once. Precise places never leave by this way. Numbers of records,
// never of people.

import { countries } from '../mechanism/countries.ts';
import type { Language } from '../mechanism/language.ts';
import type { Audience } from './admission.ts';
import { practiceWords } from './practice.ts';
import { knownTo, type ReportSource } from './report-source.ts';

export interface MapSettings {
  readonly report: 'map';
  readonly language: Language;
  readonly audience: Audience;
}

export function recordsToGeojson(
  { language, audience }: Pick<MapSettings, 'language' | 'audience'>,
  all: readonly ReportSource[],
  isPractice = false,
): string {
  const named = knownTo(audience, all);
  const features = countries.flatMap(({ iso2, name, capital }) => {
    const here = named.filter((source) => source.countries.includes(iso2));
    if (capital === null || here.length === 0) return [];
    const objectives = [...new Set(here.flatMap((source) => source.objectives))].sort((a, b) => a - b);
    return [
      {
        type: 'Feature',
        geometry: { type: 'Point', coordinates: [capital.lng, capital.lat] },
        properties: {
          country: iso2,
          name: name[language],
          ...(isPractice ? { note: practiceWords(language) } : {}),
          precision: 'country',
          records: new Set(here.map(({ event }) => event)).size,
          objectives,
        },
      },
    ];
  });
  // `name`: what map programs call the layer
  const name = isPractice ? { name: practiceWords(language) } : {};
  return `${JSON.stringify({ type: 'FeatureCollection', ...name, features }, null, 2)}\n`;
}
