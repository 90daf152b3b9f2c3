// One device at one letterbox: its address, its tokens, its answers decoded. A token is signed for one request, with
// the letterbox's own time (this laptop's clock may stand at 2000 or at 2090), and signed again when the letterbox
// says that the time was wrong.

import { bytesToBase64url } from '#shared/base/bytes.ts';
import type { Digest, KeyId } from '#shared/base/ids.ts';
import type { Json } from '#shared/base/json.ts';
import { err, ok, type Result } from '#shared/base/result.ts';
import { keyIdOf, type Signed } from '#shared/log/envelope.ts';
import { decodeCredential } from '#shared/log/roster.ts';
import {
  type About,
  contentDigestOf,
  decodeAbout,
  encodeToken,
  paths,
  requestOf,
  TOKEN_TYPE,
  tokenText,
} from '#shared/wire/letterbox.ts';
import { type After, answerOf, type Ask, readBody, readJson } from './answers.ts';
import { type Failure, vaultLocked } from './failures.ts';
import { createPace, type Pace } from './pace.ts';

export interface Sender {
  /** as the profile names it */
  readonly letterbox: string;
  readonly mechanism: Digest;
  /** this device's chain */
  readonly credentials: readonly Signed[];
}

export interface LetterboxPorts {
  /** signs with the device's key; undefined: the vault is locked */
  readonly sign: (type: string, body: string) => Promise<Uint8Array | undefined>;
  /** milliseconds since 1970 by this computer's clock, right or wrong */
  readonly now: () => number;
  readonly after: After;
}

/** a header by its name in small letters */
export type HeaderOf = (name: string) => string | undefined;

export interface AtLetterbox {
  /** the device's own key id, by its credential */
  readonly kid: KeyId;
  readonly about: () => Promise<Result<About, Failure>>;
  readonly pace: Pace;
  readonly urlOf: (path: string) => string;
  /** for a request to `url`; `header`: those it will have */
  readonly token: (method: string, url: string, header: HeaderOf) => Promise<Result<string, Failure>>;
  /** Takes the letterbox's time; the next token is signed with it. */
  readonly setTime: (time: string) => void;
  /** Answers the response of any success; its body is still to be read. */
  readonly ask: (path: string, init?: Ask) => Promise<Result<Response, Failure>>;
  /** The decoded JSON of an answer. */
  readonly askFor: <T>(path: string, decode: (value: Json) => T | undefined, init?: Ask) => Promise<Result<T, Failure>>;
  /** Hands on what comes of a body, up to a limit: `unreachable` where it was cut or stood still. */
  readonly readBody: (
    response: Response,
    limit: number,
    take: (chunk: Uint8Array) => void,
  ) => Promise<Result<null, Failure>>;
}

/** for clocks that run unevenly */
const MARGIN_MILLISECONDS = 60_000;
/** for a piece that a slow wire carries, and a proxy that hands it on only when it is whole */
const CARRYING_MILLISECONDS = 8 * 60_000;

/** undefined: these credentials name no device. */
export function createAtLetterbox(sender: Sender, ports: LetterboxPorts): AtLetterbox | undefined {
  const found = chainOf(sender.credentials);
  if (found === undefined) return undefined;
  const chain = found;
  const { origin } = new URL(sender.letterbox);
  let ahead: number | undefined; // the letterbox's clock before ours, milliseconds

  const urlOf = (path: string): string => `${sender.letterbox.replace(/\/+$/, '')}/${path}`;
  const setTime = (time: string): void => {
    const there = Date.parse(time);
    if (!Number.isNaN(there)) ahead = there - ports.now(); // the 31st of February is no time
  };

  async function about(): Promise<Result<About, Failure>> {
    const answer = await answerOf(urlOf(paths.about), {}, ports.after);
    const isShy = !answer.ok && answer.error.refusal?.code === 'tokenMissing';
    if (isShy) ahead ??= 0; // it tells its time to whom it knows
    const told = isShy ? await ask(paths.about) : answer;
    const read = told.ok ? await readJson(told.value, decodeAbout, ports.after) : told;
    if (read.ok) setTime(read.value.time);
    return read;
  }

  async function token(method: string, url: string, header: HeaderOf): Promise<Result<string, Failure>> {
    if (ahead === undefined) {
      const asked = await about();
      if (!asked.ok) return asked;
    }
    const time = ports.now() + (ahead ?? 0);
    const body = tokenText({
      mechanism: sender.mechanism,
      kid: chain.kid,
      letterbox: origin,
      from: new Date(time - MARGIN_MILLISECONDS).toISOString(),
      until: new Date(time + (method.startsWith('P') ? CARRYING_MILLISECONDS : MARGIN_MILLISECONDS)).toISOString(),
      request: requestOf(method, url.slice(urlOf('').length), header),
    });
    const signature = await ports.sign(TOKEN_TYPE, body);
    if (signature === undefined) return err(vaultLocked);
    const signed: Signed = {
      type: TOKEN_TYPE,
      body,
      signatures: [{ kid: chain.kid, sig: bytesToBase64url(signature) }],
    };
    return ok(encodeToken({ signed, credentials: chain.credentials }));
  }

  async function ask(path: string, init: Ask = {}, isAgain = false): Promise<Result<Response, Failure>> {
    const given: Readonly<Record<string, string>> = {
      ...init.headers,
      ...(init.body !== undefined && { 'content-digest': contentDigestOf(init.body) }),
    };
    const bearer = await token(init.method ?? 'GET', urlOf(path), (name) => given[name]);
    if (!bearer.ok) return bearer;
    const headers = { ...given, authorization: `Bearer ${bearer.value}` };
    const answer = await answerOf(urlOf(path), { ...init, headers }, ports.after);
    const time = answer.ok ? undefined : answer.error.refusal?.time;
    if (time === undefined || isAgain) return answer;
    setTime(time);
    return ask(path, init, true);
  }

  return {
    kid: chain.kid,
    about,
    pace: createPace(ports.after),
    urlOf,
    token,
    setTime,
    ask: (path, init) => ask(path, init),
    askFor: async (path, decode, init) => {
      const answer = await ask(path, init);
      return answer.ok ? readJson(answer.value, decode, ports.after) : answer;
    },
    readBody: (response, limit, take) => readBody(response, limit, take, ports.after),
  };
}

/** The device's own credential (the newest given) and its organisation's: what a token needs, and no more. */
function chainOf(
  credentials: readonly Signed[],
): { readonly kid: KeyId; readonly credentials: readonly Signed[] } | undefined {
  const decoded = credentials.flatMap((signed) => {
    const credential = decodeCredential(signed);
    return credential === undefined ? [] : [{ signed, credential, kid: keyIdOf(credential.card.key) }];
  });
  const device = decoded.findLast(({ credential }) => credential.subject === 'device');
  const organisation = decoded.findLast(({ kid }) => kid === device?.credential.parent);
  if (device === undefined || organisation === undefined) return undefined;
  return { kid: device.kid, credentials: [organisation.signed, device.signed] };
}
