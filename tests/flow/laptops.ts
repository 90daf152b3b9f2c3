// What flow tests are played with: engines over fake desktops, a mechanism founded by one of them, records.

import { expect, onTestFinished } from 'vitest';
import type { BundleId, RecordId } from '#shared/base/ids.ts';
import { canonicalText, type Json } from '#shared/base/json.ts';
import type { Result } from '#shared/base/result.ts';
import type { MechanismProfile } from '#shared/log/profile.ts';
import type { Role } from '#shared/log/roster.ts';
import type { Engine, OpenReport } from '#renderer/engine/door.ts';
import { makeEngine } from '#renderer/engine/engine.ts';
import { deleteDatabase } from '#renderer/store/whole-databases.ts';
import { makeSealer } from '#renderer/store/seal.ts';
import { openStore } from '#renderer/store/store.ts';
import { fakeDesktop, type FakeDesktop, type FakeDesktopOptions } from '#tests/fixtures/desktop.ts';

export interface Laptop {
  readonly fake: FakeDesktop;
  readonly engine: Engine;
  readonly profile: string;
  readonly report: OpenReport;
  /** the same laptop later: the process was ended (or killed) and begins again; its clock may show something else */
  readonly again: (time?: () => number) => Promise<Laptop>;
}

/** A clock that shows what it is told. */
export const NOON = Date.parse('2026-03-01T12:00:00Z');

export async function laptop(options: FakeDesktopOptions = {}, time: () => number = () => NOON): Promise<Laptop> {
  return openOn(await fakeDesktop(options), time);
}

async function openOn(fake: FakeDesktop, time: () => number): Promise<Laptop> {
  const engine = makeEngine(time);
  const vault = fake.unlock();
  const report = valueOf(await engine.open(vault, fake.desktop, () => undefined));
  onTestFinished(async () => {
    await engine.close();
    await deleteDatabase(vault.profile);
  });
  const again = async (then = time): Promise<Laptop> => {
    await engine.close();
    return openOn(fake, then);
  };
  return { fake, engine, profile: vault.profile, report, again };
}

export interface Mechanism {
  readonly secretariat: Laptop;
  readonly profile: MechanismProfile;
  /** a laptop of an organisation that joined and was enrolled */
  readonly enrolled: (name: string, organisation?: string, role?: Role) => Promise<Laptop>;
}

export async function mechanism(options: FakeDesktopOptions = {}): Promise<Mechanism> {
  const secretariat = await laptop(options);
  const profile = valueOf(
    await secretariat.engine.foundMechanism({
      names: { es: 'Mecanismo de prueba' },
      organisation: 'Secretaría',
      device: 'Oficina',
      suite: 'classic',
      letterboxes: (options.letterboxes ?? []).map(({ url }) => ({ name: 'Buzón', url })),
    }),
  );
  const enrolled: Mechanism['enrolled'] = async (name, organisation = `Casa ${name}`, role = 'recorder') => {
    const made = await laptop(options);
    await enrol(secretariat, made, profile, name, organisation, role);
    return made;
  };
  return { secretariat, profile, enrolled };
}

export async function enrol(
  secretariat: Laptop,
  device: Laptop,
  profile: MechanismProfile,
  name: string,
  organisation: string,
  role: Role = 'recorder',
): Promise<void> {
  valueOf(await device.engine.joinMechanism(JSON.stringify(profile)));
  const card = valueOf(await device.engine.makeCard(name));
  const text = valueOf(await secretariat.engine.enrolDevice(card, role, organisation));
  valueOf(await device.engine.acceptCredentials(text));
}

/** What a practice cannot do without. */
export const PRACTICE: Readonly<Record<string, Json>> = {
  title: 'Orientación a familias recién llegadas',
  main_implementer: 'Casa del Camino',
  start_date: '2024-05',
  'primary_objectives.3': { listed: 0 },
  'primary_objectives.15': { listed: 1 },
  'countries.MX': { listed: 0 },
  summary: 'Se orienta a familias recién llegadas sobre salud y escuela.',
};

/** Another computer, with what a copy of the lost laptop's notebook holds. */
export const restored = ({ fake }: Laptop): Promise<Laptop> => laptop({ goesOnFor: fake });

export async function recorded(
  { engine }: Laptop,
  cells: Readonly<Record<string, Json>> = PRACTICE,
): Promise<RecordId> {
  const id = valueOf(await engine.beginRecord('practice', 'es'));
  valueOf(await engine.editRecord(id, cells));
  valueOf(await engine.leaveRecord(id));
  return id;
}

export async function finished(device: Laptop, cells: Readonly<Record<string, Json>> = PRACTICE): Promise<RecordId> {
  const id = await recorded(device, cells);
  valueOf(await device.engine.finishRecord(id));
  return id;
}

/** Packs for the reader and answers the sealed file, as it would go on a stick. */
export async function packed(
  from: Laptop,
  reader: string,
): Promise<{ readonly bundle: BundleId; readonly bytes: Uint8Array }> {
  const { bundle } = valueOf(await from.engine.makeBundle({ reader }));
  return { bundle, bytes: bytesOf(from, bundle) };
}

/** Takes a bundle in, of which nothing is held and nothing refused. */
export async function take({ engine }: Laptop, bytes: Uint8Array): Promise<void> {
  expect(valueOf(await engine.takeIn('x.quipu', bytes))).toMatchObject({ problem: null, held: [], refused: [] });
}

export function bytesOf({ fake }: Laptop, bundle: BundleId): Uint8Array {
  const kept = fake.bundles.get(bundle);
  if (kept === undefined) throw new Error('not kept');
  return kept.bytes;
}

export const readerOf = (profile: MechanismProfile): string =>
  profile.readers[0]?.kid ?? profile.readers[0]?.recipient ?? '';

/** The reader under which a device itself is offered bundles: its receipts go back so. */
export async function deviceReader(from: Laptop, name: string): Promise<string> {
  const { readers } = await from.engine.handOver();
  const reader = readers.find((each) => each.name.startsWith(name));
  if (reader === undefined) throw new Error(`no reader ${name}`);
  return reader.id;
}

/** Every record of a closed laptop's store, in canonical text, by id. */
export async function recordsOf(closed: Laptop): Promise<ReadonlyMap<string, string>> {
  const store = await openStore(closed.profile, await makeSealer(closed.fake.unlock().dataKey));
  const records = await store.records.getMany(store.records.summaries.keys());
  store.close();
  return new Map([...records].map(([id, state]): [string, string] => [id, canonicalText(state as object as Json)]));
}

export function valueOf<T, E>(result: Result<T, E>): T {
  if (!result.ok) throw new Error(`refused: ${JSON.stringify(result.error)}`);
  return result.value;
}

export function errorOf<T, E>(result: Result<T, E>): E {
  expect(result.ok).toBe(false);
  if (result.ok) throw new Error('not refused');
  return result.error;
}
