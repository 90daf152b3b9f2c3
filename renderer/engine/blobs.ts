// Attachments as this device has them: which are here, and reading and keeping them through the main process,
// which seals them. Whatever comes or goes is checked against the cell that names it, so a file kept here is
// always the one that was meant; what turns out to be gone or damaged counts as not here, and is asked for again.

import type { Bytes } from '#shared/base/bytes.ts';
import type { Digest } from '#shared/base/ids.ts';
import { err, ok, type Result } from '#shared/base/result.ts';
import { type Attachment, isFileOf } from '#shared/record/attachment.ts';
import type { Desktop } from '#shared/wire/ipc.ts';
import type { BlobProblem } from '#shared/wire/problems.ts';

/** As much of an attachment as its bytes are checked by. */
export type Named = Pick<Attachment, 'digest' | 'salt' | 'size'>;

export type FileProblem =
  | BlobProblem
  /** a record names it, and it has not come yet */
  | { readonly type: 'fileNotHere' }
  /** these are not the bytes that the record names */
  | { readonly type: 'wrongFile' };

export interface Blobs {
  has(digest: Digest): boolean;
  keep(named: Named, bytes: Uint8Array): Promise<Result<null, FileProblem>>;
  read(named: Named): Promise<Result<Bytes, FileProblem>>;
  erase(digest: Digest): Promise<Result<null, BlobProblem>>;
}

export async function makeBlobs(desktop: Desktop): Promise<Blobs> {
  const kept = await desktop.blobsKept();
  const here = new Set<Digest>(kept.ok ? kept.value : []);
  return {
    has: (digest) => here.has(digest),
    async keep(named, bytes) {
      if (!isFileOf(named, bytes)) return err({ type: 'wrongFile' });
      const answer = await desktop.blobKeep({ id: named.digest, bytes });
      if (answer.ok) here.add(named.digest);
      return answer;
    },
    async erase(digest) {
      const answer = await desktop.blobErase({ id: digest });
      if (answer.ok) here.delete(digest);
      return answer;
    },
    async read(named) {
      if (!here.has(named.digest)) return err({ type: 'fileNotHere' });
      const read = await desktop.blobRead({ id: named.digest });
      if (read.ok && isFileOf(named, read.value)) return ok(read.value);
      const isLost = read.ok || read.error.type === 'fileGone' || read.error.type === 'fileDamaged';
      if (isLost) here.delete(named.digest);
      return read.ok ? err({ type: 'fileDamaged' }) : read;
    },
  };
}
