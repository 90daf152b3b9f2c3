// The text of a QR code in a picture or in a camera's frame; null where none is found. The reader is large and seldom
// wanted, so it is loaded when it is.

const LONGEST_MS = 4_000;
const WIDEST = 1_600;

export async function qrInPicture(bytes: Uint8Array): Promise<string | null> {
  try {
    return await qrIn(await createImageBitmap(new Blob([Uint8Array.from(bytes)])), LONGEST_MS);
  } catch {
    return null; // no picture
  }
}

export const qrInFrame = async (video: HTMLVideoElement): Promise<string | null> =>
  video.videoWidth === 0 ? null : qrIn(await createImageBitmap(video), 100);

async function qrIn(picture: ImageBitmap, timeLimit: number): Promise<string | null> {
  const scale = Math.min(1, WIDEST / Math.max(picture.width, picture.height));
  const canvas = new OffscreenCanvas(Math.round(picture.width * scale), Math.round(picture.height * scale));
  const context = canvas.getContext('2d', { willReadFrequently: true });
  if (context === null) return null;
  context.drawImage(picture, 0, 0, canvas.width, canvas.height);
  picture.close();
  const { decodeQR } = await import('qr/decode.js');
  try {
    return decodeQR(context.getImageData(0, 0, canvas.width, canvas.height), { effort: 8, timeLimit });
  } catch {
    return null; // none in it
  }
}
