// The attachments of a bundle against the cells that it brings. Media travel in bundles of their own, so mostly
// their cells are elsewhere, and nothing can be said of them here; where a cell is here, it decides.

import type { Digest } from '#shared/base/ids.ts';
import type { OpenedBundle } from '#shared/bundle/decode.ts';
import type { VerifiedChangeset } from '#shared/log/changeset.ts';
import { type Attachment, attachmentOf, isFileOf } from '#shared/record/attachment.ts';

export interface FilesSummary {
  /** what a cell here names, and are its bytes */
  readonly good: number;
  /** what a cell here names, and are not */
  readonly wrong: readonly Digest[];
  /** no cell here names them */
  readonly unchecked: number;
  /** cells here name them, and they are not in this bundle */
  readonly elsewhere: number;
}

export function checkFiles(
  { blobs }: Pick<OpenedBundle, 'blobs'>,
  changesets: readonly Pick<VerifiedChangeset, 'changes'>[],
): FilesSummary {
  const named = new Map<Digest, readonly Attachment[]>();
  for (const { changes } of changesets) {
    for (const { value } of Object.values(changes).flatMap((inLevel) => inLevel ?? [])) {
      const file = attachmentOf(value);
      if (file !== undefined) named.set(file.digest, [...(named.get(file.digest) ?? []), file]);
    }
  }
  const inCells = blobs.filter(({ digest }) => named.has(digest));
  const wrong = inCells.filter(
    ({ digest, bytes }) => named.get(digest)?.some((file) => isFileOf(file, bytes)) !== true,
  );
  const here = new Set(blobs.map(({ digest }) => digest));
  return {
    good: inCells.length - wrong.length,
    wrong: wrong.map(({ digest }) => digest),
    unchecked: blobs.length - inCells.length,
    elsewhere: [...named.keys()].filter((digest) => !here.has(digest)).length,
  };
}
