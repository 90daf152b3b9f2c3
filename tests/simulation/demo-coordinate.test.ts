// The coordinate story as a whole, in processes of its own. What it says of its end is checked against a small model
// made here from the input alone, and against the files it leaves, read by other people's tools.

import { existsSync } from 'node:fs';
import { mkdir, mkdtemp, readFile, readdir, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { compareFacts } from '#scripts/demo/coordinate/facts.ts';
import { readJson, ROOT, run, runDemo } from './run-demo.ts';

const SAMPLES = join(ROOT, 'resources/samples/real-entries.json');

const [P1, P2, C1] = ['Portátil 1', 'Portátil 2', 'Coordinación'].map(
  (name) => `Casa de Paso del Norte (demo) · ${name}`,
);
const [P3, C2] = ['Portátil', 'Coordinación'].map((name) => `Red de Mujeres en Movimiento (demo) · ${name}`);
const [P4, C3] = ['Òdinatè', 'Kowòdinasyon'].map((name) => `Dyaspora Men nan Men (demo) · ${name}`);
/** Of a bundle in the story's words: receipts name sealed files, no two of which are equal, and bundles hold receipts. */
const CODE = /\b[0-9A-Z]{3}-[0-9A-Z]{3}\b/g;
const OFFICE = 'Secretaría · Secretaría';

interface Line {
  readonly what: string;
  readonly told: unknown;
  readonly found: unknown;
  readonly isEqual: boolean;
}
interface Entry {
  readonly id: string;
  readonly kind: string;
  readonly cells: Readonly<Record<string, unknown>>;
}
interface Merged {
  readonly records: readonly {
    readonly entry: string | null;
    readonly kind: string;
    readonly cells: Entry['cells'];
    readonly conflicts: readonly unknown[];
  }[];
  readonly edited: readonly { readonly entry: string; readonly cell: string }[];
  readonly decided: readonly { readonly entry: string; readonly cell: string }[];
  readonly held: readonly unknown[];
  readonly gaps: readonly unknown[];
}

let folder: string;

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'chasqui-coordinate-test-'));
});

afterAll(() => rm(folder, { recursive: true, force: true }));

describe('the coordinate story', { timeout: 180_000 }, () => {
  it('ends as a model of it says, made from the input alone', async () => {
    const { code, lines, merged } = await play('whole', '--suite', 'classic');
    expect(lines.filter(({ isEqual }) => !isEqual)).toEqual([]);
    expect(code).toBe(0);

    const { entries } = await readJson<{ entries: readonly Entry[] }>(SAMPLES);
    const onFirst = entries.filter((_, at) => at % 4 === 0);
    const onFourth = entries.filter((_, at) => at % 4 === 3);
    expect([onFirst.length, onFourth.length]).toEqual([14, 14]);
    const found = new Map(lines.map(({ what, found: value }) => [what.split(' ').slice(0, 4).join(' '), value]));
    // 14 entries each; two edited by two people; one told twice; one corrected and answered; the secretariat decides,
    // links, returns and approves.
    expect(found.get('changesets that each laptop')).toEqual({
      [P1!]: 14 + 2,
      [P2!]: 14,
      [C1!]: 2,
      [P3!]: 14 + 1,
      [P4!]: 14 + 2,
      [OFFICE]: 4,
    });
    expect(found.get('entries that nobody edited,')).toBe(56 - 3);
    expect(found.get('changesets that were held')).toBe(7);
    expect(found.get('records that count, events')).toBe(57 - 1);
    expect(found.get('through whose hands what')).toEqual({
      [P1!]: [[C1]],
      [P2!]: [[C1]],
      [C1!]: [[]],
      [P3!]: [[C2]],
      [P4!]: [[C3]],
    });
    expect(found.get('laptops that hold the')).toEqual([P1, P2, C1, P3, P4]);

    const byEntry = new Map(merged.records.map((record) => [record.entry, record]));
    const edited = new Set(merged.edited.map(({ entry }) => entry));
    for (const { id, cells } of entries) if (!edited.has(id)) expect([id, byEntry.get(id)?.cells]).toEqual([id, cells]);
    expect(
      merged.records
        .filter(({ entry }) => entry === null)
        .map(({ kind }) => kind)
        .sort(),
    ).toEqual(['practice', 'review']);
    expect([merged.held, merged.gaps, merged.records.flatMap(({ conflicts }) => conflicts)]).toEqual([[], [], []]);

    const { entry = '', cell = '' } = merged.decided[0] ?? {};
    const original = String(entries.find(({ id }) => id === entry)?.cells[cell]);
    const sides = [`${original} (revisado en el terreno)`, `${original} (según la coordinación)`];
    expect(String(byEntry.get(entry)?.cells[cell]).split('\n').sort()).toEqual(sides.sort());
    expect(onFirst.map(({ id }) => id)).toContain(entry);
    expect(onFourth.map(({ id }) => id)).toContain(merged.edited.at(-1)?.entry);
  });

  it('what was lost, what was asked for and what was brought are the same changesets, by age and tar', async () => {
    expect(existsSync('/usr/bin/age')).toBe(true);
    const lost = await readdir(join(folder, 'whole/lost'));
    expect(lost).toHaveLength(1);
    const key = 'casa-de-paso-del-norte-demo-coordinacion';
    const [first] = await runsIn(join(folder, 'whole/lost', lost[0] ?? ''), key);
    const request = await readJson<{ payload: string }>(join(folder, 'whole/requests/request-1.json'));
    const { needs } = JSON.parse(Buffer.from(request.payload, 'base64').toString()) as { needs: readonly Run[] };
    expect(needs).toEqual([first]);
    const arrived: (readonly Run[])[] = [];
    for (const name of await readdir(join(folder, 'whole/bundles'))) {
      const runs = await runsIn(join(folder, 'whole/bundles', name), key).catch(() => []);
      if (runs.length === 1) arrived.push(runs);
    }
    expect(arrived.filter(([only]) => JSON.stringify(only) === JSON.stringify(first))).toHaveLength(1);
  });

  it('the driver’s key opens nothing; the keys of the others open everything', async () => {
    const keys = (await readdir(join(folder, 'whole/keys'))).filter((name) => name.endsWith('.age'));
    const driver = keys.filter((name) => name.includes('chofe'));
    const others = keys.filter((name) => !name.includes('chofe'));
    expect([driver.length, others.length]).toEqual([1, 9]);
    for (const bundle of await readdir(join(folder, 'whole/bundles'))) {
      expect([bundle, await opens(bundle, driver), await opens(bundle, others)]).toEqual([bundle, false, true]);
    }
  });

  it('who carried what on is signed in the bundles for the secretariat, hop by hop', async () => {
    const roster = await readJson<Record<string, { name: string; organisation: string }>>(
      join(folder, 'whole/keys/roster.json'),
    );
    const nameOf = (kid: string): string => `${roster[kid]?.organisation} · ${roster[kid]?.name}`;
    const hops = new Set<string>();
    for (const bundle of await readdir(join(folder, 'whole/bundles'))) {
      const lines = await entryOf(join(folder, 'whole/bundles', bundle), 'secretariat', 'custody.jsonl').catch(
        () => '',
      );
      for (const line of lines.split('\n').filter((text) => text !== '')) {
        const { body } = JSON.parse(line) as { body: string };
        const { by, from, to } = JSON.parse(body) as Record<'by' | 'from' | 'to', string>;
        expect(nameOf(to)).toBe(OFFICE);
        hops.add(`${nameOf(from)} → ${nameOf(by)}`);
      }
    }
    expect([...hops].sort()).toEqual([`${P1} → ${C1}`, `${P2} → ${C1}`, `${P4} → ${C3}`, `${P3} → ${C2}`]);
  });

  it('two runs give equal end states, records and stories, but for what names sealed files', async () => {
    await play('again', '--suite', 'classic');
    for (const name of ['end-state.json', 'merged.json', 'story.md', 'report.csv']) {
      const [once, twice] = await Promise.all(
        ['whole', 'again'].map(async (run) =>
          (await readFile(join(folder, run, name), 'utf8')).replaceAll(CODE, 'CODE'),
        ),
      );
      expect(twice).toBe(once);
    }
  });

  it.each([
    ['nothing', []],
    [
      'a record without an answer, and a kind that nobody knows',
      [
        { id: 'none', kind: 'practice', cells: {} },
        { id: 'one', kind: 'practice', cells: { title: 'Una' } },
        { id: 'two', kind: 'from-the-future', cells: { $odd: true, 'a.b~c': [1, [null]], '': 0 } },
      ],
    ],
    [
      'a text of one letter, more than one changeset holds, an id twice',
      [
        { id: 'long', kind: 'practice', cells: { title: 'e', a: 'x'.repeat(1.4e6), b: 'y'.repeat(1.4e6) } },
        { id: 'long', kind: 'practice', cells: { title: 'e', summary: 'x' } },
      ],
    ],
  ])('whatever the input is, told is found: %s', async (name, entries) => {
    const input = join(folder, `${name}.json`);
    await writeFile(input, JSON.stringify(entries));
    const { code, lines, merged } = await play(`in ${name}`, '--input', input);
    expect([code, lines.filter(({ isEqual }) => !isEqual)]).toEqual([0, []]);
    const arrived = merged.records.filter(({ entry }) => entry !== null).map(({ cells }) => cells);
    expect(arrived).toEqual(entries.map(({ cells }) => cells));
  });

  it('an entry that cannot be carried is found and was not told: exit code 1, and the line says so', async () => {
    const input = join(folder, 'lone.json');
    await writeFile(input, JSON.stringify([{ id: 'lone', kind: 'practice', cells: { title: 'half \ud800 pair' } }]));
    const { code, lines, output } = await play('lone', '--input', input);
    expect(code).toBe(1);
    const unequal = lines.filter(({ isEqual }) => !isEqual);
    expect(unequal.map(({ told, found }) => [told, found])).toEqual([[[], ['lone']]]);
    expect(output).toContain('NOT EQUAL  entries of the input that no record can carry: told [], found ["lone"]');
  });

  it('another story, or a folder that is not empty, is refused in one line', async () => {
    expect((await runDemo(join(folder, 'other'), '--story', 'another')).code).toBe(2);
    await mkdir(join(folder, 'full/x'), { recursive: true });
    const { code, output } = await runDemo(join(folder, 'full'), '--story', 'coordinate');
    expect([code, output.trim()]).toEqual([2, `the folder is not empty: ${join(folder, 'full')}`]);
  });
});

it('a line is equal only where told and found say the same, whatever the order of members', () => {
  const told = { gapsLeft: 0, cargo: { carried: 1, opened: 0 }, decided: [{ a: 1 }] };
  const equal = compareFacts(told, { decided: [{ a: 1 }], cargo: { opened: 0, carried: 1 }, gapsLeft: 0 });
  expect(equal.map(({ isEqual }) => isEqual)).toEqual([true, true, true]);
  expect(compareFacts(told, { ...told, gapsLeft: 1 }).filter(({ isEqual }) => !isEqual)).toMatchObject([
    { told: 0, found: 1 },
  ]);
  expect(compareFacts(told, {}).some(({ isEqual }) => isEqual)).toBe(false);
});

interface Run {
  readonly author: string;
  readonly from: number;
  readonly to: number;
}

/** Whether one of these keys opens it, by age. */
async function opens(bundle: string, keys: readonly string[]): Promise<boolean> {
  const identities = keys.flatMap((key) => ['-i', join(folder, 'whole/keys', key)]);
  const done = run('age', ['-d', ...identities, '-o', '/dev/null', join(folder, 'whole/bundles', bundle)]);
  return done.then(
    () => true,
    () => false,
  );
}

/** An entry of a bundle, by age and tar. */
async function entryOf(bundle: string, key: string, entry: string): Promise<string> {
  const identity = join(folder, 'whole/keys', `${key}.age`);
  const { stdout } = await run('sh', ['-c', 'age -d -i "$0" "$1" | tar xO "$2"', identity, bundle, entry]);
  return stdout;
}

async function runsIn(bundle: string, key: string): Promise<readonly Run[]> {
  const { body } = JSON.parse(await entryOf(bundle, key, 'manifest.json')) as { body: string };
  return (JSON.parse(body) as { runs: readonly Run[] }).runs;
}

async function play(name: string, ...args: readonly string[]) {
  const { code, output } = await runDemo(join(folder, name), '--story', 'coordinate', ...args);
  const { facts } = await readJson<{ facts: readonly Line[] }>(join(folder, name, 'end-state.json'));
  return { code, output, lines: facts, merged: await readJson<Merged>(join(folder, name, 'merged.json')) };
}
