import { mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { readLimits } from '#secretariat/limit-settings.ts';
import { DEFAULT_LIMITS } from '#secretariat/limits.ts';
import { fakeMechanism } from '#scripts/headless/mechanism.ts';
import { paths } from '#shared/wire/letterbox.ts';
import { ask, runProcess, startProcess } from './process.ts';

const MIB = 1024 * 1024;

describe('limits in the environment', () => {
  it('are the usual ones where nothing is set, whatever else stands there', () => {
    expect(readLimits({ PATH: '/bin', CHASQUI_S3_ACCESS_KEY: 'x' })).toEqual({ ok: true, value: DEFAULT_LIMITS });
  });

  it('each sets what its name says and nothing else', () => {
    const { device, organisation } = DEFAULT_LIMITS;
    for (const [name, value, changed] of [
      ['BUNDLE_MB', 20, { bundleBytes: 20 * MIB }],
      ['DEVICE_MB', 300, { device: { ...device, bytes: 300 * MIB } }],
      ['DEVICE_BUNDLES', 30, { device: { ...device, bundles: 30 } }],
      ['DEVICE_DAY_MB', 100, { device: { ...device, bytesPerDay: 100 * MIB } }],
      ['DEVICE_DAY_BUNDLES', 10, { device: { ...device, bundlesPerDay: 10 } }],
      ['ORGANISATION_MB', 300, { organisation: { ...organisation, bytes: 300 * MIB } }],
      ['ORGANISATION_BUNDLES', 30, { organisation: { ...organisation, bundles: 30 } }],
      ['ORGANISATION_DAY_MB', 100, { organisation: { ...organisation, bytesPerDay: 100 * MIB } }],
      ['ORGANISATION_DAY_BUNDLES', 10, { organisation: { ...organisation, bundlesPerDay: 10 } }],
      ['DEVICE_UPLOADS', 3, { uploadsPerDevice: 3 }],
      ['UPLOADS', 300, { uploads: 300 }],
      ['UPLOAD_DAYS', 60, { uploadDays: 60 }],
      ['KEPT_AT_ONCE', 2, { keptAtOnce: 2 }],
      ['FREE_MB', 0, { reserveBytes: 0 }],
      ['CONNECTIONS', 4000, { connections: 4000 }],
      ['DEVICE_REQUESTS', 1001, { requestsPerMinute: 1001, requestBurst: 500 }],
      ['STRANGER_REQUESTS', 50_000, { strangerRequestsPerMinute: 50_000, strangerBurst: 25_000 }],
    ] as const) {
      const limits = readLimits({ [`CHASQUI_LIMIT_${name}`]: `${value}` });
      expect(limits, name).toEqual({ ok: true, value: { ...DEFAULT_LIMITS, ...changed } });
    }
  });

  it('all stand in the book of whoever runs it, with their usual number', async () => {
    const book = await readFile(new URL('../../secretariat/README.md', import.meta.url), 'utf8');
    const rows = [...book.matchAll(/^\| `(\w+)` \| ([\d,]+) \|/gm)].map(([, name = '', usual = '']) => [
      `CHASQUI_LIMIT_${name}`,
      usual.replaceAll(',', ''),
    ]);
    expect(rows).toHaveLength(17);
    expect(readLimits(Object.fromEntries(rows) as Record<string, string>)).toEqual({ ok: true, value: DEFAULT_LIMITS });
  });

  it.each(['', ' 5', '5 ', '-1', '0', '65', '1.5', '1e1', '0x10', '64MB', '99999999999'])(
    'a number that is none, or out of its range, is named: %j',
    (text) => {
      const error = 'CHASQUI_LIMIT_BUNDLE_MB must be a whole number from 1 to 64';
      expect(readLimits({ CHASQUI_LIMIT_BUNDLE_MB: text })).toEqual({ ok: false, error });
    },
  );

  it.each(['BUNDLE_BYTES', 'bundle_mb', '', '__proto__', 'toString'])(
    'a name that is not known is named and not passed over: %j',
    (name) => {
      const error = `CHASQUI_LIMIT_${name} is not a limit that can be set`;
      expect(readLimits({ [`CHASQUI_LIMIT_${name}`]: '5' })).toEqual({ ok: false, error });
    },
  );

  it.each([
    ['DEVICE_DAY_MB', 'a device'],
    ['DEVICE_MB', 'a device'],
    ['ORGANISATION_DAY_MB', 'an organisation'],
  ])('a quota into which no large bundle fits is refused: nobody could ever leave it (%s)', (name, who) => {
    const error = `not one bundle of the largest size would fit into what ${who} may leave`;
    expect(readLimits({ [`CHASQUI_LIMIT_${name}`]: '63' })).toEqual({ ok: false, error });
    expect(readLimits({ [`CHASQUI_LIMIT_${name}`]: '63', CHASQUI_LIMIT_BUNDLE_MB: '63' }).ok).toBe(true);
  });
});

describe('the program', () => {
  const grounds: string[] = [];
  afterAll(() => Promise.all(grounds.map((ground) => rm(ground, { recursive: true, force: true }))));

  async function settled() {
    const ground = await mkdtemp(join(tmpdir(), 'chasqui-limits-'));
    grounds.push(ground);
    const profile = join(ground, 'mechanism.json');
    await writeFile(profile, (await fakeMechanism('limit settings')).profileText);
    return { ground, args: ['--dir', join(ground, 'letterbox'), '--port', '0', '--profile', profile] };
  }

  it('takes them, and tells its devices how large a bundle may be', async () => {
    const { args } = await settled();
    const letterbox = await startProcess(args, { CHASQUI_LIMIT_BUNDLE_MB: '5' });
    try {
      expect((await ask(`${letterbox.url}/${paths.about}`)).json).toMatchObject({ bundleBytes: 5 * MIB });
    } finally {
      letterbox.signal('SIGTERM');
      await letterbox.ended;
    }
  });

  it('does not start with one that is wrong, and makes nothing', async () => {
    const { ground, args } = await settled();
    expect(await runProcess(args, { CHASQUI_LIMIT_CONNECTIONS: 'many' })).toEqual({
      code: 2,
      said: 'CHASQUI_LIMIT_CONNECTIONS must be a whole number from 10 to 60000\n',
    });
    expect(await readdir(ground)).toEqual(['mechanism.json']);
  });
});
