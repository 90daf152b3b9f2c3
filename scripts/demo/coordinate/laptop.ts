// A laptop of the coordinate story: the headless device, and beside it what the app keeps on its shelf: receipts,
// requests, what was taken in and when, sealed cargo for others. It packs and takes in by the shared functions and
// the rules of the app: personal parts stay, restricted ones go to the own organisation and the secretariat alone,
// what a reader's receipts name is not brought again, and a bundle is for one reader.

import type { Bytes } from '#shared/base/bytes.ts';
import { type Digest, digestOf, type KeyId, type RecordId } from '#shared/base/ids.ts';
import { err, ok, type Result } from '#shared/base/result.ts';
import { type AgeIdentity, isManifestSigned, openBundle } from '#shared/bundle/decode.ts';
import { EMPTY_CONTENT, type EncodeProblem } from '#shared/bundle/encode.ts';
import { identityOf } from '#shared/bundle/identity.ts';
import { MAX_FILE } from '#shared/bundle/manifest.ts';
import { decodeMergedReceipt, type MergedReceipt } from '#shared/bundle/receipt.ts';
import { decodeRequest, type Request, type Run } from '#shared/bundle/request.ts';
import { changesetsFor, changesetsForRequest } from '#shared/bundle/select.ts';
import { encodeBundles } from '#shared/bundle/split.ts';
import { type Changeset, type Head, type Heads, withholdLevels } from '#shared/log/changeset.ts';
import { isSignedBy, keyIdOf, type Signed } from '#shared/log/envelope.ts';
import { decodeCredential } from '#shared/log/roster.ts';
import { LEVELS } from '#shared/log/change.ts';
import { recordsTouchedBy } from '#shared/merge/plan.ts';
import type { Level } from '#shared/record/definition.ts';
import { takeIn as admit } from '../../headless/device.ts';
import type { Ground, Player } from '../cast.ts';
import { type Opened, openedOn, type Packed, sealingFor, type TakenIn } from '../carry.ts';

export interface Laptop extends Player {
  readonly identity: AgeIdentity;
  /** *merged* receipts of the secretariat that came here, whoever they are for */
  readonly receipts: Signed[];
  /** what others ask of this laptop */
  readonly requests: Signed[];
  readonly taken: Taken[];
  /** sealed for somebody else */
  readonly cargo: Bytes[];
}

export interface Taken extends TakenIn {
  readonly sha256: Digest;
}

export async function openLaptop(player: Player): Promise<Laptop> {
  const { identity } = await player.keys.ageKey();
  return { ...player, identity: identityOf([identity]), receipts: [], requests: [], taken: [], cargo: [] };
}

export interface Choice {
  /** the records whose content goes; undefined: all */
  readonly records?: ReadonlySet<RecordId>;
  /** exactly what is asked for, and nothing else */
  readonly asked?: Request;
  /** requests of this laptop to the reader */
  readonly requests?: readonly Signed[];
  readonly maxSize?: number;
}

export interface PackedFor extends Packed {
  readonly to: Player;
  readonly runs: readonly Run[];
}

/** In one bundle, or in as many as the largest size allowed takes. */
export async function packFor(
  ground: Ground,
  from: Laptop,
  reader: Laptop,
  choice: Choice = {},
): Promise<Result<readonly PackedFor[], EncodeProblem>> {
  const basis = headsNamedBy(from.receipts, reader.keys.kid);
  const all = openedOn(from);
  const chosen = choice.asked === undefined ? changesetsFor(basis, all) : changesetsForRequest(choice.asked, all);
  const facts = {
    ...sealingFor(ground, [ground.trust.authors.get(reader.keys.kid)?.recipient ?? '']),
    basis,
    maxSize: choice.maxSize ?? MAX_FILE,
    nonce: from.device.makeSalt,
  };
  const content = {
    ...EMPTY_CONTENT,
    changesets: chosen.map((entry) => partsThatGo(ground, from, reader, entry, choice.records)),
    credentials: credentialsFor(ground, [from.keys.kid, ...chosen.map(({ author }) => author)]),
    receipts: from.receipts.filter((signed) => isThatWay(ground, signed, reader)),
    requests: choice.requests ?? [],
  };
  const bundles = await encodeBundles(content, facts, from.device.signer);
  return bundles.ok
    ? ok(bundles.value.map(({ id, bytes, manifest }) => ({ id, bytes, from, to: reader, runs: manifest.runs })))
    : bundles;
}

/** Opens a bundle and takes it in; a refusal changes nothing. */
export async function takeInto(
  ground: Ground,
  laptop: Laptop,
  bytes: Uint8Array,
): Promise<Result<Taken, { readonly type: string }>> {
  const opened = await openBundle(bytes, laptop.identity);
  if (!opened.ok) return opened;
  const { id, manifest, changesets, receipts, requests } = opened.value;
  if ((await isManifestSigned(opened.value, ground.trust.authors)) !== true) return err({ type: 'unknownSender' });
  const plan = await admit(laptop.device, changesets);
  await takeSigned(ground, laptop, [...receipts, ...requests]);
  const taken: Taken = {
    bundle: id,
    sha256: digestOf(bytes),
    from: manifest.from,
    runs: manifest.runs,
    added: plan.changesets.length,
    already: plan.already,
    held: plan.held.length,
    refused: plan.refused.length,
    conflicts: plan.conflicts.length,
  };
  laptop.taken.push(taken);
  return ok(taken);
}

/** From a bundle or from the out-tray: what is signed by whom it says, and concerns this laptop or its organisation. */
export async function takeSigned(ground: Ground, laptop: Laptop, signed: readonly Signed[]): Promise<void> {
  for (const item of signed) {
    const receipt = decodeMergedReceipt(item);
    const request = decodeRequest(item);
    const by = receipt?.by ?? request?.from;
    if (by === undefined || !(await isBy(ground, item, by))) continue;
    const list = receipt === undefined ? laptop.requests : laptop.receipts;
    const isOurs = receipt === undefined ? request?.to === laptop.keys.kid : isThatWay(ground, item, laptop);
    if (isOurs && !list.some(({ body }) => body === item.body)) list.push(item);
  }
}

/** Whether a receipt of the secretariat names the last that this laptop wrote; true where it wrote nothing. */
export function isAllMerged({ secretariat }: Ground, laptop: Laptop): boolean {
  const own = openedOn(laptop).filter(({ author }) => author === laptop.keys.kid);
  const last = own.reduce<Opened | undefined>((a, b) => (a !== undefined && a.seq > b.seq ? a : b), undefined);
  return last === undefined || headsNamedBy(laptop.receipts, secretariat.keys.kid)[laptop.keys.kid]?.id === last.id;
}

const receiptsBy = (signed: readonly Signed[], by: KeyId): readonly MergedReceipt[] =>
  signed.flatMap((item) => decodeMergedReceipt(item) ?? []).filter((receipt) => receipt.by === by);

/** The greatest head of each author in this device's receipts. */
function headsNamedBy(signed: readonly Signed[], by: KeyId): Heads {
  const greatest: { [author: string]: Head } = {};
  for (const { heads } of receiptsBy(signed, by)) {
    for (const [author, head] of Object.entries(heads)) {
      if (head.seq > (greatest[author]?.seq ?? 0)) greatest[author] = head;
    }
  }
  return greatest;
}

function partsThatGo(
  { secretariat }: Ground,
  from: Player,
  reader: Player,
  { verified }: Opened,
  records: ReadonlySet<RecordId> | undefined,
): Changeset {
  const isNear = reader.keys.kid === secretariat.keys.kid || isOfOneHouse(from, reader);
  const isWanted = records === undefined || [...recordsTouchedBy([verified])].some((record) => records.has(record));
  const staying = LEVELS.filter(
    (level: Level) => !isWanted || level === 'personal' || (level === 'restricted' && !isNear),
  );
  return withholdLevels(verified.changeset, staying);
}

const isOfOneHouse = (a: Player, b: Player): boolean => a.keys.organisation.kid === b.keys.organisation.kid;

/** The chains of those authors, each once. */
function credentialsFor({ mechanism, trust }: Ground, authors: readonly KeyId[]): readonly Signed[] {
  const vouching = new Set<KeyId | undefined>(
    authors.flatMap((kid) => [kid, trust.authors.get(kid)?.organisationKid ?? kid]),
  );
  return mechanism.credentials.filter((signed) => {
    const credential = decodeCredential(signed);
    return credential !== undefined && vouching.has(keyIdOf(credential.card.key));
  });
}

/** A receipt for the reader, or for a device of its organisation, to which it carries it. */
function isThatWay({ trust }: Ground, signed: Signed, reader: Player): boolean {
  const to = decodeMergedReceipt(signed)?.to;
  return to !== undefined && trust.authors.get(to)?.organisationKid === reader.keys.organisation.kid;
}

async function isBy({ trust }: Ground, signed: Signed, kid: KeyId): Promise<boolean> {
  const [signature] = signed.signatures;
  const key = trust.authors.get(kid)?.key;
  return key !== undefined && signature !== undefined && isSignedBy(signed, signature, key);
}
