// Stage 1, what can be chosen: the options of a field with their words, from the list in its definition or
// from the mechanism's data. Some lists are closed (there are 23 objectives, and no more). Others can have
// grown in a newer app, or the world is larger than they are (a country outside the region): an unknown key
// there is shown and kept. Of sites and members nobody has a complete list: any text names one. Meetings and agreements are
// named by ids: which there are, the notebook knows.

import { mesas, objectives, principles } from '../mechanism/compact.ts';
import { countries } from '../mechanism/countries.ts';
import type { Labels } from '../mechanism/language.ts';
import { sensitivityLevels } from '../mechanism/protection.ts';
import { sites } from '../mechanism/sites.ts';
import { agencies, sdgs, stakeholderCategories } from '../mechanism/stakeholders.ts';
import { isNumbered } from './cells.ts';
import type { Option, OptionSource } from './definition.ts';

export { isNumbered };

/** The options in the order of the form; of members, meetings and agreements there are none. Numbers are keys as texts. */
export const optionsOf = (from: OptionSource): readonly Option[] =>
  from.type === 'list' ? from.options : OPTIONS[from.type];

export const isClosed = (from: OptionSource): boolean => CLOSED.has(from.type);

/** Whether a value is one of the options, in the form in which an entry has it. */
export function isOption(from: OptionSource, value: unknown): boolean {
  if (ANY_TEXT.has(from.type)) return typeof value === 'string';
  if (isNumbered(from)) return typeof value === 'number' && keysOf(from).has(String(value));
  return typeof value === 'string' && keysOf(from).has(value);
}

const numbered = (n: number, label: Labels): Option => ({ key: String(n), label });

const everywhere = (text: string): Labels => ({ es: text, en: text, pt: text, fr: text, ht: text });

const OPTIONS: Readonly<Record<Exclude<OptionSource['type'], 'list'>, readonly Option[]>> = {
  objectives: objectives.map(({ n, title }) => numbered(n, title)),
  mesas: mesas.map(({ n, label }) => numbered(n, label)),
  sdgs: sdgs.map(({ n, label }) => numbered(n, label)),
  principles,
  countries: countries.map(({ iso2, name }) => ({ key: iso2, label: name })),
  sites: sites.map(({ key, name }) => ({ key, label: everywhere(name) })),
  stakeholders: stakeholderCategories,
  agencies,
  levels: sensitivityLevels,
  members: [],
  meetings: [],
  agreements: [],
};

const ANY_TEXT: ReadonlySet<OptionSource['type']> = new Set(['members', 'sites', 'meetings', 'agreements']);

const CLOSED: ReadonlySet<OptionSource['type']> = new Set(['objectives', 'mesas', 'sdgs', 'principles', 'levels']);

const keysBySource = new WeakMap<readonly Option[], ReadonlySet<string>>();

function keysOf(from: OptionSource): ReadonlySet<string> {
  const options = optionsOf(from);
  const keys = keysBySource.get(options) ?? new Set(options.map(({ key }) => key));
  keysBySource.set(options, keys);
  return keys;
}
