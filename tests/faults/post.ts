// A letterbox for the rounds that run in one process: the real one, over a disk that the round gives, behind one
// socket that all rounds share. While none stands there its callers are cut off. And what somebody who holds a receipt
// finds when they ask again.

import { createAdaptorServer } from '@hono/node-server';
import type { IncomingMessage, Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { openLetterbox } from '#secretariat/letterbox.ts';
import { DEFAULT_LIMITS, type Limits } from '#secretariat/limits.ts';
import { createLog } from '#secretariat/logs.ts';
import type { Disk } from '#secretariat/disk/disk.ts';
import { createAtLetterbox } from '#electron/courier/at-letterbox.ts';
import { sha256Of } from '#electron/courier/delivering.ts';
import type { Digest } from '#shared/base/ids.ts';
import { preAuthEncoding } from '#shared/log/envelope.ts';
import { decodeSigned, paths } from '#shared/wire/letterbox.ts';
import type { FakeDevice, FakeMechanism } from '#scripts/headless/mechanism.ts';
import { receiptText } from './laptop.ts';

export interface Post {
  readonly url: string;
  /** Opens a letterbox there, in the place of the one before. */
  readonly open: (disk: Disk, folder: string, limits?: Partial<Limits>) => Promise<void>;
  /** Nobody answers any more. */
  readonly shut: () => void;
  readonly end: () => Promise<void>;
}

type App = Awaited<ReturnType<typeof openLetterbox>>['app'];

export async function openPost({ profile }: FakeMechanism): Promise<Post> {
  let app: App | undefined;
  const now = (): number => Date.now();
  const server = createAdaptorServer({
    overrideGlobalObjects: false,
    fetch: async (request, env) => {
      const { socket } = (env as { readonly incoming: IncomingMessage }).incoming;
      if (app !== undefined) return app.fetch(request, { address: '127.0.0.1' });
      socket.destroy();
      return new Response(null, { status: 503 });
    },
  }) as Server;
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  return {
    url,
    open: async (disk, folder, limits) => {
      const opened = await openLetterbox({
        folder,
        profile,
        limits: { ...DEFAULT_LIMITS, ...limits },
        disk,
        log: createLog(() => undefined, now),
        now,
        ticks: () => performance.now(),
        isOrigin: (origin) => origin === url,
        isStopping: () => false,
      });
      app = opened.app;
    },
    shut: () => {
      app = undefined;
    },
    end: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}

/** Of a receipt for bytes of this digest: the same again, if the letterbox still has those bytes for a reader. */
export async function receiptAt(
  url: string,
  reader: FakeDevice,
  mechanism: FakeMechanism['profile']['id'],
  sha256: Digest,
): Promise<string | undefined> {
  const at = createAtLetterbox(
    { letterbox: url, mechanism, credentials: reader.credentials },
    {
      sign: (type, body) => reader.signer.sign(preAuthEncoding(type, body)),
      now: () => Date.now(),
      after: () => () => undefined,
    },
  );
  const receipt = await at?.askFor(paths.receipt(sha256), decodeSigned);
  const answer = await at?.ask(paths.bundle(sha256));
  if (receipt?.ok !== true || answer?.ok !== true) return undefined;
  const bytes = new Uint8Array(await answer.value.arrayBuffer());
  return sha256Of(bytes) === sha256 ? receiptText(receipt.value) : 'other bytes';
}
