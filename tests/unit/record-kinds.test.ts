// The definitions made from the forms: everything the data asks for is there, and they fit the world as the
// 56 published entries show it.

import { describe, expect, test } from 'vitest';
import commitmentForm from '#resources/mechanism/forms/commitment.json' with { type: 'json' };
import consultationForm from '#resources/mechanism/forms/consultation.json' with { type: 'json' };
import practiceForm from '#resources/mechanism/forms/practice.json' with { type: 'json' };
import registrationForm from '#resources/mechanism/forms/registration.json' with { type: 'json' };
import samples from '#resources/samples/real-entries.json' with { type: 'json' };
import { LANGUAGES } from '#shared/mechanism/language.ts';
import { LEVELS } from '#shared/log/change.ts';
import { fieldOfPath, levelOfPath } from '#shared/record/cells.ts';
import type { Field, Kind } from '#shared/record/definition.ts';
import type { DataField, FormAdditions } from '#shared/record/form-data.ts';
import { kindFromForm } from '#shared/record/kind-from-form.ts';
import { fieldOf, kindOf, kinds, namesMeetings } from '#shared/record/kinds.ts';
import { optionsOf } from '#shared/record/options.ts';

const forms: ReadonlyMap<string, readonly DataField[]> = new Map<string, readonly DataField[]>([
  ['consultation', consultationForm.consultationFormFields],
  ['practice', practiceForm.practiceFormFields],
  ['commitment', commitmentForm.pledgeFormFields],
  ['registration', registrationForm.registrationFormFields],
]);

const known = (key: string): Kind => {
  const kind = kindOf(key);
  if (!kind) throw new Error(`no kind ${key}`);
  return kind;
};

const subfieldsOf = ({ shape }: Field): readonly Field[] => ('subfields' in shape ? shape.subfields : []);
const everyField = [...kinds.values()].flatMap((kind) =>
  kind.fields.flatMap((field) =>
    [field, ...subfieldsOf(field)].map((each) => [`${kind.key} ${field.key} ${each.key}`, each] as const),
  ),
);

describe.each([...kinds.keys()])('%s', (key) => {
  const kind = known(key);

  test('has every field of the form once, and what is not of the form is marked as ours', () => {
    const keys = kind.fields.map((field) => field.key);
    expect(new Set(keys).size).toBe(keys.length);
    const form = forms.get(key) ?? [];
    for (const { key: asked } of form) expect(keys).toContain(asked);
    const others = kind.fields.filter((field) => !form.some((data) => data.key === field.key));
    expect(others.map(({ source }) => source)).toStrictEqual(others.map(() => 'ours'));
  });

  test('what a new one takes from another is about who, where and what; never words, counts, dates, consent or files', () => {
    const staying = [...kind.alike, ...kind.usual].map((name) => fieldOf(key, name));
    for (const field of staying) {
      expect(['text', 'choice', 'multichoice', 'repeatText'], field?.key).toContain(field?.shape.type);
      expect(['title', 'quotes', 'text', 'note', 'person', 'contact'], field?.key).not.toContain(field?.key);
      expect(field?.key).not.toMatch(/consent|publish|validated|status/);
      expect(field?.level).not.toBe('personal');
    }
    for (const name of kind.usual) expect(['open', 'mechanism']).toContain(fieldOf(key, name)?.level);
  });

  test('its short page asks for all that it cannot be finished without', () => {
    const required = kind.fields.filter((field) => field.required === 'atFinishing').map((field) => field.key);
    for (const name of kind.quick.length === 0 ? [] : required) expect(kind.quick).toContain(name);
    for (const name of kind.quick) expect(fieldOf(key, name)?.key).toBe(name);
    expect(kind.sections.map((section) => section.key)).not.toContain('quick');
  });

  test('asks for what the form asks for, and requires only title and one more', () => {
    for (const data of forms.get(key) ?? []) {
      const field = fieldOf(key, data.key);
      expect(field?.recommended || field?.required === 'atFinishing', data.key).toBe(data.required);
    }
    const required = kind.fields.filter((field) => field.required === 'atFinishing').map((field) => field.key);
    expect(required).toContain(kind.titleField);
    expect(required.length).toBe(2);
  });

  test('keeps the marks of the data: source, sensitivity as a floor, suppression', () => {
    const marks: readonly string[] = ['low', 'moderate', 'high', 'severe'];
    for (const data of forms.get(key) ?? []) {
      const field = fieldOf(key, data.key);
      expect(field?.source).toBe(data.source);
      expect(field?.label).toStrictEqual(data.label);
      expect(field?.suppress).toBe(data.suppression === true);
      const level = LEVELS.findIndex((each) => each === field?.level);
      expect(level, data.key).toBeGreaterThanOrEqual(marks.indexOf(data.sensitivity ?? 'low'));
    }
  });

  test('names only fields that it has', () => {
    const named = [
      kind.titleField,
      kind.dateField,
      kind.endDateField,
      kind.organisationField,
      ...kind.objectiveFields,
      ...kind.countryFields,
      ...kind.listColumns,
    ].filter((name) => name !== null);
    for (const name of named) expect(fieldOf(key, name)?.key).toBe(name);
    for (const { shape } of kind.fields) {
      if (shape.type !== 'counts') continue;
      for (const total of [shape.sumsTo, shape.within]) {
        if (total !== undefined) expect(fieldOf(key, total)?.shape.type).toBe('integer');
      }
    }
  });

  test('shows its fields section by section, none in a section it does not have, none empty', () => {
    const sections = kind.fields.map(({ section }) => section);
    expect([...new Set(sections)]).toStrictEqual(kind.sections.map((section) => section.key));
    expect(sections.filter((section, at) => section !== sections[at - 1]).length).toBe(kind.sections.length);
  });
});

describe('words', () => {
  test.each(everyField)('%s: label, options, help and example are in five languages', (_, field) => {
    const { shape } = field;
    const options = shape.type === 'workflow' ? shape.options : 'from' in shape ? optionsOf(shape.from) : [];
    expect(new Set(options.map(({ key }) => key)).size).toBe(options.length);
    for (const label of [field.label, field.help, field.example, ...options.map((option) => option.label)]) {
      if (label === undefined) continue;
      for (const language of LANGUAGES) expect(label[language].trim()).not.toBe('');
    }
  });

  test('every field in which a person writes sentences has an example', () => {
    const without = [...kinds.values()].flatMap(({ key, fields }) =>
      fields
        .filter(({ shape, example }) => /^(text|longtext|longtextPerObjective)$/.test(shape.type) && !example)
        .map((field) => `${key}.${field.key}`),
    );
    expect(without).toStrictEqual([]);
  });

  test('every help and example belongs to a field', async () => {
    for (const { key } of kinds.values()) {
      const additions = (await import(`../../resources/mechanism/additions/${key}.json`, {
        with: { type: 'json' },
      })) as {
        default: FormAdditions;
      };
      for (const path of Object.keys({ ...additions.default.help, ...additions.default.examples })) {
        const [field = '', subfield] = path.split('.');
        const found = fieldOf(key, field);
        expect(
          subfield === undefined ? found?.key : found && subfieldsOf(found).find((each) => each.key === subfield)?.key,
          path,
        ).toBe(subfield ?? field);
      }
    }
  });
});

describe('what is about the Mechanism itself', () => {
  test('is not counted by the board, and names no objective and no country there', () => {
    const own = [...kinds.values()].filter(({ onBoard }) => !onBoard);
    expect(own.map(({ key }) => key)).toEqual(expect.arrayContaining(['meeting', 'member', 'registration', 'rules']));
    for (const { objectiveFields, countryFields } of own) expect([...objectiveFields, ...countryFields]).toEqual([]);
    for (const key of ['consultation', 'practice', 'commitment', 'recommendation'])
      expect(known(key).onBoard).toBe(true);
  });

  test('keeps how to reach a person from other organisations, and still reaches the secretariat', () => {
    for (const key of ['contact_name', 'contact_email', 'contact_phone', 'alternate_contact', 'accessibility'])
      expect(levelOfPath('registration', key), key).toBe('restricted');
    expect(levelOfPath('member', 'contact')).toBe('restricted');
    expect(levelOfPath('meeting', 'agreements.e0001.what')).toBe('mechanism');
  });
});

describe('the definitions fit the world', () => {
  test('every field of every published entry is a field of its kind', () => {
    for (const { id, kind, cells } of samples.entries) {
      for (const key of Object.keys(cells)) expect(fieldOf(kind, key)?.key, `${id} ${key}`).toBe(key);
    }
  });

  test('a consultation can be of several countries; practices and commitments can be of a government', () => {
    expect(fieldOf('consultation', 'country')?.shape).toStrictEqual({
      type: 'multichoice',
      from: { type: 'countries' },
    });
    expect(optionsOf({ type: 'stakeholders' }).map(({ key }) => key)).toEqual(
      expect.arrayContaining(['government', 'un_agency', 'other']),
    );
  });

  test('the language of the content can be said for every kind, also one that is not among the five', () => {
    for (const kind of kinds.keys()) {
      const shape = fieldOf(kind, 'content_language')?.shape;
      const keys = shape?.type === 'choice' ? optionsOf(shape.from).map(({ key }) => key) : [];
      expect(keys).toEqual(expect.arrayContaining([...LANGUAGES, 'indigenous', 'other']));
    }
  });
});

describe('the level of a cell', () => {
  test('is its field’s, also inside groups', () => {
    expect(levelOfPath('consultation', 'title')).toBe('open');
    expect(levelOfPath('consultation', 'by_sex.women')).toBe('mechanism');
    expect(levelOfPath('consultation', 'by_migratory_status.irregular')).toBe('restricted');
    expect(levelOfPath('consultation', 'risks')).toBe('personal');
    expect(levelOfPath('commitment', 'contact_person.email')).toBe('mechanism');
    expect(fieldOfPath('consultation', 'follow_up.e0001.due')?.shape.type).toBe('date');
    expect(fieldOfPath('consultation', 'follow_up.e0001')?.key).toBe('follow_up');
    expect(fieldOfPath('commitment', 'contact_person.email')?.key).toBe('email');
  });

  test('is restricted where this app does not know the field or the kind, and open for the log’s own', () => {
    expect(levelOfPath('consultation', 'a_newer_field')).toBe('restricted');
    expect(levelOfPath('a_newer_kind', 'title')).toBe('restricted');
    expect(levelOfPath('consultation', '~')).toBe('restricted');
    expect(levelOfPath('consultation', '$finished')).toBe('open');
    expect(fieldOfPath('consultation', 'constructor')).toBeUndefined();
    expect(kindOf('constructor')).toBeUndefined();
  });
});

test.each(everyField)('%s: what is inside a group is as sensitive as the group', (name, field) => {
  const [kind = '', key = ''] = name.split(' ');
  expect(field.level).toBe(fieldOf(kind, key)?.level);
});

describe('a form with a fault', () => {
  const form: readonly DataField[] = [
    { key: 'title', type: 'text', label: { es: 'a', en: 'a', pt: 'a', fr: 'a', ht: 'a' }, source: 'inferred' },
  ];
  const additions: FormAdditions = {
    kind: { ...known('practice'), key: 'faulty' },
    sections: [{ key: 'one', label: form[0]?.label ?? null, fields: ['title'] }],
    required: [],
    types: {},
    levels: {},
    sumsTo: {},
    within: {},
    options: {},
    fields: [],
    subfields: {},
    help: {},
    examples: {},
  };

  test('is known as soon as it is loaded', () => {
    expect(kindFromForm(form, additions).fields.length).toBe(1);
    const asked = (data: Partial<DataField>) => () => kindFromForm([{ ...form[0]!, ...data }], additions);
    expect(asked({ type: 'hologram' })).toThrow('no shape');
    expect(asked({ type: 'choice', options: ['a_key_without_words'] })).toThrow('words of option');
    expect(asked({ type: 'choice' })).toThrow('no options');
    expect(asked({ type: 'choice:planets' })).toThrow('list planets');
    expect(asked({ type: 'repeat:group' })).toThrow('subfields');
    expect(asked({ sensitivity: 'unheard' })).toThrow('sensitivity');
    expect(asked({ key: 'other' })).toThrow('field title');
  });
});

test('the kinds that name meetings are known from their fields', () => {
  expect([...kinds.keys()].filter(namesMeetings).toSorted()).toEqual(['commitment', 'meeting', 'recommendation']);
});
