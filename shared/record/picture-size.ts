// Stage 1, how large a picture says it is, read from its header, so that nobody decodes a picture that would fill
// the memory of a small laptop. JPEG (ITU-T T.81), PNG (RFC 2083), GIF89a, WebP (RFC 9649). Undefined where the
// header is not one; whether the rest can be drawn only drawing it tells.

export interface PictureSize {
  readonly width: number;
  readonly height: number;
}

export function pictureSizeOf(type: string, bytes: Uint8Array): PictureSize | undefined {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const read = READERS.get(type);
  try {
    const size = read?.(view);
    return size !== undefined && size.width > 0 && size.height > 0 ? size : undefined;
  } catch (error) {
    if (error instanceof RangeError) return undefined; // it ends in the middle of its header
    throw error;
  }
}

type Reader = (view: DataView) => PictureSize | undefined;

/** The first frame header (SOF0 to SOF15, but DHT, JPG and DAC) among the segments. */
const readJpeg: Reader = (view) => {
  let at = 2;
  for (;;) {
    if (view.getUint8(at) !== 0xff) return undefined;
    const marker = view.getUint8(at + 1);
    if (marker === 0xff) {
      at++; // fill bytes
      continue;
    }
    if (marker === 0xd9 || marker === 0xda) return undefined; // the data begins, and no frame header was there
    const isFrame = marker >= 0xc0 && marker <= 0xcf && ![0xc4, 0xc8, 0xcc].includes(marker);
    if (isFrame) return { height: view.getUint16(at + 5), width: view.getUint16(at + 7) };
    at += 2 + view.getUint16(at + 2);
  }
};

const readPng: Reader = (view) => ({ width: view.getUint32(16), height: view.getUint32(20) });

const readGif: Reader = (view) => ({ width: view.getUint16(6, true), height: view.getUint16(8, true) });

const readWebp: Reader = (view) => {
  const chunk = String.fromCharCode(...[12, 13, 14, 15].map((at) => view.getUint8(at)));
  if (chunk === 'VP8 ') return { width: view.getUint16(26, true) & 0x3fff, height: view.getUint16(28, true) & 0x3fff };
  if (chunk === 'VP8L') {
    const bits = view.getUint32(21, true);
    return { width: (bits & 0x3fff) + 1, height: ((bits >>> 14) & 0x3fff) + 1 };
  }
  if (chunk !== 'VP8X') return undefined;
  const read24 = (at: number): number => view.getUint16(at, true) | (view.getUint8(at + 2) << 16);
  return { width: read24(24) + 1, height: read24(27) + 1 };
};

const READERS: ReadonlyMap<string, Reader> = new Map([
  ['image/jpeg', readJpeg],
  ['image/png', readPng],
  ['image/gif', readGif],
  ['image/webp', readWebp],
]);
