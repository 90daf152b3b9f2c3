// Stage 3, making a bundle: pack, list, sign, pad, seal. The same content and facts give the same archive,
// byte for byte, on every machine; only the age layer is random. See manifest.ts for the format.

import { type Bytes, textToBytes } from '../base/bytes.ts';
import { type BundleId, type Digest, digestOfText, type KeyId } from '../base/ids.ts';
import { canonicalText, type Json } from '../base/json.ts';
import { err, ok, type Result } from '../base/result.ts';
import type { Heads } from '../log/changeset.ts';
import type { Signed, Signer } from '../log/envelope.ts';
import type { Suite } from '../log/profile.ts';
import { contentSize, expectedSize } from './contents.ts';
import { FORMAT_VERSION, type Manifest, MANIFEST_TYPE, MAX_FILE, MAX_MANIFEST, signManifest } from './manifest.ts';
import { type BundleContent, type Packed, packContent, type PackProblem } from './pack.ts';
import { headerSizeOf, seal, sealedSize, type SealProblem } from './seal.ts';
import { runsOf } from './select.ts';
import { PADDING, writeArchive } from './ustar.ts';

export { type BundleContent, EMPTY_CONTENT } from './pack.ts';

export interface EncodeFacts {
  readonly mechanism: Digest | null;
  readonly suite: Suite;
  /** a workshop's: marked, and opened by workshops alone */
  readonly isPractice?: boolean;
  /** age recipients, all of the suite */
  readonly recipients: readonly string[];
  /** heads that the receiver is taken to have */
  readonly basis: Heads;
  readonly rosterVersion: number;
  readonly records: number;
  /** 16 random bytes, base64url */
  readonly nonce: string;
}

export interface EncodedBundle {
  readonly id: BundleId;
  readonly bytes: Bytes;
  readonly manifest: Manifest;
  /** the signed manifest */
  readonly signed: Signed;
}

export type EncodeProblem = PackProblem | SealProblem;

export async function encodeBundle(
  content: BundleContent,
  facts: EncodeFacts,
  signer: Signer,
): Promise<Result<EncodedBundle, EncodeProblem>> {
  const packed = packContent(content);
  return packed.ok ? encodePacked(packed.value, facts, signer) : packed;
}

export async function encodePacked(
  packed: Packed,
  facts: EncodeFacts,
  signer: Signer,
): Promise<Result<EncodedBundle, EncodeProblem>> {
  if (sizeSealed(packed, facts, signer.kid) > MAX_FILE) return err({ type: 'tooLarge', limit: MAX_FILE });
  const { id, manifest, signed } = await signManifest(manifestOf(packed, facts, signer.kid), signer);
  const archive = archiveOf(packed, signed, manifest);
  if (!archive.ok) return archive;
  const sealed = await seal(archive.value, facts.recipients, facts.suite, facts.isPractice);
  return sealed.ok ? ok({ id, bytes: sealed.value, manifest, signed }) : sealed;
}

export function manifestOf(packed: Packed, facts: EncodeFacts, from: KeyId): Manifest {
  return {
    version: FORMAT_VERSION,
    minReader: FORMAT_VERSION,
    mechanism: facts.mechanism,
    from,
    to: [...new Set(facts.recipients.map(digestOfText))].sort(),
    basis: facts.basis,
    runs: runsOf(packed.chained),
    entries: packed.entries.map(({ name, bytes, digest }) => ({ name, size: bytes.length, digest })),
    rosterVersion: facts.rosterVersion,
    records: facts.records,
    withheld: packed.withheld,
    nonce: facts.nonce,
  };
}

/** The archive under the seal; deterministic. */
export function archiveOf(packed: Packed, signed: Signed, manifest: Manifest): Result<Bytes, PackProblem> {
  const file = textToBytes(canonicalText(signed as object as Json));
  if (file.length > MAX_MANIFEST) return err({ type: 'tooLarge', limit: MAX_MANIFEST });
  const padding = new Uint8Array(expectedSize(file.length, manifest) - contentSize(file.length, manifest));
  return ok(
    writeArchive([{ name: 'manifest.json', bytes: file }, ...packed.entries, { name: PADDING, bytes: padding }]),
  );
}

/** Size of the sealed file that this content will give, known before anything is signed. */
export function sizeSealed(packed: Packed, facts: EncodeFacts, from: KeyId): number {
  const manifest = manifestOf(packed, facts, from);
  const body = canonicalText(manifest as object as Json);
  const unsigned = { body, signatures: [{ kid: from, sig: '-'.repeat(86) }], type: MANIFEST_TYPE };
  const file = textToBytes(canonicalText(unsigned)).length;
  return sealedSize(headerSizeOf(facts.suite, facts.recipients.length, facts.isPractice), expectedSize(file, manifest));
}
