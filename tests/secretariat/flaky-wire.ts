// A wire between a device and a letterbox that can be cut after so many bytes in either direction, carry only so many
// bytes at a time, stand still, or be dead. It counts what went up, so that a test sees that an upload was taken up and
// not begun anew. Nothing here waits by time: a slow wire tells of each slice, and the test lets its own time pass.

import { type AddressInfo, connect, createServer, type Socket } from 'node:net';

export interface FlakyWire {
  readonly url: string;
  /** where the letterbox is; null: nobody answers */
  target: number | null;
  /** cut each connection after so many more bytes up; the next ones too, until it is set again */
  cutUpAfter: number;
  cutDownAfter: number;
  /** cuts left; Infinity: every connection */
  cuts: number;
  /** asked at each connection: after how many bytes it is cut whatever `cuts` says; null: not at all */
  fateOf: () => { readonly up: number; readonly down: number } | null;
  /** bytes that are carried at a time; after each, `onSlice` */
  slice: number;
  onSlice: () => void;
  /** nothing moves, and nobody is told: the laptop sleeps, or the mast is gone */
  isStill: boolean;
  /** bytes that reached the letterbox */
  up: number;
  /** bytes that came from the letterbox */
  down: number;
  readonly connections: () => number;
  readonly close: () => Promise<void>;
}

type Way = 'up' | 'down';

export async function openFlakyWire(): Promise<FlakyWire> {
  const sockets = new Set<Socket>();
  let connections = 0;
  const server = createServer((near) => {
    connections++;
    sockets.add(near.on('error', () => undefined));
    if (wire.target === null) return void near.resetAndDestroy();
    const far = connect(wire.target, '127.0.0.1').on('error', () => near.destroy());
    sockets.add(far);
    const carried = { up: 0, down: 0 };
    const fate = wire.fateOf();
    const cut = (): void => {
      if (fate === null) wire.cuts--;
      near.resetAndDestroy();
      far.destroy(); // not a reset: what was sent has arrived
    };
    const most = (way: Way): number => {
      if (fate !== null) return fate[way];
      return wire.cuts > 0 ? (way === 'up' ? wire.cutUpAfter : wire.cutDownAfter) : Number.POSITIVE_INFINITY;
    };
    const carry = async (from: Socket, to: Socket, data: Buffer, way: Way): Promise<void> => {
      from.pause();
      for (let at = 0; at < data.length; at += wire.slice) {
        if (wire.isStill) return;
        const piece = data.subarray(at, at + wire.slice);
        const allowed = Math.min(piece.length, Math.max(0, most(way) - carried[way]));
        carried[way] += allowed;
        wire[way] += allowed;
        if (allowed < piece.length) return void to.write(piece.subarray(0, allowed), cut);
        to.write(piece);
        if (wire.slice === Number.POSITIVE_INFINITY) break;
        wire.onSlice();
        await new Promise((resolve) => setImmediate(resolve));
      }
      from.resume();
    };
    near.on('data', (data) => void carry(near, far, data, 'up'));
    far.on('data', (data) => void carry(far, near, data, 'down'));
    near.on('close', () => far.destroy());
    far.on('close', () => near.destroy());
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const wire: FlakyWire = {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    target: null,
    cutUpAfter: Number.POSITIVE_INFINITY,
    cutDownAfter: Number.POSITIVE_INFINITY,
    cuts: 0,
    fateOf: () => null,
    slice: Number.POSITIVE_INFINITY,
    onSlice: () => undefined,
    isStill: false,
    up: 0,
    down: 0,
    connections: () => connections,
    close: () =>
      new Promise((resolve) => {
        for (const socket of sockets) socket.destroy();
        server.close(() => resolve());
      }),
  };
  return wire;
}
