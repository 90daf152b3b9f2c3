// What a letterbox writes about itself: one JSON line for each event, of these codes and these facts and no
// others. Nothing a client sent is in it: no path, no header, no digest, no key id. A device is a tag that is
// new at every start, so that lines of one day cannot be joined with those of another; sizes are in steps.

import { createHmac, randomBytes } from 'node:crypto';
import { basename } from 'node:path';
import type { LetterboxCode } from '#shared/wire/letterbox.ts';
import { codeOf } from './disk/disk.ts';

export type LogCode =
  | 'started'
  | 'stopping'
  | 'stopped'
  | 'uploadBegun'
  | 'stored'
  | 'storedAgain'
  | 'downloaded'
  | 'posted'
  | 'rosterTaken'
  | 'uploadsExpired'
  | 'merged'
  | 'removed'
  | 'moving'
  | 'moved'
  | 'damaged'
  | 'refused'
  | 'bug';

export interface LogFacts {
  /** the letterbox's tag of the device, never written as it is */
  readonly device?: string;
  /** bytes, written as the next power of two */
  readonly size?: number;
  readonly count?: number;
  readonly refusal?: LetterboxCode;
  readonly error?: unknown;
}

export type Log = (code: LogCode, facts?: LogFacts) => void;

export function createLog(write: (line: string) => void, now: () => number): Log {
  const secret = randomBytes(32);
  return (code, { device, size, count, refusal, error } = {}) => {
    const line = {
      at: new Date(now()).toISOString(),
      code,
      ...(device !== undefined && { device: createHmac('sha256', secret).update(device).digest('hex').slice(0, 8) }),
      ...(size !== undefined && { size: 2 ** Math.ceil(Math.log2(Math.max(1, size))) }),
      ...(count !== undefined && { count }),
      ...(refusal !== undefined && { refusal }),
      ...(error !== undefined && placeOf(error)),
    };
    write(JSON.stringify(line));
  };
}

/** Where in our own files an error came from, and the system's name for it; never its message. */
function placeOf(error: unknown): { readonly system?: string; readonly where?: string } {
  const system = codeOf(error);
  const frame =
    error instanceof Error ? /[\\/](secretariat|shared)[\\/]([a-z/\\-]+\.ts:\d+)/.exec(error.stack ?? '') : null;
  return { ...(system !== undefined && { system }), ...(frame?.[2] !== undefined && { where: basename(frame[2]) }) };
}
