// Stage 3, the one door for bundles from outside. Opens the seal, reads the archive as it is decrypted, and
// answers what it holds or one typed reason why not. The file and every store stay as they were. Nothing is
// trusted for having been opened: `isManifestSigned` needs a key, and changesets are for merge to check.

import { joinBytes } from '../base/bytes.ts';
import { oncePerPair } from '../base/once.ts';
import { err, type Result } from '../base/result.ts';
import type { KeyId } from '../base/ids.ts';
import { isSignedBy, type Signed } from '../log/envelope.ts';
import type { Author } from '../log/roster.ts';
import { type ContentsProblem, type ContentsReader, type OpenedBundle, readContents } from './contents.ts';
import { MAX_FILE, MAX_TEXT } from './manifest.ts';
import { type Cipher, CHUNK } from './payload.ts';
import { type AgeIdentity, openPayload, type OpenProblem, sealedSize, unseal, type Unsealed } from './seal.ts';
import { isStep, LEAST_SIZE, stepsBelow } from './size-steps.ts';

export type { OpenedBundle } from './contents.ts';
export type { AgeIdentity } from './seal.ts';

export interface BundleCaps {
  /** bytes of the file */
  readonly file: number;
  /** bytes of all lines together, inflated */
  readonly text: number;
}

/** Entries, lines, a line, the manifest and the ratio have caps of their own beside their formats. */
const BUNDLE_CAPS: BundleCaps = { file: MAX_FILE, text: MAX_TEXT };

export type BundleProblem =
  | OpenProblem
  | ContentsProblem
  /** bytes are missing */
  | { readonly type: 'truncated' }
  /** something follows the end */
  | { readonly type: 'trailingData' }
  /** bytes are not what was sealed */
  | { readonly type: 'altered'; readonly where: 'header' | 'payload' };

/**
 * @param isPractice whether a workshop's bundles are opened here; then no others are
 * @param cipher the platform's, where the shell knows of one: the same verdicts, ten times sooner
 */
export async function openBundle(
  bytes: Uint8Array,
  identity: AgeIdentity,
  caps: BundleCaps = BUNDLE_CAPS,
  cipher?: Cipher,
  isPractice = false,
): Promise<Result<OpenedBundle, BundleProblem>> {
  if (bytes.length > caps.file) return err({ type: 'tooLarge', limit: caps.file });
  const unsealed = await unseal(bytes, identity, cipher, isPractice);
  if (!unsealed.ok) return unsealed;
  const contents = readContents(bytes.length, caps);
  for (;;) {
    const slice = await unsealed.value.next();
    if (slice === undefined) return err(await whyUnreadable(bytes, unsealed.value, contents, cipher));
    if (slice === null) break;
    const problem = contents.push(slice);
    if (problem === undefined) continue;
    await unsealed.value.stop();
    return err(problem);
  }
  return contents.end();
}

/** What was found true of a manifest stays so: verified once for each key, however often it is asked. */
const isSigned = oncePerPair(async (signed: Signed, key: string): Promise<boolean> => {
  const [signature] = signed.signatures;
  return signature !== undefined && isSignedBy(signed, signature, key);
});

/**
 * Whether the sender signed the manifest; undefined where the sender's key is not among those given.
 * Takes the authors of a `Trust`, or any keys by id.
 */
export async function isManifestSigned(
  { manifest, signed }: Pick<OpenedBundle, 'manifest' | 'signed'>,
  keys: ReadonlyMap<KeyId, Pick<Author, 'key'>>,
): Promise<boolean | undefined> {
  const key = keys.get(manifest.from)?.key;
  return key === undefined || signed.signatures.length === 0 ? undefined : isSigned(signed, key);
}

/**
 * Names what happened to a payload that does not authenticate. Once the manifest is read, the size of the file
 * is known for certain. Before that: a whole bundle that ends earlier was added to; a size that no bundle has
 * was cut; anything else was altered.
 */
async function whyUnreadable(
  bytes: Uint8Array,
  unsealed: Unsealed,
  contents: ContentsReader,
  cipher: Cipher | undefined,
): Promise<BundleProblem> {
  const { header, fileKey } = unsealed;
  const archive = contents.expectedSize();
  if (archive !== undefined) {
    const expected = sealedSize(header.size, archive);
    if (bytes.length < expected) return { type: 'truncated' };
    return bytes.length > expected ? { type: 'trailingData' } : { type: 'altered', where: 'payload' };
  }
  const isReadable = async (file: Uint8Array): Promise<boolean> => {
    const { next, stop } = await openPayload(file, header, fileKey, cipher);
    const slice = await next();
    await stop();
    return slice !== undefined;
  };
  for (const step of stepsBelow(CHUNK + 1)) {
    const whole = sealedSize(header.size, step);
    if (whole < bytes.length && (await isReadable(bytes.subarray(0, whole)))) return { type: 'trailingData' };
  }
  // Cut just after its first chunk, which reads only where more follows.
  if (await isReadable(joinBytes(bytes, new Uint8Array(1)))) return { type: 'truncated' };
  const size = bytes.length - sealedSize(header.size, 0);
  return isPlausible(size) ? { type: 'altered', where: 'payload' } : { type: 'truncated' };
}

/** `size`: what is left of a file without its header, nonce and first tag; each further chunk has a tag too. */
function isPlausible(size: number): boolean {
  const tags = Math.floor(size / (CHUNK + 16)) * 16;
  const isArchive = (archive: number): boolean =>
    archive >= LEAST_SIZE && isStep(archive) && sealedSize(0, archive) - sealedSize(0, 0) === size;
  return isArchive(size - tags) || isArchive(size - tags - 16);
}
