// The mechanism story in a process of its own, twice: every line is as told, what it hands out says what was written and
// names what it was made from, and the second run gives the same files.

import { mkdtemp, readdir, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { unzipSync } from 'fflate';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { manifestIn, textOfDocx } from '#shared/report/docx-package.ts';
import { textToReport } from '#shared/report/report-manifest.ts';
import { MANIFEST_ENDING } from '#shared/wire/files.ts';
import { type DemoRun, readJson, runDemo } from './run-demo.ts';

const SENTENCE = 'Falta que la mesa de orientación abra también los fines de semana.';
const QUOTE = 'Por primera vez alguien nos explicó qué podíamos hacer y qué no.';
const PRINTED = ['bulletin', 'bulletin-ht', 'conversatorio', 'coverage', 'practices', 'relatoria', 'relatoria-2'];
const BESIDE = [...PRINTED.map((name) => `${name}.pdf`), 'map.geojson', 'workbook.xlsx'];

let folder = '';
let runs: readonly DemoRun[] = [];
const fileIn = (run: string, name: string): Promise<Buffer> => readFile(join(folder, run, 'documents', name));

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'chasqui-demo-mechanism-'));
  runs = await Promise.all(
    ['a', 'b'].map((run) => runDemo(join(folder, run), '--story', 'mechanism', '--suite', 'classic')),
  );
}, 900_000);

afterAll(() => rm(folder, { recursive: true, force: true }));

describe('the story of the Mechanism', () => {
  it('ends as it was told', async () => {
    expect(runs.map(({ code, output }) => [code, output.includes('NOT EQUAL')])).toEqual([
      [0, false],
      [0, false],
    ]);
    const { lines } = await readJson<{ lines: readonly { told: string; found: string }[] }>(
      join(folder, 'a/end-state.json'),
    );
    expect(lines.map(({ found }) => found)).toEqual(lines.map(({ told }) => told));
    expect(lines.length).toBeGreaterThan(20);
  });

  it('names kindly what is not in order', () => {
    for (const said of [
      'La Mesa 3 tiene 3 representantes y hay dos lugares. ¿Terminó el período de alguno?',
      'OIM está anotada dos veces como agencia.',
      'No hay reunión de la Mesa de Vinculación en el trimestre 2 de 2026.',
    ])
      expect(runs[0]?.output).toContain(said);
  });

  it('hands out every document, each with its manifest inside or beside it', async () => {
    const names = await readdir(join(folder, 'a/documents'));
    expect(names.sort()).toEqual(
      [
        ...PRINTED.map((name) => `${name}.docx`),
        ...BESIDE,
        ...BESIDE.map((name) => `${name}${MANIFEST_ENDING}`),
        'meetings.ics',
      ].sort(),
    );
    for (const name of names.filter((each) => each.endsWith('.docx')))
      expect(textToReport(manifestIn(await fileIn('a', name)) ?? '')).toBeDefined();
  });

  it('the relatoría says what its rapporteurs wrote, with small numbers hidden', async () => {
    const text = textOfDocx(await fileIn('a', 'relatoria.docx')) ?? '';
    for (const said of [SENTENCE, `«${QUOTE}»`, 'de ellas se sabe que 27 eran mujeres', 'Hablan español y criollo.'])
      expect(text).toContain(said);
    expect(text).not.toContain('{{');
  });

  it('what was withdrawn is out of the new version and was in the one before', async () => {
    const texts = await Promise.all(
      ['relatoria.docx', 'relatoria-2.docx'].map(async (name) => textOfDocx(await fileIn('a', name)) ?? ''),
    );
    expect(texts.map((text) => text.includes(QUOTE))).toEqual([true, false]);
    expect(texts.map((text) => text.includes(SENTENCE))).toEqual([true, false]);
  });

  it('pages are tagged, in their language, and the calendar has what was agreed', async () => {
    for (const name of PRINTED) {
      const pdf = (await fileIn('a', `${name}.pdf`)).toString('latin1');
      expect([name, pdf.includes('/StructTreeRoot'), /\/Lang \((?:es|ht)\)/.test(pdf)]).toEqual([name, true, true]);
    }
    const calendar = (await fileIn('a', 'meetings.ics')).toString('utf8').replaceAll('\r\n ', '');
    expect(calendar).toContain('Vence: Enviar la documentación a los Gobiernos');
    expect(calendar).toContain('Próxima reunión después de: Mesa de Vinculación\\, preparación del conversatorio');
  });

  it('the workbook has a sheet a kind, without reviews', async () => {
    const parts = unzipSync(await fileIn('a', 'workbook.xlsx'));
    const book = new TextDecoder().decode(parts['xl/workbook.xml']);
    const sheets = [...book.matchAll(/<sheet name="([^"]*)"/g)].map(([, name]) => name);
    expect(sheets).toEqual(expect.arrayContaining(['Consulta', 'Práctica', 'Compromiso', 'Reunión']));
    expect(sheets).not.toContain('Revisión');
  });

  it('a second run gives the same files, but for when a PDF says that it was printed and how it numbers its cells', async () => {
    const names = (await readdir(join(folder, 'a/documents'))).filter(
      (name) => !name.endsWith(`.pdf${MANIFEST_ENDING}`),
    );
    const pairs = await Promise.all(names.map(async (name) => [await fileIn('a', name), await fileIn('b', name)]));
    const differing = names.filter((_, at) => {
      const [first = '', second = ''] = (pairs[at] ?? []).map(dateless);
      return first !== second;
    });
    expect(differing).toEqual([]);
  });
});

/** Chromium numbers the cells of a tagged table by all nodes that its process has made. */
const dateless = (bytes: Buffer): string =>
  bytes
    .toString('latin1')
    .replace(/\/(CreationDate|ModDate) \(D:[^)]*\)/g, '')
    .replace(/\(node\d{8}\)/g, '(node)');
