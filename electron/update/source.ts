// Where the file of an update is read from, behind one door: a stick (here) or the internet (internet.ts). What comes
// through it is compared by whoever takes it (update.ts).

import { err, ok, type Result } from '#shared/base/result.ts';
import type { ReadRelease } from '#shared/log/release.ts';
import type { UpdateProblem } from '#shared/wire/update.ts';
import { type Disk, readFully, withFile } from '#secretariat/disk/disk.ts';
import { attempt } from '../whole-files.ts';

/** Takes the next piece; false: no more of it. What the disk refuses is thrown. */
export type Take = (piece: Uint8Array) => Promise<boolean>;

export interface Source {
  readonly from: 'file' | 'internet';
  /** Hands on the installer, from a place in it on, and ends where `take` wants no more. */
  readonly carry: (at: number, take: Take) => Promise<Result<null, UpdateProblem>>;
}

const PIECE = 1024 * 1024;

export function onStick(disk: Disk, path: string, { begins, release }: ReadRelease): Source {
  return {
    from: 'file',
    carry: async (begin, take) => {
      const carried = await attempt(() =>
        withFile(disk, path, 'read', async (file): Promise<Result<null, UpdateProblem>> => {
          const size = (await file.size()) - begins;
          if (size !== release.size) return err({ type: size < release.size ? 'updateCut' : 'updateSwapped' });
          for (let at = begin; at < release.size; ) {
            const piece = await readFully(file, Math.min(PIECE, release.size - at), begins + at);
            if (piece.length === 0 || !(await take(piece))) break; // shorter than it was: its digest is another
            at += piece.length;
          }
          return ok(null);
        }),
      );
      return carried.ok ? carried.value : carried;
    },
  };
}
