// What can be asked of a letterbox beside running it: to read all of it, to say what the retention would take away, to
// write it to a stick and to bring it back. Each prints a JSON line for each thing that it found, then one with the counts.

import { readFile } from 'node:fs/promises';
import { resolve } from 'node:path';
import type { Digest } from '#shared/base/ids.ts';
import { decodeProfile, type MechanismProfile } from '#shared/log/profile.ts';
import { type Given, USAGE } from './arguments.ts';
import { checkLetterbox } from './check.ts';
import { codeOf } from './disk/disk.ts';
import { nodeDisk } from './disk/node-disk.ts';
import { type CopyFacts, type CopyReport, exportLetterbox, importLetterbox } from './export.ts';
import { createFolderStore } from './folder-store.ts';
import { claimStore, openOwnKey, readPublicKey } from './own-key.ts';
import { createRetention } from './retention.ts';
import { openRosters } from './rosters.ts';
import { createS3Client } from './s3-client.ts';
import { createS3Store, type SharedStore } from './s3-store.ts';
import type { ObjectStore } from './store.ts';

/** How it ended: an exit code, and a sentence where one is needed. */
export interface Ended {
  readonly code: number;
  readonly sentence?: string;
}

export type Command = (given: Given, say: (value: object) => void) => Promise<Ended>;

export const commands: { readonly [name: string]: Command } = {
  check: async (given, say) => {
    const key = await readPublicKey(given.folder, nodeDisk);
    if (key === undefined) return NO_LETTERBOX;
    let damages = 0;
    const checked = await checkLetterbox(await storeOf(given, 'look'), key, (finding) => {
      damages++;
      say(finding);
    });
    say({ ...checked, damages });
    return { code: damages > 0 ? DAMAGED : 0 };
  },
  retention: async (given, say) => {
    const { keepMergedDays, profile: path } = given;
    if (keepMergedDays === undefined || path === undefined) return WRONG_USE;
    const profile = await readProfile(path);
    if (typeof profile === 'string') return notTaken(profile);
    if ((await readPublicKey(given.folder, nodeDisk)) === undefined) return NO_LETTERBOX;
    const store = await storeOf(given, 'look');
    const { isRevoked } = await openRosters(profile, store);
    const time = 'time' in store ? store.time : async () => Date.now();
    const due = await createRetention({ store, mechanism: profile.id, isRevoked, time }).due(keepMergedDays);
    const here = due.filter((each): each is typeof each & { readonly size: number } => each.size !== undefined);
    for (const { sha256, size } of here) say({ wouldGo: `bundles/${sha256 as Digest}`, size });
    say({ bundles: here.length, bytes: here.reduce((sum, { size }) => sum + size, 0) });
    return { code: 0 };
  },
  export: async (given, say) =>
    copying(given, say, async (facts) => exportLetterbox({ ...facts, store: await storeOf(given, 'look') })),
  import: async (given, say) =>
    copying(given, say, async (facts) => {
      const store = await storeOf(given, 'own');
      const claim = async (): Promise<void> => {
        if (given.s3 !== undefined) await claimStore(store, await openOwnKey(given.folder, nodeDisk));
      };
      return importLetterbox({ ...facts, store, claim }, Date.now(), given.withoutDamaged);
    }),
};

const DAMAGED = 3;
const WRONG_USE: Ended = { code: 2, sentence: USAGE };
const NO_LETTERBOX: Ended = { code: 1, sentence: 'no letterbox.key in this folder' };

export const notTaken = (why: string): Ended => ({ code: 2, sentence: `${USAGE}\nthe profile was not taken: ${why}` });

async function copying(
  given: Given,
  say: (value: object) => void,
  copy: (facts: Omit<CopyFacts, 'store'>) => Promise<CopyReport>,
): Promise<Ended> {
  const { folder, places } = given;
  const stick = places[0];
  if (stick === undefined || places.length > 1 || resolve(stick) === resolve(folder)) return WRONG_USE;
  const report = await copy({ folder, stick, disk: nodeDisk, find: say });
  say(report);
  return { code: report.damages > 0 ? DAMAGED : 0 };
}

async function storeOf({ folder, s3 }: Given, use: 'own' | 'look'): Promise<ObjectStore | SharedStore> {
  return s3 ? createS3Store(createS3Client(s3), nodeDisk) : createFolderStore(folder, nodeDisk, use);
}

/** The profile, or why it was not taken. */
export async function readProfile(path: string): Promise<MechanismProfile | string> {
  try {
    const profile = decodeProfile(await readFile(path, 'utf8'));
    return profile.ok ? profile.value : profile.error.type;
  } catch (error) {
    return codeOf(error) ?? 'unreadable';
  }
}
