// Stage 3, the bundle (`.quipu`), version 1. This comment is the format's specification.
//
//   file       = age v1, binary (age-encryption.org/v1): one stanza a recipient, all `mlkem768x25519` (hybrid,
//                the default) or all `X25519` (classic, where the mechanism profile names it). A passphrase,
//                another stanza, or a mix of the two is refused. At most 20 recipients.
//   plaintext  = strict ustar (see ustar.ts), its size a step (see size-steps.ts), of these entries in order,
//                those that are empty left out, none twice:
//     manifest.json         the signed manifest, canonical JSON { body, signatures, type }
//     changesets.jsonl.gz   gzip (see compression.ts) of lines { parts, signed }, by author, number, id;
//                           each is signed, so that a run can be cut anywhere
//     credentials.jsonl     lines { body, signatures, type }, as are the next four
//     rosters.jsonl
//     receipts.jsonl        *stored* and *merged* (receipt.ts)
//     requests.jsonl        what the sender would like brought (request.ts)
//     custody.jsonl         through whose hands what is in it came here (custody.ts); at most 2,000 lines
//     blobs/<digest>        attachments, ascending; <digest> is the salted hash that a cell names
//     padding               zeros, up to the step
//   line       = one canonical JSON text (RFC 8785) and a line feed
//   manifest   = DSSE-signed by the sender's device, type MANIFEST_TYPE; its id is the bundle's id. `entries`
//                lists name, size and SHA-256 of every entry after it but the padding, in order; an archive
//                that holds anything else, or misses one, is refused.
//
// Nothing outside the age file tells what is in it: `to` is inside, names of files are random, sizes are steps.
// A bundle never changes and never expires. `basis` states what it builds on, as a git bundle does: the heads
// that the receiver is taken to have. `minReader` is the least version of this format that can read it; a
// manifest of a greater `version` may have more keys.

import { type BundleId, type Digest, isId, type KeyId } from '../base/ids.ts';
import { base64urlToBytes } from '../base/bytes.ts';
import {
  hasOnlyKeys,
  isJsonObject,
  type Json,
  type JsonObject,
  type JsonProblem,
  parseCanonical,
} from '../base/json.ts';
import { err, ok, type Result } from '../base/result.ts';
import { LEVELS } from '../log/change.ts';
import { isSeen, type Heads } from '../log/changeset.ts';
import { type Signed, signedIdOf, type Signer, signValue } from '../log/envelope.ts';
import type { Level } from '../record/definition.ts';
import { decodeSigned } from './json-lines.ts';
import { areRuns, type Run } from './request.ts';
import { BLOBS, PADDING, placeOf } from './ustar.ts';

export const MANIFEST_TYPE = 'application/vnd.chasqui.manifest+json;v=1';
/** The version written here, and the greatest `minReader` that can be read here. */
export const FORMAT_VERSION = 1;
/** bytes of a file; a larger bundle is cut (split.ts) */
export const MAX_FILE = 64 * 1024 * 1024;
/** bytes of all lines together, inflated */
export const MAX_TEXT = 64 * 1024 * 1024;
export const MAX_MANIFEST = 1024 * 1024;
export const MAX_ENTRIES = 2_000;
export const MAX_RECIPIENTS = 20;

export interface ManifestEntry {
  readonly name: string;
  readonly size: number;
  readonly digest: Digest;
}

export interface Manifest {
  readonly version: number;
  readonly minReader: number;
  /** null: made before the sender joined a mechanism */
  readonly mechanism: Digest | null;
  /** the device that signs */
  readonly from: KeyId;
  /** digests of the age recipients, ascending */
  readonly to: readonly Digest[];
  /** heads per author that the receiver is taken to have; `{}`: the bundle stands on its own */
  readonly basis: Heads;
  /** what it holds, by author and number */
  readonly runs: readonly Run[];
  readonly entries: readonly ManifestEntry[];
  readonly rosterVersion: number;
  /** how many records its changesets touch */
  readonly records: number;
  /** levels of which at least one part was left out; lowest first */
  readonly withheld: readonly Level[];
  /** 16 random bytes, base64url: two bundles of equal content are two bundles */
  readonly nonce: string;
}

export type ManifestProblem =
  | { readonly type: 'newerVersion'; readonly needs: number }
  /** `rule`: a rule of the canonical gate, or the field that is not as it must be */
  | {
      readonly type: 'badManifest';
      readonly rule: JsonProblem['type'] | 'shape' | 'type' | 'signature' | 'keys' | keyof Manifest;
    };

export interface SignedManifest {
  readonly id: BundleId;
  readonly manifest: Manifest;
  readonly signed: Signed;
}

export async function signManifest(manifest: Manifest, signer: Signer): Promise<SignedManifest> {
  const signed = await signValue(MANIFEST_TYPE, manifest as object as Json, signer);
  return { id: bundleIdOf(signed), manifest, signed };
}

const bundleIdOf = (signed: Signed): BundleId => signedIdOf<BundleId>(signed.type, signed.body);

/** Decodes the bytes of `manifest.json`; who signed is checked by `isManifestSigned`, which needs a key. */
export function decodeManifestFile(bytes: Uint8Array): Result<SignedManifest, ManifestProblem> {
  const parsed = parseCanonical(bytes, { size: MAX_MANIFEST, depth: 4 });
  if (!parsed.ok) return bad(parsed.error.type);
  const signed = decodeSigned(parsed.value);
  if (signed === undefined) return bad('shape');
  const manifest = decodeManifest(signed);
  return manifest.ok ? ok({ id: bundleIdOf(signed), manifest: manifest.value, signed }) : manifest;
}

function decodeManifest(signed: Signed): Result<Manifest, ManifestProblem> {
  const typeVersion = MANIFEST_TYPES.exec(signed.type)?.[1];
  if (typeVersion === undefined) return bad('type');
  if (Number(typeVersion) > FORMAT_VERSION) return err({ type: 'newerVersion', needs: Number(typeVersion) });
  const parsed = parseCanonical(signed.body, { size: MAX_MANIFEST, depth: 5 });
  if (!parsed.ok) return bad(parsed.error.type);
  const value = parsed.value;
  if (!isJsonObject(value)) return bad('shape');
  const { minReader, version } = value;
  if (!isCount(minReader, 1)) return bad('minReader');
  if (minReader > FORMAT_VERSION) return err({ type: 'newerVersion', needs: minReader });
  if (!isCount(version, minReader)) return bad('version');
  if (!hasOnlyKeys(value, KEYS, version > FORMAT_VERSION ? Object.keys(value) : [])) return bad('keys');
  const wrong = KEYS.find((key) => !isField[key](value[key] ?? null));
  if (wrong !== undefined) return bad(wrong);
  const manifest = value as object as Manifest;
  const isBySender = signed.signatures.length === 1 && signed.signatures[0]?.kid === manifest.from;
  return isBySender ? ok(manifest) : bad('signature');
}

const MANIFEST_TYPES = /^application\/vnd\.chasqui\.manifest\+json;v=([0-9]+)$/;

const bad = (rule: Extract<ManifestProblem, { type: 'badManifest' }>['rule']): { ok: false; error: ManifestProblem } =>
  err({ type: 'badManifest', rule });

const isCount = (value: Json | undefined, least: number): value is number =>
  Number.isSafeInteger(value) && (value as number) >= least;

const isField: { readonly [Key in keyof Manifest]: (value: Json) => boolean } = {
  basis: isSeen,
  entries: areEntries,
  from: isId,
  mechanism: (value) => value === null || isId(value),
  minReader: (value) => isCount(value, 1),
  nonce: (value) => typeof value === 'string' && base64urlToBytes(value)?.length === 16,
  records: (value) => isCount(value, 0),
  rosterVersion: (value) => isCount(value, 0),
  runs: areRuns,
  to: (value) => isAscending(value, isId) && value.length >= 1 && value.length <= MAX_RECIPIENTS,
  version: (value) => isCount(value, 1),
  withheld: (value) => Array.isArray(value) && areLevels(value as readonly Json[]),
};
const KEYS = Object.keys(isField) as (keyof Manifest)[];

const isAscending = (value: Json, isItem: (item: Json) => boolean): value is readonly Json[] =>
  Array.isArray(value) && value.every((item, at) => isItem(item) && (at === 0 || String(value[at - 1]) < String(item)));

const areLevels = (value: readonly Json[]): boolean => {
  const places = value.map((level) => LEVELS.indexOf(level as Level));
  return places.every((place, at) => place > (at === 0 ? -1 : (places[at - 1] ?? 0)));
};

/** Names of the format, in its order, each once; the manifest and the padding are not listed. */
function areEntries(value: Json): boolean {
  if (!Array.isArray(value) || value.length > MAX_ENTRIES || !value.every(isEntry)) return false;
  const entries = value as readonly object[] as readonly ManifestEntry[];
  return entries.every(({ name }, at) => {
    const before = entries[at - 1]?.name ?? 'manifest.json';
    const [place, placeBefore] = [placeOf(name), placeOf(before)];
    return place > placeBefore || (place === placeBefore && name.startsWith(BLOBS) && before < name);
  });
}

const isEntry = (value: Json): value is JsonObject =>
  isJsonObject(value) &&
  hasOnlyKeys(value, ['digest', 'name', 'size']) &&
  isId(value['digest']) &&
  isCount(value['size'], 0) &&
  typeof value['name'] === 'string' &&
  placeOf(value['name']) > 0 &&
  value['name'] !== PADDING;
