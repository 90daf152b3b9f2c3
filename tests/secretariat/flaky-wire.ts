// A wire between a device and a letterbox that can be cut after so many bytes in either direction, or dead. It
// counts what went up, so that a test sees that an upload was taken up and not begun anew.

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
  /** bytes that reached the letterbox */
  up: number;
  /** bytes that came from the letterbox */
  down: number;
  readonly close: () => Promise<void>;
}

export async function openFlakyWire(): Promise<FlakyWire> {
  const sockets = new Set<Socket>();
  const server = createServer((near) => {
    sockets.add(near.on('error', () => undefined));
    if (wire.target === null) return void near.resetAndDestroy();
    const far = connect(wire.target, '127.0.0.1').on('error', () => near.destroy());
    sockets.add(far);
    let [up, down] = [0, 0];
    const cut = (): void => {
      wire.cuts--;
      near.resetAndDestroy();
      far.destroy(); // not a reset: what was sent has arrived
    };
    near.on('data', (data) => {
      const allowed = wire.cuts > 0 ? Math.min(data.length, Math.max(0, wire.cutUpAfter - up)) : data.length;
      up += allowed;
      wire.up += allowed;
      if (allowed === data.length) far.write(data);
      else far.write(data.subarray(0, allowed), cut);
    });
    far.on('data', (data) => {
      const allowed = wire.cuts > 0 ? Math.min(data.length, Math.max(0, wire.cutDownAfter - down)) : data.length;
      down += allowed;
      wire.down += allowed;
      if (allowed === data.length) near.write(data);
      else near.write(data.subarray(0, allowed), cut);
    });
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
    up: 0,
    down: 0,
    close: () =>
      new Promise((resolve) => {
        for (const socket of sockets) socket.destroy();
        server.close(() => resolve());
      }),
  };
  return wire;
}
