// A picture painted in the browser: half of it teal, a quarter ochre, without any metadata.

import type { Bytes } from '#shared/base/bytes.ts';

export async function paintedPicture(
  type: 'image/jpeg' | 'image/png' | 'image/webp',
  width: number,
  height: number,
): Promise<Bytes> {
  const canvas = new OffscreenCanvas(width, height);
  const context = canvas.getContext('2d');
  if (context === null) throw new Error('no canvas');
  context.fillStyle = '#0b6660';
  context.fillRect(0, 0, width, height);
  context.fillStyle = '#f0b45a';
  context.fillRect(0, 0, width / 2, height / 2);
  return new Uint8Array(await (await canvas.convertToBlob({ type })).arrayBuffer());
}
