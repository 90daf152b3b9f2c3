// Stage 3, a small sealed bundle as a thing that an out-tray holds: the way to a device that may not list what lies at a
// letterbox (only readers may). It is signed by nobody as a parcel, for the bundle inside is sealed for one reader and
// signed by its sender; the letterbox sees its size and for whom it waits, as of every other thing in a tray.
//   type   application/vnd.chasqui.parcel+json;v=1      body   JCS { bundle: base64url of the sealed file }

import { base64urlToBytes, type Bytes, bytesToBase64url } from '../base/bytes.ts';
import { canonicalText, hasOnlyKeys, isJsonObject, parseCanonical } from '../base/json.ts';
import type { Signed } from '../log/envelope.ts';

export const PARCEL_TYPE = 'application/vnd.chasqui.parcel+json;v=1';

/** Characters that a thing in an out-tray can have (wire/letterbox.ts), less what stands around the bundle. */
const MAX_BODY = 299_000;

/** Undefined where the bundle is too large for a tray. */
export function parcelOf(sealed: Uint8Array): Signed | undefined {
  const body = canonicalText({ bundle: bytesToBase64url(sealed) });
  return body.length > MAX_BODY ? undefined : { type: PARCEL_TYPE, body, signatures: [] };
}

/** The sealed bundle; undefined where it is no parcel. What is in it is for taking in to judge. */
export function bundleOfParcel({ type, body }: Signed): Bytes | undefined {
  if (type !== PARCEL_TYPE) return undefined;
  const parsed = parseCanonical(body, { size: MAX_BODY, depth: 2 });
  if (!parsed.ok || !isJsonObject(parsed.value) || !hasOnlyKeys(parsed.value, ['bundle'])) return undefined;
  const { bundle } = parsed.value;
  return typeof bundle === 'string' ? base64urlToBytes(bundle) : undefined;
}
