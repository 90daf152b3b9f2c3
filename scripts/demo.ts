// npm run demo -- --out DIR [--input FILE] [--suite classic]
// Plays the main job without a window, on the product's own code, and leaves everything in DIR to be looked
// at with anyone's own tools. The same input gives equal merged records, run after run. Exit 0: everything
// arrived as it was entered; 1: something did not, and the summary says what; 2: usage, or an input file that is no
// list of entries, in one sentence.

import { mkdir, readFile, readdir, writeFile } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { castOf } from './demo/cast.ts';
import { readInput } from './demo/input.ts';
import { entriesChanged, writeBundle, writeKeys, writeMerged, writeReceipt } from './demo/output.ts';
import { openPostOffice } from './demo/post-office.ts';
import { writeReport } from './demo/report-files.ts';
import { tell } from './demo/story.ts';

const USAGE = 'usage: npm run demo -- --out DIR [--input FILE] [--suite hybrid|classic]';
const SAMPLES = join(import.meta.dirname, '../resources/samples/real-entries.json');

process.exitCode = await run(process.argv.slice(2));

async function run(args: readonly string[]): Promise<number> {
  const given = readArguments(args);
  if (given === undefined) return complain(2, USAGE);
  const { folder, suite } = given;
  const input = await readInput(given.input);
  if (!input.ok) return complain(2, `the input file ${input.error}: ${given.input}`);
  await mkdir(folder, { recursive: true });
  if ((await readdir(folder)).length > 0) return complain(2, `the folder is not empty: ${folder}`);

  say(`Chasqui demo: ${input.value.entries.length} entries, ${suite} sealing`);
  const cast = await castOf(suite);
  await writeKeys(folder, cast);
  const post = await openPostOffice(cast);
  try {
    const keep = async (bundle: Parameters<typeof writeBundle>[1]) => readFile(await writeBundle(folder, bundle));
    const keepReceipt = (name: string, signed: Parameters<typeof writeReceipt>[2]) =>
      writeReceipt(folder, name, signed);
    const told = await tell({ cast, input: input.value, post, say, keep, keepReceipt });
    const records = await writeMerged(folder, cast.secretariat, input.value, told.edits, told.decided);
    await writeReport(folder, [...cast.secretariat.device.records.values()]);
    const changed = entriesChanged(input.value, told.edits, records);
    const summary = {
      entries: input.value.entries.length,
      arrivedUnchanged:
        input.value.entries.length - changed.length - new Set(told.edits.map(({ entry }) => entry)).size,
      editedByTheStory: [...new Set(told.edits.map(({ entry }) => entry))],
      changedOnTheWay: changed.map(({ id }) => id),
      notCarried: input.value.notCarried,
      records: records.length,
      conflictsLeft: records.reduce((sum, { conflicts }) => sum + conflicts.length, 0),
      decided: told.decided,
      bundles: told.packed.length,
      laptopsWithReceipts: told.merged.length,
      folder,
    };
    await writeFile(join(folder, 'summary.json'), `${JSON.stringify(summary, null, 2)}\n`);
    say(JSON.stringify(summary, null, 2));
    const isWhole =
      changed.length === 0 && input.value.notCarried.length === 0 && told.merged.length === cast.recorders.length;
    return isWhole ? 0 : 1;
  } finally {
    await post.close();
  }
}

function readArguments(args: readonly string[]) {
  try {
    const { values } = parseArgs({
      args: [...args],
      options: {
        out: { type: 'string' },
        input: { type: 'string', default: SAMPLES },
        suite: { type: 'string', default: 'hybrid' },
      },
    });
    const { out, input, suite } = values;
    if (out === undefined || (suite !== 'hybrid' && suite !== 'classic')) return undefined;
    return { folder: resolve(out), input: resolve(input), suite } as const;
  } catch {
    return undefined;
  }
}

function say(line: string): void {
  process.stdout.write(`${line}\n`);
}

function complain(code: number, line: string): number {
  process.stderr.write(`${line}\n`);
  return code;
}
