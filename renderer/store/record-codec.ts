// How records and log entries are written in a page. A record names each write's id and author once for all
// the cells it wrote (they are 43 characters each, and thirty cells usually share one). What is read back is,
// byte for byte in canonical text, what was written (tests/property/store-codec).

import { gunzipSync } from 'fflate';
import { bytesToText } from '#shared/base/bytes.ts';
import type { ChangesetId, KeyId, RecordId } from '#shared/base/ids.ts';
import { textToJson } from '#shared/base/json-text.ts';
import type { Json } from '#shared/base/json.ts';
import { LEVELS } from '#shared/log/change.ts';
import type { Changeset, ClaimedTime } from '#shared/log/changeset.ts';
import type { CellState, RecordState, Write } from '#shared/merge/state.ts';
import type { Level } from '#shared/record/definition.ts';
import type { LogMark } from './log-table.ts';
import type { Codec } from './paged-map.ts';

type PackedSource = readonly [id: ChangesetId, author: KeyId, lamport: number];
type PackedWrite = readonly [source: number, level: number, value: Json];
type PackedCell = readonly [writes: readonly PackedWrite[], replaced: readonly (number | ChangesetId)[]];
type PackedRecord = readonly [
  id: RecordId,
  kind: string,
  kindBy: readonly [number, ChangesetId],
  authors: readonly KeyId[],
  changesets: readonly ChangesetId[],
  last: readonly [number, ChangesetId, ClaimedTime],
  sources: readonly PackedSource[],
  cells: readonly (readonly [path: string, cell: PackedCell])[],
];

export const recordCodec: Codec<RecordState> = {
  toText: (state) => JSON.stringify(packRecord(state)),
  fromText: (text) => unpackRecord(textToJson(text) as PackedRecord),
};

type PackedMark = readonly [
  author: KeyId,
  seq: number,
  prev: ChangesetId | null,
  lamport: number,
  here: readonly Level[],
  withheld: readonly Level[],
];

export const markCodec: Codec<LogMark> = {
  toText: ({ author, seq, prev, lamport, here, withheld }) =>
    JSON.stringify([author, seq, prev, lamport, here, withheld]),
  fromText: (text) => {
    const [author, seq, prev, lamport, here, withheld] = textToJson(text) as PackedMark;
    return { author, seq, prev, lamport, here, withheld };
  },
};

/** Changesets as they are; a parcel of them is the entry of a bundle, its lines gzipped. */
export const changesetCodec: Codec<Changeset> = {
  toText: (changeset) => JSON.stringify(changeset),
  fromText: (text) => textToJson(text) as Changeset,
  unpack: (parcel) => {
    const text = bytesToText(gunzipSync(parcel)) ?? '';
    return text.slice(0, -1).split('\n');
  },
};

export const jsonCodec = <T>(): Codec<T> => ({
  toText: (value) => JSON.stringify(value),
  fromText: (text) => textToJson(text) as T,
});

function packRecord(state: RecordState): PackedRecord {
  const sources: PackedSource[] = [];
  const places = new Map<string, number>();
  const placeOf = ({ id, author, lamport }: Write): number => {
    const known = places.get(id);
    if (known !== undefined) return known;
    places.set(id, sources.length);
    return sources.push([id, author, lamport]) - 1;
  };
  const changesetPlaces = new Map(state.changesets.map((id, at) => [id, at]));
  const cells = Object.entries(state.cells).map(([path, { writes, replaced }]): readonly [string, PackedCell] => [
    path,
    [
      writes.map((write) => [placeOf(write), LEVELS.indexOf(write.level), write.value]),
      replaced.map((id) => changesetPlaces.get(id) ?? id),
    ],
  ]);
  const { id, kind, kindBy, authors, changesets, last } = state;
  return [id, kind, [kindBy.lamport, kindBy.id], authors, changesets, [last.lamport, last.id, last.at], sources, cells];
}

function unpackRecord([id, kind, kindBy, authors, changesets, last, sources, cells]: PackedRecord): RecordState {
  const unpackWrite = ([source, level, value]: PackedWrite): Write => {
    const [writeId, author, lamport] = sources[source] as PackedSource;
    return { id: writeId, author, lamport, level: LEVELS[level] as Level, value };
  };
  const unpackCell = ([writes, replaced]: PackedCell): CellState => ({
    writes: writes.map(unpackWrite),
    replaced: replaced.map((at) => (typeof at === 'number' ? (changesets[at] as ChangesetId) : at)),
  });
  return {
    id,
    kind,
    kindBy: { lamport: kindBy[0], id: kindBy[1] },
    cells: Object.fromEntries(cells.map(([path, cell]) => [path, unpackCell(cell)])),
    authors,
    changesets,
    last: { lamport: last[0], id: last[1], at: last[2] },
  };
}
