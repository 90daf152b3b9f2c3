// Packing and taking in on a laptop of the story, by the shared functions and the rules of the app: personal parts stay,
// restricted ones go to the own organisation and the secretariat alone, what a reader gave or its receipts name is not
// brought again, and a bundle is for one reader.

import type { KeyId, RecordId } from '#shared/base/ids.ts';
import { err, ok, type Result } from '#shared/base/result.ts';
import { isManifestSigned, openBundle } from '#shared/bundle/decode.ts';
import { EMPTY_CONTENT, type EncodeProblem } from '#shared/bundle/encode.ts';
import { MAX_FILE } from '#shared/bundle/manifest.ts';
import { decodeMergedReceipt } from '#shared/bundle/receipt.ts';
import { isInRun, type Request, type Run } from '#shared/bundle/request.ts';
import { changesetsFor, changesetsForRequest } from '#shared/bundle/select.ts';
import { encodeBundles } from '#shared/bundle/split.ts';
import { LEVELS } from '#shared/log/change.ts';
import { type Changeset, withholdLevels } from '#shared/log/changeset.ts';
import { keyIdOf, type Signed } from '#shared/log/envelope.ts';
import { decodeCredential } from '#shared/log/roster.ts';
import { recordsTouchedBy } from '#shared/merge/plan.ts';
import { takeIn as admit } from '../../headless/device.ts';
import type { Ground, Player } from '../cast.ts';
import { type Opened, openedOn, type Packed, sealingFor, takenInOf } from '../carry.ts';
import { answersFor, headsNamedBy, takeSigned } from './answers.ts';
import { custodyFor, takeCustody } from './custody-lines.ts';
import type { Laptop, Taken } from './laptop.ts';

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
  /** lines of custody in it */
  readonly custody: number;
}

/** In one bundle, or in as many as the largest size allowed takes. */
export async function packFor(
  ground: Ground,
  from: Laptop,
  reader: Laptop,
  choice: Choice = {},
): Promise<Result<readonly PackedFor[], EncodeProblem>> {
  const basis = headsNamedBy(from, reader.keys.kid);
  const chosen = chosenFor(from, reader, choice);
  const custody = await custodyFor(ground, from, reader, chosen);
  const authors = [
    from.keys.kid,
    ...chosen.map(({ author }) => author),
    ...custody.flatMap((line) => [line.custody.by, line.custody.from]),
  ];
  const facts = {
    ...sealingFor(ground, [ground.trust.authors.get(reader.keys.kid)?.recipient ?? '']),
    basis,
    maxSize: choice.maxSize ?? MAX_FILE,
    nonce: from.device.makeSalt,
  };
  const content = {
    ...EMPTY_CONTENT,
    changesets: chosen.map((entry) => partsThatGo(ground, from, reader, entry, choice)),
    credentials: credentialsFor(ground, authors),
    receipts: choice.asked === undefined ? answersFor(ground, from, reader) : [],
    requests: choice.requests ?? [],
    custody: custody.map(({ signed }) => signed),
  };
  const bundles = await encodeBundles(content, facts, from.device.signer);
  if (!bundles.ok) return bundles;
  return ok(
    bundles.value.map(({ id, bytes, manifest }) => ({
      id,
      bytes,
      from,
      to: reader,
      runs: manifest.runs,
      custody: custody.length,
    })),
  );
}

/** Opens a bundle and takes it in; a refusal changes nothing. */
export async function takeInto(
  ground: Ground,
  laptop: Laptop,
  bytes: Uint8Array,
): Promise<Result<Taken, { readonly type: string }>> {
  const opened = await openBundle(bytes, laptop.identity);
  if (!opened.ok) return opened;
  const { id, manifest, changesets, receipts, requests, custody } = opened.value;
  if ((await isManifestSigned(opened.value, ground.trust.authors)) !== true) return err({ type: 'unknownSender' });
  const isKnown = laptop.taken.some(({ bundle }) => bundle === id);
  const plan = await admit(laptop.device, changesets);
  await takeSigned(ground, laptop, [...receipts, ...requests], manifest.from);
  await takeCustody(ground, laptop, custody);
  const told = takenInOf(opened.value, bytes, plan);
  const isAnswered = !isKnown && manifest.runs.length > 0 && givesReceipts(laptop);
  const [answer = null] = isAnswered ? await laptop.answer([told]) : [];
  const receipt = answer === null ? undefined : decodeMergedReceipt(answer.signed);
  if (answer !== null && receipt !== undefined) laptop.receipts.push({ ...answer, receipt, from: null });
  const taken: Taken = { ...told, at: laptop.device.claimTime(), answer };
  laptop.taken.push(taken);
  return ok(taken);
}

/** The secretariat, and who carries on what came. */
const givesReceipts = ({ keys, device }: Laptop): boolean =>
  device.trust.authors.get(keys.kid)?.scope.roles.includes('coordinator') === true;

function chosenFor(from: Laptop, reader: Player, { asked }: Choice): readonly Opened[] {
  const all = openedOn(from);
  if (asked !== undefined) return changesetsForRequest(asked, all);
  const given = from.taken.flatMap((taken) => (taken.from === reader.keys.kid ? taken.runs : []));
  const had = all.filter((entry) => given.some((run) => isInRun(run, entry)));
  return changesetsFor(headsNamedBy(from, reader.keys.kid), all, new Set(had.map(({ id }) => id)));
}

function partsThatGo(
  { secretariat }: Ground,
  from: Player,
  reader: Player,
  { author, verified }: Opened,
  { records }: Choice,
): Changeset {
  const isNear = reader.keys.kid === secretariat.keys.kid || isOfOneHouse(from, reader);
  const isWanted = records === undefined || [...recordsTouchedBy([verified])].some((record) => records.has(record));
  const isBare = !isWanted || author === reader.keys.kid;
  const staying = LEVELS.filter((level) => isBare || level === 'personal' || (level === 'restricted' && !isNear));
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
