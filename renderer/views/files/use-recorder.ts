// A voice note while it is being spoken: the microphone is asked for on the press that began it and let go as soon as it
// ends; how loud it is, is known ten times a second. Nothing is kept until the person says so, and nothing of it leaves
// the page's memory before that.

import { useCallback, useEffect, useRef, useState } from 'react';
import { useDesktop } from '#renderer/state/engine-context.tsx';
import { createLoudness, type Loudness } from './loudness.ts';

/** Spoken words stay clear; ten minutes are less than two million bytes. */
const BITS_A_SECOND = 24_000;
const TYPE = 'audio/webm;codecs=opus';
/** Of one note, in seconds. */
export const LONGEST = 600;
/** So many measures of loudness a second. */
export const MEASURES = 10;

export type Recording =
  | { readonly type: 'asking' }
  /** `loudness`: 0 to 1, one a tenth of a second */
  | { readonly type: 'speaking'; readonly loudness: readonly number[] }
  | { readonly type: 'done'; readonly loudness: readonly number[]; readonly sound: Blob }
  /** refused, or there is none */
  | { readonly type: 'noMicrophone' }
  /** it was there and went away, or gave nothing */
  | { readonly type: 'failed' };

export interface Recorder {
  readonly recording: Recording;
  readonly stop: () => void;
  readonly again: () => void;
}

export function useRecorder(): Recorder {
  const desktop = useDesktop();
  const [recording, setRecording] = useState<Recording>({ type: 'asking' });
  const [turn, setTurn] = useState(0);
  const finish = useRef<() => void>(() => undefined);
  useEffect(() => {
    let isOpen = true;
    let stream: MediaStream | undefined;
    let meter: Loudness | undefined;
    let timer: ReturnType<typeof setInterval> | undefined;
    let isLetGo = false;
    const stopTracks = (): void => {
      for (const track of stream?.getTracks() ?? []) track.stop();
    };
    const letGo = (): void => {
      if (isLetGo) return;
      isLetGo = true;
      clearInterval(timer);
      meter?.close();
      stopTracks();
      void desktop.microphoneWanted({ wanted: false });
    };
    const listen = async (): Promise<void> => {
      await desktop.microphoneWanted({ wanted: true });
      stream = await navigator.mediaDevices.getUserMedia({ audio: { channelCount: 1, noiseSuppression: true } });
      if (!isOpen) return stopTracks(); // it was let go before it answered
      meter = createLoudness(stream);
      const recorder = new MediaRecorder(stream, { mimeType: TYPE, audioBitsPerSecond: BITS_A_SECOND });
      const pieces: Blob[] = [];
      const loudness: number[] = [];
      recorder.ondataavailable = ({ data }) => void pieces.push(data);
      recorder.onstop = () => {
        letGo();
        const sound = new Blob(pieces, { type: TYPE });
        if (isOpen) setRecording(sound.size === 0 ? { type: 'failed' } : { type: 'done', loudness, sound });
      };
      finish.current = () => {
        if (recorder.state !== 'inactive') recorder.stop();
      };
      for (const track of stream.getTracks()) track.onended = () => finish.current();
      recorder.start();
      setRecording({ type: 'speaking', loudness });
      timer = setInterval(() => {
        loudness.push(meter?.now() ?? 0);
        setRecording({ type: 'speaking', loudness: [...loudness] });
        if (loudness.length >= LONGEST * MEASURES) finish.current();
      }, 1000 / MEASURES);
    };
    void listen().catch(() => {
      letGo();
      if (isOpen) setRecording({ type: 'noMicrophone' });
    });
    return () => {
      isOpen = false;
      finish.current();
      letGo();
    };
  }, [desktop, turn]);
  const stop = useCallback(() => finish.current(), []);
  const again = useCallback(() => {
    setRecording({ type: 'asking' });
    setTurn((before) => before + 1);
  }, []);
  return { recording, stop, again };
}
