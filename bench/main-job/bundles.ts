// What is taken in: bundles of changesets by enrolled devices for the secretariat, each the next run of its
// device's chain. Made by the app's own signing and packing, before anything is measured.

import type { Bytes } from '#shared/base/bytes.ts';
import { bytesToBase64url } from '#shared/base/bytes.ts';
import type { BundleId, ChangesetId, RecordId } from '#shared/base/ids.ts';
import type { Json } from '#shared/base/json.ts';
import { EMPTY_CONTENT, encodeBundle } from '#shared/bundle/encode.ts';
import type { Change, ChangesByLevel } from '#shared/log/change.ts';
import { type Head, lamportAfter, signChangeset, type VerifiedChangeset } from '#shared/log/changeset.ts';
import { levelOfPath } from '#shared/record/cells.ts';
import type { Level } from '#shared/record/definition.ts';
import type { FakeDevice, FakeMechanism } from '#tests/fixtures/mechanism.ts';
import type { Draw } from './draw.ts';

/** One sitting of one device on one record. */
export interface Sitting {
  readonly record: RecordId;
  readonly kind: string;
  readonly cells: ReadonlyMap<string, Json>;
  /** the changeset whose writes these cells replace; null: the record is new */
  readonly before: ChangesetId | null;
}

export interface BenchBundle {
  readonly id: BundleId;
  readonly bytes: Bytes;
}

export interface Chain {
  readonly device: FakeDevice;
  head: Head | null;
  lamport: number;
}

export const chainOf = (device: FakeDevice): Chain => ({ device, head: null, lamport: 0 });

/** Signs the sittings as the next run of the chain, and seals them for the secretariat. */
export async function packSittings(
  mechanism: FakeMechanism,
  chain: Chain,
  sittings: readonly Sitting[],
  draw: Draw,
): Promise<{ readonly bundle: BenchBundle; readonly signed: readonly VerifiedChangeset[] }> {
  const { device } = chain;
  const basis = chain.head === null ? {} : { [device.kid]: chain.head };
  const signed: VerifiedChangeset[] = [];
  for (const sitting of sittings) signed.push(await signSitting(chain, sitting, draw));
  const encoded = await encodeBundle(
    { ...EMPTY_CONTENT, changesets: signed.map(({ changeset }) => changeset), credentials: device.credentials },
    {
      mechanism: mechanism.profile.id,
      suite: mechanism.profile.suite,
      recipients: mechanism.profile.readers.map(({ recipient }) => recipient),
      basis,
      rosterVersion: 0,
      records: sittings.length,
      nonce: salt(draw),
    },
    device.signer,
  );
  if (!encoded.ok) throw new Error(encoded.error.type);
  return { bundle: encoded.value, signed };
}

async function signSitting(
  chain: Chain,
  { record, kind, cells, before }: Sitting,
  draw: Draw,
): Promise<VerifiedChangeset> {
  const changes: { [level in Level]?: Change[] } = {};
  const replaces = before === null ? [] : [before];
  for (const [cell, value] of [...cells].sort(([a], [b]) => (a < b ? -1 : 1))) {
    (changes[levelOfPath(kind, cell)] ??= []).push({ record, kind, cell, value, replaces });
  }
  const salts = Object.fromEntries(Object.keys(changes).map((level) => [level, salt(draw)]));
  chain.lamport = lamportAfter(chain.lamport);
  const facts = {
    author: chain.device.kid,
    seq: (chain.head?.seq ?? 0) + 1,
    prev: chain.head?.id ?? null,
    seen: {},
    lamport: chain.lamport,
    at: { time: new Date(Date.UTC(2026, 0, 1) + chain.lamport * 60_000).toISOString(), doubt: null },
    app: 'bench',
  };
  const signed = await signChangeset(facts, changes as ChangesByLevel, salts, chain.device.signer);
  chain.head = { seq: facts.seq, id: signed.id };
  return signed;
}

const salt = (draw: Draw): string => bytesToBase64url(draw.bytes(16));
