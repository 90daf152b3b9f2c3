// Stage 3, from archive to values. The manifest comes first; every entry after it must be the one that the
// manifest lists next, of that size, and must hash to that digest when it ends. Lines are decoded as they come,
// so no more than a chunk, a line and the result is in memory. The first rule broken ends the reading.

import { sha256 } from '@noble/hashes/sha2.js';
import { type Bytes, bytesToBase64url } from '../base/bytes.ts';
import type { BundleId, Digest } from '../base/ids.ts';
import type { Json } from '../base/json.ts';
import { err, ok, type Result } from '../base/result.ts';
import type { Changeset } from '../log/changeset.ts';
import type { Signed } from '../log/envelope.ts';
import { type CompressionProblem, inflate } from './compression.ts';
import { MAX_CUSTODY } from './custody.ts';
import {
  decodeChangesetLine,
  decodeSigned,
  type LineProblem,
  type LineReader,
  MAX_LINES,
  readLines,
} from './json-lines.ts';
import {
  decodeManifestFile,
  type Manifest,
  type ManifestEntry,
  type ManifestProblem,
  MAX_MANIFEST,
  type SignedManifest,
} from './manifest.ts';
import { steppedSize } from './size-steps.ts';
import { BLOBS, END_BLOCKS, PADDING, sizeInArchive } from './ustar.ts';
import { type ArchiveProblem, type ArchiveRule, readArchive } from './ustar-reader.ts';

/** What a bundle holds, decoded; nothing of it is trusted yet. */
export interface OpenedBundle {
  readonly id: BundleId;
  readonly manifest: Manifest;
  /** the signed manifest */
  readonly signed: Signed;
  readonly changesets: readonly Changeset[];
  /** their entry as it came, for a store that keeps it so; null where there are none */
  readonly packed: PackedLines | null;
  readonly credentials: readonly Signed[];
  readonly rosters: readonly Signed[];
  readonly receipts: readonly Signed[];
  readonly requests: readonly Signed[];
  /** lines of custody */
  readonly custody: readonly Signed[];
  readonly blobs: readonly { readonly digest: Digest; readonly bytes: Uint8Array }[];
}

/** A gzip file of JSON Lines. */
export interface PackedLines {
  readonly bytes: Bytes;
  /** bytes, inflated */
  readonly size: number;
}

export type ContentsProblem =
  | ArchiveProblem
  | ManifestProblem
  | CompressionProblem
  | LineProblem
  | { readonly type: 'wrongEntryDigest'; readonly entry: string }
  /** the manifest lists more than the file can hold */
  | { readonly type: 'truncated' };

export interface ContentsCaps {
  /** bytes of all lines together, inflated */
  readonly text: number;
}

export interface ContentsReader {
  readonly push: (bytes: Uint8Array) => ContentsProblem | undefined;
  readonly end: () => Result<OpenedBundle, ContentsProblem>;
  /** size that the archive must have, once the manifest is read */
  readonly expectedSize: () => number | undefined;
}

/** Takes what an entry holds, slice by slice. */
interface EntrySink {
  readonly push: (bytes: Uint8Array) => ContentsProblem | undefined;
  readonly end: () => ContentsProblem | undefined;
}

/** Reads an archive pushed in any slices. `room`: bytes of the file that carries it, which is never smaller. */
export function readContents(room: number, caps: ContentsCaps): ContentsReader {
  const changesets: Changeset[] = [];
  const credentials: Signed[] = [];
  const rosters: Signed[] = [];
  const receipts: Signed[] = [];
  const requests: Signed[] = [];
  const custody: Signed[] = [];
  const blobs: { digest: Digest; bytes: Uint8Array }[] = [];
  let packed: PackedLines | null = null;
  let opened: SignedManifest | undefined;
  let manifestSize = 0;
  let paddingSize = 0;
  let next = 0; // place in manifest.entries of the entry that must come
  let isPadded = false;
  let isWrong = false;
  let text = 0;
  let sink: EntrySink | undefined;

  const linesInto = <Item>(list: Item[], decode: (value: Json) => Item | undefined): LineReader =>
    readLines(decode, (item) => void list.push(item));

  const plainLines = (list: Signed[], most = MAX_LINES): EntrySink => {
    const lines = linesInto(list, decodeSigned);
    const push = (bytes: Uint8Array): ContentsProblem | undefined => {
      text += bytes.length;
      if (text > caps.text) return { type: 'tooLarge', limit: caps.text };
      return lines.push(bytes) ?? (list.length > most ? { type: 'tooMany', limit: most } : undefined);
    };
    return { push, end: lines.end };
  };

  const packedLines = (size: number): EntrySink => {
    let inflated = 0;
    const whole = collected(size, (bytes) => {
      packed = { bytes, size: inflated };
      return undefined;
    });
    const lines = linesInto(changesets, decodeChangesetLine);
    const inflater = inflate<LineProblem>(caps.text, (bytes) => {
      text += bytes.length;
      inflated += bytes.length;
      return lines.push(bytes);
    });
    return {
      push: (bytes) => whole.push(bytes) ?? inflater.push(bytes),
      end: () => inflater.end() ?? lines.end() ?? whole.end(),
    };
  };

  const sinks: { readonly [name: string]: (size: number) => EntrySink } = {
    'changesets.jsonl.gz': packedLines,
    'credentials.jsonl': () => plainLines(credentials),
    'rosters.jsonl': () => plainLines(rosters),
    'receipts.jsonl': () => plainLines(receipts),
    'requests.jsonl': () => plainLines(requests),
    'custody.jsonl': () => plainLines(custody, MAX_CUSTODY),
  };

  const manifestSink = (size: number): EntrySink =>
    collected(size, (bytes) => {
      const decoded = decodeManifestFile(bytes);
      if (!decoded.ok) return decoded.error;
      opened = decoded.value;
      if (expectedSize(size, opened.manifest) > room) return { type: 'truncated' };
      paddingSize = expectedSize(size, opened.manifest) - contentSize(size, opened.manifest);
      return undefined;
    });

  const begin = (name: string, size: number): ContentsProblem | undefined => {
    if (opened === undefined) {
      if (name !== 'manifest.json') return bad('order');
      if (size > MAX_MANIFEST) return { type: 'tooLarge', limit: MAX_MANIFEST };
      manifestSize = size;
      sink = manifestSink(size);
      return undefined;
    }
    const entry = opened.manifest.entries[next];
    if (entry === undefined) {
      if (name !== PADDING || isPadded) return bad('order');
      if (size !== paddingSize) return bad('padding');
      isPadded = true;
      sink = zeros();
      return undefined;
    }
    if (name !== entry.name || size !== entry.size) return bad('order');
    next++;
    const inner = name.startsWith(BLOBS) ? blobSink(entry) : sinks[name]?.(size);
    if (inner === undefined) return bad('name');
    sink = hashed(entry, inner);
    return undefined;
  };

  const blobSink = ({ name, size }: ManifestEntry): EntrySink =>
    collected(size, (bytes) => {
      blobs.push({ digest: name.slice(BLOBS.length) as Digest, bytes });
      return undefined;
    });

  const reader = readArchive<ContentsProblem>({
    begin,
    content: (bytes) => sink?.push(bytes),
    finish: () => sink?.end(),
  });

  const push = (bytes: Uint8Array): ContentsProblem | undefined => {
    const problem = reader.push(bytes);
    isWrong ||= problem !== undefined;
    return problem;
  };

  const end = (): Result<OpenedBundle, ContentsProblem> => {
    if (isWrong) throw new Error('ended after a problem');
    const problem = reader.end();
    if (problem !== undefined) return err(problem);
    if (opened === undefined || next < opened.manifest.entries.length || !isPadded) return err(bad('short'));
    return ok({ ...opened, changesets, packed, credentials, rosters, receipts, requests, custody, blobs });
  };

  return {
    push,
    end,
    expectedSize: () => (opened === undefined ? undefined : expectedSize(manifestSize, opened.manifest)),
  };
}

/** Size of an archive with this manifest, before padding: all entries, the padding's header, and the end. */
export const contentSize = (manifestSize: number, manifest: Pick<Manifest, 'entries'>): number =>
  sizeInArchive(manifestSize) +
  manifest.entries.reduce((sum, { size }) => sum + sizeInArchive(size), 0) +
  sizeInArchive(0) +
  END_BLOCKS;

export const expectedSize = (manifestSize: number, manifest: Pick<Manifest, 'entries'>): number =>
  steppedSize(contentSize(manifestSize, manifest));

const bad = (rule: ArchiveRule): ArchiveProblem => ({ type: 'badArchive', rule });

function hashed(entry: ManifestEntry, inner: EntrySink): EntrySink {
  const hash = sha256.create();
  return {
    push: (bytes) => {
      hash.update(bytes);
      return inner.push(bytes);
    },
    end: () =>
      bytesToBase64url(hash.digest()) === entry.digest ? inner.end() : { type: 'wrongEntryDigest', entry: entry.name },
  };
}

function collected(size: number, onWhole: (bytes: Bytes) => ContentsProblem | undefined): EntrySink {
  const whole = new Uint8Array(size);
  let at = 0;
  return {
    push: (bytes) => {
      whole.set(bytes, at);
      at += bytes.length;
      return undefined;
    },
    end: () => onWhole(whole),
  };
}

const zeros = (): EntrySink => ({
  push: (bytes) => (bytes.every((byte) => byte === 0) ? undefined : bad('padding')),
  end: () => undefined,
});
