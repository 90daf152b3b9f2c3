// The letterbox that this laptop is for other laptops: on its networks, from being opened until it is closed, its notebook
// locks, or the app ends; one at a time. A workshop's room (room.ts) and a real notebook's reception (reception.ts) are
// this, each with its own rules. Why this process may listen at all: docs/decisions/a-room-listens.md.

import { oneAtATime } from '#shared/base/one-at-a-time.ts';
import { err, ok, type Result } from '#shared/base/result.ts';
import type { HubProblem } from '#shared/wire/hub.ts';
import { HUB_PORT } from '#shared/wire/hub-address.ts';
import { codeOf } from '#secretariat/disk/disk.ts';
import { DEFAULT_LIMITS, type Limits } from '#secretariat/limits.ts';
import { type LetterboxOptions, type RunningLetterbox, startLetterbox } from '#secretariat/server.ts';
import type { OpenProfile } from '../key-vault.ts';
import type { Place } from './network.ts';

export interface HubPorts {
  readonly opened: () => OpenProfile | null;
  readonly places: () => readonly Place[];
  readonly onChange: () => void;
  /** where it listens; default: on every network of this laptop */
  readonly host?: string;
  readonly port?: number;
}

export interface OpenHub {
  readonly running: RunningLetterbox;
  /** for this laptop alone: no network reaches it */
  readonly isHereOnly: boolean;
  /** the addresses that this laptop had when it was opened */
  readonly openedAt: readonly string[];
}

export interface Hub {
  /** Answers the one that is open already, where it reaches as far. */
  readonly open: (letterbox: HubLetterbox, isHereOnly?: boolean) => Promise<Result<OpenHub, HubProblem>>;
  readonly now: () => OpenHub | undefined;
  /** where other laptops find it, one for each network; none: closed, or no network */
  readonly addresses: () => readonly string[];
  /** Takes nobody any more, lets end what is under way, and stops listening. */
  readonly close: () => Promise<void>;
  /** Whether this is where this laptop finds its own. */
  readonly isOwn: (letterbox: string) => boolean;
}

export type HubLetterbox = Omit<LetterboxOptions, 'host' | 'port' | 'limits'>;

const MIB = 1024 * 1024;
/** Thirty laptops and somebody who tries from a telephone: a laptop's share of a server. */
const LIMITS: Partial<Limits> = {
  device: { ...DEFAULT_LIMITS.device, bytes: 256 * MIB },
  organisation: { ...DEFAULT_LIMITS.organisation, bytes: 2048 * MIB },
  connections: 200,
  connectionsPerAddress: 16,
  uploads: 200,
  strangerRequestsPerMinute: 240,
  strangerBurst: 240,
  idleSeconds: 30,
  drainSeconds: 3,
};
const LOOPBACK = '127.0.0.1';

export function createHub(ports: HubPorts): Hub {
  const { opened, places, onChange, host = '0.0.0.0', port = HUB_PORT } = ports;
  const inTurn = oneAtATime();
  let hub: OpenHub | undefined;

  const open = async (letterbox: HubLetterbox, isHereOnly: boolean): Promise<Result<OpenHub, HubProblem>> => {
    const notebook = opened();
    if (notebook === null) return err({ type: 'vaultLocked' });
    if (hub !== undefined && (isHereOnly || !hub.isHereOnly)) return ok(hub);
    await close();
    const options = { ...letterbox, limits: LIMITS };
    const running = await (isHereOnly ? start(options, LOOPBACK, [0]) : start(options, host, [port, 0]));
    if (!running.ok) return running;
    if (opened()?.profile !== notebook.profile) {
      await running.value.stop(); // locked meanwhile
      return err({ type: 'vaultLocked' });
    }
    hub = { running: running.value, isHereOnly, openedAt: places().map(({ address }) => address) };
    return ok(hub);
  };

  const close = async (): Promise<void> => {
    const closing = hub;
    hub = undefined;
    if (closing === undefined) return;
    onChange();
    await closing.running.stop();
  };

  return {
    open: (letterbox, isHereOnly = false) => inTurn(() => open(letterbox, isHereOnly)),
    now: () => hub,
    addresses: () => {
      if (hub === undefined || hub.isHereOnly) return [];
      const { running } = hub;
      return places().map(({ address }) => (running.port === HUB_PORT ? address : `${address}:${running.port}`));
    },
    async close() {
      await close();
      await inTurn(close); // what was being opened
    },
    isOwn: (letterbox) => hub?.running.url === letterbox,
  };
}

/** On its own port, or on any that is free where another program has it. */
async function start(
  options: Omit<LetterboxOptions, 'host' | 'port'>,
  host: string,
  ports: readonly number[],
): Promise<Result<RunningLetterbox, HubProblem>> {
  for (const port of ports) {
    try {
      return ok(await startLetterbox({ ...options, host, port }));
    } catch (error) {
      const code = codeOf(error);
      if (code === undefined) throw error;
      if (code !== 'EADDRINUSE') return err({ type: 'roomNotOpened', code });
    }
  }
  return err({ type: 'roomNotOpened', code: 'EADDRINUSE' });
}
