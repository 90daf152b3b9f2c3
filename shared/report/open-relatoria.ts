// Stage 5, a relatoría with all that its text rests on, and what may not leave in it. The cells are those of its record
// as whoever writes it sees them: merged, or with their open draft over them.

import type { RecordId } from '../base/ids.ts';
import type { Json } from '../base/json.ts';
import type { RecordState } from '../merge/state.ts';
import { type CellPath, componentsOf } from '../record/paths.ts';
import { AUDIENCES } from './admission.ts';
import type { Frame, LaidRecord } from './lay-out.ts';
import type { LiveCells, TextElement } from './relatoria.ts';
import { isBlocked } from './relatoria-document.ts';
import { forbiddenIn, sourceStateOf } from './sources.ts';

export interface RelatoriaDesk {
  readonly frame: Frame;
  readonly elements: readonly TextElement[];
  /** within the frame */
  readonly within: readonly LaidRecord[];
  /** whatever speaks of its objectives, or is cited: what words are compared with */
  readonly records: ReadonlyMap<string, LaidRecord>;
}

/** @param draft the cells of an open draft, which stand over what is merged */
export function liveCellsOf(
  state: Pick<RecordState, 'cells'> | undefined,
  draft: Readonly<Record<CellPath, { readonly value: Json }>> = {},
): LiveCells {
  const live = new Map<CellPath, readonly Json[]>();
  for (const [path, { writes }] of Object.entries(state?.cells ?? {}))
    live.set(
      path,
      writes.map(({ value }) => value),
    );
  for (const [path, { value }] of Object.entries(draft)) live.set(path, [value]);
  return live;
}

export function frameOf(cells: LiveCells): Frame {
  const shown = (field: string): Json => cells.get(field)?.[0] ?? null;
  const text = (field: string): string => {
    const value = shown(field);
    return typeof value === 'string' ? value : '';
  };
  const elements = (field: string): readonly string[] =>
    [...cells].flatMap(([path, [value = null]]) => {
      const [key, element] = componentsOf(path);
      return key === field && element !== undefined && value !== null ? [element] : [];
    });
  const numbers = (field: string): readonly number[] =>
    elements(field)
      .map(Number)
      .sort((a, b) => a - b);
  return {
    audience: AUDIENCES.find((audience) => audience === shown('audience')) ?? 'public',
    process: text('process'),
    from: text('period_from'),
    to: text('period_to'),
    objectives: numbers('objectives'),
    mesas: numbers('mesas'),
    countries: [...elements('countries')].sort(),
  };
}

/** Records that its text cites, each once. */
export const citedIn = (elements: readonly TextElement[]) =>
  new Set(elements.flatMap(({ sources }) => sources.map(({ record }) => record)));

/** Every record that the text rests on: what its sentences cite and what its figures count. */
export const restingOn = ({ elements, within }: RelatoriaDesk): ReadonlySet<RecordId> =>
  new Set([...within.map(({ id }) => id), ...citedIn(elements)]);

/** Ids of the sentences that may not go out. */
export const deniedIn = (desk: RelatoriaDesk): readonly string[] =>
  desk.elements
    .filter(
      (element) =>
        isBlocked(element, desk) ||
        forbiddenIn(element.words, desk.records.values(), desk.frame.audience) !== undefined,
    )
    .map(({ id }) => id);

/** Records that its text cites and may not cite any more. */
export const deniedSources = ({ elements, records, frame }: RelatoriaDesk): ReadonlySet<string> =>
  new Set(
    elements.flatMap(({ sources }) =>
      sources
        .filter((source) => sourceStateOf(source, records.get(source.record), frame.audience).type === 'denied')
        .map(({ record }) => record),
    ),
  );
