// Stage 2, the changes of one sitting, signed by one device and chained to its previous changeset.
//   body  = JCS { app, at, author, lamport, parts, prev, schema, seen, seq }
//   parts = level → SHA-256( JCS [salt, level, changes] ), so that a level can be withheld while the
//           signature over the body still verifies; the receiver sees "withheld".
// `lamport` only orders what is shown; `at` is a claim, never a reason (laptops' clocks are wrong).
// A changeset of a newer schema is carried whole, untouched, and held until the app is newer too.

import { digestOfText, isId, type ChangesetId, type Digest, type KeyId } from '../base/ids.ts';
import { base64urlToBytes } from '../base/bytes.ts';
import {
  canonicalText,
  hasOnlyKeys,
  isJsonObject,
  type Json,
  MAX_DEPTH,
  parseCanonical,
  type JsonProblem,
} from '../base/json.ts';
import { err, ok, type Result } from '../base/result.ts';
import type { Level } from '../record/definition.ts';
import { type Change, type ChangesByLevel, decodeChange, LEVELS } from './change.ts';
import type { Digests } from './digests.ts';
import { isSignedBy, type Signed, signedIdOf, type Signer, signText } from './envelope.ts';

export const CHANGESET_TYPE = 'application/vnd.chasqui.changeset+json;v=1';
export const SCHEMA = 1;

/** When the author's clock says it was, in ISO 8601 UTC, and what the device itself doubts about it. */
export interface ClaimedTime {
  readonly time: string;
  readonly doubt: null | 'beforeBuild' | 'farFuture' | 'jumped';
}

export interface Head {
  readonly seq: number;
  readonly id: ChangesetId;
}

/** What is known of several authors: each one's newest changeset. */
export type Heads = { readonly [kid: string]: Head };

export interface ChangesetBody {
  readonly author: KeyId;
  /** 1, 2, 3 … */
  readonly seq: number;
  readonly prev: ChangesetId | null;
  /** heads known of other authors when this was signed */
  readonly seen: Heads;
  readonly lamport: number;
  readonly at: ClaimedTime;
  readonly app: string;
  readonly schema: number;
  readonly parts: { readonly [level in Level]?: Digest };
}

/** A changeset as stored and carried: the signed body, and the texts of those parts that are not withheld. */
export interface Changeset {
  readonly signed: Signed;
  readonly parts: { readonly [level in Level]?: string };
}

/** A changeset after its bytes were checked: signature and digests hold, and everything in it is well formed. */
export interface VerifiedChangeset {
  readonly id: ChangesetId;
  readonly changeset: Changeset;
  readonly body: ChangesetBody;
  readonly changes: ChangesByLevel;
  readonly withheld: readonly Level[];
}

export type ChangesetProblem =
  | JsonProblem
  | { readonly type: 'wrongType' }
  | { readonly type: 'malformed'; readonly where: string }
  | { readonly type: 'badSignature' }
  | { readonly type: 'wrongDigest'; readonly level: Level };

/** Lamport numbers stop here instead of overflowing, so that one absurd claim can never silence anyone. */
const MAX_LAMPORT = 2 ** 52;

export const lamportAfter = (greatest: number): number => Math.min(greatest + 1, MAX_LAMPORT);

const BODY_CAPS = { size: 256 * 1024, depth: MAX_DEPTH };
const PART_CAPS = { size: 8 * 1024 * 1024, depth: MAX_DEPTH, items: 400_000 };
const MAX_CHANGES = 20_000;

/** Builds and signs a changeset. `salts`: one fresh 16-byte value (base64url) a level that has changes. */
export async function signChangeset(
  facts: Omit<ChangesetBody, 'parts' | 'schema'>,
  changes: ChangesByLevel,
  salts: { readonly [level in Level]?: string },
  signer: Signer,
): Promise<VerifiedChangeset> {
  const parts: { [level in Level]?: string } = {};
  const digests: { [level in Level]?: Digest } = {};
  for (const level of LEVELS) {
    const inLevel = changes[level];
    if (inLevel === undefined || inLevel.length === 0) continue;
    const salt = salts[level];
    if (salt === undefined) throw new Error(`no salt for ${level}`);
    const text = canonicalText([salt, level, inLevel as readonly object[] as readonly Json[]]);
    parts[level] = text;
    digests[level] = digestOfText(text);
  }
  const body: ChangesetBody = { ...facts, schema: SCHEMA, parts: digests };
  const signed = await signText(CHANGESET_TYPE, canonicalText(body as object as Json), signer);
  return { id: signedIdOf(signed.type, signed.body), changeset: { signed, parts }, body, changes, withheld: [] };
}

/** What the signed body alone says, believed or not. */
export interface ReadBody {
  readonly id: ChangesetId;
  readonly body: ChangesetBody;
  /** of its texts, where they were hashed together with others */
  readonly digests?: Pick<Digests, 'ofText'>;
}

/**
 * Checks a carried changeset with its author's public key: signature first, then the same bytes are parsed.
 * @param wasVerified this very signature was verified before
 * @param read what these very bytes of the body were read as already, where they were: hashed and parsed once
 */
export async function verifyChangeset(
  changeset: Changeset,
  publicKey: string,
  wasVerified = false,
  read?: ReadBody,
): Promise<Result<VerifiedChangeset, ChangesetProblem>> {
  const { signed } = changeset;
  const signature = signed.signatures[0];
  if (signed.type !== CHANGESET_TYPE) return err({ type: 'wrongType' });
  if (signature === undefined || signed.signatures.length !== 1) return err({ type: 'malformed', where: 'signatures' });
  if (!wasVerified && !(await isSignedBy(signed, signature, publicKey))) return err({ type: 'badSignature' });
  const opened = read === undefined ? openChangeset(changeset) : openParts(changeset, read);
  if (opened.ok && opened.value.body.author !== signature.kid) return err({ type: 'badSignature' });
  return opened;
}

/** Everything of `verifyChangeset` but the signature: for changesets that were verified when they came in. */
export function openChangeset(changeset: Changeset): Result<VerifiedChangeset, ChangesetProblem> {
  const body = decodeBody(changeset.signed.body);
  if (!body.ok) return body;
  const id = signedIdOf<ChangesetId>(changeset.signed.type, changeset.signed.body);
  return openParts(changeset, { id, body: body.value });
}

function openParts(changeset: Changeset, { id, body, digests }: ReadBody): Result<VerifiedChangeset, ChangesetProblem> {
  // Also of levels that only a newer schema knows: nothing unsigned is carried along.
  for (const [level, text] of Object.entries(changeset.parts)) {
    const digest = Object.hasOwn(body.parts, level) ? body.parts[level as Level] : undefined;
    if ((digests?.ofText ?? digestOfText)(text) !== digest) return err({ type: 'wrongDigest', level: level as Level });
  }
  const changes: { [level in Level]?: readonly Change[] } = {};
  const withheld: Level[] = [];
  const cells = new Set<string>(); // one write a cell, across all levels: the changeset's id names the write
  for (const level of LEVELS) {
    const text = changeset.parts[level];
    if (body.parts[level] === undefined) continue;
    if (text === undefined) withheld.push(level);
    else if (body.schema <= SCHEMA) {
      const part = decodePart(text, level);
      if (!part.ok) return part;
      for (const change of part.value) {
        const cell = `${change.record} ${change.cell}`;
        if (cells.has(cell)) return err({ type: 'malformed', where: `parts.${level}` });
        cells.add(cell);
      }
      changes[level] = part.value;
    }
  }
  return ok({ id, changeset, body, changes, withheld });
}

/** The same changeset without some levels. */
export function withholdLevels(changeset: Changeset, levels: readonly Level[]): Changeset {
  const parts = Object.fromEntries(
    Object.entries(changeset.parts).filter(([level]) => !levels.includes(level as Level)),
  );
  return { signed: changeset.signed, parts };
}

export function decodeBody(text: string): Result<ChangesetBody, ChangesetProblem> {
  const parsed = parseCanonical(text, BODY_CAPS);
  if (!parsed.ok) return parsed;
  const body = parsed.value;
  const malformed = (where: string): Result<never, ChangesetProblem> => err({ type: 'malformed', where });
  if (!isJsonObject(body)) return malformed('body');
  const schema = body['schema'];
  if (!isCount(schema) || schema < 1) return malformed('schema');
  const known = ['app', 'at', 'author', 'lamport', 'parts', 'prev', 'schema', 'seen', 'seq'];
  // A newer schema may know more keys; what it shares with this one must still hold.
  if (!hasOnlyKeys(body, known, schema > SCHEMA ? Object.keys(body) : [])) return malformed('body');
  const { app, at, author, lamport, parts, prev, seen, seq } = body;
  if (!isId(author)) return malformed('author');
  if (!isCount(seq) || seq < 1) return malformed('seq');
  if (seq === 1 ? prev !== null : !isId(prev)) return malformed('prev');
  if (!isCount(lamport) || lamport < 1 || lamport > MAX_LAMPORT) return malformed('lamport');
  if (typeof app !== 'string' || app.length > 60) return malformed('app');
  if (!isClaimedTime(at)) return malformed('at');
  if (!isSeen(seen)) return malformed('seen');
  if (!isParts(parts, schema)) return malformed('parts');
  return ok(body as object as ChangesetBody);
}

function decodePart(text: string, level: Level): Result<readonly Change[], ChangesetProblem> {
  const parsed = parseCanonical(text, PART_CAPS);
  if (!parsed.ok) return parsed;
  const malformed = err<ChangesetProblem>({ type: 'malformed', where: `parts.${level}` });
  if (!Array.isArray(parsed.value) || parsed.value.length !== 3) return malformed;
  const [salt, named, list] = parsed.value as readonly Json[];
  if (typeof salt !== 'string' || base64urlToBytes(salt)?.length !== 16 || named !== level) return malformed;
  if (!Array.isArray(list) || list.length === 0 || list.length > MAX_CHANGES) return malformed;
  const changes: Change[] = [];
  for (const item of list as readonly Json[]) {
    const change = decodeChange(item);
    if (change === undefined) return malformed;
    changes.push(change);
  }
  return ok(changes);
}

const isCount = (value: unknown): value is number => Number.isSafeInteger(value) && (value as number) >= 0;

export const isClaimedTime = (value: Json | undefined): boolean =>
  isJsonObject(value) &&
  hasOnlyKeys(value, ['time', 'doubt']) &&
  typeof value['time'] === 'string' &&
  value['time'].length <= 40 &&
  [null, 'beforeBuild', 'farFuture', 'jumped'].includes(value['doubt'] as string | null);

/** Heads by author's key. */
export const isSeen = (value: Json | undefined): boolean =>
  isJsonObject(value) &&
  Object.entries(value).every(
    ([kid, head]) =>
      isId(kid) && isJsonObject(head) && hasOnlyKeys(head, ['seq', 'id']) && isCount(head['seq']) && isId(head['id']),
  );

const isParts = (value: Json | undefined, schema: number): boolean =>
  isJsonObject(value) &&
  Object.entries(value).every(
    ([level, digest]) => (schema > SCHEMA || LEVELS.includes(level as Level)) && isId(digest),
  );
