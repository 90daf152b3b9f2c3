// What the golden bundles hold, made from fixed seeds: two recorders of two organisations and the secretariat,
// changesets with parts of every level (some withheld), a fork's second branch left out, receipts, a request,
// attachments. The same on every machine and for ever: the vectors under v1 were made from it.

import assert from 'node:assert/strict';
import { bytesToBase64url } from '#shared/base/bytes.ts';
import { type ChangesetId, type Digest, digestOf, digestOfText, type RecordId } from '#shared/base/ids.ts';
import type { Json } from '#shared/base/json.ts';
import type { Result } from '#shared/base/result.ts';
import type { BundleContent } from '#shared/bundle/pack.ts';
import { signMergedReceipt, signStoredReceipt } from '#shared/bundle/receipt.ts';
import { signRequest } from '#shared/bundle/request.ts';
import type { Change, ChangesByLevel } from '#shared/log/change.ts';
import { type ChangesetBody, signChangeset, type VerifiedChangeset, withholdLevels } from '#shared/log/changeset.ts';
import { seedBytes } from '#scripts/headless/keys.ts';
import {
  type FakeDevice,
  fakeMechanism,
  type FakeMechanism,
  type FakeMechanismOptions,
} from '#scripts/headless/mechanism.ts';

/** A record's id, a salt or a nonce: 16 bytes that belong to a name. */
export const fixedToken = (name: string): string => bytesToBase64url(seedBytes(name).subarray(0, 16));

const fixedRecord = (name: string): RecordId => fixedToken(`record ${name}`) as RecordId;

export const fixedChange = (
  record: string,
  cell: string,
  value: Json,
  replaces: readonly ChangesetId[] = [],
): Change => ({
  record: fixedRecord(record),
  kind: 'consultation',
  cell,
  value,
  replaces: [...replaces].sort(),
});

/** The next changeset of a device's chain. */
export function fixedChangeset(
  device: Pick<FakeDevice, 'kid' | 'signer' | 'name'>,
  before: VerifiedChangeset | null,
  changes: ChangesByLevel,
  more: Partial<ChangesetBody> = {},
): Promise<VerifiedChangeset> {
  const seq = (before?.body.seq ?? 0) + 1;
  const facts = {
    author: device.kid,
    seq,
    prev: before?.id ?? null,
    seen: {},
    lamport: (before?.body.lamport ?? 0) + 1,
    at: { time: `2026-03-0${(seq % 9) + 1}T14:00:00.000Z`, doubt: null },
    app: 'chasqui/0.1.0',
    ...more,
  };
  const salts = Object.fromEntries(
    Object.keys(changes).map((level) => [level, fixedToken(`salt ${device.name} ${seq} ${level}`)]),
  );
  return signChangeset(facts, changes, salts, device.signer);
}

/** A chain of so many changesets, each writing a few cells of a record of its own. */
export async function fixedChain(
  device: FakeDevice,
  length: number,
  text = 'Consulta en la frontera',
): Promise<readonly VerifiedChangeset[]> {
  const chain: VerifiedChangeset[] = [];
  for (let number = 1; number <= length; number++) {
    const record = `${device.name} ${number}`;
    const changes: ChangesByLevel = {
      open: [fixedChange(record, 'title', `${text} ${number}`), fixedChange(record, 'objectives.7', true)],
      mechanism: [fixedChange(record, 'summary', 'Llegaron a pie: «no había agua». ñ á ü 🌎')],
      restricted: [fixedChange(record, 'place', 'Albergue San José')],
    };
    chain.push(await fixedChangeset(device, chain.at(-1) ?? null, changes));
  }
  return chain;
}

export interface FixedContent {
  readonly mechanism: FakeMechanism;
  readonly content: BundleContent;
  readonly chains: readonly (readonly VerifiedChangeset[])[];
}

export async function fixedContent(seed = 'vectors', options: FakeMechanismOptions = {}): Promise<FixedContent> {
  const mechanism = await fakeMechanism(seed, { recordersEach: 1, ...options });
  const [ana, luis] = mechanism.recorders;
  assert(ana && luis);
  const anas = await fixedChain(ana, 4);
  const luiss = await fixedChain(luis, 2, 'Práctica del sindicato');
  const changesets = [
    ...anas.map(({ changeset }, at) => (at === 2 ? withholdLevels(changeset, ['restricted']) : changeset)),
    ...luiss.map(({ changeset }) => changeset),
  ];
  const earlier = digestOfText('an earlier sealed file');
  const stored = await signStoredReceipt(
    {
      bundle: null,
      sha256: earlier,
      size: 20_000,
      at: '2026-03-01T10:00:00Z',
      letterbox: mechanism.secretariat.kid,
      running: 1,
    },
    mechanism.secretariat.signer,
  );
  const merged = await signMergedReceipt(
    {
      mechanism: mechanism.profile.id,
      bundle: digestOfText('an earlier bundle') as string as never,
      to: ana.kid,
      by: mechanism.secretariat.kid,
      heads: {},
      held: [],
      refused: [],
      mediaMissing: [],
      at: { time: '2026-03-02T10:00:00.000Z', doubt: null },
      running: 1,
      previous: null,
    },
    mechanism.secretariat.signer,
  );
  const request = await signRequest(
    {
      mechanism: mechanism.profile.id,
      from: ana.kid,
      to: mechanism.secretariat.kid,
      needs: [{ author: luis.kid, from: 3, to: 5 }],
      blobs: [],
    },
    ana.signer,
  );
  const photo = seedBytes('a photo');
  const note = new TextEncoder().encode('nota de voz');
  const content: BundleContent = {
    changesets,
    credentials: mechanism.credentials,
    rosters: [await mechanism.roster(1, [])],
    receipts: [stored, merged],
    requests: [request],
    custody: [],
    blobs: [photo, note].map((bytes) => ({ digest: digestOf<Digest>(bytes), bytes })),
  };
  return { mechanism, content, chains: [anas, luiss] };
}

/** The value of an outcome that must be good here. */
export function valueOf<T>(result: Result<T, { readonly type: string }>): T {
  assert(result.ok, result.ok ? '' : `refused: ${JSON.stringify(result.error)}`);
  return result.value;
}

/** An object without one of its keys. */
export const withoutKey = (object: { readonly [key: string]: Json }, key: string): { readonly [key: string]: Json } =>
  Object.fromEntries(Object.entries(object).filter(([name]) => name !== key));
