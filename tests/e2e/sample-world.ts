// A small world to look at: a mechanism founded in the app, a letterbox on loopback, and laptops without a window
// (scripts/headless) that write the sample entries and pack them by the app's own code. Bundles lie as files, as on
// a stick: a colleague's, one that disagrees with it, another organisation's, one of a laptop nobody enrolled, one
// that is no bundle at all.

import { createHash } from 'node:crypto';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Json } from '#shared/base/json.ts';
import { encodeBundle } from '#shared/bundle/encode.ts';
import { decodeSigned } from '#shared/bundle/json-lines.ts';
import { chainedOf, changesetsFor } from '#shared/bundle/select.ts';
import type { RecordId } from '#shared/base/ids.ts';
import { FINISHED_CELL, LANGUAGE_CELL } from '#shared/log/change.ts';
import { type Heads, openChangeset } from '#shared/log/changeset.ts';
import type { Signed } from '#shared/log/envelope.ts';
import { headsOf } from '#shared/merge/state.ts';
import { decodeProfile, type MechanismProfile } from '#shared/log/profile.ts';
import { resolveTrust, signCard } from '#shared/log/roster.ts';
import { type DemoEntry, readInput } from '#scripts/demo/input.ts';
import { type HeadlessDevice, makeDevice, takeIn, writeRecord } from '#scripts/headless/device.ts';
import { fakeHybridAgeKey, fakeKey } from '#scripts/headless/keys.ts';

const SAMPLES = join(import.meta.dirname, '../../resources/samples/real-entries.json');

export interface Laptop {
  readonly device: HeadlessDevice;
  /** its card as text, to be enrolled in the app */
  readonly card: string;
}

/** A laptop without a window, not yet enrolled. */
export async function makeLaptop(name: string, profile: MechanismProfile): Promise<Laptop> {
  const own = fakeKey(`screens ${name}`);
  const { recipient } = await fakeHybridAgeKey(`screens ${name}`);
  const card = await signCard({ key: own.key, name, recipient }, own.signer);
  let minutes = 0;
  let salts = 0;
  return {
    card: JSON.stringify(card),
    device: makeDevice({
      signer: own.signer,
      key: own.key,
      trust: await resolveTrust(profile, [], []),
      claimTime: () => ({ time: new Date(Date.UTC(2026, 10, 18, 14, minutes++)).toISOString(), doubt: null }),
      makeSalt: () => hashOf(`screens ${name} ${salts++}`),
    }),
  };
}

export const readMechanism = (text: string): MechanismProfile => {
  const profile = decodeProfile(text);
  if (!profile.ok) throw new Error(JSON.stringify(profile.error));
  return profile.value;
};

/** The credentials of a text of enrolment. */
export const credentialsIn = (text: string): readonly Signed[] =>
  (JSON.parse(text) as readonly Json[]).flatMap((item) => decodeSigned(item) ?? []);

export async function sampleEntries(kind: string): Promise<readonly DemoEntry[]> {
  const input = await readInput(SAMPLES);
  if (!input.ok) throw new Error(JSON.stringify(input.error));
  return input.value.entries.filter((entry) => entry.kind === kind);
}

export const recordOf = (entry: DemoEntry): RecordId => hashOf(`screens record ${entry.id}`) as RecordId;

/** Each entry in one sitting, finished. */
export async function writeEntries({ device }: Laptop, entries: readonly DemoEntry[]): Promise<void> {
  for (const entry of entries) {
    const own: [string, Json][] = [[FINISHED_CELL, true]];
    if (entry.language !== null) own.push([LANGUAGE_CELL, entry.language]);
    await writeRecord(device, recordOf(entry), entry.kind, [...entry.cells, ...own]);
  }
}

/** One more sitting in an entry's record. */
export const writeCells = ({ device }: Laptop, entry: DemoEntry, cells: Readonly<Record<string, Json>>) =>
  writeRecord(device, recordOf(entry), entry.kind, Object.entries(cells));

/** What the other laptop wrote is here too, as after a stick. */
export const share = ({ device }: Laptop, from: Laptop) => takeIn(device, [...from.device.changesets.values()]);

export const headsNow = ({ device }: Laptop): Heads => headsOf(device.logs);

export interface BundleFacts {
  readonly profile: MechanismProfile;
  /** age recipients beside the profile's reader */
  readonly alsoFor?: readonly string[];
  readonly basis?: Heads;
  readonly credentials: readonly Signed[];
}

/** Seals what this laptop has and the basis lacks, as a file; answers its path. */
export async function packTo(path: string, { device }: Laptop, facts: BundleFacts): Promise<string> {
  const { profile, alsoFor = [], basis = {}, credentials } = facts;
  const opened = [...device.changesets.values()].flatMap((changeset) => {
    const result = openChangeset(changeset);
    return result.ok ? [{ ...chainedOf(result.value), verified: result.value }] : [];
  });
  const lacking = changesetsFor(basis, opened).map(({ verified }) => verified.changeset);
  const bundle = await encodeBundle(
    { changesets: lacking, credentials, rosters: [], receipts: [], requests: [], custody: [], blobs: [] },
    {
      mechanism: profile.id,
      suite: profile.suite,
      recipients: [...profile.readers.map(({ recipient }) => recipient), ...alsoFor],
      basis,
      rosterVersion: 0,
      records: device.records.size,
      nonce: device.makeSalt(),
    },
    device.signer,
  );
  if (!bundle.ok) throw new Error(`packing failed: ${JSON.stringify(bundle.error)}`);
  writeFileSync(path, bundle.value.bytes);
  return path;
}

/** 16 bytes that belong to a text, as base64url. */
const hashOf = (text: string): string =>
  createHash('sha256').update(text).digest().subarray(0, 16).toString('base64url');
