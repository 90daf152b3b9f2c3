// Signed requests (AWS Signature 4) to S3-compatible object storage, path-style. What a service may do on a bad day
// (cut a connection, 429, 5xx, stand still) is tried again a few times and then thrown as ESTORE, without a word of
// what the service said: no address and no secret reaches a log. The SHA-256 of every body is part of the signature,
// so that the service itself refuses bytes that were changed on the way.

import { createHash } from 'node:crypto';
import { Agent as HttpAgent, type IncomingMessage, request as requestHttp } from 'node:http';
import { Agent as HttpsAgent, request as requestHttps } from 'node:https';
import { pipeline } from 'node:stream/promises';
import { setTimeout as pause } from 'node:timers/promises';
import { AwsV4Signer } from 'aws4fetch';
import { diskError } from './disk/disk.ts';

export interface S3Facts {
  /** of the service, such as https://storage.example */
  readonly url: string;
  readonly bucket: string;
  readonly accessKey: string;
  readonly secretKey: string;
  readonly region: string;
  /** milliseconds before the second try of a request, doubled before each further one */
  readonly pauseMilliseconds?: number;
}

export interface S3Body {
  readonly size: number;
  /** hexadecimal */
  readonly sha256: string;
  /** from the beginning, at each try anew */
  readonly chunks: () => AsyncIterable<Uint8Array>;
}

export interface S3Request {
  readonly method: 'GET' | 'HEAD' | 'PUT' | 'DELETE';
  /** '' is the bucket itself */
  readonly key: string;
  readonly query?: Readonly<Record<string, string>>;
  readonly headers?: Readonly<Record<string, string>>;
  readonly body?: S3Body;
}

/** The answer's head; its body is the caller's to read or to destroy. Any status but 429 and 5xx is an answer. */
export type AskS3 = (request: S3Request) => Promise<IncomingMessage>;

const TRIES = 4;
const IDLE_MILLISECONDS = 30_000;
const NOTHING: S3Body = { size: 0, sha256: createHash('sha256').digest('hex'), chunks: async function* () {} };

/** What is thrown where the storage does not do what it should. */
export const storeAway = (): Error => diskError('ESTORE');

export function createS3Client(facts: S3Facts): AskS3 {
  const isTls = facts.url.startsWith('https:');
  const agent = isTls ? new HttpsAgent({ keepAlive: true }) : new HttpAgent({ keepAlive: true });
  const base = facts.url.replace(/\/+$/, '');

  const askOnce = async ({
    method,
    key,
    query = {},
    headers = {},
    body = NOTHING,
  }: S3Request): Promise<IncomingMessage> => {
    const url = new URL(`${base}/${facts.bucket}${key === '' ? '' : `/${key}`}`);
    for (const [name, value] of Object.entries(query)) url.searchParams.set(name, value);
    const signer = new AwsV4Signer({
      method,
      url: url.href,
      headers: { ...headers, 'x-amz-content-sha256': body.sha256 },
      accessKeyId: facts.accessKey,
      secretAccessKey: facts.secretKey,
      region: facts.region,
      service: 's3',
    });
    const signed = Object.fromEntries((await signer.sign()).headers);
    const sent = { ...signed, ...(method === 'PUT' && { 'content-length': String(body.size) }) };
    const open = (isTls ? requestHttps : requestHttp)(url, {
      method,
      headers: sent,
      agent,
      timeout: IDLE_MILLISECONDS,
    });
    open.on('timeout', () => open.destroy(storeAway()));
    const answer = new Promise<IncomingMessage>((resolve, reject) => {
      open.once('response', resolve);
      open.on('error', reject); // also after the answer: some services end an answer to HEAD as if it had a body
    });
    // an answer may come before the last byte was taken: then the rest is nobody's
    await Promise.race([answer, pipeline(body.chunks(), open).then(() => answer)]);
    return answer;
  };

  return async (request) => {
    for (let attempt = 1; ; attempt++) {
      const answer = await askOnce(request).catch(() => undefined);
      const status = answer?.statusCode ?? 0;
      if (answer !== undefined && status !== 429 && status < 500) return answer;
      answer?.destroy();
      if (status === 507) throw diskError('ENOSPC');
      if (attempt === TRIES) throw storeAway();
      await pause((facts.pauseMilliseconds ?? 250) * 2 ** (attempt - 1));
    }
  };
}
