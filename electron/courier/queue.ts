// The deliveries of one open profile, one at a time. A delivery is on the disk before it is answered, and again
// when it ends. Waiting is by timers, never by comparing clocks; `nextTry` is only shown.

import { bytesToBase64url } from '#shared/base/bytes.ts';
import { err, ok, type Result } from '#shared/base/result.ts';
import type { Signed } from '#shared/log/envelope.ts';
import type { Delivery } from '#shared/wire/ipc.ts';
import type { DiskProblem } from '#shared/wire/problems.ts';
import { oneAtATime } from '#shared/base/one-at-a-time.ts';
import type { Random } from '../seal.ts';
import type { After } from './answers.ts';
import { type Failure, waitBefore } from './failures.ts';
import type { CourierMemory, QueuedDelivery, QueueFile } from './queue-file.ts';

export interface Queue {
  /** Queues it, or answers the one that is queued already for this bundle and this letterbox. */
  readonly add: (facts: NewDelivery) => Promise<Result<Delivery, DiskProblem>>;
  readonly list: () => readonly Delivery[];
  readonly retry: (id: string) => void;
  /** Answers what was cancelled, so that its half upload can be dropped. */
  readonly cancel: (id: string) => Promise<QueuedDelivery | undefined>;
  readonly cursorOf: (letterbox: string) => string | null;
  readonly setCursor: (letterbox: string, cursor: string) => Promise<Result<null, DiskProblem>>;
  /** What `mayGo` answers may be another: goes on, or stands still but for what was asked for. */
  readonly goOn: () => void;
  /** Stops what is under way; nothing is written any more. */
  readonly close: () => void;
}

export type NewDelivery = Pick<QueuedDelivery, 'sha256' | 'mechanism' | 'credentials'> &
  Pick<Delivery, 'bundle' | 'letterbox' | 'size' | 'isNearby'>;

export interface QueueActions {
  readonly random: Random;
  readonly now: () => number;
  readonly after: After;
  readonly onChange: (deliveries: readonly Delivery[]) => void;
  /** false: only what a person has just asked for is sent, once */
  readonly mayGo: (isNearby: boolean) => boolean;
  /** see CourierPorts */
  readonly placeBeside: (letterbox: string) => string | null;
  /** one try; the receipt or why not */
  readonly deliver: (
    queued: QueuedDelivery,
    signal: AbortSignal,
    onSent: (bytes: number) => void,
  ) => Promise<Result<Signed, Failure>>;
}

/** Ended deliveries that are remembered; their receipts are the engine's by then. */
const REMEMBERED = 500;
/** Milliseconds until this laptop looks again whether it is back in a network; nothing is sent for that. */
const LOOK_AGAIN = 20_000;

export async function openQueue(file: QueueFile, actions: QueueActions): Promise<Result<Queue, DiskProblem>> {
  const { random, now, after, onChange, mayGo, placeBeside, deliver } = actions;
  const read = await file.read();
  if (!read.ok) return read;
  let memory: CourierMemory = read.value;
  let underWay: { readonly id: string; readonly control: AbortController } | undefined;
  let isClosed = false;
  const pauses = new Map<string, () => void>();
  /** what a person asked for, until it was tried */
  const asked = new Set<string>();
  /** where in its network this laptop was when a person last asked for a sending to another laptop */
  const askedAt = new Map<string, string>();
  const inTurn = oneAtATime();

  const find = (id: string): QueuedDelivery | undefined => memory.deliveries.find(({ delivery }) => delivery.id === id);
  const list = (): readonly Delivery[] => memory.deliveries.map(({ delivery }) => delivery);
  const save = (): Promise<Result<null, DiskProblem>> => inTurn(async () => (isClosed ? ok(null) : file.write(memory)));
  const set = (id: string, facts: Partial<Delivery>, more: Partial<QueuedDelivery> = {}): void => {
    const deliveries = memory.deliveries.map((queued) =>
      queued.delivery.id === id ? { ...queued, ...more, delivery: { ...queued.delivery, ...facts } } : queued,
    );
    memory = { ...memory, deliveries };
  };
  const change = (id: string, facts: Partial<Delivery>, more: Partial<QueuedDelivery> = {}): void => {
    set(id, facts, more);
    onChange(list());
  };
  const stopWaiting = (id: string): void => {
    pauses.get(id)?.();
    pauses.delete(id);
  };
  /**
   * Whether it goes without being asked. To another laptop only where this one is where it was when the person asked: in
   * another network somebody else may have that address, and a request tells them names.
   */
  const isFree = ({ delivery: { id, letterbox, isNearby } }: QueuedDelivery): boolean =>
    mayGo(isNearby === true) && (isNearby !== true || (askedAt.has(id) && askedAt.get(id) === placeBeside(letterbox)));
  /** Not free, and may be so again without anybody's press: the router is off. */
  const comesBack = ({ delivery: { id } }: QueuedDelivery): boolean => askedAt.has(id) && mayGo(true);
  const wait = (id: string, milliseconds: number): void => {
    const stop = after(milliseconds, () => {
      pauses.delete(id);
      const queued = find(id);
      if (queued !== undefined && !isFree(queued)) hold(queued);
      void pump();
    });
    pauses.set(id, stop);
  };

  /** Nothing is tried until the person asks, or the network is back. */
  const hold = (queued: QueuedDelivery): void => {
    const { id, nextTry } = queued.delivery;
    if (comesBack(queued)) wait(id, LOOK_AGAIN);
    if (nextTry !== null) change(id, { nextTry: null });
  };

  /** Sends what is due, one after the other. */
  async function pump(): Promise<void> {
    const next = memory.deliveries.find((queued) => {
      const { id, state } = queued.delivery;
      return state === 'waiting' && !pauses.has(id) && (asked.has(id) || isFree(queued));
    });
    if (isClosed || underWay !== undefined || next === undefined) return;
    const { id } = next.delivery;
    const control = new AbortController();
    underWay = { id, control };
    change(id, { state: 'sending', problem: null, nextTry: null });
    const before = next.delivery.sent;
    const result = await deliver(
      next,
      control.signal,
      (sent) => change(id, { sent }, sent > before ? { attempts: 0 } : {}), // a link that carries something is asked again soon
    );
    underWay = undefined;
    asked.delete(id);
    if (isClosed) return;
    if (find(id)?.delivery.state === 'sending') await settle(id, result);
    void pump();
  }

  async function settle(id: string, result: Result<Signed, Failure>): Promise<void> {
    const queued = find(id);
    if (queued === undefined) return;
    if (result.ok) {
      set(id, { state: 'stored', sent: queued.delivery.size, receipt: result.value, problem: null });
    } else if (!result.error.passes) set(id, { state: 'failed', problem: result.error.problem });
    else {
      const attempts = queued.attempts + 1;
      if (!isFree(queued)) {
        change(id, { state: 'waiting', problem: result.error.problem, nextTry: null }, { attempts });
        hold(queued);
        return;
      }
      const milliseconds = 1000 * waitBefore(attempts, chanceOf(random), result.error.retryAfter);
      wait(id, milliseconds);
      const nextTry = new Date(now() + milliseconds).toISOString();
      change(id, { state: 'waiting', problem: result.error.problem, nextTry }, { attempts });
      return;
    }
    await save(); // a receipt that could not be written is asked for again after a restart
    onChange(list());
  }

  const again = (id: string): void => {
    stopWaiting(id);
    asked.add(id);
    const { letterbox, isNearby } = find(id)?.delivery ?? {};
    const place = isNearby === true && letterbox !== undefined ? placeBeside(letterbox) : null;
    if (place === null) askedAt.delete(id);
    else askedAt.set(id, place);
    change(id, { state: 'waiting', problem: null, nextTry: null }, { attempts: 0 });
    void pump();
  };

  void pump();
  return ok({
    list,
    add: async ({ bundle, letterbox, size, isNearby, ...facts }) => {
      const known = memory.deliveries.find(
        ({ delivery, mechanism }) =>
          delivery.bundle === bundle && delivery.letterbox === letterbox && mechanism === facts.mechanism,
      );
      const id = known?.delivery.id ?? bytesToBase64url(random(16));
      if (known?.delivery.state === 'stored' || known?.delivery.state === 'sending') return ok(known.delivery);
      stopWaiting(id);
      wait(id, NEVER); // not before it is on the disk
      if (known !== undefined) change(id, {}, facts);
      else {
        const delivery: Delivery = {
          id,
          bundle,
          letterbox,
          ...(isNearby && { isNearby }),
          size,
          state: 'waiting',
          sent: 0,
          nextTry: null,
          problem: null,
          receipt: null,
        };
        memory = { ...memory, deliveries: [...pruned(memory.deliveries), { ...facts, delivery, attempts: 0 }] };
      }
      const saved = await save();
      if (!saved.ok) {
        stopWaiting(id);
        if (known === undefined)
          memory = { ...memory, deliveries: memory.deliveries.filter((one) => one.delivery.id !== id) };
        return saved;
      }
      again(id);
      const queued = find(id);
      return queued === undefined ? err({ type: 'fileGone' }) : ok(queued.delivery);
    },
    retry: (id) => {
      const state = find(id)?.delivery.state;
      if (state === 'waiting' || state === 'failed' || state === 'cancelled') again(id);
    },
    cancel: async (id) => {
      const queued = find(id);
      if (queued === undefined || queued.delivery.state === 'stored') return undefined;
      stopWaiting(id);
      asked.delete(id);
      change(id, { state: 'cancelled', nextTry: null });
      if (underWay?.id === id) underWay.control.abort();
      await save();
      return queued;
    },
    cursorOf: (letterbox) => memory.cursors[letterbox] ?? null,
    setCursor: (letterbox, cursor) => {
      memory = { ...memory, cursors: { ...memory.cursors, [letterbox]: cursor } };
      return save();
    },
    goOn: () => {
      for (const id of [...pauses.keys()].filter((each) => !asked.has(each))) {
        const queued = find(id);
        if (queued === undefined || isFree(queued)) continue;
        stopWaiting(id);
        hold(queued);
      }
      const current = underWay && find(underWay.id);
      if (current !== undefined && !asked.has(current.delivery.id) && !isFree(current)) underWay?.control.abort();
      void pump();
    },
    close: () => {
      isClosed = true;
      for (const stop of pauses.values()) stop();
      underWay?.control.abort();
    },
  });
}

/** The longest pause a timer takes. */
const NEVER = 2 ** 31 - 1;

function pruned(deliveries: readonly QueuedDelivery[]): readonly QueuedDelivery[] {
  const ended = deliveries.filter(({ delivery }) => delivery.state === 'stored' || delivery.state === 'cancelled');
  const tooMany = new Set(ended.slice(0, Math.max(0, ended.length - REMEMBERED)));
  return deliveries.filter((queued) => !tooMany.has(queued));
}

/** 0 to before 1, even. */
function chanceOf(random: Random): number {
  const [high = 0, low = 0] = random(2);
  return (high * 256 + low) / 65_536;
}
