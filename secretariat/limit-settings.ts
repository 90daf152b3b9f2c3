// The limits that the person who runs a letterbox may set, in its environment: CHASQUI_LIMIT_… and a whole number. A
// name that is not known, a number out of its range, or a quota into which not one bundle would fit is refused with a
// sentence, so that nobody believes in a limit that does not hold.

import { MAX_FILE } from '#shared/bundle/manifest.ts';
import { err, ok, type Result } from '#shared/base/result.ts';
import { DEFAULT_LIMITS, type Limits, type Quota } from './limits.ts';

interface Setting {
  readonly least: number;
  readonly most: number;
  readonly in: (value: number, limits: Limits) => Partial<Limits>;
}

const PREFIX = 'CHASQUI_LIMIT_';
const MIB = 1024 * 1024;
const MOST_MB = 100_000_000; // a hundred terabytes
const MOST_BUNDLES = 1_000_000_000;

const between = (least: number, most: number, set: Setting['in']): Setting => ({ least, most, in: set });

function ofQuota(whose: 'device' | 'organisation', part: keyof Quota): Setting {
  const isBytes = part === 'bytes' || part === 'bytesPerDay';
  return between(1, isBytes ? MOST_MB : MOST_BUNDLES, (value, limits) => ({
    [whose]: { ...limits[whose], [part]: isBytes ? value * MIB : value },
  }));
}

const SETTINGS: { readonly [name: string]: Setting } = {
  BUNDLE_MB: between(1, MAX_FILE / MIB, (value) => ({ bundleBytes: value * MIB })),
  DEVICE_MB: ofQuota('device', 'bytes'),
  DEVICE_BUNDLES: ofQuota('device', 'bundles'),
  DEVICE_DAY_MB: ofQuota('device', 'bytesPerDay'),
  DEVICE_DAY_BUNDLES: ofQuota('device', 'bundlesPerDay'),
  ORGANISATION_MB: ofQuota('organisation', 'bytes'),
  ORGANISATION_BUNDLES: ofQuota('organisation', 'bundles'),
  ORGANISATION_DAY_MB: ofQuota('organisation', 'bytesPerDay'),
  ORGANISATION_DAY_BUNDLES: ofQuota('organisation', 'bundlesPerDay'),
  DEVICE_UPLOADS: between(1, 1000, (value) => ({ uploadsPerDevice: value })),
  UPLOADS: between(1, 1_000_000, (value) => ({ uploads: value })),
  UPLOAD_DAYS: between(1, 365, (value) => ({ uploadDays: value })),
  KEPT_AT_ONCE: between(1, 256, (value) => ({ keptAtOnce: value })),
  FREE_MB: between(0, MOST_MB, (value) => ({ reserveBytes: value * MIB })),
  CONNECTIONS: between(10, 60_000, (value) => ({ connections: value })),
  DEVICE_REQUESTS: between(60, 1_000_000, (value) => ({
    requestsPerMinute: value,
    requestBurst: Math.floor(value / 2),
  })),
  STRANGER_REQUESTS: between(60, 1_000_000, (value) => ({
    strangerRequestsPerMinute: value,
    strangerBurst: Math.floor(value / 2),
  })),
};

/** The limits as the environment has them, all others as they are by default; or a sentence that says what is wrong. */
export function readLimits(env: NodeJS.ProcessEnv): Result<Limits, string> {
  let limits = DEFAULT_LIMITS;
  for (const [name, text = ''] of Object.entries(env)) {
    if (!name.startsWith(PREFIX)) continue;
    const key = name.slice(PREFIX.length);
    const setting = Object.hasOwn(SETTINGS, key) ? SETTINGS[key] : undefined;
    if (setting === undefined) return err(`${shown(name)} is not a limit that can be set`);
    const value = /^\d{1,10}$/.test(text) ? Number(text) : -1;
    if (value < setting.least || value > setting.most)
      return err(`${name} must be a whole number from ${setting.least} to ${setting.most}`);
    limits = { ...limits, ...setting.in(value, limits) };
  }
  for (const whose of ['device', 'organisation'] as const) {
    const { bytes, bytesPerDay } = limits[whose];
    if (Math.min(bytes, bytesPerDay) < limits.bundleBytes)
      return err(`not one bundle of the largest size would fit into what ${NAMES[whose]} may leave`);
  }
  return ok(limits);
}

const NAMES = { device: 'a device', organisation: 'an organisation' } as const;

/** It stands in a sentence on a screen. */
const shown = (name: string): string => name.replace(/[^\x20-\x7E]/g, '?').slice(0, 80);
