// The main job as a folder: the story told, everything it made written down, and a summary that says whether all
// arrived as it was entered.

import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Signed } from '#shared/log/envelope.ts';
import type { Suite } from '#shared/log/profile.ts';
import { castOf } from './cast.ts';
import type { DemoInput } from './input.ts';
import { entriesChanged, writeBundle, writeKeys, writeMerged, writeSigned } from './output.ts';
import { openPostOffice } from './post-office.ts';
import { writeReport } from './report-files.ts';
import { tell } from './story.ts';

export interface Play {
  /** empty */
  readonly folder: string;
  readonly suite: Suite;
  readonly input: DemoInput;
  readonly say: (line: string) => void;
}

/** Whether everything arrived as it was entered. */
export async function playMainJob({ folder, suite, input, say }: Play): Promise<boolean> {
  const cast = await castOf(suite);
  await writeKeys(folder, cast);
  const post = await openPostOffice(cast);
  try {
    const keep = async (bundle: Parameters<typeof writeBundle>[1]) => readFile(await writeBundle(folder, bundle));
    const keepReceipt = (name: string, signed: Signed) => writeSigned(folder, 'receipts', name, signed);
    const told = await tell({ cast, input, post, say, keep, keepReceipt });
    const records = await writeMerged(folder, cast.secretariat, input, told.edits, told.decided);
    await writeReport(folder, [...cast.secretariat.device.records.values()]);
    const changed = entriesChanged(input, told.edits, records);
    const edited = [...new Set(told.edits.map(({ entry }) => entry))];
    const summary = {
      entries: input.entries.length,
      arrivedUnchanged: input.entries.length - changed.length - edited.length,
      editedByTheStory: edited,
      changedOnTheWay: changed.map(({ id }) => id),
      notCarried: input.notCarried,
      records: records.length,
      conflictsLeft: records.reduce((sum, { conflicts }) => sum + conflicts.length, 0),
      decided: told.decided,
      bundles: told.packed.length,
      laptopsWithReceipts: told.merged.length,
      folder,
    };
    await writeFile(join(folder, 'summary.json'), `${JSON.stringify(summary, null, 2)}\n`);
    say(JSON.stringify(summary, null, 2));
    return changed.length === 0 && input.notCarried.length === 0 && told.merged.length === cast.recorders.length;
  } finally {
    await post.close();
  }
}
