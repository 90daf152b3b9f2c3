// From a selection to the content of a bundle: changesets with the parts that go, what is held here and may be
// known there, the credentials and rosters that vouch for their authors, and receipts on their way back.

import { textToJson } from '#shared/base/json-text.ts';
import type { KeyId } from '#shared/base/ids.ts';
import { type BundleContent, EMPTY_CONTENT } from '#shared/bundle/encode.ts';
import { REQUEST_TYPE } from '#shared/bundle/request.ts';
import { LEVELS } from '#shared/log/change.ts';
import { type Changeset, withholdLevels } from '#shared/log/changeset.ts';
import type { Signed } from '#shared/log/envelope.ts';
import { chainOf } from '../engine/own-chain.ts';
import type { KnownReader } from '../engine/readers.ts';
import { credentialsIn, isSecretariat, rostersIn, type Session } from '../engine/session.ts';
import { type Issued, ISSUED } from '../engine/shelf-names.ts';
import type { Selection } from './select-for-reader.ts';

export interface Cargo {
  readonly content: BundleContent;
  /** changes in parts that stay, by the reason they stay */
  readonly withheldCells: number;
  readonly personalCells: number;
}

const MOST_ANSWERS = 200;

export async function cargoFor(session: Session, reader: KnownReader, selection: Selection): Promise<Cargo> {
  const { store } = session.ledger;
  const found = await store.log.getMany(selection.changesets.map(({ id }) => id));
  const changesets: Changeset[] = [];
  let withheldCells = 0;
  let personalCells = 0;
  for (const { id, levels } of selection.changesets) {
    const changeset = found.get(id);
    if (changeset === undefined) continue;
    const staying = LEVELS.filter((level) => changeset.parts[level] !== undefined && !levels.includes(level));
    changesets.push(withholdLevels(changeset, staying));
    if (levels.length === 0) continue; // the record stays, or is there already
    for (const level of staying) {
      const cells = countChanges(changeset.parts[level] ?? '');
      if (level === 'personal') personalCells += cells;
      else withheldCells += cells;
    }
  }
  const held = heldFor(session, selection);
  const authors = new Set<KeyId>([
    session.device.kid,
    ...selection.changesets.map(({ author }) => author),
    ...held.map(({ author }) => author),
  ]);
  const answers = answersFor(session, reader);
  return {
    content: {
      ...EMPTY_CONTENT,
      changesets: [...changesets, ...held.map(({ changeset }) => withholdLevels(changeset, ['personal']))],
      credentials: credentialsFor(session, authors),
      rosters: rostersIn(store),
      receipts: answers.filter(({ type }) => type !== REQUEST_TYPE),
      requests: answers.filter(({ type }) => type === REQUEST_TYPE),
    },
    withheldCells,
    personalCells,
  };
}

/** What cannot be trusted here may be known there, and goes on as it came. */
const heldFor = ({ ledger }: Session, { basis }: Selection) =>
  ledger.store.held().filter(({ author, seq, reason }) => reason.type !== 'revoked' && seq > (basis[author]?.seq ?? 0));

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

/** Receipts and requests for the reader itself, and for devices of its organisation, to which it carries them. */
function answersFor({ ledger, trust }: Session, { kid, organisation }: KnownReader): readonly Signed[] {
  const isThatWay = (to: KeyId): boolean =>
    to === kid || (organisation !== null && trust.authors.get(to)?.organisation === organisation);
  return ledger.store.shelf
    .under(ISSUED)
    .map(([, value]) => value as object as Issued)
    .filter(({ to }) => isThatWay(to))
    .slice(-MOST_ANSWERS)
    .map(({ signed }) => signed);
}

/** A part is `[salt, level, changes]`. */
function countChanges(part: string): number {
  const [, , changes] = textToJson(part) as [string, string, readonly unknown[]];
  return changes.length;
}
