// node secretariat/main.ts --dir DIR --port PORT --profile mechanism.json [--host HOST] [--origin URL …]
//   [--metrics PORT] [--s3 URL --bucket BUCKET [--region REGION] [--settle SECONDS]], with CHASQUI_S3_ACCESS_KEY and CHASQUI_S3_SECRET_KEY in the environment
// node secretariat/main.ts check --dir DIR [--s3 URL --bucket BUCKET [--region REGION]]: reads all that is kept, says what
// is damaged, a line each, and changes nothing. Exit 0: all is whole; 3: something is damaged.
//
// One line with its address on standard output when it is ready; its log, a JSON line for each event, on
// standard error. SIGTERM and SIGINT end it politely, a second one at once. Exit 0: ended; 1: could not start;
// 2: usage.

import { readFile } from 'node:fs/promises';
import { parseArgs } from 'node:util';
import { decodeProfile, type MechanismProfile } from '#shared/log/profile.ts';
import { checkLetterbox } from './check.ts';
import { codeOf } from './disk/disk.ts';
import { nodeDisk } from './disk/node-disk.ts';
import { createFolderStore } from './folder-store.ts';
import { DEFAULT_LIMITS } from './limits.ts';
import { readPublicKey } from './own-key.ts';
import { createS3Client, type S3Facts } from './s3-client.ts';
import { createS3Store } from './s3-store.ts';
import { startLetterbox } from './server.ts';

const USAGE =
  'usage: node secretariat/main.ts --dir DIR --port PORT --profile mechanism.json [--host HOST] [--origin URL ...] [--metrics PORT] [--s3 URL --bucket BUCKET [--region REGION] [--settle SECONDS]]\n   or: node secretariat/main.ts check --dir DIR [--s3 URL --bucket BUCKET [--region REGION]]';

interface Arguments {
  readonly folder: string;
  readonly port: number;
  readonly profile: string;
  readonly host: string;
  readonly origins: readonly string[];
  readonly s3: S3Facts | undefined;
  readonly metricsPort: number | undefined;
  readonly settleSeconds: number;
}

await run(process.argv.slice(2));

async function run(args: readonly string[]): Promise<void> {
  process.umask(0o077);
  if (args[0] === 'check') return check(args.slice(1));
  const given = readArguments(args);
  if (given === undefined) return end(2, USAGE);
  const profile = await readProfile(given.profile);
  if (typeof profile === 'string') return end(2, `${USAGE}\nthe profile was not taken: ${profile}`);
  try {
    const { settleSeconds, ...facts } = given;
    const writeLog = (line: string): boolean => process.stderr.write(`${line}\n`);
    const letterbox = await startLetterbox({ ...facts, profile, limits: { settleSeconds }, writeLog });
    process.stdout.write(`${letterbox.url}\n`);
    let asked = false;
    const stop = (): void => {
      if (asked) process.exit(1);
      asked = true;
      void letterbox.stop();
    };
    process.on('SIGTERM', stop);
    process.on('SIGINT', stop);
  } catch (error) {
    const code = codeOf(error);
    if (code === undefined) throw error;
    end(1, `could not start: ${code}`);
  }
}

async function check(args: readonly string[]): Promise<void> {
  const given = readArguments(['--port', '0', '--profile', '-', ...args]);
  if (given === undefined) return end(2, USAGE);
  try {
    const key = await readPublicKey(given.folder, nodeDisk);
    if (key === undefined) return end(1, 'no letterbox.key in this folder');
    const store = given.s3
      ? createS3Store(createS3Client(given.s3), nodeDisk)
      : await createFolderStore(given.folder, nodeDisk, 'look');
    let damages = 0;
    const checked = await checkLetterbox(store, key, (finding) => {
      damages++;
      process.stdout.write(`${JSON.stringify(finding)}\n`);
    });
    process.stdout.write(`${JSON.stringify({ ...checked, damages })}\n`);
    process.exitCode = damages > 0 ? 3 : 0;
  } catch (error) {
    end(1, `could not read it all: ${codeOf(error) ?? 'unreadable'}`);
  }
}

function readArguments(args: readonly string[]): Arguments | undefined {
  try {
    const { values } = parseArgs({
      args: [...args],
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
      },
    });
    const { dir, port = '', profile, host, origin, metrics, settle } = values;
    const arePorts = [port, metrics ?? '0'].every((each) => /^\d{1,5}$/.test(each) && Number(each) < 65_536);
    const fits = arePorts && /^[1-9]\d{0,3}$/.test(settle) && origin.every((url) => URL.canParse(url));
    const s3 = bucketOf(values);
    return dir === undefined || profile === undefined || !fits || s3 === null
      ? undefined
      : {
          folder: dir,
          port: Number(port),
          profile,
          host,
          origins: origin,
          s3,
          metricsPort: metrics === undefined ? undefined : Number(metrics),
          settleSeconds: Number(settle),
        };
  } catch {
    return undefined;
  }
}

interface BucketValues {
  readonly s3?: string | undefined;
  readonly bucket?: string | undefined;
  readonly region: string;
}

/** undefined: none is asked for; null: something is missing or is no bucket. The keys never stand in a command line. */
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

async function readProfile(path: string): Promise<MechanismProfile | string> {
  try {
    const profile = decodeProfile(await readFile(path, 'utf8'));
    return profile.ok ? profile.value : profile.error.type;
  } catch (error) {
    return codeOf(error) ?? 'unreadable';
  }
}

function end(code: number, sentence: string): void {
  process.stderr.write(`${sentence}\n`);
  process.exitCode = code;
}
