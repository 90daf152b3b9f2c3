// A relatoría on real laptops: written from records that were taken in, what may not be cited refused, two rapporteurs
// merged, a source withdrawn afterwards.

import { expect, test } from 'vitest';
import type { RecordId } from '#shared/base/ids.ts';
import type { Json } from '#shared/base/json.ts';
import type { RelatoriaQuery, RelatoriaView } from '#renderer/engine/relatoria-views.ts';
import { manifestIn, textOfDocx } from '#shared/report/docx-package.ts';
import { textToReport } from '#shared/report/report-manifest.ts';
import type { Heading } from '#shared/report/relatoria.ts';
import { deviceReader, errorOf, type Laptop, mechanism, packed, readerOf, take, valueOf } from './laptops.ts';

const AGREED = {
  consent_obtained: 'verbal_all',
  'consent_uses.internal_mechanism': { listed: 0 },
  'consent_uses.share_with_governments': { listed: 1 },
  'consent_uses.quotes': { listed: 2 },
  sensitivity: 'low',
};
const NORTH = {
  title: 'Consulta del norte',
  date_start: '2026-02',
  lead_organization: 'Red Norte',
  'country.MX': { listed: 0 },
  'objectives.7': { listed: 0 },
  'objectives.15': { listed: 1 },
  'progress.7': 'Se abrió una oficina en la frontera.',
  'good_practices.15': 'La clínica tiene intérpretes.',
  'quotes.e0001': 'Por primera vez alguien nos explicó nuestros derechos.',
  total: 40,
  'by_sex.women': 25,
  'by_sex.men': 12,
  'by_sex.non_binary': 3,
  ...AGREED,
};
const SECRET = 'Cruzamos de noche con los niños y la policía nos quitó todo lo que llevábamos.';
const SOUTH = {
  ...NORTH,
  title: 'Consulta del sur',
  lead_organization: 'Red Sur',
  'country.CL': { listed: 0 },
  'progress.7': 'Las familias tienen más información.',
  'quotes.e0001': SECRET,
  'consent_uses.quotes': null,
  'country.MX': null,
};

/** Ana's two consultations at the secretariat, approved, and an empty relatoría for Governments. */
async function written() {
  const { secretariat, profile, enrolled } = await mechanism();
  const ana = await enrolled('Ana');
  const [north, south] = [await consultation(ana, NORTH), await consultation(ana, SOUTH)];
  const up = async (): Promise<void> => take(secretariat, (await packed(ana, readerOf(profile))).bytes);
  await up();
  valueOf(await secretariat.engine.approveRecords([north, south]));
  const id = valueOf(await secretariat.engine.beginRecord('relatoria', 'es'));
  valueOf(
    await secretariat.engine.editRecord(id, {
      title: 'Relatoría de prueba',
      audience: 'governments',
      'objectives.7': { listed: 0 },
      'objectives.15': { listed: 1 },
    }),
  );
  return { secretariat, profile, enrolled, ana, north, south, id, up };
}

test('texts of approved records are laid out with who stands behind them, and stand in the text with one press', async () => {
  const { secretariat, id } = await written();
  const before = await viewOf(secretariat, id);
  expect(before.objectives).toMatchObject([
    { objective: 7, sentences: 0, candidates: 3 },
    { objective: 15, sentences: 0 },
  ]);
  const first = before.candidates.find(({ words }) => words === NORTH['progress.7']);
  expect(first).toMatchObject({
    words: 'Se abrió una oficina en la frontera.',
    isQuote: false,
    isUsed: false,
    support: { events: 1, organisations: 1, subregions: 1, audiences: ['mechanism', 'governments'] },
  });
  await insert(secretariat, id, before);
  const view = await viewOf(secretariat, id);
  expect(view).toMatchObject({ records: 1, loose: 0, troubled: 0, hasDraft: true });
  expect(view.headings[0]?.elements).toMatchObject([
    {
      words: first?.words,
      form: 'bullet',
      sources: [{ number: 1, title: 'Consulta del norte', state: { type: 'same' } }],
    },
  ]);
  expect(view.candidates.filter(({ isUsed }) => isUsed).map(({ words }) => words)).toEqual([first?.words]);
});

test('what people did not agree to is without words, and is refused however it comes in', async () => {
  const { secretariat, id, south } = await written();
  const view = await viewOf(secretariat, id);
  expect(view.withheld).toEqual([{ denial: 'quotesNotAgreed', texts: 1 }]);
  expect(JSON.stringify(view)).not.toContain('policía');
  const place = { objective: 7, heading: 'progress', after: null } as const;
  const pasted = await secretariat.engine.writeRelatoria(id, {
    type: 'insert',
    place,
    form: 'sentence',
    words: `Una mujer contó: «${SECRET.toUpperCase()}»`,
    sources: [],
  });
  expect(errorOf(pasted)).toEqual({ type: 'forbiddenWords', record: south, denial: 'quotesNotAgreed' });
  const source = view.candidates.find(({ words }) => words === SOUTH['progress.7'])?.sources[0]?.ref;
  if (source === undefined) throw new Error('no candidate');
  const cited = await secretariat.engine.writeRelatoria(id, {
    type: 'insert',
    place,
    form: 'sentence',
    words: 'Lo que dijeron.',
    sources: [{ ...source, cell: 'quotes.e0001' }],
  });
  expect(errorOf(cited)).toMatchObject({ type: 'sourceDenied', denial: 'quotesNotAgreed' });
  const invented = await secretariat.engine.writeRelatoria(id, {
    type: 'insert',
    place,
    form: 'quote',
    words: 'Nadie dijo esto.',
    sources: [source],
  });
  expect(errorOf(invented)).toEqual({ type: 'quoteWithoutSource' });
  expect((await viewOf(secretariat, id)).headings[0]?.elements).toEqual([]);
});

test('a quote with its consent keeps its words: part of them may stay, others may not come in', async () => {
  const { secretariat, id } = await written();
  const view = await viewOf(secretariat, id);
  await insert(secretariat, id, view, NORTH['quotes.e0001'], 'quote');
  const [quote] = (await viewOf(secretariat, id)).headings[0]?.elements ?? [];
  if (quote === undefined) throw new Error('no quote');
  const put = (words: string) => secretariat.engine.writeRelatoria(id, { type: 'words', element: quote.id, words });
  valueOf(await put('alguien nos explicó nuestros derechos'));
  expect(errorOf(await put('nadie nos explicó nuestros derechos')).type).toBe('quoteWithoutSource');
});

test('figures are those of the objective, small ones hidden and what would give them away kept back', async () => {
  const { secretariat, id } = await written();
  const { figures } = await viewOf(secretariat, id);
  expect(figures.find(({ name }) => name === 'total')).toMatchObject({ count: 80 });
  expect(figures.find(({ name }) => name === 'by_sex.non_binary')).toMatchObject({ count: 6 });
});

test('figures count nothing of another period', async () => {
  const { secretariat, id } = await written();
  valueOf(await secretariat.engine.editRecord(id, { period_from: '2026-03' }));
  expect((await viewOf(secretariat, id)).figures).toEqual([]);
});

test('what two rapporteurs write apart is one text on both laptops, signed by each', async () => {
  const { secretariat, profile, enrolled, id } = await written();
  await insert(secretariat, id, await viewOf(secretariat, id));
  valueOf(await secretariat.engine.finishRecord(id));
  const sur = await enrolled('Sur', 'Red del Sur', 'coordinator');
  const down = async () => take(sur, (await packed(secretariat, await deviceReader(secretariat, 'Sur'))).bytes);
  await down();
  const there = await viewOf(sur, id);
  expect(there.headings[0]?.elements.map(({ words }) => words)).toEqual(['Se abrió una oficina en la frontera.']);
  const after = there.headings[0]?.elements[0]?.id ?? '';
  const say = async (laptop: Laptop, words: string) => {
    const place = { objective: 7, heading: 'progress', after } as const;
    valueOf(await laptop.engine.writeRelatoria(id, { type: 'insert', place, form: 'bullet', words, sources: [] }));
    valueOf(await laptop.engine.leaveRecord(id));
  };
  await say(secretariat, 'Escrito en la oficina.');
  await say(sur, 'Escrito en el sur.');
  await take(secretariat, (await packed(sur, readerOf(profile))).bytes);
  await down();
  const texts = await Promise.all(
    [secretariat, sur].map(async (laptop) =>
      (await viewOf(laptop, id)).headings[0]?.elements.map(({ words }) => words),
    ),
  );
  expect(texts[0]).toEqual(texts[1]);
  expect([...(texts[0] ?? [])].sort()).toEqual([
    'Escrito en el sur.',
    'Escrito en la oficina.',
    'Se abrió una oficina en la frontera.',
  ]);
  expect((await secretariat.engine.record(id))?.authors.map(({ name }) => name).sort()).toEqual(['Oficina', 'Sur']);
  expect((await viewOf(secretariat, id)).loose).toBe(2);
});

test('a source that changes says so at its sentence and can be taken as it is now; one withdrawn is not cited any more', async () => {
  const { secretariat, ana, north, id, up } = await written();
  await insert(secretariat, id, await viewOf(secretariat, id));
  valueOf(await ana.engine.editRecord(north, { 'progress.7': 'Se abrieron dos oficinas.' }));
  valueOf(await ana.engine.leaveRecord(north));
  await up();
  const [unreviewed] = (await viewOf(secretariat, id)).headings[0]?.elements ?? [];
  expect(unreviewed?.sources[0]?.state).toEqual({ type: 'denied', denial: { type: 'notReviewed' } });
  valueOf(await secretariat.engine.approveRecords([north]));
  const [changed] = (await viewOf(secretariat, id)).headings[0]?.elements ?? [];
  const source = changed?.sources[0];
  expect(source?.state).toMatchObject({ type: 'changed', words: 'Se abrieron dos oficinas.' });
  if (changed === undefined || source?.state.type !== 'changed') throw new Error('not changed');
  valueOf(
    await secretariat.engine.writeRelatoria(id, {
      type: 'renew',
      element: changed.id,
      source: source.ref,
      write: source.state.write,
    }),
  );
  expect(await viewOf(secretariat, id)).toMatchObject({ troubled: 0, records: 1 });

  valueOf(await ana.engine.deleteRecord(north, 'Retiraron su consentimiento.'));
  await up();
  const gone = await viewOf(secretariat, id);
  expect(gone.headings[0]?.elements[0]?.sources[0]).toMatchObject({
    words: '',
    state: { type: 'denied', denial: { type: 'deleted' } },
  });
  expect(gone.troubled).toBe(1);
});

test('the document names what it was made from, and is not made while a sentence rests on what was withdrawn', async () => {
  const { secretariat, ana, north, id, up } = await written();
  const { engine, fake } = secretariat;
  await insert(secretariat, id, await viewOf(secretariat, id));
  const saved = valueOf(await engine.saveRelatoria(id, 'docx'));
  expect(saved?.name).toBe('Relatoría de prueba.docx');
  const bytes = fake.saved.get(saved?.name ?? '') ?? new Uint8Array();
  expect(textOfDocx(bytes)).toContain('Se abrió una oficina en la frontera.');
  expect(textOfDocx(bytes)).not.toContain('policía');
  const records = textToReport(manifestIn(bytes) ?? '')?.manifest.records ?? {};
  expect(Object.keys(records)).toEqual(expect.arrayContaining([id, north]));
  fake.report = { name: saved?.name ?? '', bytes, beside: null };
  expect(valueOf(await engine.checkReport())).toMatchObject({ type: 'unchanged' });
  expect((await viewOf(secretariat, id)).hasDraft).toBe(false);
  valueOf(await engine.saveRelatoria(id, 'pdf'));
  expect(fake.beside.has('Relatoría de prueba.pdf')).toBe(true);

  valueOf(await ana.engine.deleteRecord(north, 'Retiraron su consentimiento.'));
  await up();
  expect(errorOf(await engine.saveRelatoria(id, 'docx'))).toMatchObject({ type: 'sentencesDenied' });
  expect(valueOf(await engine.checkReport())).toMatchObject({
    type: 'withdrawn',
    withdrawn: [{ id: north }],
    again: { place: 'relatoria', record: id },
  });
});

test('a relatoría whose source took its consent back is withdrawn, though nothing was deleted', async () => {
  const { secretariat, ana, north, id, up } = await written();
  const { engine, fake } = secretariat;
  await insert(secretariat, id, await viewOf(secretariat, id));
  const name = valueOf(await engine.saveRelatoria(id, 'docx'))?.name ?? '';
  fake.report = { name, bytes: fake.saved.get(name) ?? new Uint8Array(), beside: null };
  valueOf(await ana.engine.editRecord(north, { 'consent_uses.share_with_governments': null }));
  valueOf(await ana.engine.leaveRecord(north));
  await up();
  valueOf(await engine.approveRecords([north]));
  expect(valueOf(await engine.checkReport())).toMatchObject({
    type: 'withdrawn',
    withdrawn: [{ id: north }],
    again: { place: 'relatoria', record: id },
  });
});

test('a relatoría is found in the list, and no number on the board counts it', async () => {
  const { secretariat, id } = await written();
  valueOf(await secretariat.engine.leaveRecord(id));
  expect((await secretariat.engine.list({ kinds: ['relatoria'] })).rows.map((row) => row.title)).toEqual([
    'Relatoría de prueba',
  ]);
  expect((await secretariat.engine.board({})).totals.records).toBe(2);
  expect(await secretariat.engine.relatoria('x'.padEnd(21, '0').concat('A') as RecordId, asked('progress'))).toBeNull();
});

async function consultation({ engine }: Laptop, cells: Readonly<Record<string, Json>>): Promise<RecordId> {
  const id = valueOf(await engine.beginRecord('consultation', 'es'));
  valueOf(await engine.editRecord(id, cells));
  valueOf(await engine.finishRecord(id));
  return id;
}

const asked = (heading: Heading): RelatoriaQuery => ({ objective: null, heading, count: 50 });

async function viewOf({ engine }: Laptop, id: RecordId): Promise<RelatoriaView> {
  const view = await engine.relatoria(id, asked('progress'));
  if (view === null) throw new Error('no relatoría');
  return view;
}

/** A text of the list at the beginning of the heading. */
async function insert(
  { engine }: Laptop,
  id: RecordId,
  view: RelatoriaView,
  words = NORTH['progress.7'],
  form: 'bullet' | 'quote' = 'bullet',
): Promise<void> {
  const candidate = view.candidates.find((each) => each.words === words);
  if (candidate === undefined) throw new Error('no such text');
  valueOf(
    await engine.writeRelatoria(id, {
      type: 'insert',
      place: { objective: view.objective, heading: 'progress', after: null },
      form,
      words: candidate.words,
      sources: candidate.sources.map(({ ref }) => ref),
    }),
  );
}
