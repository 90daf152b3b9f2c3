// Who plays in the demo: a mechanism, its secretariat, and the laptops of invented organisations, all made from one
// seed, so that two runs write the same records down to the last id. Keys made from a published seed protect nothing:
// a demo's folder is for looking at, never for real data.

import { createHash } from 'node:crypto';
import type { RecordId } from '#shared/base/ids.ts';
import type { ClaimedTime } from '#shared/log/changeset.ts';
import type { Suite } from '#shared/log/profile.ts';
import { resolveTrust, type Role, type Trust } from '#shared/log/roster.ts';
import { type HeadlessDevice, makeDevice } from '../headless/device.ts';
import { type FakeDevice, type FakeMechanism, type FakeOrganisation, fakeMechanism } from '../headless/mechanism.ts';

const SEED = 'chasqui demo';

export interface Player {
  readonly name: string;
  readonly keys: FakeDevice;
  readonly device: HeadlessDevice;
}

/** What carrying needs to know. */
export interface Ground {
  readonly mechanism: FakeMechanism;
  readonly trust: Trust;
  readonly secretariat: Player;
}

export interface Cast extends Ground {
  /** the first two share an organisation and edit one another's records */
  readonly recorders: readonly [Player, Player, Player, Player];
}

export const ORGANISATIONS = {
  north: 'Casa de Paso del Norte (demo)',
  women: 'Red de Mujeres en Movimiento (demo)',
  diaspora: 'Dyaspora Men nan Men (demo)',
} as const;

/** One laptop to be enrolled. Its clock starts there; a doubt is shown with each of its times, which decide nothing. */
export interface Part {
  readonly name: string;
  readonly organisation: keyof typeof ORGANISATIONS;
  readonly roles?: readonly Role[];
  readonly as?: 'reader';
  readonly clock: string;
  readonly doubt?: ClaimedTime['doubt'];
}

export async function castOf(suite: Suite): Promise<Cast> {
  const { players, ...ground } = await enrolAll(suite, [
    { name: 'Portátil 1', organisation: 'north', clock: '2026-11-09T14:00:00Z' },
    { name: 'Portátil 2', organisation: 'north', roles: ['recorder', 'coordinator'], clock: '2026-11-10T14:00:00Z' },
    { name: 'Portátil', organisation: 'women', ...DEAD_BATTERY },
    { name: 'Òdinatè', organisation: 'diaspora', clock: '2026-11-12T14:00:00Z' },
  ]);
  return { ...ground, recorders: players };
}

const RECORDER: readonly Role[] = ['recorder'];

/** The clock of a laptop whose clock battery is dead. */
export const DEAD_BATTERY = { clock: '2000-01-01T00:00:00Z', doubt: 'beforeBuild' } as const;

export async function enrolAll<Parts extends readonly Part[]>(
  suite: Suite,
  parts: readonly [...Parts],
): Promise<Ground & { readonly players: { readonly [At in keyof Parts]: Player } }> {
  const mechanism = await fakeMechanism(SEED, { suite, organisations: 0 });
  const organisations = new Map<string, FakeOrganisation>();
  for (const [key, name] of Object.entries(ORGANISATIONS)) organisations.set(key, await mechanism.found(name));
  const keys: FakeDevice[] = [];
  for (const { name, organisation, roles = RECORDER, as } of parts) {
    const under = organisations.get(organisation);
    if (under !== undefined) keys.push(await mechanism.enrol(name, under, { roles }, as));
  }
  const enrolled = [...organisations.values(), ...keys].map(({ credential }) => credential);
  const credentials = [...mechanism.credentials, ...enrolled];
  const trust = await resolveTrust(mechanism.profile, credentials, []);
  const play = (device: FakeDevice, clock: string, doubt: ClaimedTime['doubt'] = null): Player => ({
    name: `${device.organisation.name} · ${device.name}`,
    keys: device,
    device: makeDevice({
      signer: device.signer,
      key: device.key,
      trust,
      claimTime: ticking(clock, doubt),
      makeSalt: counting(device.kid),
    }),
  });
  const players = keys.map((device, at) => play(device, parts[at]?.clock ?? '', parts[at]?.doubt));
  return {
    mechanism: { ...mechanism, credentials },
    trust,
    secretariat: play(mechanism.secretariat, '2026-11-16T15:00:00Z'),
    players: players as { [At in keyof Parts]: Player },
  };
}

/** 16 bytes that belong to an entry of the input. */
export const recordIdOf = (entry: string): RecordId =>
  createHash('sha256').update(`${SEED} record ${entry}`).digest().subarray(0, 16).toString('base64url') as RecordId;

/** A clock that says one minute more each time it is asked. */
export function ticking(start: string, doubt: ClaimedTime['doubt']): () => ClaimedTime {
  let time = Date.parse(start);
  return () => {
    time += 60_000;
    return { time: new Date(time).toISOString(), doubt };
  };
}

/** Salts that differ from one another and not from one run to the next. */
export function counting(name: string): () => string {
  let count = 0;
  return () =>
    createHash('sha256').update(`${SEED} salt ${name} ${count++}`).digest().subarray(0, 16).toString('base64url');
}
