// Stage 5, the region as a drawing: each country that has a number has it in a circle; darker ground is more. Countries
// only, never places. Shapes: Natural Earth, in the public domain; they say nothing about borders.

import shapes from '#resources/map/latin-america.json' with { type: 'json' };
import type { MapBlock } from './document.ts';
import type { Drawing, Mark } from './drawing.ts';
import { GROUNDS, PALETTE } from './palette.ts';

/** Further from its country than this, a circle has a line to it. */
const LED = 24;

export function mapDrawing({ countries }: Pick<MapBlock, 'countries'>): Drawing {
  const values = new Map(countries.map(({ country, value }) => [country, value]));
  const most = Math.max(1, ...[...values.values()].filter((value) => typeof value === 'number'));
  const groundOf = (iso2: string): string => {
    const value = values.get(iso2);
    const step = typeof value === 'number' ? Math.ceil((value / most) * 3) : (value ?? null) === null ? 0 : 1;
    return GROUNDS[step] ?? GROUNDS[0];
  };
  const shown = shapes.countries.filter(({ iso2 }) => (values.get(iso2) ?? 0) !== 0);
  const marks = shown.flatMap(({ iso2, at, mark }): readonly Mark[] => {
    const [[x = 0, y = 0], [markX = 0, markY = 0]] = [at, mark];
    const isLed = Math.hypot(markX - x, markY - y) > LED;
    const text = String(values.get(iso2) ?? '');
    return [
      ...(isLed ? [{ type: 'path', d: `M${x} ${y}L${markX} ${markY}`, stroke: PALETTE.edge, width: 1 } as const] : []),
      {
        type: 'circle',
        x: markX,
        y: markY,
        r: shapes.mark / 2 + 4,
        fill: PALETTE.surface,
        stroke: PALETTE.ink,
        width: 1.2,
      },
      { type: 'text', x: markX, y: markY + 5, text, size: 14, anchor: 'middle', colour: PALETTE.ink, bold: true },
    ];
  });
  return {
    width: shapes.width,
    height: shapes.height,
    marks: [
      { type: 'path', d: shapes.around, fill: PALETTE.line },
      ...shapes.countries.map(
        ({ iso2, path }): Mark => ({ type: 'path', d: path, fill: groundOf(iso2), stroke: PALETTE.edge, width: 0.6 }),
      ),
      ...marks,
    ],
  };
}
