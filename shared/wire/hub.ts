// Another laptop's letterbox on the local network, and this laptop's own: where it is found, how it is typed, and what the
// calls about it carry (ipc.ts).

import * as z from 'zod/mini';
import { err, ok, type Result } from '../base/result.ts';
import type { DiskProblem } from './problems.ts';
import { signedArgs } from './signed-args.ts';

/** where a laptop listens for others, unless another program does */
export const HUB_PORT = 4723;

export interface HubState {
  /** null: this laptop receives from nobody */
  readonly open: {
    /** where others find it, one for each network of this laptop; none: no network */
    readonly addresses: readonly string[];
    /** where this laptop itself finds it, a letterbox's address */
    readonly own: string;
    /** for this laptop alone, while it takes in what lies there */
    readonly isHereOnly: boolean;
  } | null;
  /** bundles that lie here and were not handed on to be taken in */
  readonly left: number;
}

export type HubProblem =
  | DiskProblem
  | { readonly type: 'vaultLocked' }
  /** this computer does not let it listen; `code`: the system's word */
  | { readonly type: 'roomNotOpened'; readonly code: string }
  /** a workshop has its room, and a real notebook no practice */
  | { readonly type: 'practiceMixed' }
  | { readonly type: 'notInWorkshop' };

const text = (limit: number) => z.string().check(z.maxLength(limit));

export const hubArgs = {
  /** `roster`: the newest known; `isHereOnly`: to take in what lies there, without any network */
  open: z.object({ profile: text(70_000), roster: z.nullable(signedArgs), isHereOnly: z.boolean() }),
  /** null: this laptop's own */
  look: z.object({ letterbox: z.nullable(text(300)) }),
} as const;

const QR_MARK = 'chasqui-hub:';

/** What the picture of an address holds. */
export const addressToQr = (address: string): string => `${QR_MARK}${address}`;

/**
 * A letterbox's address from what was typed (`192.168.1.5`, with a port where it is another) or the text of a picture.
 * Numbers of local networks alone: a name may lead anywhere, and what a colleague shows across a table is never public.
 */
export function textToLetterbox(given: string): Result<string, { readonly type: 'notNearby' }> {
  const last = given.trim().split(/\s+/).at(-1) ?? '';
  const [, host = '', port = `${HUB_PORT}`] =
    /^(?:chasqui-hub:)?(?:http:\/\/)?([\d.]{7,15})(?::(\d{1,5}))?\/?$/i.exec(last) ?? [];
  const isPort = Number(port) > 0 && Number(port) < 65_536;
  return isNearAddress(host) && isPort ? ok(new URL(`http://${host}:${port}`).origin) : err({ type: 'notNearby' });
}

/** Of private, link-local or loopback IPv4, spelled as it is read: 010.0.0.1 is another address than it looks. */
export function isNearAddress(host: string): boolean {
  const parts = host.split('.');
  const [a = 0, b = 0] = parts.map(Number);
  const isPlain = parts.length === 4 && parts.every((part) => `${Number(part)}` === part && Number(part) < 256);
  const isPrivate =
    a === 10 || (a === 172 && b >= 16 && b < 32) || (a === 192 && b === 168) || (a === 169 && b === 254);
  return isPlain && (isPrivate || a === 127);
}
