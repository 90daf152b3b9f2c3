// What a storage can take at all: the same bytes as plain signed PUTs, as many at once as a letterbox keeps, and nothing else.

import { performance } from 'node:perf_hooks';
import { DEFAULT_LIMITS } from '#secretariat/limits.ts';
import { createS3Client, type S3Facts } from '#secretariat/s3-client.ts';
import { createGate } from '#secretariat/turns.ts';
import type { Parcel } from './client.ts';

export async function putPlainly(facts: S3Facts, parcels: readonly Parcel[]): Promise<object> {
  const ask = createS3Client(facts);
  const fewAtOnce = createGate(DEFAULT_LIMITS.keptAtOnce);
  const began = performance.now();
  await Promise.all(
    parcels.map((parcel) =>
      fewAtOnce(async () => {
        const { size, sha256, pieces } = parcel;
        const chunks = async function* (): AsyncIterable<Uint8Array> {
          yield* pieces;
        };
        const body = { size, sha256: Buffer.from(sha256, 'base64url').toString('hex'), chunks };
        const answer = await ask({ method: 'PUT', key: `alone/${sha256}`, body });
        answer.resume();
        if (answer.statusCode !== 200) throw new Error(`not put: ${answer.statusCode}`);
      }),
    ),
  );
  const seconds = (performance.now() - began) / 1000;
  const megabytes = parcels.reduce((sum, { size }) => sum + size, 0) / 1e6;
  return {
    seconds: Math.round(seconds * 10) / 10,
    putsPerSecond: Math.round((parcels.length / seconds) * 10) / 10,
    megabytesPerSecond: Math.round((megabytes / seconds) * 10) / 10,
  };
}
