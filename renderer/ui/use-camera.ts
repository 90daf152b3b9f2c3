// A camera while a person looks through it: asked for on the press that opened it, let go as soon as it is not wanted,
// also where it answers only after that. Which one is the person's to change, where there are several.

import { type RefObject, useEffect, useRef, useState } from 'react';
import { useDesktop } from '#renderer/state/engine-context.tsx';

/** `none`: refused, taken, or there is none; `gone`: it was there and went away */
export type CameraSight = 'asking' | 'seeing' | 'none' | 'gone';

export interface CameraInUse {
  /** for a <video> that stands there while it is asked for and seen through */
  readonly video: RefObject<HTMLVideoElement | null>;
  readonly sight: CameraSight;
  readonly again: () => void;
  /** null: there is no other one */
  readonly other: (() => void) | null;
}

interface Choice {
  /** how often it was asked for */
  readonly turn: number;
  readonly device?: string;
}

/** @param longSide how many pixels would be useful; the camera gives what it can */
export function useCamera(isWanted: boolean, longSide: number): CameraInUse {
  const desktop = useDesktop();
  const video = useRef<HTMLVideoElement>(null);
  const [sight, setSight] = useState<CameraSight>('asking');
  const [choice, setChoice] = useState<Choice>({ turn: 0 });
  const [next, setNext] = useState<string | null>(null);
  const { device } = choice;
  useEffect(() => {
    if (!isWanted) return undefined;
    let isOpen = true;
    let stream: MediaStream | undefined;
    const stop = (): void => {
      for (const track of stream?.getTracks() ?? []) track.stop();
    };
    const letGo = (): void => {
      if (!isOpen) return;
      isOpen = false;
      stop();
      void desktop.cameraWanted({ wanted: false });
    };
    const end = (how: CameraSight): void => {
      if (!isOpen) return;
      letGo();
      setSight(how);
    };
    const look = async (): Promise<void> => {
      await desktop.cameraWanted({ wanted: true });
      stream = await navigator.mediaDevices.getUserMedia({ video: wantedVideo(device, longSide) });
      const element = video.current;
      if (!isOpen || element === null) return stop();
      for (const track of stream.getTracks()) track.onended = () => end('gone');
      element.srcObject = stream;
      await element.play();
      const following = await otherThan(device, stream);
      if (!isOpen) return;
      setNext(following);
      setSight('seeing');
    };
    setSight('asking');
    void look().catch(() => end('none'));
    return letGo;
  }, [desktop, isWanted, device, choice.turn, longSide]);
  /** The <video> is there again before the camera answers. */
  const ask = (wanted: Omit<Choice, 'turn'>): void => {
    setSight('asking');
    setChoice(({ turn }) => ({ turn: turn + 1, ...wanted }));
  };
  const other = next === null ? null : () => ask({ device: next });
  return { video, sight, again: () => ask({}), other };
}

const wantedVideo = (device: string | undefined, longSide: number): MediaTrackConstraints => ({
  width: { ideal: longSide },
  ...(device === undefined ? { facingMode: 'environment' } : { deviceId: { exact: device } }),
});

/** The camera after this one; null where there is none. */
async function otherThan(device: string | undefined, stream: MediaStream): Promise<string | null> {
  const devices = await navigator.mediaDevices.enumerateDevices();
  const cameras = devices.filter(({ kind }) => kind === 'videoinput').map(({ deviceId }) => deviceId);
  const current = device ?? stream.getVideoTracks()[0]?.getSettings().deviceId ?? '';
  const at = Math.max(0, cameras.indexOf(current));
  return cameras.length < 2 ? null : (cameras[(at + 1) % cameras.length] ?? null);
}
