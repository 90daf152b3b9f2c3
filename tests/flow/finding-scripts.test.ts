// Full-text search in the scripts and spellings people write in: in short texts and in long ones, typed in any way.

import { expect, test } from 'vitest';
import awkward from '#resources/samples/awkward-texts.json' with { type: 'json' };
import { type Laptop, laptop, recorded } from './laptops.ts';

/** What is written, and what must find it. */
const CASES: readonly (readonly [string, string, readonly string[]])[] = [
  [
    'Spanish with short words',
    'Los derechos de la mujer y de la niñez',
    ['derechos de la', 'de la niñez', 'y', 'ninez'],
  ],
  ['Chinese without spaces', '移民工人在边境得到法律援助', ['法律', '边境', '移民工人', '律']],
  ['Japanese', '難民支援センターの相談窓口', ['支援', 'センター', '相談']],
  ['Korean', '이주 노동자의 권리', ['노동자', '권리']],
  ['Thai without spaces', 'แรงงานข้ามชาติที่ชายแดน', ['ข้ามชาติ', 'ชายแดน']],
  ['Arabic, with and without vowel marks', 'حقوق العمال المهاجرين في الحدود', ['المهاجرين', 'حُقُوق', 'عمال', 'في']],
  ['Devanagari', 'प्रवासी महिलाओं के अधिकार', ['महिलाओं', 'अधिकार', 'प्रवासी']],
  ['Guarani', 'Tekoaty g̃uarã opavave', ['g̃uarã', 'guara', 'opavave']],
  ['Creole apostrophes', 'M’ap travay ak fanm yo nan fwontyè a', ["m'ap travay", 'm’ap', 'fwontye a', 'ak fanm']],
  ['French apostrophes', 'L’accueil d’enfants à l’école', ["d'enfants", 'l’accueil', "à l'école", 'accueil']],
  ['letters composed in two ways', 'Migração e orientação'.normalize('NFD'), ['migração', 'ORIENTAÇÃO', 'migracao e']],
  ['Cyrillic', 'Права мигрантов на границе', ['мигрант', 'границе', 'на']],
];

const found = async ({ engine }: Laptop, text: string): Promise<readonly string[]> =>
  (await engine.list({ text })).rows.map(({ id }) => id);

test.each(['title', 'description'])('each script is found in its own words, written as a %s', async (cell) => {
  const device = await laptop();
  const ids = new Map<string, string>();
  for (const [name, text] of CASES) {
    const before = cell === 'title' ? '' : `${'Relleno. '.repeat(40)}\n`;
    ids.set(name, await recorded(device, { title: 'Registro', [cell]: `${before}${text}` }));
  }
  for (const [name, , asked] of CASES) {
    for (const text of asked)
      expect([name, text, await found(device, text)]).toEqual([name, text, expect.arrayContaining([ids.get(name)])]);
  }
  for (const nothing of ['मकान', '学校', 'مدرسة', 'd’école xyz', 'qz'])
    expect([nothing, await found(device, nothing)]).toEqual([nothing, []]);
});

test('every awkward text is found by the words it is made of', async () => {
  const device = await laptop();
  const missed: unknown[] = [];
  const ids: string[] = [];
  for (const { text } of awkward.entries) ids.push(await recorded(device, { title: 'Texto', description: text }));
  for (const [at, { id, text }] of awkward.entries.entries()) {
    const words = text.match(/[\p{L}\p{N}][\p{L}\p{M}\p{N}]*/gu) ?? [];
    const asked = [words.slice(0, 2).join(' '), words.at(-1) ?? ''].filter((each) => each !== '');
    for (const each of asked) if (!(await found(device, each)).includes(ids[at] ?? '')) missed.push([id, each]);
  }
  expect(missed).toEqual([]);
});
