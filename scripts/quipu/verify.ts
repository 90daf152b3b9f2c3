// What a bundle holds, who signed it, what is missing: a value to be printed. Nothing is merged or kept. Every
// signature is checked on its own here, not one a run, since a tool has time.

import {
  digestOfText,
  type BundleId,
  type ChangesetId,
  type Digest,
  type KeyId,
  shortCodeOf,
} from '#shared/base/ids.ts';
import type { OpenedBundle } from '#shared/bundle/decode.ts';
import { countRecords } from '#shared/bundle/pack.ts';
import type { Run } from '#shared/bundle/request.ts';
import { chainedOf, type Prerequisite, prerequisitesOf, runsOf } from '#shared/bundle/select.ts';
import { LEVELS } from '#shared/log/change.ts';
import {
  type ChangesetProblem,
  decodeBody,
  openChangeset,
  type VerifiedChangeset,
  verifyChangeset,
} from '#shared/log/changeset.ts';
import { type Signed, signedIdOf } from '#shared/log/envelope.ts';
import { decodeRoster } from '#shared/log/roster-body.ts';
import type { Level } from '#shared/record/definition.ts';
import { checkFiles, type FilesSummary } from './files.ts';
import { type KnownKeys, signatureStateOf, type SignatureState } from './known-keys.ts';

export interface AuthorSummary {
  readonly kid: KeyId;
  readonly name: string | null;
  readonly organisation: string | null;
  readonly role: string | null;
  /** whether --roster names this key */
  readonly isVouched: boolean;
}

export interface RefusedSummary {
  readonly id: ChangesetId;
  readonly author: KeyId | null;
  readonly seq: number | null;
  readonly reason: ChangesetProblem;
}

export interface Verdict {
  readonly bundle: BundleId;
  readonly code: string;
  readonly from: AuthorSummary;
  readonly signature: SignatureState;
  /** whether the manifest names one of the given keys among its readers */
  readonly isAddressedToMe: boolean;
  readonly mechanism: Digest | null;
  readonly rosterVersion: number;
  readonly records: number;
  readonly holds: {
    readonly changesets: number;
    readonly credentials: number;
    readonly rosters: number;
    readonly receipts: number;
    readonly requests: number;
    readonly custody: number;
    readonly blobs: number;
    readonly bytes: number;
  };
  readonly files: FilesSummary;
  readonly runs: readonly Run[];
  readonly authors: readonly AuthorSummary[];
  /** changesets whose author's key is neither in --roster nor in the bundle */
  readonly unchecked: number;
  readonly missing: {
    /** what it builds on, and states: its receiver must have these already */
    readonly prerequisites: readonly Prerequisite[];
    /** numbers that it neither holds nor states as had */
    readonly gaps: readonly Run[];
    readonly withheld: readonly { readonly author: KeyId; readonly seq: number; readonly levels: readonly Level[] }[];
  };
  readonly refused: readonly RefusedSummary[];
  readonly signatures: { readonly [part in SignedPart]: { readonly [state in SignatureState]: number } };
}

const SIGNED_PARTS = ['credentials', 'rosters', 'receipts', 'requests', 'custody'] as const;
export type SignedPart = (typeof SIGNED_PARTS)[number];

export type VerdictProblem =
  | { readonly type: 'unknownSigner'; readonly from: KeyId }
  | { readonly type: 'changesetRefused'; readonly id: ChangesetId; readonly reason: ChangesetProblem }
  | { readonly type: 'badSignature'; readonly entry: string }
  | { readonly type: 'wrongFile'; readonly digest: Digest }
  | { readonly type: 'manifestDiffers'; readonly field: string };

export async function verifyBundle(
  opened: OpenedBundle,
  keys: KnownKeys,
  recipients: readonly string[],
): Promise<Verdict> {
  const { manifest } = opened;
  const checked = await checkChangesets(opened, keys);
  const chained = checked.read.map(chainedOf);
  const prerequisites = prerequisitesOf(chained);
  const isStated = ({ author, seq }: Prerequisite): boolean => (manifest.basis[author]?.seq ?? 0) >= seq;
  const blobs = opened.blobs.reduce((sum, { bytes }) => sum + bytes.length, 0);
  const mine = new Set(recipients.map(digestOfText));
  return {
    bundle: opened.id,
    code: shortCodeOf(opened.id),
    from: summaryOf(manifest.from, keys),
    signature: await signatureStateOf(opened.signed, keys),
    isAddressedToMe: manifest.to.some((digest) => mine.has(digest)),
    mechanism: manifest.mechanism,
    rosterVersion: Math.max(0, ...opened.rosters.map((signed) => decodeRoster(signed)?.version ?? 0)),
    records: countRecords(opened.changesets),
    holds: {
      changesets: opened.changesets.length,
      credentials: opened.credentials.length,
      rosters: opened.rosters.length,
      receipts: opened.receipts.length,
      requests: opened.requests.length,
      custody: opened.custody.length,
      blobs: opened.blobs.length,
      bytes: blobs,
    },
    files: checkFiles(opened, checked.read),
    runs: runsOf(chained),
    authors: [...new Set(chained.map(({ author }) => author))].sort().map((kid) => summaryOf(kid, keys)),
    unchecked: checked.unchecked,
    missing: {
      prerequisites: prerequisites.filter(isStated),
      gaps: prerequisites
        .filter((one) => !isStated(one))
        .map(({ author, seq }) => gapBefore(author, seq, opened, chained)),
      withheld: checked.read.flatMap(({ body: { author, seq }, withheld }) =>
        withheld.length > 0 ? [{ author, seq, levels: withheld }] : [],
      ),
    },
    refused: checked.refused,
    signatures: {
      credentials: await countStates(opened.credentials, keys),
      rosters: await countStates(opened.rosters, keys),
      receipts: await countStates(opened.receipts, keys),
      requests: await countStates(opened.requests, keys),
      custody: await countStates(opened.custody, keys),
    },
  };
}

/**
 * The first reason to refuse a bundle that opened; undefined: good. The sender's key must be known, and where a
 * roster was given (`isNamed`), be in it.
 */
export function problemOf(verdict: Verdict, opened: OpenedBundle, isNamed: boolean): VerdictProblem | undefined {
  if (verdict.signature === 'bad') return { type: 'badSignature', entry: 'manifest.json' };
  if (verdict.signature === 'unknownKey' || (isNamed && !verdict.from.isVouched))
    return { type: 'unknownSigner', from: verdict.from.kid };
  const [refused] = verdict.refused;
  if (refused !== undefined) return { type: 'changesetRefused', id: refused.id, reason: refused.reason };
  const bad = SIGNED_PARTS.find((part) => verdict.signatures[part].bad > 0);
  if (bad !== undefined) return { type: 'badSignature', entry: bad };
  const [wrong] = verdict.files.wrong;
  if (wrong !== undefined) return { type: 'wrongFile', digest: wrong };
  const field = fieldThatDiffers(verdict, opened);
  return field === undefined ? undefined : { type: 'manifestDiffers', field };
}

/** What a manifest says of its content must be so: a sender's mistake or lie is shown before anything is built on it. */
function fieldThatDiffers(verdict: Verdict, { manifest }: OpenedBundle): string | undefined {
  if (JSON.stringify(manifest.runs.map(runText)) !== JSON.stringify(verdict.runs.map(runText))) return 'runs';
  const levels = new Set(verdict.missing.withheld.flatMap((one) => one.levels));
  if (JSON.stringify(manifest.withheld) !== JSON.stringify(LEVELS.filter((level) => levels.has(level))))
    return 'withheld';
  return undefined;
}

const runText = ({ author, from, to }: Run): string => `${author} ${from} ${to}`;

interface Checked {
  readonly read: readonly VerifiedChangeset[];
  readonly refused: readonly RefusedSummary[];
  readonly unchecked: number;
}

async function checkChangesets(opened: OpenedBundle, keys: KnownKeys): Promise<Checked> {
  const read: VerifiedChangeset[] = [];
  const refused: RefusedSummary[] = [];
  let unchecked = 0;
  for (const changeset of opened.changesets) {
    const { signed } = changeset;
    const body = decodeBody(signed.body);
    const author = body.ok ? body.value.author : null;
    const known = author === null ? undefined : keys.get(author);
    if (known === undefined) unchecked++;
    const result = known === undefined ? openChangeset(changeset) : await verifyChangeset(changeset, known.key);
    if (result.ok) read.push(result.value);
    else
      refused.push({
        id: signedIdOf<ChangesetId>(signed.type, signed.body),
        author,
        seq: body.ok ? body.value.seq : null,
        reason: result.error,
      });
  }
  return { read, refused, unchecked };
}

async function countStates(list: readonly Signed[], keys: KnownKeys): Promise<{ [state in SignatureState]: number }> {
  const counts = { good: 0, bad: 0, unknownKey: 0 };
  for (const signed of list) counts[await signatureStateOf(signed, keys)]++;
  return counts;
}

/** The numbers up to this one that neither the basis nor the bundle has. */
function gapBefore(
  author: KeyId,
  seq: number,
  { manifest }: OpenedBundle,
  chained: readonly { readonly author: KeyId; readonly seq: number }[],
): Run {
  const before = chained.filter((entry) => entry.author === author && entry.seq < seq).map((entry) => entry.seq);
  return { author, from: Math.max(manifest.basis[author]?.seq ?? 0, ...before) + 1, to: seq };
}

export function summaryOf(kid: KeyId, keys: KnownKeys): AuthorSummary {
  const known = keys.get(kid);
  return {
    kid,
    name: known?.name ?? null,
    organisation: known?.organisation ?? null,
    role: known?.role ?? null,
    isVouched: known?.isVouched === true,
  };
}
