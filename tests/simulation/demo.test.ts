// The demo as a whole, in processes of its own: what goes in comes out unchanged, two runs give equal
// records, and the files it leaves are read by other people's tools (Debian's age and tar, openssl, jq's eye).

import { existsSync } from 'node:fs';
import { mkdtemp, readFile, readdir, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { readJson, ROOT, run, runDemo } from './run-demo.ts';

interface Merged {
  readonly records: readonly {
    readonly entry: string;
    readonly kind: string;
    readonly cells: object;
    readonly conflicts: readonly unknown[];
  }[];
  readonly edited: readonly { readonly entry: string }[];
  readonly held: readonly unknown[];
  readonly gaps: readonly unknown[];
}

let folder: string;

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'chasqui-demo-test-'));
});

afterAll(() => rm(folder, { recursive: true, force: true }));

describe('the demo', { timeout: 180_000 }, () => {
  it('every real entry that the story did not edit arrives unchanged, and two runs give equal records', async () => {
    const [first, second] = [await play('first'), await play('second', '--suite', 'classic')];
    expect([first.code, second.code]).toEqual([0, 0]);
    const samples = await readJson<{ entries: readonly { id: string; cells: object }[] }>(
      join(ROOT, 'resources/samples/real-entries.json'),
    );
    const edited = new Set(first.merged.edited.map(({ entry }) => entry));
    const untouched = samples.entries.filter(({ id }) => !edited.has(id));
    expect(untouched.length).toBeGreaterThan(50);
    const byEntry = new Map(first.merged.records.map(({ entry, cells }) => [entry, cells]));
    for (const { id, cells } of untouched) expect([id, byEntry.get(id)]).toEqual([id, cells]);
    expect(first.merged.records.filter(({ conflicts }) => conflicts.length > 0)).toHaveLength(1);
    expect([first.merged.held, first.merged.gaps]).toEqual([[], []]);
    expect(second.merged.records.map(({ entry, cells }) => [entry, cells])).toEqual(
      first.merged.records.map(({ entry, cells }) => [entry, cells]),
    );
    expect((await play('third')).text).toBe(first.text);
  });

  it('Debian’s age and tar open every bundle of the classic suite', async () => {
    expect(existsSync('/usr/bin/age')).toBe(true);
    const bundles = (await readdir(join(folder, 'second/bundles'))).map((name) => join(folder, 'second/bundles', name));
    expect(bundles.length).toBeGreaterThan(3);
    for (const bundle of bundles) {
      const { stdout } = await run('sh', [
        '-c',
        'age -d -i "$0" "$1" | tar t',
        join(folder, 'second/keys/secretariat.age'),
        bundle,
      ]);
      expect(stdout.split('\n').slice(0, 2)).toEqual(['manifest.json', 'changesets.jsonl.gz']);
    }
  });

  it('whatever the input file is: odd texts, unknown kinds, nested junk arrive; what cannot be carried is named', async () => {
    const awkward = await readJson<{ entries: readonly { id: string; text: string }[] }>(
      join(ROOT, 'resources/samples/awkward-texts.json'),
    );
    const entries = [
      ...awkward.entries.map(({ id, text }) => ({
        id,
        kind: 'practice',
        cells: { title: text, summary: text, partners: [text, text], other: { [text.slice(0, 40)]: [text] } },
      })),
      {
        id: 'future',
        kind: 'from-the-future',
        cells: { 'a.b~c': [1, [2, { x: null }]], $odd: true, empty: [], none: {}, '': 0 },
      },
      {
        id: 'risky',
        kind: 'consultation',
        cells: { title: 'x', objectives: [7, 6, 23], risks: 'queda en el equipo', total: 0 },
      },
      { id: 'lone', kind: 'practice', cells: { title: 'half \ud800 pair' } },
    ];
    const input = join(folder, 'odd.json');
    await writeFile(input, JSON.stringify({ entries }));
    const { code, merged, summary } = await play('odd', '--input', input);
    expect(code).toBe(1);
    expect(summary.notCarried.map(({ entry }) => entry)).toEqual(['lone']);
    expect(summary.changedOnTheWay).toEqual([]);
    const edited = new Set(merged.edited.map(({ entry }) => entry));
    const byEntry = new Map(merged.records.map(({ entry, cells }) => [entry, cells]));
    for (const { id, cells } of entries)
      if (!edited.has(id) && id !== 'lone') expect([id, byEntry.get(id)]).toEqual([id, cells]);
  });

  it('ids that come twice, no ids, and more than one changeset holds: each arrives, in a record of its own', async () => {
    const many = Object.fromEntries(Array.from({ length: 25_000 }, (_, at) => [`cell-${at}`, at]));
    const entries = [
      { id: 'twice', kind: 'practice', cells: { title: 'a' } },
      { id: 'twice', kind: 'practice', cells: { title: 'b' } },
      { id: 'twice #2', kind: 'practice', cells: { title: 'c' } },
      { kind: 'practice', cells: { title: 'd' } },
      {
        id: 'long',
        kind: 'practice',
        cells: { title: 'e', a: 'x'.repeat(3e6), b: 'y'.repeat(3e6), c: 'z'.repeat(6e6) },
      },
      { id: 'many', kind: 'practice', cells: many },
      { id: 'too long', kind: 'practice', cells: { a: 'x'.repeat(9e6) } },
    ];
    const input = join(folder, 'twice.json');
    await writeFile(input, JSON.stringify(entries));
    const { code, merged, summary } = await play('twice', '--input', input);
    expect(code).toBe(1);
    expect(summary.notCarried).toEqual([{ entry: 'too long', reason: { type: 'tooLarge', path: 'a' } }]);
    const arrived = new Map(merged.records.map(({ entry, cells }) => [entry, cells]));
    const names = ['twice', 'twice #2', 'twice #2 #3', '#4', 'long', 'many'];
    expect([...arrived.keys()].sort()).toEqual(names.sort());
    expect(['twice', 'twice #2', 'twice #2 #3', '#4', 'long', 'many'].map((name) => arrived.get(name))).toEqual(
      entries.slice(0, 6).map(({ cells }) => cells),
    );
  });

  it('a file that is no input is refused in one line, and nothing is written', async () => {
    const input = join(folder, 'broken.json');
    await writeFile(input, '{"entries": [');
    for (const [bytes, words] of [
      ['{"entries": [', 'is not JSON'],
      ['', 'is not JSON'],
      ['"x"', 'holds no list of entries'],
      ['{"a": 1}', 'holds no list of entries'],
      [Uint8Array.of(0x5b, 0x22, 0xf1, 0x22, 0x5d), 'is not UTF-8 text'],
    ] as const) {
      await writeFile(input, bytes);
      const { code, output } = await runDemo(join(folder, 'broken'), '--input', input);
      expect([code, output.trim()]).toEqual([2, `the input file ${words}: ${input}`]);
    }
    expect(existsSync(join(folder, 'broken'))).toBe(false);
  });
});

async function play(name: string, ...args: readonly string[]) {
  const { code } = await runDemo(join(folder, name), ...args);
  const text = await readFile(join(folder, name, 'merged.json'), 'utf8');
  const summary = await readJson<{ notCarried: readonly { entry: string }[]; changedOnTheWay: readonly string[] }>(
    join(folder, name, 'summary.json'),
  );
  return { code, text, merged: JSON.parse(text) as Merged, summary };
}
