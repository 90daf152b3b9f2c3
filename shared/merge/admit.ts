// Stage 4, the door: every changeset gets one of three answers. Admitted: verified, and the chain before it
// is here. Held: true as far as one can see, but something is missing (its author's credential, an earlier
// changeset, a newer app) or its author was revoked before it; kept as it came and tried again each time.
// Refused: it can never become true (a false signature, a changed part, a chain that contradicts itself).
// Clocks and dates decide nothing here. Each changeset's own signature is verified, also where a later one names it:
// what is admitted can then be cut and carried on anywhere (docs/decisions/every-signature-is-verified.md).

import { digestOfText, type ChangesetId, type KeyId } from '../base/ids.ts';
import { ok } from '../base/result.ts';
import {
  decodeBody,
  SCHEMA,
  verifyChangeset,
  type Changeset,
  type ChangesetBody,
  type VerifiedChangeset,
} from '../log/changeset.ts';
import { type Digests, digestsOf } from '../log/digests.ts';
import type { Signed } from '../log/envelope.ts';
import { isRevokedAt, type Trust } from '../log/roster.ts';
import type { Level } from '../record/definition.ts';
import type { AuthorLog, HeldChangeset, HeldReason, LogEntry, MergeSnapshot, RefusedChangeset } from './state.ts';

export interface Checked {
  readonly admitted: readonly VerifiedChangeset[];
  /** everything that is held afterwards, old and new */
  readonly held: readonly HeldChangeset[];
  readonly refused: readonly RefusedChangeset[];
  /** came again with nothing new */
  readonly already: number;
  /** newly proven forks */
  readonly forks: readonly { readonly author: KeyId; readonly seq: number }[];
  /** what was found true of these very values, whatever the logs were: see `before` of `checkIncoming` */
  readonly verified: Verified;
}

/** That a key's holder signed this stays true. */
export type Verified = ReadonlyMap<Changeset, { readonly key: string; readonly opened: VerifiedChangeset }>;

export interface OwnKey {
  readonly kid: KeyId;
  readonly key: string;
}

/** A candidate whose body could be read; nothing of it is believed yet. */
interface Candidate {
  readonly digests: Digests;
  readonly id: ChangesetId;
  readonly body: ChangesetBody;
  readonly changeset: Changeset;
  /** the id does not cover signatures, so a copy with a false one must not hide a copy with a true one */
  readonly copies: readonly Signed[];
}

interface VerifiedCandidate {
  readonly candidate: Candidate;
  readonly opened: VerifiedChangeset;
}

interface Verdicts {
  readonly verified: Map<Changeset, { readonly key: string; readonly opened: VerifiedChangeset }>;
  readonly admitted: VerifiedChangeset[];
  readonly held: HeldChangeset[];
  readonly refused: RefusedChangeset[];
  readonly forks: { author: KeyId; seq: number }[];
}

/**
 * Answers every incoming changeset, and tries again all that is held.
 * @param own this device's keys: what it recorded before joining anything is its own and is admitted
 * @param before an earlier answer for the same changesets, when the logs or the trust have changed since: what was
 * verified then is not verified again, and everything is answered anew
 */
export async function checkIncoming(
  snapshot: Pick<MergeSnapshot, 'logs' | 'held'>,
  incoming: readonly Changeset[],
  trust: Trust,
  own: readonly OwnKey[],
  before: Verified = new Map(),
): Promise<Checked> {
  const verdicts: Verdicts = { admitted: [], held: [], refused: [], forks: [], verified: new Map() };
  const digests = await digestsOf(incoming.filter((changeset) => !before.has(changeset)));
  const { byAuthor, already } = sortOut(snapshot, incoming, { before, digests }, verdicts);
  const ownKeys = new Map(own.map(({ kid, key }) => [kid, key]));
  // What is held for another reason than an unknown author was verified when it came.
  const verifiedBefore = new Set(
    snapshot.held.flatMap(({ id, reason }) => (reason.type === 'unknownAuthor' ? [] : [id])),
  );
  for (const [author, candidates] of byAuthor) {
    const key = trust.authors.get(author)?.key ?? ownKeys.get(author);
    if (key === undefined)
      for (const candidate of candidates) hold(verdicts, candidate, { type: 'unknownAuthor', author });
    else {
      const verified = await verifyRun(inOrder(candidates), { key, verifiedBefore, before }, verdicts);
      answerAuthor(snapshot.logs.get(author), verified, trust, verdicts);
    }
  }
  return { ...verdicts, already };
}

/** Reads bodies, joins copies of one changeset, and leaves out what is here already. */
function sortOut(
  snapshot: Pick<MergeSnapshot, 'logs' | 'held'>,
  incoming: readonly Changeset[],
  { before, digests }: { readonly before: Verified; readonly digests: Digests },
  verdicts: Verdicts,
) {
  const entriesOf = entriesByAuthor(snapshot.logs);
  const candidates = new Map<ChangesetId, Candidate>();
  let already = 0;
  const offer = (changeset: Changeset, isNew: boolean): void => {
    const read = before.get(changeset)?.opened;
    const id = read?.id ?? digests.idOf(changeset.signed);
    const known = candidates.get(id);
    const readBody = known?.body ?? read?.body;
    const body = readBody === undefined ? decodeBody(changeset.signed.body) : ok(readBody);
    if (!body.ok) {
      verdicts.refused.push({ id, author: null, reason: body.error });
      return;
    }
    const brings = levelsOf(changeset);
    const has =
      entriesOf(body.value.author).get(id)?.here ?? (known === undefined ? undefined : levelsOf(known.changeset));
    const isRepeated = has !== undefined && brings.every((level) => has.includes(level));
    if (isNew && isRepeated) already++;
    if (known !== undefined) {
      const copies = [...known.copies, changeset.signed];
      candidates.set(id, {
        ...known,
        copies,
        changeset: { signed: known.changeset.signed, parts: joinParts(known, changeset) },
      });
      return;
    }
    if (!isRepeated) candidates.set(id, { id, body: body.value, changeset, copies: [changeset.signed], digests });
  };
  for (const { changeset } of snapshot.held) offer(changeset, false);
  for (const changeset of incoming) offer(changeset, true);
  const byAuthor = new Map<KeyId, Candidate[]>();
  for (const candidate of candidates.values()) {
    const list = byAuthor.get(candidate.body.author);
    if (list === undefined) byAuthor.set(candidate.body.author, [candidate]);
    else list.push(candidate);
  }
  return { byAuthor, already };
}

/** Of each author that is asked for: the same body has the same author, so no other log can have its id. */
function entriesByAuthor(logs: MergeSnapshot['logs']): (author: KeyId) => ReadonlyMap<ChangesetId, LogEntry> {
  const indexed = new Map<KeyId, ReadonlyMap<ChangesetId, LogEntry>>();
  return (author) => {
    const known = indexed.get(author);
    if (known !== undefined) return known;
    const entries = new Map(logs.get(author)?.entries.map((entry) => [entry.id, entry]));
    indexed.set(author, entries);
    return entries;
  };
}

/** Follows the chain from the oldest on. */
function answerAuthor(
  log: AuthorLog | undefined,
  run: readonly VerifiedCandidate[],
  trust: Trust,
  verdicts: Verdicts,
): void {
  const entries = new Map(log?.entries.map((entry) => [entry.id, entry]));
  const known = new Map<ChangesetId, { readonly seq: number; readonly lamport: number }>(
    log?.entries.map((entry) => [entry.id, entry]),
  );
  const seqs = new Map<number, number>();
  for (const entry of log?.entries ?? []) seqs.set(entry.seq, (seqs.get(entry.seq) ?? 0) + 1);
  for (const { candidate, opened } of run) {
    const { seq, prev, author, schema, lamport } = candidate.body;
    const enriched = entries.get(candidate.id);
    if (enriched !== undefined) {
      verdicts.admitted.push(onlyNewParts(opened, enriched));
      continue;
    }
    const before = prev === null ? undefined : known.get(prev);
    if (isAfterRevocation(trust, author, seq, candidate.id)) {
      hold(verdicts, candidate, { type: 'revoked', author, lastGood: trust.revocations.get(author)?.seq ?? 0 });
    } else if (schema > SCHEMA) hold(verdicts, candidate, { type: 'newerSchema', schema });
    else if (prev !== null && before === undefined)
      hold(verdicts, candidate, { type: 'gap', author, ...gapBefore(known, seq) });
    else if (before !== undefined && (before.seq !== seq - 1 || before.lamport > lamport)) {
      verdicts.refused.push({ id: candidate.id, author, reason: { type: 'wrongChain' } });
    } else {
      known.set(candidate.id, { seq, lamport });
      const siblings = (seqs.get(seq) ?? 0) + 1;
      seqs.set(seq, siblings);
      if (siblings === 2) verdicts.forks.push({ author, seq });
      verdicts.admitted.push(opened);
    }
  }
}

interface RunFacts {
  readonly key: string;
  /** what is held was verified when it came */
  readonly verifiedBefore: ReadonlySet<ChangesetId>;
  readonly before: Verified;
}

/** All at once: the platform verifies beside this thread. */
async function verifyRun(
  ordered: readonly Candidate[],
  { key, verifiedBefore, before }: RunFacts,
  verdicts: Verdicts,
): Promise<readonly VerifiedCandidate[]> {
  const answers = await Promise.all(
    ordered.map(async (candidate) => {
      const known = before.get(candidate.changeset);
      return known?.key === key ? ok(known.opened) : verifyAnyCopy(candidate, key, verifiedBefore.has(candidate.id));
    }),
  );
  const verified: VerifiedCandidate[] = [];
  for (const [at, candidate] of ordered.entries()) {
    const opened = answers[at];
    if (opened?.ok === true) {
      verdicts.verified.set(candidate.changeset, { key, opened: opened.value });
      verified.push({ candidate, opened: opened.value });
    } else if (opened !== undefined) {
      verdicts.refused.push({ id: candidate.id, author: candidate.body.author, reason: opened.error });
    }
  }
  return verified;
}

async function verifyAnyCopy(candidate: Candidate, key: string, wasVerified: boolean) {
  const { copies, changeset } = candidate; // of one id, so of one body
  let opened = await verifyChangeset(changeset, key, wasVerified, candidate);
  for (const signed of copies.slice(1)) {
    if (opened.ok || opened.error.type !== 'badSignature') break;
    opened = await verifyChangeset({ ...changeset, signed }, key, wasVerified, candidate);
  }
  return opened;
}

/** Of an admitted changeset that came again with parts withheld before: those parts alone. */
function onlyNewParts(opened: VerifiedChangeset, entry: LogEntry): VerifiedChangeset {
  const isNew = ([level]: [string, unknown]): boolean => !entry.here.includes(level as Level);
  return {
    ...opened,
    changes: Object.fromEntries(Object.entries(opened.changes).filter(isNew)),
    withheld: opened.withheld.filter((level) => !entry.here.includes(level)),
  };
}

/** Past the last good changeset, or beside it (another body for the same number). */
function isAfterRevocation(trust: Trust, author: KeyId, seq: number, id: ChangesetId): boolean {
  const revocation = trust.revocations.get(author);
  return isRevokedAt(trust, author, seq) || (revocation?.seq === seq && revocation.id !== id);
}

function gapBefore(
  known: ReadonlyMap<ChangesetId, { readonly seq: number }>,
  seq: number,
): { from: number; to: number } {
  let head = 0;
  for (const entry of known.values()) if (entry.seq < seq && entry.seq > head) head = entry.seq;
  // head === seq - 1: that number is here with another body; the branch's own predecessor is what is missing
  return { from: Math.min(head + 1, seq - 1), to: seq - 1 };
}

const inOrder = (candidates: readonly Candidate[]): readonly Candidate[] =>
  [...candidates].sort((a, b) => a.body.seq - b.body.seq || (a.id < b.id ? -1 : 1));

const levelsOf = (changeset: Changeset): readonly Level[] => Object.keys(changeset.parts) as Level[];

/** A part that does not match its digest must not hide a good copy of it. */
function joinParts(known: Candidate, other: Changeset): Changeset['parts'] {
  const joined: { [level in Level]?: string } = { ...known.changeset.parts };
  for (const [level, text] of Object.entries(other.parts) as [Level, string][]) {
    const current = joined[level];
    if (current === undefined || digestOfText(current) !== known.body.parts[level]) joined[level] = text;
  }
  return joined;
}

const hold = (verdicts: Verdicts, { id, body, changeset }: Candidate, reason: HeldReason): void => {
  verdicts.held.push({ id, author: body.author, seq: body.seq, changeset, reason });
};
