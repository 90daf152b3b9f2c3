// One good archive, and the twisting of one thing in its making: an entry, the manifest as a value or as text,
// what is signed, what is laid into the archive, or its bytes at the end. hostile-archives.ts names the twists.

import assert from 'node:assert/strict';
import { gzipSync } from 'node:zlib';
import { joinBytes, textToBytes } from '#shared/base/bytes.ts';
import { type Digest, digestOf } from '#shared/base/ids.ts';
import { canonicalText, type Json, type JsonObject } from '#shared/base/json.ts';
import { crc32 } from '#shared/base/crc32.ts';
import { gzipOf } from '#shared/bundle/compression.ts';
import { contentSize, expectedSize } from '#shared/bundle/contents.ts';
import { manifestOf } from '#shared/bundle/encode.ts';
import { changesetToLine } from '#shared/bundle/json-lines.ts';
import { MANIFEST_TYPE } from '#shared/bundle/manifest.ts';
import { EMPTY_CONTENT, packContent } from '#shared/bundle/pack.ts';
import { type ArchiveEntry, BLOCK, checksumOf, writeArchive } from '#shared/bundle/ustar.ts';
import { type Signed, signText } from '#shared/log/envelope.ts';
import { fakeMechanism } from '#scripts/headless/mechanism.ts';
import { fixedChange, fixedChangeset, fixedToken, valueOf } from './fixed-content.ts';

export interface Twist {
  /** the entries, both listed and laid */
  readonly entries?: (entries: readonly ArchiveEntry[]) => readonly ArchiveEntry[];
  /** the manifest as a value, before it is signed */
  readonly manifest?: (manifest: { [key: string]: Json }) => Json;
  /** the text of the manifest, before it is signed */
  readonly body?: (text: string) => string;
  readonly type?: string;
  /** the signed manifest */
  readonly signed?: (signed: Signed) => Json;
  /** the bytes of manifest.json */
  readonly file?: (bytes: Uint8Array<ArrayBuffer>) => Uint8Array<ArrayBuffer>;
  /** the entries as laid into the archive, the manifest listing the good ones */
  readonly laid?: (entries: readonly ArchiveEntry[]) => readonly ArchiveEntry[];
  /** the whole archive */
  readonly archive?: (bytes: Uint8Array<ArrayBuffer>) => Uint8Array<ArrayBuffer>;
}

const mechanism = await fakeMechanism('vectors', { recordersEach: 1 });
const [one, two] = mechanism.recorders;
assert(one && two);
export const ana = one;
export const luis = two;
export const first = await fixedChangeset(ana, null, { open: [fixedChange('first', 'title', 'Agua en el albergue')] });
const note = textToBytes('nota de voz');
export const packed = valueOf(
  packContent({
    ...EMPTY_CONTENT,
    changesets: [first.changeset],
    credentials: ana.credentials,
    rosters: [await mechanism.roster(1, [])],
    blobs: [{ digest: digestOf<Digest>(note), bytes: note }],
  }),
);
const facts = {
  mechanism: mechanism.profile.id,
  suite: 'classic',
  recipients: ['age1vectors'],
  basis: {},
  rosterVersion: 1,
  records: 1,
  nonce: fixedToken('archive'),
} as const;

export const goodArchive = (): Promise<Uint8Array<ArrayBuffer>> => twisted({});

export async function twisted(twist: Twist): Promise<Uint8Array<ArrayBuffer>> {
  assert(ana);
  const entries = twist.entries?.(packed.entries) ?? packed.entries;
  const hashed = entries.map(({ name, bytes }) => ({ name, bytes, digest: digestOf(bytes) }));
  const honest = manifestOf({ ...packed, entries: hashed }, facts, ana.kid);
  const value = twist.manifest?.({ ...(honest as object as { [key: string]: Json }) }) ?? (honest as object as Json);
  const text = canonicalText(value);
  const signed = await signText(twist.type ?? MANIFEST_TYPE, twist.body?.(text) ?? text, ana.signer);
  const written = textToBytes(canonicalText(twist.signed?.(signed) ?? (signed as object as Json)));
  const file = twist.file?.(written) ?? written;
  const padding = new Uint8Array(expectedSize(file.length, honest) - contentSize(file.length, honest));
  const all = [{ name: 'manifest.json', bytes: file }, ...entries, { name: 'padding', bytes: padding }];
  const archive = writeArchive(twist.laid?.(all) ?? all);
  return twist.archive?.(archive) ?? archive;
}

/** Where each entry's header begins. */
function headersOf(archive: Uint8Array): readonly number[] {
  const places: number[] = [];
  for (let at = 0; archive[at] !== 0; ) {
    places.push(at);
    const size = Number.parseInt(Buffer.from(archive.subarray(at + 124, at + 135)).toString(), 8);
    at += BLOCK + Math.ceil(size / BLOCK) * BLOCK;
  }
  return places;
}

/** Writes into one header (by its number) and mends its checksum. */
export const inHeader =
  (number: number, at: number, text: string, isMended = true) =>
  (archive: Uint8Array<ArrayBuffer>): Uint8Array<ArrayBuffer> => {
    const edited = archive.slice();
    const from = headersOf(archive)[number];
    assert(from !== undefined);
    edited.set(Buffer.from(text, 'latin1'), from + at);
    const header = edited.subarray(from, from + BLOCK);
    if (isMended) header.set(Buffer.from(`${checksumOf(header).toString(8).padStart(6, '0')}\0 `), 148);
    return edited;
  };

export const named = (name: string): ((archive: Uint8Array<ArrayBuffer>) => Uint8Array<ArrayBuffer>) =>
  inHeader(0, 0, name.padEnd(100, '\0'));

/** Replaces one entry's bytes, listed and laid. */
export const withBytes =
  (name: string, edit: (bytes: Uint8Array) => Uint8Array) =>
  (entries: readonly ArchiveEntry[]): readonly ArchiveEntry[] =>
    entries.map((entry) => (entry.name === name ? { name, bytes: Uint8Array.from(edit(entry.bytes)) } : entry));

export const CHANGESETS = 'changesets.jsonl.gz';
export const CREDENTIALS = 'credentials.jsonl';
export const packedLine = (text: string | Uint8Array): Twist => ({
  entries: withBytes(CHANGESETS, () => gzipOf(typeof text === 'string' ? textToBytes(text) : text)),
});
export const lineOf = (
  twist: (value: { parts: { [level: string]: Json }; signed: { [key: string]: Json } }) => Json,
): Twist => packedLine(`${canonicalText(twist(JSON.parse(changesetToLine(first.changeset))))}\n`);

export const manifestWith = (key: string, value: Json): Twist => ({
  manifest: (manifest) => ({ ...manifest, [key]: value }),
});
export const listed = (edit: (entries: readonly { [key: string]: Json }[]) => Json): Twist => ({
  manifest: (manifest) => ({ ...manifest, entries: edit(manifest['entries'] as readonly { [key: string]: Json }[]) }),
});
export const oneListed = (number: number, more: JsonObject): Twist =>
  listed((entries) => entries.map((entry, at) => (at === number ? { ...entry, ...more } : entry)));

export const without =
  (name: string) =>
  (entries: readonly ArchiveEntry[]): readonly ArchiveEntry[] =>
    entries.filter((entry) => entry.name !== name);
export const swapped =
  (a: number, b: number) =>
  (entries: readonly ArchiveEntry[]): readonly ArchiveEntry[] => {
    const list = [...entries];
    const [one, two] = [list[a], list[b]];
    assert(one && two);
    list[a] = two;
    list[b] = one;
    return list;
  };

export function fillerTouched(archive: Uint8Array<ArrayBuffer>): Uint8Array<ArrayBuffer> {
  const second = headersOf(archive)[2];
  assert(second !== undefined);
  return archive.with(second - 1, 1); // last byte before the third header: after the second entry's content
}

export function paddedBy(more: number): (all: readonly ArchiveEntry[]) => readonly ArchiveEntry[] {
  return (all) =>
    all.map((entry) =>
      entry.name === 'padding' ? { ...entry, bytes: new Uint8Array(entry.bytes.length + more) } : entry,
    );
}

/** Two million zeros in two thousand bytes, well formed in every other way. */
export function bomb(): Uint8Array {
  const packedZeros = Uint8Array.from(gzipSync(new Uint8Array(2_000_000), { level: 9 }));
  packedZeros.set([0, 3], 8);
  return packedZeros;
}

/** A stored block that is not marked as the last, and a trailer that holds for it. */
export function endlessGzip(): Uint8Array {
  const text = textToBytes(changesetToLine(first.changeset));
  const size = Uint8Array.of(text.length & 255, text.length >> 8, ~text.length & 255, (~text.length >> 8) & 255);
  const trailer = new Uint8Array(8);
  new DataView(trailer.buffer).setUint32(0, crc32(text), true);
  new DataView(trailer.buffer).setUint32(4, text.length, true);
  return joinBytes(Uint8Array.of(0x1f, 0x8b, 8, 0, 0, 0, 0, 0, 0, 3), Uint8Array.of(0), size, text, trailer);
}
