// Packs attachments into bundles of their own, after the text: one bundle after the other, each kept before the
// next is read, so that a laptop's memory holds the files of one. A file that cannot be read any more, or that no
// bundle of the size asked for can hold, is left out and counted; it never keeps the others here.

import type { Digest } from '#shared/base/ids.ts';
import { ok, type Result } from '#shared/base/result.ts';
import { EMPTY_CONTENT, type EncodedBundle } from '#shared/bundle/encode.ts';
import { encodeBundles, type SplitFacts } from '#shared/bundle/split.ts';
import { BLOBS } from '#shared/bundle/ustar.ts';
import type { EngineProblem } from '../engine/engine-problem.ts';
import { deviceSigner, type Session } from '../engine/session.ts';
import type { FileMark } from '../store/record-line.ts';
import { custodyOf } from './custody-for.ts';
import type { Cargo } from './pack-content.ts';

/** Bytes of files in one bundle, where more than one goes: small enough to be sent over a weak link. */
const TOGETHER = 16_000_000;

export interface PackedFiles {
  /** of those asked for */
  readonly left: number;
}

/**
 * Credentials, rosters and what is said of the files' road go with every bundle.
 * @param keep keeps a finished bundle with the files in it, before the next is begun
 */
export async function packFiles(
  session: Session,
  files: readonly FileMark[],
  { content: { credentials, rosters }, custody }: Pick<Cargo, 'content' | 'custody'>,
  facts: SplitFacts,
  keep: (bundle: EncodedBundle, files: readonly Digest[]) => Promise<Result<null, EngineProblem>>,
): Promise<Result<PackedFiles, EngineProblem>> {
  let left = 0;
  for (const group of groupsOf(files, Math.min(TOGETHER, facts.maxSize))) {
    const blobs: { readonly digest: Digest; readonly bytes: Uint8Array }[] = [];
    for (const mark of group) {
      const read = await session.blobs.read(mark);
      if (read.ok) blobs.push({ digest: mark.digest, bytes: read.value });
    }
    left += group.length - blobs.length;
    if (blobs.length === 0) continue;
    const road = custodyOf(custody, new Set(blobs.map(({ digest }) => digest)));
    const content = { ...EMPTY_CONTENT, credentials, rosters, custody: road, blobs };
    const encoded = await encodeBundles(content, facts, deviceSigner(session));
    if (!encoded.ok) left += blobs.length;
    for (const bundle of encoded.ok ? encoded.value : []) {
      const kept = await keep(bundle, filesIn(bundle));
      if (!kept.ok) return kept;
    }
  }
  return ok({ left });
}

const filesIn = ({ manifest }: EncodedBundle): readonly Digest[] =>
  manifest.entries.flatMap(({ name }) => (name.startsWith(BLOBS) ? [name.slice(BLOBS.length) as Digest] : []));

/** In order; a group holds at most so many bytes, or one file. */
function groupsOf(files: readonly FileMark[], most: number): readonly (readonly FileMark[])[] {
  const groups: FileMark[][] = [];
  let size = 0;
  for (const file of files) {
    const last = groups.at(-1);
    if (last === undefined || size + file.size > most) {
      groups.push([file]);
      size = file.size;
    } else {
      last.push(file);
      size += file.size;
    }
  }
  return groups;
}
