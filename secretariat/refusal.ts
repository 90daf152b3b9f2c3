// A "no" of the letterbox on its way to the client: one code of the wire's list, and a number or a time where
// that helps. It is thrown within a request and becomes the answer at the app's door; everything else that is
// thrown there is a bug, and the client gets a bare 500.

import { type LetterboxCode, type Refusal, statusByCode } from '#shared/wire/letterbox.ts';

export class Refused extends Error {
  readonly refusal: Refusal;
  /** seconds after which it may be tried again */
  readonly retryAfter: number | undefined;

  constructor(code: LetterboxCode, facts: Omit<Refusal, 'code'> & { readonly retryAfter?: number } = {}) {
    super(code);
    const { retryAfter, ...rest } = facts;
    this.refusal = { code, ...rest };
    this.retryAfter = retryAfter;
  }
}

export function refusalToResponse(refused: Refused): Response {
  const headers = new Headers({ 'content-type': 'application/json' });
  if (refused.retryAfter !== undefined) headers.set('retry-after', String(refused.retryAfter));
  if (statusByCode[refused.refusal.code] === 401) headers.set('www-authenticate', 'Bearer');
  return new Response(JSON.stringify(refused.refusal), { status: statusByCode[refused.refusal.code], headers });
}
