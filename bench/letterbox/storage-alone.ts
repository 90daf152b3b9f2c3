// What a storage can take at all: the same bytes as plain signed PUTs, as many at once as a letterbox keeps, then as many
// short questions (HEAD), and nothing else. A letterbox asks thirteen things a bundle, one of them its bytes (docs/scale.md).

import { performance } from 'node:perf_hooks';
import { DEFAULT_LIMITS } from '#secretariat/limits.ts';
import { createS3Client, type S3Facts, type S3Request } from '#secretariat/s3-client.ts';
import { createGate } from '#secretariat/turns.ts';
import type { Parcel } from './client.ts';

export async function storageAlone(facts: S3Facts, parcels: readonly Parcel[]): Promise<object> {
  const ask = createS3Client(facts);
  const fewAtOnce = createGate(DEFAULT_LIMITS.keptAtOnce);
  const secondsFor = async (requestOf: (parcel: Parcel) => S3Request): Promise<number> => {
    const began = performance.now();
    const asking = parcels.map((parcel) =>
      fewAtOnce(async () => {
        const answer = await ask(requestOf(parcel));
        answer.resume();
        if (answer.statusCode !== 200) throw new Error(`the storage said ${answer.statusCode}`);
      }),
    );
    await Promise.all(asking);
    return (performance.now() - began) / 1000;
  };
  const putting = await secondsFor(putOf);
  const asking = await secondsFor((parcel) => ({ method: 'HEAD', key: keyOf(parcel) }));
  const megabytes = parcels.reduce((sum, { size }) => sum + size, 0) / 1e6;
  return {
    putSeconds: tenths(putting),
    putsPerSecond: tenths(parcels.length / putting),
    putMegabytesPerSecond: tenths(megabytes / putting),
    questionsPerSecond: tenths(parcels.length / asking),
  };
}

function putOf(parcel: Parcel): S3Request {
  const { size, sha256, pieces } = parcel;
  const chunks = async function* (): AsyncIterable<Uint8Array> {
    yield* pieces;
  };
  const body = { size, sha256: Buffer.from(sha256, 'base64url').toString('hex'), chunks };
  return { method: 'PUT', key: keyOf(parcel), body };
}

const keyOf = ({ sha256 }: Parcel): string => `alone/${sha256}`;
const tenths = (value: number): number => Math.round(value * 10) / 10;
