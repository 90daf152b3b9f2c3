// A sealed bundle as a thing in an out-tray.

import { expect, test } from 'vitest';
import { bundleOfParcel, PARCEL_TYPE, parcelOf } from '#shared/bundle/parcel.ts';
import { decodeSigned } from '#shared/wire/letterbox.ts';
import type { Json } from '#shared/base/json.ts';

test('the bytes of a bundle come out as they went in, through the gate of the wire', () => {
  const bytes = Uint8Array.from({ length: 220_000 }, (_, at) => at % 251);
  const parcel = parcelOf(bytes);
  const carried = decodeSigned(JSON.parse(JSON.stringify(parcel)) as Json);
  expect(carried && bundleOfParcel(carried)).toEqual(bytes);
});

test('what a tray cannot hold is no parcel', () => {
  expect(parcelOf(new Uint8Array(230_000))).toBeUndefined();
});

test('what is no parcel gives no bundle', () => {
  const said = (body: string, type = PARCEL_TYPE) => bundleOfParcel({ type, body, signatures: [] });
  expect(said('{"bundle":"AAAA"}')).toEqual(new Uint8Array(3));
  for (const body of [
    '',
    '{}',
    '[]',
    '{"bundle":1}',
    '{"bundle":"AA AA"}',
    '{"bundle":"AAAA","more":1}',
    '{ "bundle":"AAAA"}',
  ])
    expect(said(body), body).toBeUndefined();
  expect(said('{"bundle":"AAAA"}', 'application/vnd.chasqui.merged+json;v=1')).toBeUndefined();
});
