// Makes the bundle that an exercise needs from somebody else: signed by a companion, sealed for this notebook by the real
// formats, and given to be taken in as from a stick. What is forged is really forged. Made again, its changesets are the
// same, so that nothing comes twice; and a real notebook can neither open it nor believe who signed it.

import { bytesToBase64url } from '#shared/base/bytes.ts';
import type { ChangesetId } from '#shared/base/ids.ts';
import { err, ok } from '#shared/base/result.ts';
import type { Json } from '#shared/base/json.ts';
import { EMPTY_CONTENT, encodeBundle } from '#shared/bundle/encode.ts';
import { type Change, type ChangesByLevel, FINISHED_CELL, LANGUAGE_CELL, LEVELS } from '#shared/log/change.ts';
import { type ClaimedTime, signChangeset, type VerifiedChangeset } from '#shared/log/changeset.ts';
import type { Signer } from '#shared/log/envelope.ts';
import { levelOfCell } from '#shared/merge/record-facts.ts';
import type { Level } from '#shared/record/definition.ts';
import type { NamedFile } from '#shared/wire/files.ts';
import { companionOf, companionSigner, forgerOf, type Scene, sceneRecordId, sceneSalt } from '../engine/companions.ts';
import type { ScenePart, SceneWords } from '../engine/practice-door.ts';
import { DISPUTED_CELL } from '../engine/read-practised.ts';
import { type Done, isWorkshop, type Session } from '../engine/session.ts';

const KIND = 'consultation';
/** in a notebook of exercises nothing happened at any time */
const USUAL: ClaimedTime = { time: '2026-05-09T15:00:00.000Z', doubt: null };
const WRONG: ClaimedTime = { time: '2090-01-01T00:07:00.000Z', doubt: 'farFuture' };
const HELD_ON = '2026-05-08';
/** how many took part: as it was first counted, as it was corrected, and as a forger says */
const PEOPLE = { counted: 40, corrected: 38, forged: 400 } as const;

type Cells = Readonly<Record<string, Json>>;

export async function makeScene(session: Session, scene: Scene, part: ScenePart, words: SceneWords): Done<NamedFile> {
  if (!isWorkshop(session)) return err({ type: 'refused', reason: { type: 'onlyInWorkshop' } });
  const companion = await companionOf(scene, words.language);
  const isForged = scene === 'forged' && part === 'first';
  const signer = isForged ? forgerOf(companion) : companionSigner(companion);
  const signed = await chainOf(scene, part, words, signer, isForged);
  const content = { ...EMPTY_CONTENT, changesets: signed.map(({ changeset }) => changeset) };
  const made = await encodeBundle(
    content,
    {
      mechanism: null,
      suite: 'hybrid',
      isPractice: true,
      recipients: [session.device.recipient],
      basis: {},
      rosterVersion: 0,
      records: words.records.length,
      nonce: bytesToBase64url(crypto.getRandomValues(new Uint8Array(16))),
    },
    signer,
  );
  if (!made.ok) return err({ type: 'refused', reason: made.error });
  return ok({ name: `${companion.name}.quipu`, bytes: made.value.bytes });
}

async function chainOf(
  scene: Scene,
  part: ScenePart,
  words: SceneWords,
  signer: Signer,
  isForged: boolean,
): Promise<readonly VerifiedChangeset[]> {
  const records = words.records.map((each, at) => ({
    record: sceneRecordId(scene, words.language, at),
    cells: cellsOf(scene, words, each, isForged),
  }));
  const first = await sign(null, records, scene === 'clock' ? WRONG : USUAL, signer);
  const [about] = records;
  if (scene !== 'conflict' || part === 'first' || about === undefined) return [first];
  const corrected = { record: about.record, cells: { [DISPUTED_CELL]: PEOPLE.corrected } };
  return [first, await sign(first, [corrected], USUAL, signer)];
}

/** What may be cited within the Mechanism, and by nobody else. */
function cellsOf(
  scene: Scene,
  { language, organisation }: SceneWords,
  { title, told }: SceneWords['records'][number],
  isForged: boolean,
): Cells {
  return {
    [LANGUAGE_CELL]: language,
    [FINISHED_CELL]: true,
    title,
    date_start: scene === 'clock' ? WRONG.time.slice(0, 10) : HELD_ON,
    lead_organization: organisation,
    'objectives.7': { listed: 0 },
    'progress.7': told,
    [DISPUTED_CELL]: isForged ? PEOPLE.forged : PEOPLE.counted,
    consent_obtained: 'verbal_all',
    'consent_uses.internal_mechanism': { listed: 0 },
    sensitivity: 'low',
  };
}

function sign(
  before: VerifiedChangeset | null,
  records: readonly { readonly record: Change['record']; readonly cells: Cells }[],
  at: ClaimedTime,
  signer: Signer,
): Promise<VerifiedChangeset> {
  const seq = (before?.body.seq ?? 0) + 1;
  const replaces: readonly ChangesetId[] = before === null ? [] : [before.id];
  const changes: { [level in Level]?: Change[] } = {};
  for (const { record, cells } of records) {
    for (const [cell, value] of Object.entries(cells).sort(([a], [b]) => (a < b ? -1 : 1))) {
      const level = levelOfCell(KIND, cell, undefined);
      (changes[level] ??= []).push({ record, kind: KIND, cell, value, replaces });
    }
  }
  const salts = Object.fromEntries(LEVELS.map((level) => [level, sceneSalt(`${signer.kid} ${seq} ${level}`)]));
  const facts = { author: signer.kid, seq, prev: before?.id ?? null, seen: {}, lamport: seq, at, app: '0.1.0' };
  return signChangeset(facts, changes satisfies ChangesByLevel, salts, signer);
}
