// A picture drawn anew: decoded, made no larger than is useful, and encoded from its pixels alone, so that neither
// place nor device nor time nor thumbnail of the original is kept. Its header is asked first how large it is: a
// picture that would fill the memory of a small laptop is never decoded.

import { type Bytes, joinBytes } from '#shared/base/bytes.ts';
import { err, ok, type Result } from '#shared/base/result.ts';
import { pictureSizeOf } from '#shared/record/picture-size.ts';
import type { PictureProblem } from './file-door.ts';

export interface CleanPicture {
  readonly type: 'image/jpeg' | 'image/png';
  readonly bytes: Bytes;
}

/** in pixels; a picture of a telephone has 12 to 50 million */
const MAX_PIXELS = 50_000_000;
const MAX_SIDE = 20_000;
/** of the picture that is kept; a page of a report is printed well from it */
export const LONG_SIDE = 2560;
/** A drawing stays a PNG up to here; what is larger is a photo. */
const MAX_PNG = 2_000_000;
const QUALITY = 0.85;

/** @param type of the original, one of the pictures of shared/record/media-type.ts */
export async function cleanPicture(type: string, bytes: Uint8Array): Promise<Result<CleanPicture, PictureProblem>> {
  const said = pictureSizeOf(type, bytes);
  if (said === undefined) return err({ type: 'pictureNotReadable' });
  if (said.width * said.height > MAX_PIXELS || Math.max(said.width, said.height) > MAX_SIDE)
    return err({ type: 'pictureTooLarge' });
  let picture: ImageBitmap;
  try {
    picture = await createImageBitmap(new Blob([bytes as Bytes], { type }));
  } catch {
    return err({ type: 'pictureNotReadable' });
  }
  try {
    const isPhoto = type === 'image/jpeg';
    const drawn = isPhoto ? undefined : await encoded(picture, 'image/png');
    return ok(drawn !== undefined && drawn.bytes.length <= MAX_PNG ? drawn : await encoded(picture, 'image/jpeg'));
  } finally {
    picture.close();
  }
}

async function encoded(picture: ImageBitmap, type: CleanPicture['type']): Promise<CleanPicture> {
  const scale = Math.min(1, LONG_SIDE / Math.max(picture.width, picture.height));
  const width = Math.max(1, Math.round(picture.width * scale));
  const height = Math.max(1, Math.round(picture.height * scale));
  const canvas = new OffscreenCanvas(width, height);
  const context = canvas.getContext('2d');
  if (context === null) throw new Error('no canvas');
  if (type === 'image/jpeg') {
    context.fillStyle = '#fff'; // a JPEG has no transparency
    context.fillRect(0, 0, width, height);
  }
  context.imageSmoothingQuality = 'high';
  context.drawImage(picture, 0, 0, width, height);
  const blob = await canvas.convertToBlob({ type, quality: QUALITY });
  const bytes = new Uint8Array(await blob.arrayBuffer());
  return { type, bytes: type === 'image/jpeg' ? bareJpeg(bytes) : bytes };
}

/** Without what encoders add beside the picture (Chromium writes a colour profile): APP1 to APP15 and remarks. */
function bareJpeg(bytes: Bytes): Bytes {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const kept: Uint8Array[] = [bytes.subarray(0, 2)];
  let at = 2;
  while (view.getUint8(at + 1) !== SCAN) {
    const marker = view.getUint8(at + 1);
    const end = at + 2 + view.getUint16(at + 2);
    const isBeside = (marker > APP0 && marker <= APP0 + 15) || marker === REMARK;
    if (!isBeside) kept.push(bytes.subarray(at, end));
    at = end;
  }
  return joinBytes(...kept, bytes.subarray(at));
}

const APP0 = 0xe0;
const REMARK = 0xfe;
const SCAN = 0xda;
