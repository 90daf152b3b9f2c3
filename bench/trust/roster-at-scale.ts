// A mechanism of 2,000 organisations with ten devices each: how long until everybody is known, from nothing (once in a
// profile's life), at a later unlocking with the verdicts that were kept, again in the same session, and after one more
// device came. Two signatures a credential (its parent's, and its holder's proof), all verified from nothing.

import { performance } from 'node:perf_hooks';
import type { Signed } from '#shared/log/envelope.ts';
import { resolveTrust } from '#shared/log/roster.ts';
import { makeVerdicts } from '#shared/log/verdicts.ts';
import { fakeMechanism } from '#scripts/headless/mechanism.ts';

export interface RosterSize {
  readonly organisations: number;
  readonly devicesEach: number;
}

export async function rosterAtScale({ organisations, devicesEach }: RosterSize, say: (line: string) => void) {
  say(`${organisations} organisations × ${devicesEach} devices: signing …`);
  const world = await fakeMechanism('bench trust', { organisations, recordersEach: devicesEach });
  const [first] = world.organisations;
  if (first === undefined) throw new Error('no organisation');
  const roster = await world.roster(1, []);
  say('verifying …');
  const atFirst = copied(world.credentials);
  const verdicts = makeVerdicts([]);
  const cold = await timed(() => resolveTrust(world.profile, atFirst, [roster], verdicts));
  const kept = verdicts.fresh();
  const credentials = copied(world.credentials);
  const unlocked = await timed(() => resolveTrust(world.profile, credentials, [roster], makeVerdicts(kept)));
  const again = await timed(() => resolveTrust(world.profile, credentials, [roster]));
  const { credential } = await world.enrol('una más', first);
  const oneMore = await timed(() => resolveTrust(world.profile, [...credentials, credential], [roster]));
  return {
    devices: cold.value.authors.size,
    signatures: world.credentials.length * 2,
    coldMs: Math.round(cold.ms),
    /** of all threads: what it costs, whatever else the machine did */
    coldCpuMs: Math.round(cold.cpuMs),
    /** with the verdicts kept: no signature is verified twice by one profile */
    unlockMs: Math.round(unlocked.ms),
    unlockCpuMs: Math.round(unlocked.cpuMs),
    verdicts: kept.length,
    againMs: Math.round(again.ms),
    oneMoreMs: Math.round(oneMore.ms),
  };
}

/** As if they had just been read from disk: nothing is remembered of a value that was never seen. */
const copied = (list: readonly Signed[]): readonly Signed[] => structuredClone(list) as readonly Signed[];

async function timed<T>(
  work: () => Promise<T>,
): Promise<{ readonly value: T; readonly ms: number; readonly cpuMs: number }> {
  const begun = performance.now();
  const cpu = process.cpuUsage();
  const value = await work();
  const { user, system } = process.cpuUsage(cpu);
  return { value, ms: performance.now() - begun, cpuMs: (user + system) / 1000 };
}
