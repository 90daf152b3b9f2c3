// What was prepared for a side, read into memory before anything is measured.

export type Phase = 'news' | 'edits';

export const bundleOf = (phase: Phase, at: number): Promise<Uint8Array<ArrayBuffer>> => fetched(phase, at, 'bundle');

export const dumpOf = async (phase: Phase, at: number): Promise<string> =>
  new TextDecoder().decode(await fetched(phase, at, 'dump'));

/** Updates, each behind its length. */
export async function updatesOf(phase: Phase, at: number): Promise<readonly Uint8Array<ArrayBuffer>[]> {
  const bytes = await fetched(phase, at, 'updates');
  const view = new DataView(bytes.buffer);
  const updates: Uint8Array<ArrayBuffer>[] = [];
  for (let place = 0; place < bytes.length; ) {
    const length = view.getUint32(place);
    updates.push(bytes.slice(place + 4, place + 4 + length));
    place += 4 + length;
  }
  return updates;
}

export const all = <T>(count: number, read: (at: number) => Promise<T>): Promise<readonly T[]> =>
  Promise.all(Array.from({ length: count }, (_, at) => read(at)));

async function fetched(phase: Phase, at: number, what: string): Promise<Uint8Array<ArrayBuffer>> {
  const answer = await fetch(`/input/${phase}/${at}/${what}`);
  if (!answer.ok) throw new Error(`no input ${phase} ${at} ${what}`);
  return new Uint8Array(await answer.arrayBuffer());
}
