// A region's input: organisations with devices, each device's bundle of new records, then one of edits, each of records
// of its own organisation, some without having seen the edit before them: those conflict.

import type { ChangesetId, KeyId } from '#shared/base/ids.ts';
import { vaultSigner } from '#renderer/engine/session.ts';
import type { MechanismProfile } from '#shared/log/profile.ts';
import { signCard, signCredential } from '#shared/log/roster.ts';
import type { Desktop } from '#shared/wire/ipc.ts';
import { fakeKey } from '#scripts/headless/keys.ts';
import { type BenchDevice, packSittings, type Sitting } from '../main-job/bundles.ts';
import { drawFrom } from '../main-job/draw.ts';
import type { Delivery } from '../main-job/input.ts';
import { benchRecord, type BenchRecord, editOf } from '../main-job/records.ts';

export interface RegionSize {
  readonly organisations: number;
  readonly devicesEach: number;
  readonly recordsEach: number;
  /** changesets of edits a device, in one bundle */
  readonly editsEach: number;
}

export interface Region {
  readonly news: readonly Delivery[];
  readonly edits: readonly Delivery[];
  /** public keys of the devices, by kid */
  readonly keys: Readonly<Record<string, string>>;
  readonly records: number;
  readonly changesets: number;
}

/** One edit in so many did not see the one before. */
const UNSEEN = 50;

interface KnownDevice extends BenchDevice {
  readonly kid: KeyId;
  readonly key: string;
}

/** A record, and who last wrote it. */
interface Held {
  readonly record: BenchRecord;
  first: ChangesetId;
  last: ChangesetId;
}

export async function makeRegion(
  size: RegionSize,
  profile: MechanismProfile,
  desktop: Desktop,
  root: KeyId,
  say: (line: string) => void,
): Promise<Region> {
  const draw = drawFrom(20260102);
  const news: Delivery[] = [];
  const edits: Delivery[] = [];
  const signer = vaultSigner(desktop, 'root', root);
  const keys: { [kid: string]: string } = {};
  let number = 0;
  for (let at = 0; at < size.organisations; at++) {
    if (at % 50 === 0) say(`making the input: organisation ${at} of ${size.organisations}`);
    const devices = await devicesOf(at, size.devicesEach, profile, signer);
    const held: Held[] = [];
    for (const { key, kid } of devices) keys[kid] = key;
    for (const device of devices) {
      const records = Array.from({ length: size.recordsEach }, () => benchRecord(number++, draw));
      const sittings = records.map(({ id, kind, cells }): Sitting => ({ record: id, kind, cells, before: null }));
      const { bytes, ids } = await packSittings(profile, device, sittings, draw);
      records.forEach((record, place) => {
        const id = ids[place] as ChangesetId;
        held.push({ record, first: id, last: id });
      });
      news.push(delivered(bytes, sittings));
    }
    for (const device of devices) {
      const edited = Array.from({ length: size.editsEach }, () => draw.oneOf(held));
      const sittings = edited.map((each): Sitting => {
        const before = draw.below(UNSEEN) === 0 ? each.first : each.last;
        return { record: each.record.id, kind: each.record.kind, cells: editOf(each.record).cells, before };
      });
      const { bytes, ids } = await packSittings(profile, device, sittings, draw);
      edited.forEach((each, place) => {
        each.last = ids[place] as ChangesetId;
      });
      edits.push(delivered(bytes, sittings));
    }
  }
  const changesets = news.length * size.recordsEach + edits.length * size.editsEach;
  return { news, edits, keys, records: number, changesets };
}

const delivered = (bundle: Delivery['bundle'], sittings: readonly Sitting[]): Delivery => ({
  bundle,
  dump: '',
  updates: [],
  changes: sittings.reduce((sum, { cells }) => sum + cells.size, 0),
});

/** Devices of one organisation that the root in the vault vouches for. */
async function devicesOf(
  at: number,
  count: number,
  profile: MechanismProfile,
  root: ReturnType<typeof vaultSigner>,
): Promise<readonly KnownDevice[]> {
  const facts = { mechanism: profile.id, from: null, until: null } as const;
  const scope = { roles: ['recorder', 'coordinator'], mesas: [], countries: [] } as const;
  const own = fakeKey(`bench organisation ${at}`);
  const card = await signCard({ key: own.key, name: `Casa ${at}`, recipient: null }, own.signer);
  const organisation = await signCredential(card, { ...facts, subject: 'organisation', scope }, root);
  if (organisation === undefined) throw new Error('no organisation');
  const devices: KnownDevice[] = [];
  for (let device = 0; device < count; device++) {
    const { key, kid, signer } = fakeKey(`bench organisation ${at} device ${device}`);
    const cardOfDevice = await signCard({ key, name: `Equipo ${device}`, recipient: null }, signer);
    const credential = await signCredential(cardOfDevice, { ...facts, subject: 'device', scope }, own.signer);
    if (credential === undefined) throw new Error('no device');
    devices.push({ key, kid, signer, credentials: [organisation, credential], head: null, lamport: 0 });
  }
  return devices;
}
