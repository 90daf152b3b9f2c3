// Names that are taken for one another are told before anybody signs for a second one. What is the same to the app
// (person.ts) and what only looks the same to people are told apart.

import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { KeyId } from '#shared/base/ids.ts';
import type { Author } from '#shared/log/roster.ts';
import { lookOf, twinsOf } from '#shared/log/twins.ts';

const kidOf = (text: string): KeyId => text.padEnd(43, 'A') as KeyId;
const author = (name: string, organisation: string): Author => ({
  kid: kidOf(`${organisation}-${name}`.replace(/\W/g, '-')),
  key: '',
  name,
  organisation,
  organisationKid: kidOf(organisation.replace(/\W/g, '-')),
  scope: { roles: ['recorder'], mesas: [], countries: [] },
  recipient: null,
  from: null,
  until: null,
});
const here = [author('Portátil', 'Casa de Paso'), author('Mesa', 'Casa de Paso'), author('Portátil', 'Red del Sur')];
const authors = new Map(here.map((each) => [each.kid, each]));
const asked = { kid: kidOf('new'), device: 'Nuevo', organisation: 'Casa de Paso', isOwnKey: false };
const found = (more: Partial<typeof asked>) =>
  twinsOf(authors, { ...asked, ...more }).map(({ what, isSame, author: { name } }) => [what, name, isSame]);

describe('a device', () => {
  test('of another name, under an organisation that is written as it signs, has no twin', () => {
    expect(found({})).toEqual([]);
  });

  test.each([
    ['Portátil', true],
    [' Portátil ', true],
    ['PORTÁTIL', false],
    ['Portatil', false],
    ['Porta-til.', false],
    ['Роrtátіl', false],
    ['Portáti1', false],
    ['P0rtátil', false],
  ])('called %j has the twin that is called «Portátil»; the app takes it for the same person: %j', (device, isSame) => {
    expect(found({ device })).toEqual([['device', 'Portátil', isSame]]);
  });

  test('of the same name under another organisation is no twin: the organisation is always said beside it', () => {
    expect(found({ device: 'Mesa', organisation: 'Red del Sur' })).toEqual([]);
  });

  test('is not its own twin when it is enrolled again', () => {
    expect(found({ device: 'Mesa', kid: here[1]?.kid ?? kidOf('') })).toEqual([]);
  });

  test('that is enrolled again under a name that looks like its organisation’s is told of that one', () => {
    const own = { device: 'Mesa', kid: here[1]?.kid ?? kidOf(''), organisation: 'CASA DE PASO' };
    expect(found(own)).toEqual([['organisation', 'Portátil', false]]);
  });

  test('may have two twins, and the organisation one beside', () => {
    const more = [...authors.values(), author('Portatil', 'Casa de Paso')];
    const all = new Map(more.map((each) => [each.kid, each]));
    const twins = twinsOf(all, { ...asked, device: 'portatil', organisation: 'CASA DE PASO' });
    expect(twins.map(({ what }) => what)).toEqual(['organisation', 'device', 'device']);
  });
});

describe('an organisation', () => {
  test.each(['casa de paso', 'Casa de Pasó', 'Casa  de Paso', 'Саsа de Раsо', 'Casa de Pas0'])(
    'written %j is told of the one that is written «Casa de Paso»',
    (organisation) => expect(found({ organisation })).toEqual([['organisation', 'Portátil', false]]),
  );

  test('that gets a key of its own is told also where the name is the very same: both would count as one', () => {
    expect(found({ isOwnKey: true })).toEqual([['organisation', 'Portátil', true]]);
    expect(found({ isOwnKey: true, organisation: 'Casa Nueva' })).toEqual([]);
  });

  test('of a name of nothing but signs is compared by its signs', () => {
    const signs = new Map([author('Uno', '★★')].map((each) => [each.kid, each]));
    expect(twinsOf(signs, { ...asked, organisation: '★' })).toEqual([]);
    expect(twinsOf(signs, { ...asked, organisation: '★★', isOwnKey: true })).toHaveLength(1);
  });
});

test('how a name looks is the same for whoever has that look already, and never nothing', () => {
  const arbName = fc.string({ unit: 'grapheme', minLength: 1, maxLength: 20 }).filter((name) => name.trim() !== '');
  fc.assert(
    fc.property(arbName, (name) => {
      expect(lookOf(lookOf(name))).toBe(lookOf(name));
      expect(lookOf(name)).not.toBe('');
      expect(lookOf(` ${name.toUpperCase().toLowerCase()} `)).toBe(lookOf(name.toUpperCase()));
    }),
  );
});
