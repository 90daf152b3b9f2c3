// How loud a stream is at this moment, from 0 to 1: the strongest swing of the last few hundredths of a second, drawn
// out so that quiet speech is seen too.

export interface Loudness {
  readonly now: () => number;
  readonly close: () => void;
}

export function createLoudness(stream: MediaStream): Loudness {
  const context = new AudioContext();
  const analyser = context.createAnalyser();
  analyser.fftSize = 2048;
  context.createMediaStreamSource(stream).connect(analyser);
  const swings = new Float32Array(analyser.fftSize);
  return {
    now: () => {
      analyser.getFloatTimeDomainData(swings);
      let strongest = 0;
      for (const swing of swings) strongest = Math.max(strongest, Math.abs(swing));
      return Math.min(1, Math.sqrt(strongest));
    },
    close: () => void context.close(),
  };
}
