// Draws resources/map/latin-america.json, the shapes of the board's map: `node scripts/map-shapes.ts countries-50m.json`,
// where the file is that of the npm package world-atlas 2.0.2 (`npm pack world-atlas@2.0.2`). Its shapes are Natural
// Earth's 1:50m countries, in the public domain; the file is TopoJSON. Only what the map needs is kept: the region's
// countries and territories (a part of France or the Netherlands by its place), those around in one path, projected
// (Mercator) and simplified along shared borders. Each country has a mark large enough to hit; where marks would lie
// on one another they are moved apart, and a line leads to the place.

import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { countries } from '#shared/mechanism/countries.ts';

type Point = readonly [number, number];

interface Topology {
  readonly transform: { readonly scale: Point; readonly translate: Point };
  readonly arcs: readonly (readonly Point[])[];
  readonly objects: { readonly countries: { readonly geometries: readonly Geometry[] } };
}
interface Geometry {
  readonly type: 'Polygon' | 'MultiPolygon';
  readonly id?: string;
  readonly arcs: readonly (readonly number[])[] | readonly (readonly (readonly number[])[])[];
}

const WIDTH = 740;
const WEST = -119;
const EAST = -26;
const NORTH = 34.5;
const SOUTH = -56.5;
/** Half of a mark, and how near two may be. */
const MARK = 22;
const APART = 2 * MARK + 2;
/** Points this near to the line between others are left out; islands smaller than this are not drawn. */
const COARSE = 0.7;
const SMALL = 1.5;

/** The small islands of the east: their marks stand in the ocean beside them, in rows, from north to south. */
const ISLANDS = 'AG AI AW BB BL BQ CW DM GD GP KN LC MF MQ MS PR SX TT VC VG VI'.split(' ');
const BESIDE = { left: 572, top: 62, columns: 4, step: 47 } as const;
/** The isthmus is narrower than its marks: these are drawn towards the Pacific. */
const ISTHMUS: Readonly<Record<string, Point>> = {
  GT: [-30, 30],
  SV: [-38, 52],
  NI: [-28, 62],
  CR: [-36, 42],
  PA: [-8, 42],
  BZ: [26, -14],
  HN: [36, -16],
};

/** ISO 3166-1 numeric → alpha-2, of the region. */
const CODES: Readonly<Record<string, string>> = Object.fromEntries(
  (
    '032AR 068BO 076BR 152CL 170CO 218EC 328GY 600PY 604PE 740SR 858UY 862VE 254GF 084BZ 188CR 222SV 320GT 340HN ' +
    '558NI 591PA 484MX 028AG 044BS 052BB 192CU 212DM 214DO 308GD 332HT 388JM 659KN 662LC 670VC 780TT 660AI 533AW ' +
    '535BQ 092VG 136KY 531CW 312GP 474MQ 500MS 630PR 652BL 663MF 534SX 796TC 850VI 060BM'
  )
    .split(' ')
    .map((each) => [each.slice(0, 3), each.slice(3)]),
);
/** Parts of states elsewhere: [west, south, east, north]. */
const PARTS: readonly (readonly [string, number, number, number, number])[] = [
  ['GF', -55, 2, -51, 6.5],
  ['GP', -62, 15.7, -60.9, 16.7],
  ['MQ', -61.4, 14.2, -60.7, 15],
  ['BQ', -68.6, 11.9, -68, 12.5],
];

function draw({ transform, arcs, objects }: Topology): void {
  const scale = WIDTH / radians(EAST - WEST);
  const project = ([lon, lat]: Point): Point => [
    round(radians(lon - WEST) * scale),
    round((mercator(NORTH) - mercator(lat)) * scale),
  ];
  const height = Math.ceil((mercator(NORTH) - mercator(SOUTH)) * scale);
  const lines = arcs.map((arc) => simplified(decoded(arc, transform).map(project)));
  const rings = objects.countries.geometries.flatMap(({ type, id, arcs: of }) => {
    const polygons = (type === 'Polygon' ? [of] : of) as readonly (readonly (readonly number[])[])[];
    return polygons.map((polygon) => ({ id: id ?? '', ring: ringOf(polygon[0] ?? [], lines) }));
  });
  const shapes = new Map<string, Point[][]>();
  const around: Point[][] = [];
  for (const { id, ring } of rings) {
    if (!ring.some(([x, y]) => x > 0 && x < WIDTH && y > 0 && y < height)) continue;
    const [x, y] = centreOf([ring]);
    const part = PARTS.find(([, ...box]) => isInBox([x, y], box, project));
    const code = CODES[id] ?? part?.[0];
    if (code === undefined) around.push(ring);
    else shapes.set(code, [...(shapes.get(code) ?? []), ring]);
  }
  const anchors = countries.map(({ iso2, capital }) => {
    const rings = shapes.get(iso2) ?? [];
    const [largest] = [...rings].sort((a, b) => areaOf(b) - areaOf(a));
    const known = capital === null ? undefined : project([capital.lng, capital.lat]);
    return { iso2, rings, at: largest === undefined ? (known ?? [0, 0]) : centreOf([largest]) };
  });
  const marks = movedApart(placesFor(anchors), height);
  const map = {
    width: WIDTH,
    height,
    mark: MARK,
    around: around
      .filter((ring) => areaOf(ring) > SMALL)
      .map(pathOf)
      .join(''),
    countries: anchors.map(({ iso2, rings, at }, index) => {
      const [largest] = [...rings].sort((a, b) => areaOf(b) - areaOf(a));
      const drawn = rings.filter((ring) => ring === largest || areaOf(ring) > SMALL);
      return { iso2, path: drawn.map(pathOf).join(''), at: at.map(whole), mark: (marks[index] ?? at).map(whole) };
    }),
  };
  const file = join(import.meta.dirname, '..', 'resources', 'map', 'latin-america.json');
  writeFileSync(file, `${JSON.stringify(map)}\n`);
  console.log(
    `${map.countries.length} countries, ${map.countries.filter(({ path }) => path === '').length} as marks only`,
  );
}

const radians = (degrees: number): number => (degrees * Math.PI) / 180;
const mercator = (lat: number): number =>
  Math.log(Math.tan(Math.PI / 4 + radians(Math.max(-80, Math.min(80, lat))) / 2));
const round = (n: number): number => Math.round(n * 10) / 10;
const whole = (n: number): number => Math.round(n);

/** TopoJSON: each point after the first is a step, in whole steps of the transform. */
function decoded(arc: readonly Point[], { scale, translate }: Topology['transform']): readonly Point[] {
  let [x, y] = [0, 0];
  return arc.map(([dx, dy]) => {
    x += dx;
    y += dy;
    return [x * scale[0] + translate[0], y * scale[1] + translate[1]];
  });
}

/** Of an arc: its ends stay, and what lies further than `COARSE` from the line between (Douglas and Peucker). */
function simplified(line: readonly Point[]): readonly Point[] {
  const [first] = line;
  const last = line.at(-1);
  if (first === undefined || last === undefined || line.length < 3) return line;
  let furthest = 0;
  let at = 0;
  line.forEach((point, index) => {
    const distance = distanceTo(point, first, last);
    if (distance > furthest) [furthest, at] = [distance, index];
  });
  if (furthest <= COARSE) return [first, last];
  return [...simplified(line.slice(0, at + 1)), ...simplified(line.slice(at)).slice(1)];
}

function distanceTo([x, y]: Point, [ax, ay]: Point, [bx, by]: Point): number {
  const length = Math.hypot(bx - ax, by - ay);
  if (length === 0) return Math.hypot(x - ax, y - ay);
  return Math.abs((by - ay) * x - (bx - ax) * y + bx * ay - by * ax) / length;
}

/** An index below zero is the arc of its complement, backwards. */
const ringOf = (indexes: readonly number[], lines: readonly (readonly Point[])[]): Point[] =>
  indexes.flatMap((index) => (index < 0 ? [...(lines[~index] ?? [])].reverse() : (lines[index] ?? [])).slice(0, -1));

const areaOf = (ring: readonly Point[]): number =>
  Math.abs(
    ring.reduce((sum, [x, y], at) => {
      const [nx, ny] = ring[(at + 1) % ring.length] ?? [x, y];
      return sum + x * ny - nx * y;
    }, 0) / 2,
  );

function centreOf(rings: readonly (readonly Point[])[]): Point {
  const points = rings.flat();
  const xs = points.map(([x]) => x);
  const ys = points.map(([, y]) => y);
  return [(Math.min(...xs) + Math.max(...xs)) / 2, (Math.min(...ys) + Math.max(...ys)) / 2];
}

function isInBox(
  [x, y]: Point,
  [west = 0, south = 0, east = 0, north = 0]: readonly number[],
  project: (p: Point) => Point,
) {
  const [left, bottom] = project([west, south]);
  const [right, top] = project([east, north]);
  return x >= left && x <= right && y >= top && y <= bottom;
}

const pathOf = (ring: readonly Point[]): string => `M${ring.map(([x, y]) => `${x} ${y}`).join('L')}Z`;

interface Place {
  readonly at: Point;
  /** others make room for it */
  readonly isFixed: boolean;
}

function placesFor(anchors: readonly { readonly iso2: string; readonly at: Point }[]): readonly Place[] {
  const islands = anchors
    .filter(({ iso2 }) => ISLANDS.includes(iso2))
    .sort((a, b) => a.at[1] - b.at[1] || a.at[0] - b.at[0])
    .map(({ iso2 }) => iso2);
  return anchors.map(({ iso2, at }) => {
    const place = islands.indexOf(iso2);
    const [dx, dy] = ISTHMUS[iso2] ?? [0, 0];
    if (place === -1) return { at: [at[0] + dx, at[1] + dy], isFixed: false };
    const { left, top, columns, step } = BESIDE;
    return { at: [left + (place % columns) * step, top + Math.floor(place / columns) * step], isFixed: true };
  });
}

/** Each is drawn to its place and pushed from the others, until none lies on another. */
function movedApart(places: readonly Place[], height: number): readonly Point[] {
  const marks = places.map(({ at: [x, y] }): [number, number] => [x, y]);
  for (let round = 0; round < 4000; round++) {
    const pull = round < 3000 ? 0.02 : 0;
    marks.forEach((mark, at) => {
      const [px, py] = places[at]?.at ?? mark;
      const strength = places[at]?.isFixed === true ? 1 : pull;
      mark[0] += (px - mark[0]) * strength;
      mark[1] += (py - mark[1]) * strength;
    });
    for (let a = 0; a < marks.length; a++) {
      for (let b = a + 1; b < marks.length; b++) {
        const [one, other] = [marks[a], marks[b]];
        if (one === undefined || other === undefined) continue;
        const [dx, dy] = [other[0] - one[0] || 0.1, other[1] - one[1] || 0.1];
        const distance = Math.hypot(dx, dy);
        if (distance >= APART) continue;
        const push = (APART - distance) / 2 / distance;
        one[0] -= dx * push;
        one[1] -= dy * push;
        other[0] += dx * push;
        other[1] += dy * push;
      }
    }
    for (const mark of marks) {
      mark[0] = Math.max(MARK + 2, Math.min(WIDTH - MARK - 2, mark[0]));
      mark[1] = Math.max(MARK + 2, Math.min(height - MARK - 2, mark[1]));
    }
  }
  return marks;
}

const [source] = process.argv.slice(2);
if (source === undefined) {
  console.error('Say which file: node scripts/map-shapes.ts countries-50m.json');
  process.exitCode = 1;
} else draw(JSON.parse(readFileSync(source, 'utf8')) as Topology);
