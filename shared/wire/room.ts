// A workshop's room: what the trainer's laptop, which is its letterbox for an afternoon, and the participants' laptops say
// to one another beside what a letterbox says, and what the calls about it carry (ipc.ts). Whoever has the room's code
// opens its welcome: the workshop's profile, and a key that vouches for participants and for nobody else.

import * as z from 'zod/mini';
import { type Bytes, bytesToText } from '../base/bytes.ts';
import { hasOnlyKeys, isJsonObject, type Json, parseJson } from '../base/json.ts';
import { err, ok, type Result } from '../base/result.ts';
import { typedCodeToBytes, type TypedCodeProblem } from '../base/typed-code.ts';
import type { Signed } from '../log/envelope.ts';
import type { HubProblem } from './hub.ts';
import { HUB_PORT } from './hub-address.ts';
import { signedArgs } from './signed-args.ts';

export const ROOM_FORMAT = 'chasqui-room/1';
/** GET, by anyone: the sealed welcome. POST, by anyone enrolled: how far they are; answers what they are told. */
export const ROOM_PATH = 'v1/room';
/** of the code: two groups of six letters */
export const ROOM_CODE_BYTES = 6;

/** How far one exercise is, step by step. */
export interface Progress {
  readonly name: string;
  readonly steps: readonly boolean[];
}

export interface Participant {
  readonly kid: string;
  readonly name: string;
  readonly progress: readonly Progress[];
}

export interface RoomState {
  /** where participants find it, one for each network of this laptop; none: no network */
  readonly addresses: readonly string[];
  /** where this laptop itself finds it, a letterbox's address */
  readonly own: string;
  readonly port: number;
  /** as it is typed */
  readonly code: string;
  /** code and welcome as a file for a stick */
  readonly file: string;
  readonly people: readonly Participant[];
  /** how many of them were to begin anew and have not heard of it yet */
  readonly toHear: number;
}

export type RoomProblem =
  | TypedCodeProblem
  | HubProblem
  /** real notebooks open no room and enter none */
  | { readonly type: 'onlyInWorkshop' }
  | { readonly type: 'wrongRoomCode' }
  /** neither an address with a code nor the file of a room */
  | { readonly type: 'notAWayIn' }
  | { readonly type: 'roomUnreachable' }
  /** something else answers there */
  | { readonly type: 'notARoom' }
  | { readonly type: 'addressesRefused' }
  | { readonly type: 'badAddress' };

/** What a look at the room found, worst first; words by type in room.json. */
export type RoomFinding =
  | { readonly type: 'noNetwork' }
  /** the addresses are others than when the room was opened */
  | { readonly type: 'moved' }
  | { readonly type: 'blockedHere' }
  | { readonly type: 'nobodyCame' }
  | { readonly type: 'people'; readonly count: number }
  /** bundles, in a real notebook */
  | { readonly type: 'came'; readonly count: number }
  | { readonly type: 'otherNetwork'; readonly own: string }
  | { readonly type: 'nobodyThere' }
  | { readonly type: 'noAnswer' }
  | { readonly type: 'otherThing' }
  | { readonly type: 'reached' };

export interface Entered {
  /** the workshop's profile, with the address by which this laptop came */
  readonly profile: string;
  /** the chain down to this device */
  readonly credentials: readonly Signed[];
}

const text = (limit: number) => z.string().check(z.maxLength(limit));
const id = z.string().check(z.regex(/^[A-Za-z0-9_-]{43}$/));
const MOST_EXERCISES = 20;
const MOST_STEPS = 20;
const progress = z
  .array(z.object({ name: text(40), steps: z.array(z.boolean()).check(z.maxLength(MOST_STEPS)) }))
  .check(z.maxLength(MOST_EXERCISES));

export const roomArgs = {
  open: z.object({ profile: text(70_000), participants: text(200) }),
  join: z.object({ way: text(100_000), card: signedArgs }),
  look: z.object({ way: z.nullable(text(100_000)) }),
  tell: z.object({
    letterbox: text(2000),
    mechanism: id,
    credentials: z.array(signedArgs).check(z.maxLength(20)),
    progress,
  }),
} as const;

/** What a participant's laptop tells of itself; undefined: not that. */
export function decodeProgress(body: string): readonly Progress[] | undefined {
  const parsed = parseJson(body, { size: 20_000, depth: 5 });
  const value = parsed.ok && isJsonObject(parsed.value) ? parsed.value['progress'] : undefined;
  const read = progress.safeParse(value);
  return read.success ? read.data : undefined;
}

/** A way into a room: by its address, or by its welcome from a stick. */
export type WayIn =
  | { readonly address: string; readonly code: Bytes }
  | { readonly welcome: string; readonly code: Bytes };

const QR_MARK = 'chasqui-room:';

/** What the picture of a room's code holds. */
export const wayToQr = (address: string, code: string): string => `${QR_MARK}${address}/${code.replaceAll('-', '')}`;

export const wayToFile = (welcome: string, code: string): string =>
  JSON.stringify({ format: ROOM_FORMAT, code, welcome });

/** Reads what was typed (`192.168.1.5 K7M4QX-AB12CD`), the text of a picture, or a file. */
export function textToWay(given: string): Result<WayIn, RoomProblem> {
  const trimmed = given.trim();
  if (trimmed.startsWith('{')) return fileToWay(trimmed);
  const [, address = '', typed = ''] = /^(?:chasqui-room:)?(?:http:\/\/)?([^\s/]+)[\s/]+(.+)$/.exec(trimmed) ?? [];
  if (!/^[a-z0-9.-]{1,100}(?::\d{1,5})?$/i.test(address)) return err({ type: 'notAWayIn' });
  const code = codeIn(typed);
  const url = `http://${address.includes(':') ? address : `${address}:${HUB_PORT}`}`;
  return code.ok ? ok({ address: url.toLowerCase(), code: code.value }) : code;
}

function fileToWay(file: string): Result<WayIn, RoomProblem> {
  const parsed = parseJson(file, { size: 100_000, depth: 3 });
  if (!parsed.ok || !isJsonObject(parsed.value)) return err({ type: 'notAWayIn' });
  const { format, code: typed, welcome } = parsed.value;
  if (format !== ROOM_FORMAT || typeof typed !== 'string' || typeof welcome !== 'string')
    return err({ type: 'notAWayIn' });
  const code = codeIn(typed);
  return code.ok ? ok({ welcome, code: code.value }) : code;
}

function codeIn(typed: string): Result<Bytes, RoomProblem> {
  const code = typedCodeToBytes(typed);
  if (!code.ok) return code;
  return code.value.length === ROOM_CODE_BYTES ? code : err({ type: 'codeCutShort' });
}

/** The sealed part of a welcome; undefined: not a room's. */
export function decodeWelcome(given: string): { readonly salt: string; readonly sealed: string } | undefined {
  const parsed = parseJson(given, { size: 90_000, depth: 3 });
  if (!parsed.ok || !isJsonObject(parsed.value) || !hasOnlyKeys(parsed.value, ['format', 'salt', 'sealed']))
    return undefined;
  const { format, salt, sealed } = parsed.value;
  return format === ROOM_FORMAT && typeof salt === 'string' && typeof sealed === 'string'
    ? { salt, sealed }
    : undefined;
}

/** Out of a welcome that was opened. */
export function decodeInside(bytes: Bytes): { readonly profile: string; readonly credential: Json } | undefined {
  const parsed = parseJson(bytesToText(bytes) ?? '', { size: 90_000, depth: 10 });
  if (!parsed.ok || !isJsonObject(parsed.value)) return undefined;
  const { profile, credential = null } = parsed.value;
  return typeof profile === 'string' ? { profile, credential } : undefined;
}
