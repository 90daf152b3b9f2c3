// The records of the bench: the sample consultations and practices over and over, each with a title of its own,
// its texts drawn out with sentences of the samples until the entry is 3 KB of JSON. Real words in five
// languages, so that compression, escaping and search meet what they will meet.

import type { RecordId } from '#shared/base/ids.ts';
import { bytesToBase64url, textToBytes } from '#shared/base/bytes.ts';
import type { Json, JsonObject } from '#shared/base/json.ts';
import { FINISHED_CELL, LANGUAGE_CELL } from '#shared/log/change.ts';
import { entryToCells } from '#shared/record/cells.ts';
import samples from '#resources/samples/real-entries.json' with { type: 'json' };
import type { Draw } from './draw.ts';

export interface BenchRecord {
  readonly id: RecordId;
  readonly kind: string;
  readonly entry: JsonObject;
  readonly cells: ReadonlyMap<string, Json>;
}

export const RECORD_BYTES = 3000;
const LONG = 100;

const patterns = samples.entries.filter(({ kind }) => kind === 'consultation' || kind === 'practice');
const sentences = patterns
  .flatMap(({ cells }) => Object.values(cells as object as JsonObject))
  .flatMap((value) => (typeof value === 'string' && value.length > LONG ? value.split(/(?<=\.) /) : []));

export function benchRecord(number: number, draw: Draw): BenchRecord {
  const pattern = patterns[number % patterns.length];
  if (pattern === undefined) throw new Error('no samples');
  const entry: Record<string, Json> = { ...(pattern.cells as object as JsonObject) };
  entry['title'] = `${textIn(entry, 'title')} · ${number}`;
  const texts = [textFieldOf(pattern.kind), ...Object.keys(entry).filter((key) => isLongText(entry[key]))];
  while (sizeOf(entry) < RECORD_BYTES) {
    const key = draw.oneOf(texts);
    entry[key] = `${textIn(entry, key)} ${draw.oneOf(sentences)}`.trim();
  }
  const cells = entryToCells(pattern.kind, entry);
  if (!cells.ok) throw new Error(`a sample that cannot be carried: ${pattern.id}`);
  const own: readonly [string, Json][] = [
    [FINISHED_CELL, true],
    [LANGUAGE_CELL, pattern.language],
  ];
  return {
    id: bytesToBase64url(draw.bytes(16)) as RecordId,
    kind: pattern.kind,
    entry,
    cells: new Map([...cells.value, ...own]),
  };
}

/** Another title and another text, as somebody who corrects a record leaves it. */
export function editOf({ kind, entry }: BenchRecord): Pick<BenchRecord, 'entry' | 'cells'> {
  const text = textFieldOf(kind);
  const changed = {
    title: `${textIn(entry, 'title')} (revisado)`,
    [text]: `${textIn(entry, text)} Revisado.`.trim(),
  };
  return { entry: { ...entry, ...changed }, cells: new Map(Object.entries(changed)) };
}

const sizeOf = (entry: JsonObject): number => textToBytes(JSON.stringify(entry)).length;

const textIn = (entry: JsonObject, key: string): string => {
  const value = entry[key];
  return typeof value === 'string' ? value : '';
};

const textFieldOf = (kind: string): string => (kind === 'practice' ? 'context' : 'limitations');

const isLongText = (value: Json | undefined): boolean => typeof value === 'string' && value.length > LONG;
