// SHA-256 of a sealed file, by the platform: it may be large, and this thread has other work.

import { type Bytes, bytesToBase64url } from '#shared/base/bytes.ts';
import type { Digest } from '#shared/base/ids.ts';

export const fileDigest = async (bytes: Uint8Array): Promise<Digest> =>
  bytesToBase64url(new Uint8Array(await crypto.subtle.digest('SHA-256', bytes as Bytes))) as Digest;
