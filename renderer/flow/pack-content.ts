// From a selection to the content of a bundle: changesets with the parts that go, what is held here and may be
// known there, the credentials and rosters that vouch for their authors and carriers, lines of custody, and receipts
// on their way back.

import { textToJson } from '#shared/base/json-text.ts';
import type { Digest, KeyId } from '#shared/base/ids.ts';
import { type BundleContent, EMPTY_CONTENT } from '#shared/bundle/encode.ts';
import { isInRun, REQUEST_TYPE } from '#shared/bundle/request.ts';
import { LEVELS } from '#shared/log/change.ts';
import { type Changeset, withholdLevels } from '#shared/log/changeset.ts';
import type { Signed, Signer } from '#shared/log/envelope.ts';
import type { Level } from '#shared/record/definition.ts';
import type { HeldChangeset } from '#shared/merge/state.ts';
import type { CustodyLine } from '../engine/custody-lines.ts';
import { chainOf } from '../engine/own-chain.ts';
import type { KnownReader } from '../engine/readers.ts';
import { credentialsIn, isSecretariat, rostersIn, type Session } from '../engine/session.ts';
import type { BundleChoice } from '../engine/carry-views.ts';
import type { FileMark } from '../store/record-line.ts';
import { answersFor } from './answers-for.ts';
import { custodyFor } from './custody-for.ts';
import { levelsThatGo, type Selection } from './select-for-reader.ts';

export interface Cargo {
  readonly content: BundleContent;
  readonly custody: readonly CustodyLine[];
  /** of what goes, the parts that stay */
  readonly staying: readonly Changeset[];
  /** changes in parts that stay, by the reason they stay */
  readonly withheldCells: number;
  readonly personalCells: number;
}

export async function cargoFor(
  session: Session,
  reader: KnownReader,
  choice: BundleChoice,
  selection: Selection,
  files: readonly FileMark[],
  signer: Signer,
): Promise<Cargo> {
  const { store } = session.ledger;
  const found = await store.log.getMany(selection.changesets.map(({ id }) => id));
  const changesets: Changeset[] = [];
  const parted: Changeset[] = [];
  let withheldCells = 0;
  let personalCells = 0;
  for (const { id, levels } of selection.changesets) {
    const changeset = found.get(id);
    if (changeset === undefined) continue;
    const staying = LEVELS.filter((level) => changeset.parts[level] !== undefined && !levels.includes(level));
    changesets.push(withholdLevels(changeset, staying));
    if (levels.length === 0) continue; // the record stays, or is there already
    if (staying.length > 0) parted.push(withholdLevels(changeset, levels));
    for (const level of staying) {
      const cells = countChanges(changeset.parts[level] ?? '');
      if (level === 'personal') personalCells += cells;
      else withheldCells += cells;
    }
  }
  const held = heldFor(session, selection, choice.only);
  const goes = levelsThatGo(session, reader, choice);
  const custody = await custodyFor(session, reader, selection, filesOf(session, selection, files), signer);
  const authors = new Set<KeyId>([
    session.device.kid,
    ...selection.changesets.map(({ author }) => author),
    ...held.map(({ author }) => author),
    ...custody.flatMap((line) => [line.custody.by, line.custody.from]),
  ]);
  const answers = choice.only === 'request' ? [] : answersFor(session, reader);
  return {
    content: {
      ...EMPTY_CONTENT,
      changesets: [...changesets, ...held.map(({ changeset }) => partsThatGo(changeset, goes))],
      credentials: credentialsFor(session, authors),
      rosters: rostersIn(store),
      receipts: answers.filter(({ type }) => type !== REQUEST_TYPE),
      requests: answers.filter(({ type }) => type === REQUEST_TYPE),
      custody: custody.map(({ signed }) => signed),
    },
    custody,
    staying: parted,
    withheldCells,
    personalCells,
  };
}

/** Of what is cut in parts, one after the first: its changesets, and what vouches for them and tells of their road. */
export const restFor = (
  session: Session,
  reader: KnownReader,
  choice: BundleChoice,
  selection: Selection,
  signer: Signer,
): Promise<Cargo> =>
  // answers, what is held and files went with the first
  cargoFor(
    session,
    reader,
    { ...choice, only: 'request' },
    { ...selection, records: new Set(), asked: [] },
    [],
    signer,
  );

/** What cannot be trusted here may be known there, and goes on as it came. */
function heldFor(
  { ledger }: Session,
  { basis, asked }: Selection,
  only: BundleChoice['only'],
): readonly HeldChangeset[] {
  if (only === 'answers') return [];
  const isAsked = (held: HeldChangeset): boolean => asked.some((run) => isInRun(run, held));
  const isNew = ({ author, seq }: HeldChangeset): boolean => seq > (basis[author]?.seq ?? 0);
  return ledger.store
    .held()
    .filter((held) => held.reason.type !== 'revoked' && (isAsked(held) || (only === undefined && isNew(held))));
}

/** A level that only a newer app knows may be read by those who may read what is restricted. */
function partsThatGo(changeset: Changeset, goes: ReadonlySet<Level>): Changeset {
  const mayGo = (level: Level): boolean => goes.has(LEVELS.includes(level) ? level : 'restricted');
  return withholdLevels(
    changeset,
    (Object.keys(changeset.parts) as Level[]).filter((level) => !mayGo(level)),
  );
}

/** Attachments that go, and those that the records that go name. */
function filesOf({ ledger }: Session, { records }: Selection, files: readonly FileMark[]): ReadonlySet<Digest> {
  const named = [...records].flatMap((id) => ledger.store.records.summaries.get(id)?.files ?? []);
  return new Set([...named, ...files].map(({ digest }) => digest));
}

/** The secretariat tells everybody of everybody; others vouch for the authors they carry. */
function credentialsFor(session: Session, authors: ReadonlySet<KeyId>): readonly Signed[] {
  const all = credentialsIn(session.ledger.store);
  if (isSecretariat(session)) return all;
  const chains = [...authors].flatMap((kid) => {
    const author = session.trust.authors.get(kid);
    return author === undefined ? [] : chainOf(all, kid, author.organisationKid);
  });
  return [...new Set(chains)];
}

/** A part is `[salt, level, changes]`. */
function countChanges(part: string): number {
  const [, , changes] = textToJson(part) as [string, string, readonly unknown[]];
  return changes.length;
}
