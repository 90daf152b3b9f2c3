// Third act: the relatoría. The secretariat begins it with what the records say, two rapporteurs write on it apart from
// one another, both change one sentence, and the secretariat decides. Every act goes through the same gate as in the
// app: what may not be cited is refused.

import type { RecordId } from '#shared/base/ids.ts';
import { conflictsOf } from '#shared/merge/conflict.ts';
import { layOut } from '#shared/report/lay-out.ts';
import { addedBy, deedWrites, type RelatoriaDeed } from '#shared/report/relatoria-deed.ts';
import type { TextPlace } from '#shared/report/relatoria.ts';
import { figureMark } from '#shared/report/figures.ts';
import { writeRecord } from '../../headless/device.ts';
import type { Laptop } from '../coordinate/laptop.ts';
import { deskOn, eventsOn } from './desk.ts';
import type { Recorded } from './recording.ts';
import { fillIn, handOver, type World } from './world.ts';

const FRAME = {
  title: 'Relatoría del conversatorio de 2026',
  audience: 'governments',
  period_from: '2019',
  period_to: '2026-12-31',
  objectives: [3, 4, 7, 8, 15, 16, 19, 21, 23],
} as const;

/** Of one heading so many texts: a relatoría is no copy of the records. */
const MOST_TEXTS = 3;

export interface Relatoria {
  readonly id: RecordId;
  /** the sentence that two people changed */
  readonly decided: string;
}

export async function writeTogether(world: World, { own }: Recorded): Promise<Relatoria> {
  const { cast, say, check } = world;
  const { office, rapporteurs } = cast;
  const [north, women] = rapporteurs;
  say('\nThe relatoría');
  const id = await fillIn(office, 'relatoría', 'relatoria', FRAME);
  await layDown(office, id);
  await refuse(world, id, own);
  const desk = deskOn(office, id);
  say(`${office.name} laid down ${desk.elements.length} texts of ${desk.within.length} records within the frame`);
  for (const rapporteur of rapporteurs) await handOver(world, office, rapporteur);

  const [first] = deskOn(north, id).elements.filter(
    ({ objective, heading }) => objective === 7 && heading === 'progress',
  );
  if (first === undefined) throw new Error('nothing to write about');
  const after: TextPlace = { objective: 7, heading: 'progress', after: first.id };
  const figure = `Sobre este objetivo hablaron ${figureMark('total')} personas; de ellas se sabe que ${figureMark('by_sex.women')} eran mujeres.`;
  await act(north, id, { type: 'insert', place: after, form: 'sentence', words: figure, sources: first.sources });
  const need = 'Falta que la mesa de orientación abra también los fines de semana.';
  await act(women, id, { type: 'insert', place: after, form: 'sentence', words: need, sources: first.sources });
  const [ours, theirs] = [`${first.words} Hablan español.`, `${first.words} Hablan español y criollo.`];
  await act(north, id, { type: 'words', element: first.id, words: ours });
  await act(women, id, { type: 'words', element: first.id, words: theirs });
  for (const rapporteur of rapporteurs) await handOver(world, rapporteur, office);

  const record = office.device.records.get(id);
  const disputed = deskOn(office, id).elements.filter(({ otherWords }) => otherWords.length > 0);
  check('sentences that two rapporteurs wrote differently', '1', String(disputed.length));
  check('rapporteurs of the text', '3', String(record?.authors.length ?? 0));
  await act(office, id, { type: 'words', element: first.id, words: theirs });
  say(`${office.name} decided: “${theirs}”`);
  const after2 = office.device.records.get(id);
  check('what is still in dispute', '0', String(after2 === undefined ? -1 : conflictsOf(after2).length));
  const words = deskOn(office, id).elements.map((element) => element.words);
  const kept = [theirs, need, figure].filter((each) => words.includes(each)).length;
  check('sentences of the rapporteurs in it', '3', String(kept));
  return { id, decided: theirs };
}

/** What the records say, heading by heading, each text with its sources; people's own words as quotes. */
async function layDown(laptop: Laptop, id: RecordId): Promise<void> {
  const { records, frame } = deskOn(laptop, id);
  const quoted = new Set<string>();
  for (const { objective, headings } of layOut([...records.values()], frame, eventsOn(laptop))) {
    for (const { heading, candidates } of headings) {
      let after: string | null = null;
      const texts = candidates.filter(({ isQuote }) => !isQuote).slice(0, MOST_TEXTS);
      const quotes = candidates.filter(({ isQuote, words }) => isQuote && !quoted.has(words)).slice(0, 1);
      for (const { words, sources, isQuote } of [...texts, ...(texts.length === 0 ? [] : quotes)]) {
        if (isQuote) quoted.add(words);
        const form = isQuote ? 'quote' : heading === 'progress' ? 'sentence' : 'bullet';
        await act(laptop, id, { type: 'insert', place: { objective, heading, after }, form, words, sources });
        after =
          deskOn(laptop, id).elements.findLast((each) => each.words === words && each.objective === objective)?.id ??
          null;
      }
    }
  }
}

/** What is pasted by mistake, and a quote that nobody said. */
async function refuse({ cast, check }: World, id: RecordId, own: RecordId): Promise<void> {
  const { office } = cast;
  const place: TextPlace = { objective: 7, heading: 'challenges', after: null };
  const insert = { type: 'insert', place, sources: [] } as const;
  const invented = { ...insert, form: 'quote', words: 'Nadie dijo nunca esta frase.' } as const;
  const write = office.device.records.get(own)?.cells['consent_obtained']?.writes[0]?.id;
  const unknown = { record: own, write, cell: 'nothing.4' };
  check('a quote that nobody said', 'quoteWithoutSource', answerTo(office, id, invented));
  const cited = { ...insert, form: 'sentence', words: 'Algo.', sources: [unknown] } as unknown as RelatoriaDeed;
  check('a source that is not there', 'sourceDenied', answerTo(office, id, cited));
}

let acts = 0;

const answerOf = (laptop: Laptop, id: RecordId, deed: RelatoriaDeed) => {
  const desk = deskOn(laptop, id);
  const cited = new Map([...desk.records].filter(([record]) => addedBy(deed).some((each) => each.record === record)));
  return deedWrites(desk, deed, cited, `s${acts++}`);
};

const answerTo = (laptop: Laptop, id: RecordId, deed: RelatoriaDeed): string => {
  const answer = answerOf(laptop, id, deed);
  return answer.ok ? 'ok' : answer.error.type;
};

export async function act(laptop: Laptop, id: RecordId, deed: RelatoriaDeed): Promise<void> {
  const answer = answerOf(laptop, id, deed);
  if (!answer.ok) throw new Error(JSON.stringify(answer.error));
  await writeRecord(laptop.device, id, 'relatoria', Object.entries(answer.value));
}
