// The choices of a field in the screen's language: the same list for the form, the filters, and for reading a
// record. A key that no list knows (a newer app, another spelling) is shown as it stands.

import { mesas, objectiveByNumber, objectives, principles } from '#shared/mechanism/compact.ts';
import { countries, countryByCode, subregions } from '#shared/mechanism/countries.ts';
import type { Language } from '#shared/mechanism/language.ts';
import { sensitivityLevels } from '#shared/mechanism/protection.ts';
import { siteByKey, sites } from '#shared/mechanism/sites.ts';
import { agencies, sdgs, stakeholderCategories } from '#shared/mechanism/stakeholders.ts';
import type { Field, Option, OptionSource } from '#shared/record/definition.ts';

export interface Choice {
  readonly key: string;
  readonly label: string;
  /** choices with the same words here stand together under them */
  readonly group?: string;
  /** its mesa, where the choice is an objective */
  readonly mesa?: number;
}

export function choicesOf(from: OptionSource, language: Language): readonly Choice[] {
  switch (from.type) {
    case 'list':
      return optionsIn(from.options, language);
    case 'objectives':
      return mesas.flatMap(({ n, name, label, objectives: numbers }) =>
        numbers.flatMap((number) => {
          const objective = objectiveByNumber(number);
          if (objective === undefined) return [];
          const group = `${name[language]}: ${label[language]}`;
          return [{ key: String(number), label: objective.short[language], group, mesa: n }];
        }),
      );
    case 'principles':
      return principles.map(({ key, label }) => ({ key, label: label[language] }));
    case 'mesas':
      return mesas.map(({ n, name, label }) => ({
        key: String(n),
        label: `${name[language]}: ${label[language]}`,
        mesa: n,
      }));
    case 'countries':
      return subregions.flatMap((subregion) =>
        countries
          .filter((country) => country.subregion === subregion.key)
          .map(({ iso2, name }) => ({ key: iso2, label: name[language], group: subregion.label[language] })),
      );
    case 'sites':
      return sites.map(({ key, name, country, admin }) => ({
        key,
        label: admin === null ? name : `${name}, ${admin}`,
        group: countryByCode(country)?.name[language] ?? country,
      }));
    case 'stakeholders':
      return optionsIn(stakeholderCategories, language);
    case 'agencies':
      return optionsIn(agencies, language);
    case 'levels':
      return optionsIn(sensitivityLevels, language);
    case 'sdgs':
      return sdgs.map(({ n, label }) => ({ key: String(n), label: `${n} ${label[language]}` }));
    case 'members':
    case 'meetings':
    case 'agreements':
      return [];
  }
}

/** One choice in words; the key itself where no list has it. */
export function wordOf(from: OptionSource, key: string, language: Language): string {
  switch (from.type) {
    case 'countries':
      return countryByCode(key)?.name[language] ?? key;
    case 'sites':
      return siteByKey(key)?.name ?? key;
    case 'objectives':
      return objectives.find(({ n }) => String(n) === key)?.short[language] ?? key;
    default:
      return choicesOf(from, language).find((choice) => choice.key === key)?.label ?? key;
  }
}

/** The choices of a field that has any. */
export function sourceOf({ shape }: Field): OptionSource | undefined {
  if (shape.type === 'workflow') return { type: 'list', options: shape.options };
  return 'from' in shape ? shape.from : undefined;
}

const optionsIn = (options: readonly Pick<Option, 'key' | 'label'>[], language: Language): readonly Choice[] =>
  options.map(({ key, label }) => ({ key, label: label[language] }));
