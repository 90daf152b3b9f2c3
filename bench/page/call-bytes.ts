// A call's arguments or answer as bytes, for the loopback wire between the bench page and its services: JSON in
// which each byte array is a place in what follows. Electron clones such values between its processes instead.

import { type Bytes, joinBytes, textToBytes } from '#shared/base/bytes.ts';

const PLACE = '$bytes';

export function valueToBytes(value: unknown): Bytes {
  const blobs: Uint8Array[] = [];
  let size = 0;
  const text = JSON.stringify(value, (_key, inner: unknown) => {
    if (!(inner instanceof Uint8Array)) return inner;
    blobs.push(inner);
    size += inner.length;
    return { [PLACE]: [size - inner.length, inner.length] };
  });
  const json = textToBytes(text ?? 'null');
  const head = new Uint8Array(4);
  new DataView(head.buffer).setUint32(0, json.length);
  return joinBytes(head, json, ...blobs);
}

export function bytesToValue(bytes: Uint8Array): unknown {
  const begin = 4 + new DataView(bytes.buffer, bytes.byteOffset).getUint32(0);
  return JSON.parse(new TextDecoder().decode(bytes.subarray(4, begin)), (_key, inner: unknown) => {
    const place = (inner as { readonly [PLACE]?: readonly [number, number] } | null)?.[PLACE];
    return place === undefined ? inner : bytes.slice(begin + place[0], begin + place[0] + place[1]);
  });
}
