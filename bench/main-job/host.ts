// Serves the built bench page on loopback, with the app's services behind the socket /calls and the prepared
// input behind GET /input/… One page, one run: no caching, no other host, no way out of the built files.

import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import { readFile } from 'node:fs/promises';
import type { AddressInfo } from 'node:net';
import { extname, join } from 'node:path';
import { WebSocketServer } from 'ws';
import type { Handlers } from '#electron/ipc.ts';
import { joinBytes } from '#shared/base/bytes.ts';
import type { CallName } from '#shared/wire/ipc.ts';
import { bytesToValue, valueToBytes } from '../page/call-bytes.ts';
import type { BenchInput, Delivery } from './input.ts';

export interface Host {
  readonly url: string;
  readonly offer: (input: BenchInput) => void;
  readonly stop: () => Promise<void>;
}

/** Of one call: a bundle. */
const MOST_BYTES = 256 * 1024 * 1024;

const TYPES: Readonly<Record<string, string>> = {
  '.html': 'text/html',
  '.js': 'text/javascript',
  '.css': 'text/css',
  '.woff2': 'font/woff2',
};

export async function startHost(folder: string, files: ReadonlySet<string>, handlers: Handlers): Promise<Host> {
  let input: BenchInput | undefined;

  async function answer(
    request: IncomingMessage,
  ): Promise<{ readonly type: string; readonly body: Uint8Array } | undefined> {
    const path = new URL(request.url ?? '/', 'http://localhost').pathname;
    const [, first = '', second = '', third = '', fourth = ''] = path.split('/');
    if (first === 'input') {
      const delivery = second === 'news' || second === 'edits' ? input?.[second][Number(third)] : undefined;
      const body = delivery === undefined ? undefined : inputAs(delivery, fourth);
      return body === undefined ? undefined : { type: 'application/octet-stream', body };
    }
    const name = path.slice(1);
    if (!files.has(name)) return undefined;
    return { type: TYPES[extname(name)] ?? 'application/octet-stream', body: await readFile(join(folder, name)) };
  }

  const server = createServer((request, response) => {
    answer(request).then(
      (found) => reply(response, found === undefined ? 404 : 200, found?.type ?? 'text/plain', found?.body),
      (error: unknown) => reply(response, 500, 'text/plain', Buffer.from(String(error))),
    );
  });
  const sockets = new WebSocketServer({ server, path: '/calls', maxPayload: MOST_BYTES, perMessageDeflate: false });
  sockets.on('connection', (socket) => {
    socket.on('message', (bytes: Buffer) => {
      const [id, name, args] = bytesToValue(bytes) as [number, CallName, readonly unknown[]];
      const handler = handlers[name] as (...given: readonly unknown[]) => unknown;
      void answerOf(id, () => handler(...args)).then((answer) => socket.send(valueToBytes(answer)));
    });
  });
  await new Promise<void>((resolve) => {
    server.listen(0, '127.0.0.1', resolve);
  });
  return {
    url: `http://localhost:${(server.address() as AddressInfo).port}`,
    offer: (made) => {
      input = made;
    },
    stop: () => stopped(server),
  };
}

function inputAs({ bundle, dump, updates }: Delivery, what: string): Uint8Array | undefined {
  switch (what) {
    case 'bundle':
      return bundle;
    case 'dump':
      return Buffer.from(dump);
    case 'updates':
      return joinBytes(...updates.flatMap((update) => [lengthOf(update), update]));
    default:
      return undefined;
  }
}

function lengthOf(bytes: Uint8Array): Uint8Array {
  const length = Buffer.alloc(4);
  length.writeUInt32BE(bytes.length);
  return length;
}

async function answerOf(id: number, work: () => unknown): Promise<readonly [number, unknown, string | null]> {
  try {
    return [id, await work(), null];
  } catch (error) {
    return [id, null, String(error)];
  }
}

function reply(response: ServerResponse, status: number, type: string, body: Uint8Array | undefined): void {
  response.writeHead(status, { 'content-type': type, 'cache-control': 'no-store' });
  response.end(body);
}

const stopped = (server: Server): Promise<void> =>
  new Promise((resolve) => {
    server.close(() => resolve());
    server.closeAllConnections();
  });
