// The answers of a letterbox, read with patience and limits: an address that does not answer, a body that stands
// still or never ends, a page that is no letterbox's. Redirections are not followed: a hotel's log-in page is no
// letterbox.

import { bytesToText, joinBytes } from '#shared/base/bytes.ts';
import { type Json, parseJson } from '#shared/base/json.ts';
import { err, ok, type Result } from '#shared/base/result.ts';
import { decodeRefusal } from '#shared/wire/letterbox.ts';
import { captivePortal, type Failure, failureOf, notALetterbox, unreachable } from './failures.ts';

export interface Ask {
  readonly method?: string;
  readonly headers?: Readonly<Record<string, string>>;
  readonly body?: string;
  readonly signal?: AbortSignal;
}

/** Calls back after so many milliseconds, unless told not to. */
export type After = (milliseconds: number, work: () => void) => () => void;

/** nothing moves for so long: the connection is given up */
const IDLE_MILLISECONDS = 60_000;
const MAX_JSON = 70 * 1024 * 1024;

/** The response of any success, its body still to be read. */
export async function answerOf(
  url: string,
  { method = 'GET', headers = {}, body, signal }: Ask,
  after: After,
): Promise<Result<Response, Failure>> {
  const patience = new AbortController();
  const answered = after(IDLE_MILLISECONDS, () => patience.abort());
  try {
    const response = await fetch(url, {
      method,
      headers,
      redirect: 'manual',
      signal: signal === undefined ? patience.signal : AbortSignal.any([signal, patience.signal]),
      ...(body !== undefined && { body }),
    });
    answered();
    if (response.ok) {
      if (!isPage(response.headers.get('content-type'))) return ok(response);
      await response.body?.cancel().catch(() => undefined);
      return err(captivePortal);
    }
    const refusal = await readJson(response, decodeRefusal, after);
    return err(
      failureOf(
        response.status,
        refusal.ok ? refusal.value : undefined,
        secondsIn(response.headers.get('retry-after')),
      ),
    );
  } catch {
    return err(unreachable);
  } finally {
    answered();
  }
}

/** No letterbox answers with a page. */
export const isPage = (contentType: string | null | undefined): boolean =>
  contentType?.startsWith('text/html') === true;

export async function readJson<T>(
  response: Response,
  decode: (value: Json) => T | undefined,
  after: After,
): Promise<Result<T, Failure>> {
  const chunks: Uint8Array[] = [];
  const read = await readBody(response, MAX_JSON, (chunk) => chunks.push(chunk), after);
  if (!read.ok) return read;
  const text = bytesToText(joinBytes(...chunks)) ?? '';
  const parsed = parseJson(text, { size: MAX_JSON, depth: 10 });
  const value = parsed.ok ? decode(parsed.value) : undefined;
  if (value !== undefined) return ok(value);
  return err(text.trimStart().startsWith('<') ? captivePortal : notALetterbox);
}

/** Hands on what comes of a body, up to a limit, until `take` answers false: `unreachable` where it was cut or stood still. */
export async function readBody(
  response: Response,
  limit: number,
  take: (chunk: Uint8Array) => unknown,
  after: After,
): Promise<Result<null, Failure>> {
  const reader = response.body?.getReader();
  let size = 0;
  let isStill = false;
  const giveUp = (): void => {
    isStill = true;
    void reader?.cancel().catch(() => undefined);
  };
  for (;;) {
    const movedOn = after(IDLE_MILLISECONDS, giveUp);
    try {
      const { done, value } = (await reader?.read()) ?? { done: true, value: undefined };
      if (isStill) return err(unreachable);
      if (done || value === undefined) return ok(null);
      size += value.length;
      if (size > limit) {
        await reader?.cancel().catch(() => undefined);
        return err(notALetterbox);
      }
      movedOn();
      if ((await take(value)) !== false) continue;
      await reader?.cancel().catch(() => undefined);
      return ok(null);
    } catch {
      return err(unreachable);
    } finally {
      movedOn();
    }
  }
}

export function secondsIn(header: string | null | undefined): number | undefined {
  return header !== null && header !== undefined && /^\d{1,6}$/.test(header) ? Number(header) : undefined;
}
