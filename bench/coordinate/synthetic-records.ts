// A hundred thousand records as an index of likely duplicates sees them, from a seed. Titles as people write them:
// a few ways of saying it in five languages, a few hundred places, often a figure, often nothing but a usual word;
// a third is dated to the month only, one in ten has no date. Every fiftieth is one that came before, told again
// by another organisation: in another language, or with a day of difference, or without its place.

import { bytesToBase64url } from '#shared/base/bytes.ts';
import { countries } from '#shared/mechanism/countries.ts';
import type { Compared } from '#shared/merge/likeness.ts';
import type { Draw } from '../main-job/draw.ts';

export interface SyntheticRecord {
  readonly id: string;
  readonly record: Compared;
  /** the record that it tells again */
  readonly again: string | null;
}

const TOLD_AGAIN = 50;
const PLACES = 400;
const ORGANISATIONS = 500;
const SYLLABLES = 'ba che lu mo ti ra pa que sal ver tu nor gua bel con mi ca ro lin da sur ya pe so'.split(' ');

const LANGUAGES = ['es', 'pt', 'fr', 'en', 'ht'] as const;
const TITLES: Readonly<Record<(typeof LANGUAGES)[number], readonly string[]>> = {
  es: [
    'Consulta con mujeres migrantes en @',
    'Taller # sobre salud en @',
    'Mesa de trabajo de @',
    'Foro regional',
    'Consulta',
  ],
  pt: [
    'Consulta com mulheres migrantes em @',
    'Oficina # sobre saúde em @',
    'Mesa de trabalho de @',
    'Fórum regional',
    'Consulta',
  ],
  fr: [
    'Consultation de femmes migrantes à @',
    'Atelier # sur la santé à @',
    'Table de travail de @',
    'Forum régional',
    'Consultation',
  ],
  en: [
    'Consultation with migrant women in @',
    'Workshop # on health in @',
    'Working table of @',
    'Regional forum',
    'Consultation',
  ],
  ht: [
    'Konsiltasyon ak fanm migran nan @',
    'Atelye # sou sante nan @',
    'Tab travay @',
    'Fowòm rejyonal',
    'Konsiltasyon',
  ],
};

interface Said {
  readonly pattern: number;
  readonly figure: number;
  readonly place: string;
  readonly language: (typeof LANGUAGES)[number];
}

export function syntheticRecords(count: number, draw: Draw): readonly SyntheticRecord[] {
  const nameOf = (syllables: number): string => {
    const name = Array.from({ length: syllables }, () => draw.oneOf(SYLLABLES)).join('');
    return name.charAt(0).toUpperCase() + name.slice(1);
  };
  const places = Array.from({ length: PLACES }, () => nameOf(3));
  const organisations = Array.from({ length: ORGANISATIONS }, () => `Casa ${nameOf(2)} ${nameOf(3)}`);
  const made: (SyntheticRecord & { readonly said: Said })[] = [];
  for (let n = 0; n < count; n++) {
    const id = bytesToBase64url(draw.bytes(16));
    const before = n % TOLD_AGAIN === TOLD_AGAIN - 1 ? made[draw.below(n)] : undefined;
    const said: Said = before?.said ?? {
      pattern: draw.below(5),
      figure: 1 + draw.below(9),
      place: draw.oneOf(places),
      language: draw.oneOf(LANGUAGES),
    };
    const language = draw.oneOf(LANGUAGES);
    const organisation = draw.oneOf(organisations);
    const record =
      before === undefined
        ? freshRecord(said, organisation, draw)
        : { ...before.record, language, title: titleOf({ ...said, language }), organisation };
    made.push({
      id,
      record: draw.below(2) === 0 ? record : { ...record, places: [] },
      again: before?.id ?? null,
      said,
    });
  }
  return made;
}

function freshRecord(said: Said, organisation: string, draw: Draw): Compared {
  const month = `20${10 + draw.below(16)}-${String(1 + draw.below(12)).padStart(2, '0')}`;
  const precision = draw.below(10);
  const day = String(1 + draw.below(28)).padStart(2, '0');
  return {
    kind: draw.below(4) === 0 ? 'practice' : 'consultation',
    language: said.language,
    title: titleOf(said),
    dateText: precision === 0 ? '' : precision < 4 ? month : `${month}-${day}`,
    endDateText: '',
    objectives: [...new Set([1 + draw.below(23), 1 + draw.below(23), 1 + draw.below(23)])],
    countries: [draw.oneOf(countries).iso2],
    places: [said.place],
    organisation,
  };
}

const titleOf = ({ pattern, figure, place, language }: Said): string =>
  (TITLES[language][pattern] ?? '').replace('#', String(figure)).replace('@', place);
