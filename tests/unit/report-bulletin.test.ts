// The bulletin, the pack of practices and the points on a map: what they say of a few records, to whom.

import { describe, expect, test } from 'vitest';
import type { ChangesetId, RecordId } from '#shared/base/ids.ts';
import { LANGUAGES } from '#shared/mechanism/language.ts';
import { type BulletinSettings, bulletinOf } from '#shared/report/bulletin.ts';
import { objectiveName } from '#shared/report/charts.ts';
import { coverageOf } from '#shared/report/coverage-report.ts';
import { documentToHtml } from '#shared/report/document-to-html.ts';
import { documentText } from '#shared/report/document.ts';
import { textOfDocx } from '#shared/report/docx-package.ts';
import { documentToDocx } from '#shared/report/docx.ts';
import { recordsToGeojson } from '#shared/report/geojson.ts';
import { practicePackOf } from '#shared/report/practice-pack.ts';
import type { ReportSource } from '#shared/report/report-source.ts';

const SETTINGS: BulletinSettings = {
  report: 'bulletin',
  number: 5,
  year: 2024,
  quarter: null,
  language: 'es',
  audience: 'public',
};

function practice(
  id: string,
  changes: Partial<ReportSource> = {},
  cells: Readonly<Record<string, unknown>> = {},
): ReportSource {
  const all = { title: `Práctica ${id}`, permission_to_publish: true, ...cells };
  return {
    id: id as RecordId,
    event: id as RecordId,
    title: `Práctica ${id}`,
    date: '2024-05-17',
    objectives: [8],
    countries: ['HT'],
    organisation: 'Casa',
    version: ['x' as ChangesetId],
    cited: {
      id: id as RecordId,
      language: 'es',
      kind: 'practice',
      finished: true,
      deleted: false,
      review: 'approved',
      cells: new Map(
        Object.entries(all).map(([path, value]) => [
          path,
          { value: value as string, level: 'open', conflict: false, write: 'w' as ChangesetId },
        ]),
      ),
    },
    ...changes,
  };
}
const textOf = (settings: BulletinSettings, ...sources: ReportSource[]): string =>
  documentText(bulletinOf(settings, sources));

describe('the bulletin', () => {
  test.each(LANGUAGES)('has the parts of the Mechanism’s own, in %s, with no word left to be filled in', (language) => {
    const document = bulletinOf({ ...SETTINGS, language }, [practice('a')]);
    expect(
      document.blocks.flatMap((block) => (block.type === 'heading' && block.level === 1 ? [block.text] : [])),
    ).toHaveLength(7);
    expect(documentText(document)).not.toMatch(/\{\{|undefined|NaN/);
    expect(document.blocks.filter(({ type }) => type === 'chart')).toHaveLength(5);
  });

  test('names and counts what its readers may be told, and says how much else there is', () => {
    const refused = practice('b', {}, { permission_to_publish: false });
    expect(textOf(SETTINGS, practice('a'), refused)).toContain('Práctica a[1]');
    expect(textOf(SETTINGS, practice('a'), refused)).not.toContain('Práctica b');
    expect(textOf(SETTINGS, practice('a'), refused)).toContain('no están aquí: 1.');
    expect(textOf({ ...SETTINGS, audience: 'mechanism' }, refused)).toContain('Práctica b');
  });

  test('a date known to the year alone is in the year and in no quarter', () => {
    const vague = practice('a', { date: '2024' });
    expect(textOf(SETTINGS, vague)).toContain('Práctica a');
    expect(textOf({ ...SETTINGS, quarter: 2 }, vague)).not.toContain('Práctica a');
    expect(textOf({ ...SETTINGS, quarter: 2 }, practice('b'))).toContain('Práctica b');
    expect(textOf({ ...SETTINGS, quarter: 1 }, practice('b'))).not.toContain('Práctica b');
  });

  test('an event that two records tell of counts once, and in whatever order they come it says the same', () => {
    const two = [practice('a'), practice('b', { event: 'a' as RecordId, countries: ['PE'] })];
    const text = textOf(SETTINGS, ...two);
    expect(text).toContain('Registros de este período: 1. Organizaciones: 1. Países o territorios: 2.');
    expect(textOf(SETTINGS, ...two.reverse())).toBe(text);
  });
});

test('the pack says what is missing before each practice, and never an answer that may not be said', () => {
  const text = documentText(
    practicePackOf({ report: 'practices', language: 'es', audience: 'public' }, [
      practice('a', {}, { summary: 'Se atiende en tres idiomas.' }),
      practice('b', {}, { permission_to_publish: false }),
    ]),
  );
  expect(text).toContain('Resumen\tSe atiende en tres idiomas.');
  expect(text.indexOf('Falta:')).toBeGreaterThan(text.indexOf('Práctica a'));
  expect(text.slice(text.indexOf('Falta:'))).toContain('Descripción de las actividades');
  expect(text).not.toContain('Práctica b');
});

test('a point is a country’s, with how many events and which objectives, and holds no title, name or place', () => {
  const text = recordsToGeojson({ language: 'es', audience: 'public' }, [
    practice('a'),
    practice('b', { objectives: [7] }),
  ]);
  const { features } = JSON.parse(text) as { features: { properties: object; geometry: { type: string } }[] };
  expect(features.map(({ properties }) => properties)).toEqual([
    { country: 'HT', name: 'Haití', precision: 'country', records: 2, objectives: [7, 8] },
  ]);
  expect(text).not.toMatch(/Práctica|Casa/);
});

describe('coverage and progress', () => {
  const settings = { report: 'coverage', language: 'es', audience: 'public' } as const;

  test('counts each event once by objective and sub-region, and says what is left out', () => {
    const twice = practice('b', { event: 'a' as RecordId });
    const refused = practice('c', {}, { permission_to_publish: false });
    const document = coverageOf(settings, [practice('a'), twice, refused]);
    const matrix = document.blocks.find((block) => block.type === 'matrix');
    expect(matrix?.rows[7]).toMatchObject({ name: '8 · Salvar vidas', mesa: 2, total: 1 });
    expect(matrix?.rows[7]?.values.reduce((sum, value) => sum + value, 0)).toBe(1);
    expect(documentText(document)).toContain('no están aquí: 1.');
  });

  test.each(LANGUAGES)('has its charts in %s, each with its numbers, on paper and as Word’s own', async (language) => {
    const pledge = practice('p');
    const cited = { ...pledge.cited, kind: 'commitment' };
    const status = { value: 'in_progress', level: 'open', conflict: false, write: 'w' as ChangesetId } as const;
    const commitment = {
      ...pledge,
      cited: { ...cited, cells: new Map([...cited.cells, ['status', status] as const]) },
    };
    const document = coverageOf({ ...settings, language }, [practice('a'), commitment]);
    expect(document.blocks.map(({ type }) => type).filter((type) => type !== 'paragraph')).toEqual([
      'heading',
      'matrix',
      'chart',
      'chart',
      'map',
    ]);
    expect(documentText(document)).not.toMatch(/\{\{|undefined|NaN/);
    const html = documentToHtml(document);
    expect(html.match(/<svg [^>]*role="img"/g)).toHaveLength(2); // years and map; the others are bars in their tables
    expect(html.match(/<table class="(?:before|under)/g)).toHaveLength(2);
    expect(textOfDocx(await documentToDocx(document, null))).toContain(objectiveName(8, language));
  });
});

test('a country, a day or an objective that its author raised is neither named nor counted for those who may not read it', () => {
  const of = practice('a', {}, { start_date: '2024-05-17', 'countries.HT': { listed: 0 }, 'primary_objectives.8': {} });
  const raised = (path: string): ReportSource => ({
    ...of,
    cited: {
      ...of.cited,
      cells: new Map(
        [...of.cited.cells].map(([at, cell]) => [at, at === path ? { ...cell, level: 'restricted' } : cell]),
      ),
    },
  });
  expect(textOf(SETTINGS, of)).toContain('Haití');
  expect(textOf(SETTINGS, raised('countries.HT'))).toContain('Práctica a');
  expect(textOf(SETTINGS, raised('countries.HT'))).not.toContain('Haití');
  expect(textOf(SETTINGS, raised('start_date'))).not.toContain('Práctica a');
  expect(recordsToGeojson({ language: 'es', audience: 'public' }, [raised('countries.HT')])).not.toContain('HT');
  const coverage = (source: ReportSource) =>
    coverageOf({ report: 'coverage', language: 'es', audience: 'public' }, [source]);
  expect(coverage(raised('primary_objectives.8'))).not.toEqual(coverage(of));
});
