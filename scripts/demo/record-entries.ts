// The demo's recorders at work: the entries of the input written down, as people would.

import type { Json } from '#shared/base/json.ts';
import { FINISHED_CELL, LANGUAGE_CELL } from '#shared/log/change.ts';
import { fieldOfPath } from '#shared/record/cells.ts';
import { writeRecord } from '../headless/device.ts';
import { type Player, recordIdOf } from './cast.ts';
import type { DemoEntry } from './input.ts';

/**
 * Each entry is written on one laptop, in turn, in one sitting where that can hold it, and finished at once.
 * Answers how many changesets each laptop wrote.
 */
export async function recordAll(
  recorders: readonly [Player, ...Player[]],
  entries: readonly DemoEntry[],
): Promise<ReadonlyMap<Player, number>> {
  const written = new Map<Player, number>(recorders.map((player) => [player, 0]));
  for (const [at, entry] of entries.entries()) {
    const player = recorders[at % recorders.length] ?? recorders[0];
    const sittings = entry.sittings.length === 0 ? [[]] : entry.sittings;
    for (const [sitting, cells] of sittings.entries()) {
      const own = sitting === sittings.length - 1 ? ownCellsOf(entry) : [];
      const changeset = await writeRecord(player.device, recordIdOf(entry.id), entry.kind, [...cells, ...own]);
      if (changeset !== undefined) written.set(player, (written.get(player) ?? 0) + 1);
    }
  }
  return written;
}

/** What the log itself knows of a finished record. */
export const ownCellsOf = ({ language }: DemoEntry): readonly (readonly [string, Json])[] => [
  [FINISHED_CELL, true],
  ...(language === null ? [] : [[LANGUAGE_CELL, language] as const]),
];

/** The long texts of an entry that can be edited: what people say differently. */
export const longTextsOf = (entry: DemoEntry): readonly (readonly [path: string, text: string])[] =>
  [...entry.cells].flatMap(([path, value]): [string, string][] =>
    typeof value === 'string' && isLongText(entry.kind, path) ? [[path, value]] : [],
  );

function isLongText(kind: string, path: string): boolean {
  const type = fieldOfPath(kind, path)?.shape.type;
  return type === 'longtext' || type === 'longtextPerObjective';
}
