// A picture of a record as an address that an <img> takes, in memory alone: made when it is wanted, taken back when
// it is not. A small one is drawn small first, so that a list of photos does not fill the memory.

import { useEffect, useState } from 'react';
import type { FileProblem } from '#renderer/engine/blobs.ts';
import type { EngineProblem } from '#renderer/engine/engine-problem.ts';
import { useEngine } from '#renderer/state/engine-context.tsx';
import type { Attachment } from '#shared/record/attachment.ts';
import { mediaGroupOf } from '#shared/record/media-type.ts';

export interface Picture {
  readonly url: string | null;
  readonly problem: EngineProblem | FileProblem | { readonly type: 'pictureNotReadable' } | null;
}

const NOTHING: Picture = { url: null, problem: null };

export const isPicture = ({ type }: Attachment): boolean => mediaGroupOf(type) === 'picture';

/** @param side pixels of its longer side; null: as large as it is */
export function usePicture(attachment: Attachment, isWanted: boolean, side: number | null): Picture {
  const engine = useEngine();
  const [picture, setPicture] = useState(NOTHING);
  const key = isWanted && isPicture(attachment) ? attachment.digest : null;
  useEffect(() => {
    if (key === null) return undefined;
    let isCurrent = true;
    let url: string | null = null;
    const show = async (): Promise<void> => {
      const read = await engine.openFile(attachment);
      if (!read.ok) {
        if (isCurrent) setPicture({ url: null, problem: read.error });
        return;
      }
      const whole = new Blob([read.value], { type: attachment.type });
      const drawn = side === null ? whole : await drawnSmall(whole, side);
      if (!isCurrent) return;
      url = drawn === undefined ? null : URL.createObjectURL(drawn);
      setPicture({ url, problem: url === null ? { type: 'pictureNotReadable' } : null });
    };
    void show();
    return () => {
      isCurrent = false;
      if (url !== null) URL.revokeObjectURL(url);
      setPicture(NOTHING);
    };
    // The digest names the file: an equal one is the same picture.
  }, [engine, key, side]); // oxlint-disable-line react/exhaustive-deps
  return picture;
}

async function drawnSmall(whole: Blob, side: number): Promise<Blob | undefined> {
  try {
    const picture = await createImageBitmap(whole);
    const scale = Math.min(1, side / Math.max(picture.width, picture.height));
    const [width, height] = [picture.width, picture.height].map((length) => Math.max(1, Math.round(length * scale)));
    const canvas = new OffscreenCanvas(width ?? 1, height ?? 1);
    canvas.getContext('2d')?.drawImage(picture, 0, 0, canvas.width, canvas.height);
    picture.close();
    return await canvas.convertToBlob({ type: 'image/png' });
  } catch {
    return undefined; // another app's file; it can still be saved
  }
}
