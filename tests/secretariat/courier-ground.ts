// What every test of the courier needs, and takes away afterwards: desks, letterboxes, wires between them.

import { mkdtemp, rm } from 'node:fs/promises';
import { createServer, type RequestListener } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach } from 'vitest';
import { type LetterboxOptions, type RunningLetterbox, startLetterbox } from '#secretariat/server.ts';
import type { Delivery } from '#shared/wire/ipc.ts';
import type { FakeDevice, FakeMechanism } from '#scripts/headless/mechanism.ts';
import { type Desk, type DeskOptions, openDesk } from './desk.ts';
import { type FlakyWire, openFlakyWire } from './flaky-wire.ts';
import { type Ground, makeGround } from './process.ts';

export interface CourierGround {
  readonly deskOf: (device: FakeDevice, options?: DeskOptions) => Promise<Desk>;
  /** the app of a desk ended and begun again */
  readonly restarted: (desk: Desk) => Promise<Desk>;
  readonly letterboxOf: (
    options?: Omit<Partial<LetterboxOptions>, 'folder'>,
  ) => Promise<RunningLetterbox & { readonly folder: string }>;
  /** a letterbox as a process of its own */
  readonly processOf: () => Promise<Ground>;
  readonly wireOf: () => Promise<FlakyWire>;
  /** any server at all; its address */
  readonly serverOf: (answer: RequestListener) => Promise<string>;
}

/** Ends and removes everything after each test. */
export function courierGround(fake: FakeMechanism): CourierGround {
  const leftovers: (() => Promise<unknown>)[] = [];
  afterEach(async () => {
    for (const remove of leftovers.splice(0).reverse()) await remove();
  });
  const later = <T extends { readonly remove: () => Promise<unknown> }>(made: T): T => {
    leftovers.push(made.remove);
    return made;
  };
  return {
    deskOf: async (device, options) => later(await openDesk(device, fake.profile.id, options)),
    restarted: async (desk) => later(await desk.restart()),
    letterboxOf: async ({ limits, ...options } = {}) => {
      const folder = await mkdtemp(join(tmpdir(), 'chasqui-letterbox-'));
      const facts = { folder, profile: fake.profile, port: 0, limits: { drainSeconds: 0, ...limits }, ...options };
      const running = await startLetterbox(facts);
      const remove = async (): Promise<void> => {
        await running.stop();
        await rm(folder, { recursive: true, force: true });
      };
      return later({ ...running, folder, remove });
    },
    processOf: async () => later(await makeGround(fake.profileText)),
    wireOf: async () => {
      const wire = await openFlakyWire();
      leftovers.push(wire.close);
      return wire;
    },
    serverOf: async (answer) => {
      const server = createServer(answer);
      await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
      leftovers.push(
        () =>
          new Promise((resolve) => {
            server.close(resolve);
            server.closeAllConnections();
          }),
      );
      return `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
    },
  };
}

export const stored = ({ state }: Delivery): boolean => state === 'stored';
export const waiting = ({ state, problem }: Delivery): boolean => state === 'waiting' && problem !== null;
export const failed = ({ state }: Delivery): boolean => state === 'failed';
