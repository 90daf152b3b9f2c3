// How it ended, laptop by laptop, read from each as its owner could.

import type { JsonObject } from '#shared/base/json.ts';
import { conflictsOf } from '#shared/merge/conflict.ts';
import { gapsOf } from '#shared/merge/gaps.ts';
import { type CoordinateCast, laptopsOf } from './cast.ts';
import { isAllMerged } from './answers.ts';
import type { Laptop } from './laptop.ts';

export const laptopsAtEnd = (cast: CoordinateCast): readonly JsonObject[] =>
  laptopsOf(cast).map((laptop) => laptopAtEnd(cast, laptop));

function laptopAtEnd(cast: CoordinateCast, laptop: Laptop): JsonObject {
  const { device } = laptop;
  const records = [...device.records.values()];
  return {
    name: laptop.name,
    records: records.length,
    changesetsHere: device.changesets.size,
    wrote: device.logs.get(laptop.keys.kid)?.entries.length ?? 0,
    bundlesTakenIn: laptop.taken.length,
    held: device.held.length,
    gaps: gapsOf(device.logs, device.held).length,
    conflicts: records.flatMap(conflictsOf).length,
    receipts: laptop.receipts.length,
    allItWroteIsMerged: isAllMerged(cast, laptop),
    sealedForOthers: laptop.cargo.filter(({ isConfirmed }) => !isConfirmed).length,
  };
}
