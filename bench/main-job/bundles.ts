// What is taken in: bundles of changesets by enrolled devices for the secretariat, each the next run of its
// device's chain. Made by the app's own signing and packing, before anything is measured.

import { type Bytes, bytesToBase64url } from '#shared/base/bytes.ts';
import type { ChangesetId, RecordId } from '#shared/base/ids.ts';
import type { Json } from '#shared/base/json.ts';
import { EMPTY_CONTENT, encodeBundle } from '#shared/bundle/encode.ts';
import type { Change, ChangesByLevel } from '#shared/log/change.ts';
import { type Head, lamportAfter, signChangeset, type VerifiedChangeset } from '#shared/log/changeset.ts';
import type { Signed, Signer } from '#shared/log/envelope.ts';
import type { MechanismProfile } from '#shared/log/profile.ts';
import { levelOfPath } from '#shared/record/cells.ts';
import type { Level } from '#shared/record/definition.ts';
import type { Draw } from './draw.ts';

/** An enrolled device and its chain so far. */
export interface BenchDevice {
  readonly signer: Signer;
  readonly credentials: readonly Signed[];
  head: Head | null;
  lamport: number;
}

/** One sitting of one device on one record. */
export interface Sitting {
  readonly record: RecordId;
  readonly kind: string;
  readonly cells: ReadonlyMap<string, Json>;
  /** the changeset whose writes these cells replace; null: the record is new */
  readonly before: ChangesetId | null;
}

export interface PackedSittings {
  /** the sealed bundle */
  readonly bytes: Bytes;
  readonly ids: readonly ChangesetId[];
}

/** Signs the sittings as the next run of the device's chain, and seals them for the mechanism's readers. */
export async function packSittings(
  profile: MechanismProfile,
  device: BenchDevice,
  sittings: readonly Sitting[],
  draw: Draw,
): Promise<PackedSittings> {
  const basis = device.head === null ? {} : { [device.signer.kid]: device.head };
  const signed: VerifiedChangeset[] = [];
  for (const sitting of sittings) signed.push(await signSitting(device, sitting, draw));
  const encoded = await encodeBundle(
    { ...EMPTY_CONTENT, changesets: signed.map(({ changeset }) => changeset), credentials: device.credentials },
    {
      mechanism: profile.id,
      suite: profile.suite,
      recipients: profile.readers.map(({ recipient }) => recipient),
      basis,
      rosterVersion: 0,
      records: sittings.length,
      nonce: saltFrom(draw),
    },
    device.signer,
  );
  if (!encoded.ok) throw new Error(encoded.error.type);
  return { bytes: encoded.value.bytes, ids: signed.map(({ id }) => id) };
}

async function signSitting(
  device: BenchDevice,
  { record, kind, cells, before }: Sitting,
  draw: Draw,
): Promise<VerifiedChangeset> {
  const changes: { [level in Level]?: Change[] } = {};
  const replaces = before === null ? [] : [before];
  for (const [cell, value] of [...cells].sort(([a], [b]) => (a < b ? -1 : 1))) {
    (changes[levelOfPath(kind, cell)] ??= []).push({ record, kind, cell, value, replaces });
  }
  const salts = Object.fromEntries(Object.keys(changes).map((level) => [level, saltFrom(draw)]));
  device.lamport = lamportAfter(device.lamport);
  const facts = {
    author: device.signer.kid,
    seq: (device.head?.seq ?? 0) + 1,
    prev: device.head?.id ?? null,
    seen: {},
    lamport: device.lamport,
    at: { time: new Date(Date.UTC(2026, 0, 1) + device.lamport * 60_000).toISOString(), doubt: null },
    app: 'bench',
  };
  const signed = await signChangeset(facts, changes as ChangesByLevel, salts, device.signer);
  device.head = { seq: facts.seq, id: signed.id };
  return signed;
}

const saltFrom = (draw: Draw): string => bytesToBase64url(draw.bytes(16));
