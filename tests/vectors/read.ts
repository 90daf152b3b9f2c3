// Reads the golden files, and sums up what a bundle held, so that a vector can name it in one digest.

import { readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { type Digest, digestOf, digestOfText } from '#shared/base/ids.ts';
import { canonicalText, type Json } from '#shared/base/json.ts';
import type { OpenedBundle } from '#shared/bundle/decode.ts';

const folder = join(dirname(fileURLToPath(import.meta.url)), 'v1');

export const vectorBytes = (name: string): Uint8Array<ArrayBuffer> => Uint8Array.from(readFileSync(join(folder, name)));

export const vectorJson = <Shape>(name: string): Shape => JSON.parse(readFileSync(join(folder, name), 'utf8')) as Shape;

/** Everything a bundle holds but the manifest. */
export function contentDigest(opened: OpenedBundle): Digest {
  const { changesets, credentials, rosters, receipts, requests, custody, blobs } = opened;
  const held = {
    changesets,
    credentials,
    rosters,
    receipts,
    requests,
    ...(custody.length > 0 && { custody }),
    blobs: blobs.map(({ digest, bytes }) => [digest, digestOf(bytes)]),
  };
  return digestOfText(canonicalText(held as object as Json));
}
