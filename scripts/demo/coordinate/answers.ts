// Receipts and requests on a laptop of the story: what came, what is passed on, and what may be concluded. The rules
// are the app's (renderer/flow/answers-for.ts, engine/heard-receipts.ts), over lists in plain memory.

import type { KeyId } from '#shared/base/ids.ts';
import { decodeMergedReceipt, greatestHeads, type MergedReceipt } from '#shared/bundle/receipt.ts';
import { decodeRequest } from '#shared/bundle/request.ts';
import type { Heads } from '#shared/log/changeset.ts';
import type { Signed } from '#shared/log/envelope.ts';
import { isBy } from '#shared/log/roster.ts';
import { headOf } from '#shared/merge/state.ts';
import type { Ground, Player } from '../cast.ts';
import type { Laptop } from './laptop.ts';

/** What is signed by whom it says: receipts, whoever they are for, and requests to this laptop. */
export async function takeSigned(
  ground: Ground,
  laptop: Laptop,
  signed: readonly Signed[],
  from: KeyId | null,
): Promise<void> {
  for (const item of signed) {
    const receipt = decodeMergedReceipt(item);
    const request = decodeRequest(item);
    if (receipt !== undefined && (await isBy(item, receipt.by, ground.trust))) {
      const isKnown = laptop.receipts.some((heard) => heard.signed.body === item.body);
      if (!isKnown) laptop.receipts.push({ signed: item, receipt, from });
    } else if (request?.to === laptop.keys.kid && (await isBy(item, request.from, ground.trust))) {
      const isKnown = laptop.requests.some(({ body }) => body === item.body);
      if (!isKnown) laptop.requests.push(item);
    }
  }
}

/**
 * For the reader and its organisation, to which it carries them; and the secretariat's words about those whose
 * changesets the reader brought here. Nothing goes to where it came from.
 */
export function answersFor({ trust, secretariat }: Ground, laptop: Laptop, reader: Player): readonly Signed[] {
  const kid = reader.keys.kid;
  const brought = new Set(
    laptop.taken.flatMap(({ from, runs }) => (from === kid ? runs.map(({ author }) => author) : [])),
  );
  const isThatWay = ({ to, by, heads }: MergedReceipt): boolean =>
    trust.authors.get(to)?.organisationKid === reader.keys.organisation.kid ||
    (by === secretariat.keys.kid && (Object.keys(heads) as KeyId[]).some((author) => brought.has(author)));
  return laptop.receipts
    .filter(({ receipt, from }) => receipt.by !== kid && from !== kid && isThatWay(receipt))
    .map(({ signed }) => signed);
}

/** What a device certainly has, by its receipts. */
export const headsNamedBy = ({ receipts }: Laptop, by: KeyId): Heads =>
  greatestHeads(receipts.flatMap(({ receipt }) => (receipt.by === by ? [receipt] : [])));

/** Whether the secretariat's newest word about this laptop names the last that it wrote, and lacks nothing of it. */
export function isAllMerged({ secretariat }: Ground, { keys, device, receipts }: Laptop): boolean {
  const log = device.logs.get(keys.kid);
  const last = log === undefined ? undefined : headOf(log);
  if (last === undefined) return true; // it wrote nothing
  const words = receipts
    .map(({ receipt }) => receipt)
    .filter(({ by, heads }) => by === secretariat.keys.kid && Object.hasOwn(heads, keys.kid));
  const newest = words.reduce<MergedReceipt | undefined>(
    (a, b) => (a === undefined || a.running < b.running ? b : a),
    undefined,
  );
  return newest?.heads[keys.kid]?.id === last.id && newest.lacking?.some(({ author }) => author === keys.kid) === false;
}
