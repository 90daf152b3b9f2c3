// Who plays in the demo: a mechanism, its secretariat, and four devices of three organisations, all made from
// one seed, so that two runs write the same records down to the last id. Keys made from a published seed
// protect nothing: a demo's folder is for looking at, never for real data. Organisations are invented.

import { createHash } from 'node:crypto';
import type { RecordId } from '#shared/base/ids.ts';
import type { ClaimedTime } from '#shared/log/changeset.ts';
import type { Suite } from '#shared/log/profile.ts';
import { resolveTrust, type Trust } from '#shared/log/roster.ts';
import { type FakeDevice, type FakeMechanism, fakeMechanism } from '../headless/mechanism.ts';
import { type HeadlessDevice, makeDevice } from '../headless/device.ts';

const SEED = 'chasqui demo';

export interface Player {
  readonly name: string;
  readonly keys: FakeDevice;
  readonly device: HeadlessDevice;
}

export interface Cast {
  readonly mechanism: FakeMechanism;
  readonly trust: Trust;
  readonly secretariat: Player;
  /** the first two share an organisation and edit one another's records */
  readonly recorders: readonly [Player, Player, Player, Player];
}

export async function castOf(suite: Suite): Promise<Cast> {
  const mechanism = await fakeMechanism(SEED, { suite, organisations: 0 });
  const north = await mechanism.found('Casa de Paso del Norte (demo)');
  const women = await mechanism.found('Red de Mujeres en Movimiento (demo)');
  const diaspora = await mechanism.found('Dyaspora Men nan Men (demo)');
  const keys = [
    await mechanism.enrol('Portátil 1', north),
    await mechanism.enrol('Portátil 2', north, { roles: ['recorder', 'coordinator'] }),
    await mechanism.enrol('Portátil', women),
    await mechanism.enrol('Òdinatè', diaspora),
  ] as const;
  const credentials = [
    ...mechanism.credentials,
    ...[north, women, diaspora].map(({ credential }) => credential),
    ...keys.map(({ credential }) => credential),
  ];
  const trust = await resolveTrust(mechanism.profile, credentials, []);
  // One of the laptops has a dead clock battery: its times are shown and flagged, and decide nothing.
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
  return {
    mechanism: { ...mechanism, credentials },
    trust,
    secretariat: play(mechanism.secretariat, '2026-11-16T15:00:00Z'),
    recorders: [
      play(keys[0], '2026-11-09T14:00:00Z'),
      play(keys[1], '2026-11-10T14:00:00Z'),
      play(keys[2], '2000-01-01T00:00:00Z', 'beforeBuild'),
      play(keys[3], '2026-11-12T14:00:00Z'),
    ],
  };
}

/** 16 bytes that belong to an entry of the input. */
export const recordIdOf = (entry: string): RecordId =>
  createHash('sha256').update(`${SEED} record ${entry}`).digest().subarray(0, 16).toString('base64url') as RecordId;

/** A clock that says one minute more each time it is asked. */
function ticking(start: string, doubt: ClaimedTime['doubt']): () => ClaimedTime {
  let time = Date.parse(start);
  return () => {
    time += 60_000;
    return { time: new Date(time).toISOString(), doubt };
  };
}

/** Salts that differ from one another and not from one run to the next. */
function counting(name: string): () => string {
  let count = 0;
  return () =>
    createHash('sha256').update(`${SEED} salt ${name} ${count++}`).digest().subarray(0, 16).toString('base64url');
}
