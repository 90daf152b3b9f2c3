// What other devices asked of this one and have not confirmed since. A request is answered when a receipt that its
// signer gave after it covers every number asked for, and one given to this device no longer misses the attachments.

import type { Digest, KeyId } from '#shared/base/ids.ts';
import type { MergedReceipt } from '#shared/bundle/receipt.ts';
import { decodeRequest, type Request } from '#shared/bundle/request.ts';
import { type Signed, signedIdOf } from '#shared/log/envelope.ts';
import type { DeliveryLedger } from './delivery-ledger.ts';
import type { Session } from './session.ts';
import { REQUEST } from './shelf-names.ts';

export interface OpenRequest {
  readonly id: Digest;
  readonly request: Request;
}

type Sent = Pick<DeliveryLedger, 'receiptsBy'>;

export function openRequests(session: Session, sent: Sent): readonly OpenRequest[] {
  return session.ledger.store.shelf
    .under(REQUEST)
    .flatMap(([, value]) => openOnly(session, value as object as Signed, sent));
}

export function openRequestOf(session: Session, from: KeyId | null, sent: Sent): OpenRequest | undefined {
  const value = from === null ? undefined : session.ledger.store.shelf.get(`${REQUEST}${from}`);
  return value === undefined ? undefined : openOnly(session, value as object as Signed, sent)[0];
}

function openOnly(session: Session, signed: Signed, sent: Sent): readonly OpenRequest[] {
  const request = decodeRequest(signed);
  if (request === undefined || isAnswered(session, request, sent)) return [];
  return [{ id: signedIdOf<Digest>(signed.type, signed.body), request }];
}

function isAnswered({ device }: Session, request: Request, sent: Sent): boolean {
  const later = sent.receiptsBy(request.from).filter(({ running }) => running > (request.after ?? 0));
  const hasRun = ({ author, to }: Request['needs'][number]): boolean =>
    later.some(({ heads }) => (heads[author]?.seq ?? 0) >= to);
  const toThis = later.filter((receipt) => receipt.to === device.kid && isWhole(receipt));
  const hasFile = (digest: Digest): boolean => toThis.some(({ mediaMissing }) => !mediaMissing.includes(digest));
  return request.needs.every(hasRun) && request.blobs.every(hasFile);
}

/** A list that was cut does not say that the rest is there. */
const isWhole = ({ mediaMissing }: MergedReceipt): boolean => mediaMissing.length < LISTED;
const LISTED = 1_000;
