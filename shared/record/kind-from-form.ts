// Stage 1, a definition made from a form of the data and what the product adds to it. Nothing is decided
// here: the data says what is asked, the additions say what is required at finishing, which level a field
// has beside the data's own marks, and the words under a field. A type or an option without words is a bug
// in the data and throws when the module is loaded, so that no test can miss it.

import optionData from '#resources/mechanism/additions/options.json' with { type: 'json' };
import type { Labels } from '../mechanism/language.ts';
import type { Field, Kind, Level, Option, OptionSource, Section, Shape } from './definition.ts';
import type { ByField, DataField, FormAdditions } from './form-data.ts';

export function kindFromForm(
  form: readonly DataField[],
  additions: FormAdditions,
  sectionLabels: ByField<Labels> = {},
): Kind {
  const dataByKey = new Map([...form, ...additions.fields].map((field) => [field.key, field]));
  const sections: readonly Section[] = additions.sections.map(({ key, label }) => ({
    key,
    label: label ?? known(sectionLabels[key], `section ${key}`),
  }));
  const fields = additions.sections
    .flatMap((section) =>
      section.fields.map((key) => toField(known(dataByKey.get(key), `field ${key}`), key, section.key, additions)),
    )
    .map((field, _, all): Field => {
      const wanted = additions.showIf?.[field.key]?.if ?? dataByKey.get(field.key)?.showIf;
      return wanted === undefined ? field : { ...field, showIf: conditionOf(wanted.split('|'), field.key, all) };
    });
  const { quick = [], alike = [], usual = [] } = additions.kind;
  return { onBoard: true, ...additions.kind, quick, alike, usual, sections, fields };
}

/** Levels of sensitivity in the data's words → the classes of a changeset. */
const LEVEL_OF_SENSITIVITY: ReadonlyMap<string, Level> = new Map([
  ['low', 'open'],
  ['moderate', 'mechanism'],
  ['high', 'restricted'],
  ['severe', 'personal'],
]);

const FLAGS: ReadonlyMap<string, 'outOfScope'> = new Map([['outOfScope', 'outOfScope']]);

/** The data names the answers and not the field: it is the one that has them all. */
function conditionOf(is: readonly string[], of: string, fields: readonly Field[]): NonNullable<Field['showIf']> {
  const field = fields.find(({ shape }) => {
    const keys = shape.type === 'choice' && shape.from.type === 'list' ? shape.from.options.map(({ key }) => key) : [];
    return is.every((key) => keys.includes(key));
  });
  return { field: known(field, `field with the answers ${is.join(', ')} that ${of} asks for`).key, is };
}

/** `path` is `field` or `field.subfield`; a subfield has the level of its field. */
function toField(data: DataField, path: string, section: string, additions: FormAdditions, of?: Level): Field {
  const level = of ?? levelOf(data, additions);
  const help = additions.help[path];
  const example = additions.examples[path];
  const isRequired = additions.required.includes(path);
  const flag = additions.flags?.[path];
  return {
    key: data.key,
    label: data.label,
    shape: toShape(data, path, section, additions, level),
    section,
    required: isRequired ? 'atFinishing' : 'no',
    recommended: data.required === true && !isRequired,
    level,
    suppress: data.suppression === true,
    ...(help && { help }),
    ...(example && { example }),
    source: data.source,
    ...(data.default !== undefined && { initial: data.default }),
    ...(data.blocks && { blocks: data.blocks }),
    ...(flag && { flag: { answer: flag.answer, type: known(FLAGS.get(flag.type), `flag ${flag.type} of ${path}`) } }),
  };
}

function toShape(data: DataField, path: string, section: string, additions: FormAdditions, level: Level): Shape {
  const [type = '', of] = (additions.types[path]?.type ?? data.type).split(':');
  const subfields = () =>
    known(additions.subfields[path], `subfields of ${path}`).map((subfield) =>
      toField(subfield, `${path}.${subfield.key}`, section, additions, level),
    );
  switch (type) {
    case 'text':
    case 'boolean':
    case 'date':
      return { type };
    case 'file':
      return {
        type,
        ...defined({ maxBytes: data.maxMB === undefined ? undefined : data.maxMB * 1e6, maxFiles: data.maxFiles }),
        ...(data.allowed && { allowed: data.allowed }),
      };
    case 'longtext':
      if (of === 'perObjective') return { type: 'longtextPerObjective' };
      return { type, ...defined({ maxWords: data.maxWords, minChars: data.minChars, maxChars: data.maxChars }) };
    case 'integer':
      return { type, min: 0, ...defined({ max: data.max }) };
    case 'choice':
      return { type, from: toOptionSource(data, path, of, additions) };
    case 'multichoice':
      return { type, from: toOptionSource(data, path, of, additions), ...defined({ min: data.min }) };
    case 'counts': {
      const totals = defined({ sumsTo: additions.sumsTo[path], within: additions.within[path] });
      return { type, from: toOptionSource(data, path, of, additions), ...totals };
    }
    case 'repeat':
      if (of === 'group') return { type: 'repeatGroup', subfields: subfields() };
      return { type: of === 'url' ? 'repeatUrl' : 'repeatText' };
    case 'group':
      return { type, subfields: subfields() };
    case 'workflow':
      return { type, options: toOptions(data, path, additions) };
    default:
      throw new Error(`no shape for ${data.type} of ${path}`);
  }
}

function toOptionSource(data: DataField, path: string, of: string | undefined, additions: FormAdditions): OptionSource {
  const list = of ?? (typeof data.options === 'string' ? data.options : undefined);
  if (list === undefined) return { type: 'list', options: toOptions(data, path, additions) };
  return { type: known(SOURCE_OF_LIST[list], `list ${list} of ${path}`) };
}

/** The data's names for its lists. */
const SOURCE_OF_LIST: ByField<Exclude<OptionSource['type'], 'list'>> = {
  objectives: 'objectives',
  principles: 'principles',
  countries: 'countries',
  mesas: 'mesas',
  sites: 'sites',
  members: 'members',
  meetings: 'meetings',
  agreements: 'agreements',
  stakeholderCategories: 'stakeholders',
  agencies: 'agencies',
  sensitivityLevels: 'levels',
  sdg: 'sdgs',
};

function toOptions(data: DataField, path: string, additions: FormAdditions): readonly Option[] {
  const keys = Array.isArray(data.options) ? (data.options as readonly string[]) : [];
  if (keys.length === 0) throw new Error(`no options for ${path}`);
  const labels: ByField<Labels> = optionData.options;
  return [...keys, ...(additions.options[path] ?? [])].map((key) => ({
    key,
    label: known(
      labels[`${additions.kind.key}.${path}.${key}`] ?? labels[`${path}.${key}`] ?? labels[key],
      `words of option ${key} of ${path}`,
    ),
  }));
}

/** What the data marks, or what is added where that is more; without either, open. */
function levelOf(data: DataField, additions: FormAdditions): Level {
  const marks = [data.sensitivity ?? 'low', additions.levels[data.key]?.level ?? 'low'];
  const order = [...LEVEL_OF_SENSITIVITY.keys()];
  for (const mark of marks) known(LEVEL_OF_SENSITIVITY.get(mark), `sensitivity ${mark}`);
  const greatest = order[Math.max(...marks.map((mark) => order.indexOf(mark)))] ?? 'low';
  return known(LEVEL_OF_SENSITIVITY.get(greatest), `sensitivity ${greatest}`);
}

const known = <T>(value: T | undefined, what: string): T => {
  if (value === undefined) throw new Error(`the forms' data has no ${what}`);
  return value;
};

/** An object without the members that are undefined. */
const defined = <T extends { readonly [key: string]: number | string | undefined }>(
  members: T,
): { [key in keyof T]?: NonNullable<T[key]> } =>
  Object.fromEntries(Object.entries(members).filter(([, value]) => value !== undefined)) as {
    [key in keyof T]?: NonNullable<T[key]>;
  };
