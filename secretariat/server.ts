// The letterbox on a socket: listens, and ends politely. Time-outs and
// connection limits are Node's own, set tight: a slow or silent connection is dropped, and an upload that was
// cut is resumed. When told to stop it takes no new request, lets what is under way end for a while, then cuts:
// every byte that was acknowledged is on the disk already.

import { createAdaptorServer } from '@hono/node-server';
import { createServer, type IncomingMessage, type Server } from 'node:http';
import type { AddressInfo, Socket } from 'node:net';
import type { Signed } from '#shared/log/envelope.ts';
import type { MechanismProfile } from '#shared/log/profile.ts';
import type { Room } from './app.ts';
import { nodeDisk } from './disk/node-disk.ts';
import { openLetterbox } from './letterbox.ts';
import { createTurnstile, DEFAULT_LIMITS, type Limits } from './limits.ts';
import { createLog, type Log } from './logs.ts';
import { originOf, originsOf } from './origins.ts';
import type { S3Facts } from './s3-client.ts';
import type { AtRest } from './sealed-store.ts';

export interface LetterboxOptions {
  readonly folder: string;
  /** a bucket for what is kept for good, instead of the folder */
  readonly s3?: S3Facts | undefined;
  readonly profile: MechanismProfile;
  /** 0: any free one */
  readonly port: number;
  readonly host?: string;
  /** public addresses under which clients call it, such as that of a proxy before it */
  readonly origins?: readonly string[];
  readonly limits?: Partial<Limits>;
  /** what the secretariat merged goes after so many days; absent: nothing ever goes */
  readonly keepMergedDays?: number | undefined;
  /** where this machine alone may read what happened how often; absent: nowhere. 0: any free port */
  readonly metricsPort?: number | undefined;
  readonly writeLog?: (line: string) => void;
  /** a workshop's; absent: it is none */
  readonly room?: Room | undefined;
  /** see LetterboxFacts */
  readonly onLaptop?: AtRest | undefined;
  readonly roster?: Signed | undefined;
  /** a bundle came that was not here */
  readonly onStored?: (() => void) | undefined;
  /** milliseconds since 1970 */
  readonly now?: () => number;
}

export interface RunningLetterbox {
  readonly url: string;
  readonly port: number;
  readonly metricsUrl: string | undefined;
  /** public key of its receipts */
  readonly key: string;
  /** Takes no new request, lets what is under way end, and closes. */
  readonly stop: () => Promise<void>;
}

const SWEEP_MILLISECONDS = 60 * 60 * 1000;
const CLEAR_MILLISECONDS = 6 * 60 * 60 * 1000;
/** after so long a node knows what another one was told, such as a revoked device */
const REFRESH_MILLISECONDS = 30 * 1000;

export async function startLetterbox(options: LetterboxOptions): Promise<RunningLetterbox> {
  const { folder, s3, profile, host = '127.0.0.1', now = Date.now } = options;
  const limits: Limits = { ...DEFAULT_LIMITS, ...options.limits };
  const write = createLog(options.writeLog ?? (() => undefined), now);
  const log: Log = (code, facts) => {
    write(code, facts);
    if (code === 'stored') options.onStored?.();
  };
  let origins: ReadonlySet<string> = new Set();
  let isStopping = false;
  const { app, key, sweep, clear, refresh, move, metrics } = await openLetterbox({
    folder,
    s3,
    profile,
    limits,
    keepMergedDays: options.keepMergedDays,
    disk: nodeDisk,
    log,
    now,
    ticks: () => performance.now(),
    isOrigin: (origin) => origins.has(origin),
    isStopping: () => isStopping,
    room: options.room,
    onLaptop: options.onLaptop,
    roster: options.roster,
  });
  const server = createAdaptorServer({
    overrideGlobalObjects: false,
    fetch: (request, env) => {
      const { socket } = (env as { readonly incoming: IncomingMessage }).incoming;
      return app.fetch(request, { ...(socket.remoteAddress !== undefined && { address: socket.remoteAddress }) });
    },
    serverOptions: {
      maxHeaderSize: limits.headerBytes,
      headersTimeout: limits.headersSeconds * 1000,
      requestTimeout: limits.requestSeconds * 1000,
      connectionsCheckingInterval: Math.min(5, limits.headersSeconds) * 1000,
      keepAliveTimeout: 10_000,
    },
  }) as Server;
  server.maxConnections = limits.connections;
  server.maxHeadersCount = 60;
  server.timeout = limits.idleSeconds * 1000;
  const atDoor = createTurnstile(limits.connectionsPerAddress);
  server.on('connection', (socket: Socket) => {
    const leave = atDoor.enter(socket.remoteAddress ?? '');
    if (leave === undefined) socket.destroy();
    else socket.once('close', leave);
  });

  const port = await listen(server, options.port, host);
  const url = originOf(host, port);
  origins = originsOf(url, host, port, [
    ...(options.origins ?? []),
    ...profile.letterboxes.map((letterbox) => letterbox.url),
  ]);
  const timers = [
    setInterval(() => void sweep(), SWEEP_MILLISECONDS),
    setInterval(() => void clear(), CLEAR_MILLISECONDS),
    setInterval(() => void refresh(), REFRESH_MILLISECONDS),
    setInterval(() => void move(), REFRESH_MILLISECONDS),
  ];
  for (const timer of timers) timer.unref();
  const watch = options.metricsPort === undefined ? undefined : await openWatch(options.metricsPort, metrics);
  log('started');
  void clear();
  void move();

  let stopped: Promise<void> | undefined;
  const stop = (): Promise<void> => {
    isStopping = true;
    for (const timer of timers) clearInterval(timer);
    watch?.server.close();
    stopped ??= close(server, limits.drainSeconds, log);
    return stopped;
  };
  return { url, port, metricsUrl: watch?.url, key, stop };
}

async function openWatch(port: number, text: () => string): Promise<{ readonly server: Server; readonly url: string }> {
  const server = createServer((_request, response) => {
    response.writeHead(200, { 'content-type': 'text/plain; version=0.0.4' }).end(text());
  });
  server.unref();
  const found = await listen(server, port, '127.0.0.1');
  return { server, url: `${originOf('127.0.0.1', found)}/metrics` };
}

const listen = (server: Server, port: number, host: string): Promise<number> =>
  new Promise((resolve, reject) => {
    server.once('error', reject);
    server.listen(port, host, () => {
      server.off('error', reject);
      resolve((server.address() as AddressInfo).port);
    });
  });

function close(server: Server, drainSeconds: number, log: Log): Promise<void> {
  log('stopping');
  return new Promise((resolve) => {
    const cut = setTimeout(() => server.closeAllConnections(), drainSeconds * 1000);
    server.close(() => {
      clearTimeout(cut);
      log('stopped');
      resolve();
    });
    server.closeIdleConnections();
  });
}
