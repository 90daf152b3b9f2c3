// The command line of the letterbox's program, as values. The keys of a bucket never stand in it.

import { parseArgs } from 'node:util';
import { DEFAULT_LIMITS } from './limits.ts';
import type { S3Facts } from './s3-client.ts';

export const USAGE = [
  'usage: node secretariat/main.ts --dir DIR --port PORT --profile mechanism.json [--host HOST] [--origin URL ...] [--metrics PORT] [--keep-merged DAYS] [--s3 URL --bucket BUCKET [--region REGION] [--settle SECONDS]]',
  '   or: node secretariat/main.ts check --dir DIR [--s3 URL --bucket BUCKET [--region REGION]]',
  '   or: node secretariat/main.ts retention --dir DIR --profile mechanism.json --keep-merged DAYS [--s3 …]',
  '   or: node secretariat/main.ts export STICK --dir DIR [--s3 …]',
  '   or: node secretariat/main.ts import STICK --dir DIR [--without-damaged] [--s3 …]',
].join('\n');

export interface Given {
  readonly folder: string;
  readonly s3: S3Facts | undefined;
  readonly port: number | undefined;
  readonly profile: string | undefined;
  readonly host: string;
  readonly origins: readonly string[];
  readonly metricsPort: number | undefined;
  readonly settleSeconds: number;
  readonly keepMergedDays: number | undefined;
  readonly withoutDamaged: boolean;
  /** what stands there without a name */
  readonly places: readonly string[];
}

/** undefined: it is not to be understood. */
export function readArguments(args: readonly string[]): Given | undefined {
  try {
    const { values, positionals } = parseArgs({
      args: [...args],
      allowPositionals: true,
      options: {
        dir: { type: 'string' },
        port: { type: 'string' },
        profile: { type: 'string' },
        host: { type: 'string', default: '127.0.0.1' },
        origin: { type: 'string', multiple: true, default: [] },
        s3: { type: 'string' },
        bucket: { type: 'string' },
        region: { type: 'string', default: 'us-east-1' },
        metrics: { type: 'string' },
        settle: { type: 'string', default: `${DEFAULT_LIMITS.settleSeconds}` },
        'keep-merged': { type: 'string' },
        'without-damaged': { type: 'boolean', default: false },
      },
    });
    const { dir, port, profile, host, origin, metrics, settle } = values;
    const days = values['keep-merged'];
    const arePorts = [port ?? '0', metrics ?? '0'].every((each) => /^\d{1,5}$/.test(each) && Number(each) < 65_536);
    const areCounts = [settle, days ?? '1'].every((each) => /^[1-9]\d{0,3}$/.test(each));
    const s3 = bucketOf(values);
    if (dir === undefined || s3 === null || !arePorts || !areCounts || !origin.every((url) => URL.canParse(url)))
      return undefined;
    return {
      folder: dir,
      s3,
      port: numberIn(port),
      profile,
      host,
      origins: origin,
      metricsPort: numberIn(metrics),
      settleSeconds: Number(settle),
      keepMergedDays: numberIn(days),
      withoutDamaged: values['without-damaged'],
      places: positionals,
    };
  } catch {
    return undefined;
  }
}

const numberIn = (text: string | undefined): number | undefined => (text === undefined ? undefined : Number(text));

interface BucketValues {
  readonly s3?: string | undefined;
  readonly bucket?: string | undefined;
  readonly region: string;
}

/** undefined: none is asked for; null: something is missing or is no bucket. */
function bucketOf({ s3: url, bucket, region }: BucketValues): S3Facts | undefined | null {
  if (url === undefined && bucket === undefined) return undefined;
  const accessKey = process.env['CHASQUI_S3_ACCESS_KEY'] ?? '';
  const secretKey = process.env['CHASQUI_S3_SECRET_KEY'] ?? '';
  const isUrl = url !== undefined && /^https?:/.test(url) && URL.canParse(url);
  const isBucket = bucket !== undefined && /^[a-z0-9][a-z0-9.-]{2,62}$/.test(bucket);
  return isUrl && isBucket && accessKey !== '' && secretKey !== ''
    ? { url, bucket, accessKey, secretKey, region }
    : null;
}
