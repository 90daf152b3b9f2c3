// Sends bundles to letterboxes and fetches what waits there. The queue survives restarts and locking: it is on
// the disk, sealed, before a call is answered; what was cut goes on from the byte the letterbox has; what failed
// for now is tried again with growing pauses, what a person must know about stands still and says so. It works
// only while the vault is open (a token must be signed) and forgets everything when it locks. Plain Node: what
// it needs of the app comes in as ports.

import type { Bytes } from '#shared/base/bytes.ts';
import { type BundleId, digestOfText, type Digest, type KeyId } from '#shared/base/ids.ts';
import { err, ok, type Result } from '#shared/base/result.ts';
import { keyIdOf, type Signed } from '#shared/log/envelope.ts';
import type { AnswerOf, ArgsOf, Delivery } from '#shared/wire/ipc.ts';
import type { CourierProblem, DiskProblem } from '#shared/wire/problems.ts';
import { paths, uploadIdOf } from '#shared/wire/letterbox.ts';
import { toldIn } from '#shared/wire/room-again.ts';
import { ROOM_PATH } from '#shared/wire/room.ts';
import type { After } from './courier/answers.ts';
import { type AtLetterbox, createAtLetterbox, type Sender } from './courier/at-letterbox.ts';
import { deliver, sha256Of } from './courier/delivering.ts';
import { addressNotAllowed, diskFailure, type Failure, notEnrolled, vaultLocked } from './courier/failures.ts';
import { type Fetched, fetchAll, takeFromTray } from './courier/fetching.ts';
import { openQueue, type Queue } from './courier/queue.ts';
import { createQueueFile, type QueuedDelivery } from './courier/queue-file.ts';
import type { Disk } from '#secretariat/disk/disk.ts';
import { oneAtATime } from '#shared/base/one-at-a-time.ts';
import type { Random } from './seal.ts';

export interface CourierPorts {
  readonly disk: Disk;
  readonly random: Random;
  /** the open profile; null while the vault is locked */
  readonly opened: () => {
    readonly profile: string;
    readonly folder: string;
    readonly keyFor: (purpose: string) => Bytes;
  } | null;
  readonly readBundle: (id: BundleId, sha256?: string) => Promise<Result<Bytes, DiskProblem>>;
  readonly keepBundle: (id: BundleId, bytes: Bytes) => Promise<Result<null, DiskProblem>>;
  /** what a person allowed in this process's own dialog */
  readonly isAllowed: (letterbox: string) => Promise<boolean>;
  /** with the device's key; an error: the vault is locked */
  readonly sign: (type: string, body: string) => Promise<Result<Uint8Array, unknown>>;
  /** milliseconds since 1970 by this computer's clock, right or wrong */
  readonly now: () => number;
  readonly onChange: (deliveries: readonly Delivery[]) => void;
  /** what `cursorOf` answers is another */
  readonly onHandedOn?: () => void;
  /** whether it may go by itself now; absent: always */
  readonly mayGo?: (isNearby: boolean) => boolean;
  /** this laptop's place in the network in which another laptop's letterbox is; null: it is in no such network */
  readonly placeBeside?: (letterbox: string) => string | null;
  readonly after?: After;
}

export interface Courier {
  readonly send: (request: ArgsOf<'courierSend'>[0]) => Promise<AnswerOf<'courierSend'>>;
  readonly deliveries: () => Promise<AnswerOf<'courierDeliveries'>>;
  readonly retry: (id: string) => Promise<void>;
  readonly cancel: (id: string) => Promise<void>;
  readonly fetch: (request: ArgsOf<'courierFetch'>[0]) => Promise<AnswerOf<'courierFetch'>>;
  readonly post: (request: ArgsOf<'courierPost'>[0]) => Promise<AnswerOf<'courierPost'>>;
  /** Tells a workshop's room how far this device is. */
  readonly tell: (request: ArgsOf<'roomTell'>[0]) => Promise<AnswerOf<'roomTell'>>;
  /** How far what is at a letterbox was handed on; null: nothing was, or the vault is locked. */
  readonly cursorOf: (letterbox: KeyId) => Promise<string | null>;
  /** What `mayGo` answers may be another. */
  readonly choiceChanged: () => void;
  /** Stops and forgets: the vault locks, or the app ends. The next call after unlocking goes on. */
  readonly pause: () => void;
}

const LOCKED = err({ type: 'vaultLocked' } as const);

export function createCourier(ports: CourierPorts): Courier {
  const { disk, random, opened, now, onChange } = ports;
  const after = ports.after ?? afterByTimer;
  const mayGo = ports.mayGo ?? (() => true);
  const placeBeside = ports.placeBeside ?? (() => null);
  const inTurn = oneAtATime();
  let session: { readonly profile: string; readonly queue: Promise<Result<Queue, DiskProblem>> } | undefined;
  const letterboxes = new Map<string, AtLetterbox>();
  /** what the last fetch brought: confirmed to the letterbox when the next one comes */
  const handedOn = new Map<KeyId, Fetched>();

  const atLetterbox = async (sender: Sender): Promise<Result<AtLetterbox, Failure>> => {
    if (opened() === null) return err(vaultLocked);
    if (!(await ports.isAllowed(sender.letterbox))) return err(addressNotAllowed);
    const key = digestOfText(JSON.stringify([sender.letterbox, sender.mechanism, sender.credentials]));
    const known = letterboxes.get(key);
    if (known !== undefined) return ok(known);
    const sign = async (type: string, body: string): Promise<Uint8Array | undefined> => {
      const signature = await ports.sign(type, body);
      return signature.ok ? signature.value : undefined;
    };
    const made = createAtLetterbox(sender, { sign, now, after });
    if (made === undefined) return err(notEnrolled);
    letterboxes.set(key, made);
    return ok(made);
  };

  const deliverQueued = async (
    queued: QueuedDelivery,
    signal: AbortSignal,
    onSent: (bytes: number) => void,
  ): Promise<Result<Signed, Failure>> => {
    const at = await atLetterbox({ ...queued, letterbox: queued.delivery.letterbox });
    if (!at.ok) return at;
    const { bundle } = queued.delivery;
    const bytes = await ports.readBundle(bundle);
    if (!bytes.ok) return err(diskFailure(bytes.error));
    if (sha256Of(bytes.value) !== queued.sha256) return err(diskFailure({ type: 'diskFailure', code: 'EIO' }));
    return deliver(at.value, { bundle, sha256: queued.sha256, bytes: bytes.value }, { signal, onSent, after });
  };

  /** The queue of the profile that is open now; undefined: locked. */
  const queueNow = async (): Promise<Result<Queue, CourierProblem>> => {
    const profile = opened();
    if (profile === null) return LOCKED;
    if (session?.profile !== profile.profile) {
      pause();
      const { folder } = profile;
      const file = createQueueFile({ disk, random, folder, profile: profile.profile, key: profile.keyFor('courier') });
      const queue = openQueue(file, { random, now, after, onChange, mayGo, placeBeside, deliver: deliverQueued });
      session = { profile: profile.profile, queue };
    }
    const current = session;
    const queue = await current.queue;
    if (!queue.ok && session === current) session = undefined; // tried again at the next call
    return session === current || !queue.ok ? queue : LOCKED;
  };

  function pause(): void {
    void session?.queue.then((queue) => queue.ok && queue.value.close());
    session = undefined;
    letterboxes.clear();
    handedOn.clear();
  }

  async function fetchFrom(sender: Sender): Promise<AnswerOf<'courierFetch'>> {
    const queue = await queueNow();
    if (!queue.ok) return queue;
    const at = await atLetterbox(sender);
    const about = at.ok ? await at.value.about() : at;
    if (!at.ok) return err(at.error.problem);
    if (!about.ok) return err(about.error.problem);
    const letterbox = keyIdOf(about.value.key); // a letterbox begun anew counts anew, under a new key
    const last = handedOn.get(letterbox);
    if (last?.bundleCursor !== null && last !== undefined) {
      await queue.value.setCursor(letterbox, last.bundleCursor);
      ports.onHandedOn?.();
    }
    if (last?.trayCursor !== null && last !== undefined) await takeFromTray(at.value, last.trayCursor);
    const kept = { read: ports.readBundle, keep: ports.keepBundle };
    const fetched = await fetchAll(at.value, kept, queue.value.cursorOf(letterbox));
    if (!fetched.ok) return err(fetched.error.problem);
    handedOn.set(letterbox, fetched.value);
    return ok({ bundles: fetched.value.bundles, signed: fetched.value.signed });
  }

  return {
    send: async (request) => {
      const queue = await queueNow();
      if (!queue.ok) return queue;
      const at = await atLetterbox(senderOf(request));
      if (!at.ok) return err(at.error.problem);
      const bundle = request.bundle as BundleId;
      const bytes = await ports.readBundle(bundle, request.sha256);
      if (!bytes.ok) return bytes;
      const facts = { bundle, size: bytes.value.length, sha256: sha256Of(bytes.value) };
      const { isNearby } = request;
      return queue.value.add({ ...facts, ...senderOf(request), ...(isNearby && { isNearby }) });
    },
    deliveries: async () => {
      const queue = await queueNow();
      return queue.ok ? queue.value.list() : [];
    },
    retry: async (id) => {
      const queue = await queueNow();
      if (queue.ok) queue.value.retry(id);
    },
    cancel: async (id) => {
      const queue = await queueNow();
      const cancelled = queue.ok ? await queue.value.cancel(id) : undefined;
      if (cancelled === undefined) return;
      const at = await atLetterbox({ ...cancelled, letterbox: cancelled.delivery.letterbox });
      // best effort: what is left there is dropped by the letterbox itself some day
      if (at.ok) void at.value.ask(paths.upload(uploadIdOf(at.value.kid, cancelled.sha256)), DROP);
    },
    fetch: (request) => inTurn(() => fetchFrom(senderOf(request))),
    post: async (request) => {
      if (opened() === null) return LOCKED;
      const at = await atLetterbox(senderOf(request));
      if (!at.ok) return err(at.error.problem);
      for (const body of postsOf(request.signed)) {
        const posted = await at.value.ask(paths.outTrayOf(request.to as KeyId), { method: 'POST', body });
        if (!posted.ok) return err(posted.error.problem);
      }
      return ok(null);
    },
    tell: async (request) => {
      const at = await atLetterbox(senderOf(request));
      if (!at.ok) return err(at.error.problem);
      const body = JSON.stringify({ progress: request.progress });
      const told = await at.value.askFor(ROOM_PATH, toldIn, { method: 'POST', body });
      return told.ok ? told : err(told.error.problem);
    },
    cursorOf: async (letterbox) => {
      const queue = await queueNow();
      return queue.ok ? queue.value.cursorOf(letterbox) : null;
    },
    choiceChanged: () => void session?.queue.then((queue) => queue.ok && queue.value.goOn()),
    pause,
  };
}

const DROP = { method: 'DELETE', headers: { 'tus-resumable': '1.0.0' } };

const senderOf = (request: {
  readonly letterbox: string;
  readonly mechanism: string;
  readonly credentials: readonly unknown[];
}): Sender => ({
  letterbox: request.letterbox,
  mechanism: request.mechanism as Digest,
  credentials: request.credentials as readonly Signed[],
});

/** Bodies of posts that a letterbox takes: few things and few bytes in each. */
function postsOf(signed: readonly unknown[]): readonly string[] {
  const posts: string[] = [];
  let things: string[] = [];
  let size = 0;
  const close = (): void => {
    if (things.length > 0) posts.push(`{"signed":[${things.join(',')}]}`);
    things = [];
    size = 0;
  };
  for (const thing of signed) {
    const text = JSON.stringify(thing);
    if (things.length >= MAX_THINGS || size + text.length > MAX_POST) close();
    things.push(text);
    size += text.length;
  }
  close();
  return posts;
}

const MAX_THINGS = 100;
const MAX_POST = 500_000;

export const afterByTimer: After = (milliseconds, work) => {
  const timer = setTimeout(work, milliseconds);
  return () => clearTimeout(timer);
};
