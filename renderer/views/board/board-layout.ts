// Where everything of the quipu board is drawn: pure numbers from a view, a size and a time axis. A knot wants
// the height of its date; crowded knots are moved apart along the cord, so height is only about the date (the
// legend says so). Where even that leaves no room, neighbours become one long knot that counts them.

import type { BoardView } from '#renderer/engine/board-views.ts';
import { mesas } from '#shared/mechanism/compact.ts';
import { placeOnAxis, type TimeAxis } from './time-axis.ts';

type ViewKnot = BoardView['objectives'][number]['knots'][number];

export interface PlacedKnot {
  readonly y: number;
  /** the records tied here: more than one is a long knot */
  readonly knots: readonly ViewKnot[];
}

export interface PlacedCord {
  readonly objective: number;
  readonly mesa: number;
  readonly x: number;
  readonly count: number;
  readonly knots: readonly PlacedKnot[];
}

export interface BoardLayout {
  readonly width: number;
  readonly height: number;
  /** px of one rem, by which letters and knots grow */
  readonly unit: number;
  /** distance between cords */
  readonly slot: number;
  readonly axisRight: number;
  readonly mainCordY: number;
  readonly top: number;
  /** where the axis ends */
  readonly bottom: number;
  /** where the cords end; lower than `bottom` when something hangs there without a date */
  readonly cordBottom: number;
  readonly hasUndated: boolean;
  readonly knotSize: number;
  readonly groups: readonly { readonly mesa: number; readonly from: number; readonly to: number }[];
  readonly cords: readonly PlacedCord[];
}

export interface BoardSize {
  readonly width: number;
  readonly height: number;
  readonly unit: number;
}

/** Records tied here. */
export const countOf = (knots: readonly ViewKnot[]): number => knots.reduce((sum, { more = 0 }) => sum + 1 + more, 0);

const GROUP_GAP = 0.9;
const UNDATED_SHARE = 0.22;

export function layOutBoard(view: BoardView, axis: TimeAxis, { width, height, unit }: BoardSize): BoardLayout {
  const axisRight = 3.1 * unit;
  const slots = mesas.reduce((sum, { objectives }) => sum + objectives.length, 0) + GROUP_GAP * (mesas.length - 1);
  const slot = (width - axisRight - 0.25 * unit) / slots;
  const mainCordY = 1.85 * unit;
  const top = mainCordY + 0.9 * unit;
  const cordBottom = height - 2.1 * unit;
  const knotSize = Math.min(0.4 * unit, slot * 0.24);
  const hasUndated = view.objectives.some(({ knots }) => knots.some(({ date }) => placeOnAxis(axis, date) === null));
  const bottom = hasUndated ? cordBottom - (cordBottom - top) * UNDATED_SHARE : cordBottom;
  const zones = { top, bottom, cordBottom, knotSize };

  const byObjective = new Map(view.objectives.map((cord) => [cord.objective, cord]));
  const cords: PlacedCord[] = [];
  const groups: BoardLayout['groups'][number][] = [];
  let x = axisRight + slot / 2;
  for (const mesa of mesas) {
    const from = x;
    for (const objective of mesa.objectives) {
      const knots = byObjective.get(objective)?.knots ?? [];
      cords.push({ objective, mesa: mesa.n, x, count: countOf(knots), knots: placeKnots(knots, axis, zones) });
      x += slot;
    }
    groups.push({ mesa: mesa.n, from, to: x - slot });
    x += GROUP_GAP * slot;
  }
  return { width, height, unit, slot, axisRight, mainCordY, groups, cords, hasUndated, ...zones };
}

interface Zones {
  readonly top: number;
  readonly bottom: number;
  readonly cordBottom: number;
  readonly knotSize: number;
}

function placeKnots(
  knots: readonly ViewKnot[],
  axis: TimeAxis,
  { top, bottom, cordBottom, knotSize }: Zones,
): readonly PlacedKnot[] {
  const wanted = knots.map((knot) => ({ knot, at: placeOnAxis(axis, knot.date) }));
  const dated = wanted
    .flatMap(({ knot, at }) => (at === null ? [] : [{ y: top + at * (bottom - top), knots: [knot] }]))
    .sort((a, b) => a.y - b.y);
  const undated = wanted.flatMap(({ knot, at }) => (at === null ? [{ y: cordBottom, knots: [knot] }] : []));
  const gap = knotSize * 2.5;
  return [
    ...moveApart(dated, top + knotSize, bottom - knotSize, gap),
    ...moveApart(undated, bottom + gap * 0.6, cordBottom - knotSize, gap),
  ];
}

/** Keeps the order and at least `gap` between neighbours, moving each as little as the others allow. */
function moveApart(placed: readonly PlacedKnot[], top: number, bottom: number, gap: number): readonly PlacedKnot[] {
  const room = Math.max(1, Math.floor((bottom - top) / gap) + 1);
  const tied = placed.length > room ? tieTogether(placed, room) : placed;
  const ys: number[] = [];
  tied.forEach(({ y }, index) => {
    ys.push(Math.max(y, top, index === 0 ? top : (ys[index - 1] ?? top) + gap));
  });
  for (let index = ys.length - 1; index >= 0; index--) {
    const limit = index === ys.length - 1 ? bottom : (ys[index + 1] ?? bottom) - gap;
    ys[index] = Math.min(ys[index] ?? bottom, limit);
  }
  return tied.map(({ knots }, index) => ({ y: Math.round((ys[index] ?? top) * 10) / 10, knots }));
}

/** Neighbours that are nearest to one another become one, until there is room for all. */
function tieTogether(placed: readonly PlacedKnot[], room: number): readonly PlacedKnot[] {
  const [first] = placed;
  const last = placed.at(-1);
  if (first === undefined || last === undefined) return [];
  const step = (last.y - first.y) / room || 1;
  const bins = new Map<number, PlacedKnot[]>();
  placed.forEach((knot, index) => {
    // by height; where all hang at one height, by their order
    const bin =
      last.y === first.y
        ? Math.floor((index * room) / placed.length)
        : Math.min(room - 1, Math.floor((knot.y - first.y) / step));
    const together = bins.get(bin);
    if (together === undefined) bins.set(bin, [knot]);
    else together.push(knot);
  });
  return [...bins.values()].map((together) => ({
    y: together.reduce((sum, { y }) => sum + y, 0) / together.length,
    knots: together.flatMap(({ knots }) => knots),
  }));
}
