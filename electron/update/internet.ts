// The newest version from the one address that the build knows, when a person asked for it: the same signed file as on
// a stick, under the name of this computer's kind (newestName). It is asked for without anything that tells one laptop
// from another, and no other host is followed to. Its first bytes say what it is; the rest comes only if a person wants
// it, from the byte at which it was cut.

import { type Bytes, bytesToText, joinBytes } from '#shared/base/bytes.ts';
import { err, ok, type Result } from '#shared/base/result.ts';
import { MOST_HEAD, type ReadRelease } from '#shared/log/release.ts';
import type { UpdateProblem } from '#shared/wire/update.ts';
import { type After, answerOf, readBody } from '../courier/answers.ts';
import type { Failure } from '../courier/failures.ts';
import type { Source, Take } from './source.ts';

/** The first MOST_HEAD bytes of what lies there, or all of what is shorter. */
export async function headAt(url: string, after: After, signal: AbortSignal): Promise<Result<Bytes, UpdateProblem>> {
  const answer = await answerOf(url, asking(0, MOST_HEAD, signal), after);
  if (!answer.ok) return err(problemOf(answer.error));
  const pieces: Uint8Array[] = [];
  let length = 0;
  const take = (piece: Uint8Array): boolean => {
    pieces.push(piece);
    length += piece.length;
    return length < MOST_HEAD;
  };
  const read = await readBody(answer.value, Number.POSITIVE_INFINITY, take, after);
  if (!read.ok) return err(problemOf(read.error));
  const head = joinBytes(...pieces).subarray(0, MOST_HEAD);
  const isPage = (bytesToText(head.subarray(0, PAGE)) ?? '').trimStart().startsWith('<');
  return isPage ? err({ type: 'updateBehindPortal' }) : ok(head);
}

export function onInternet(
  url: string,
  { begins, release }: ReadRelease,
  after: After,
  signal: () => AbortSignal,
): Source {
  return {
    from: 'internet',
    carry: async (at, take) => {
      if (at === release.size) return ok(null);
      const answer = await answerOf(url, asking(begins + at, begins + release.size, signal()), after);
      if (!answer.ok) return err(problemOf(answer.error));
      let passed = answer.value.status === 206 ? begins + at : 0; // a server that knows no ranges sends all of it
      let came = at;
      let refused: { readonly error: unknown } | undefined;
      const onwards: Take = async (piece) => {
        const wanted = piece.subarray(Math.max(0, begins + at - passed));
        passed += piece.length;
        came += wanted.length;
        try {
          return wanted.length === 0 || (await take(wanted));
        } catch (error) {
          refused = { error };
          return false;
        }
      };
      const read = await readBody(answer.value, begins + release.size - passed, onwards, after);
      if (refused !== undefined) throw refused.error;
      if (!read.ok) return err(read.error.problem.type === 'notALetterbox' ? TOO_LONG : problemOf(read.error));
      return came < release.size ? err({ type: 'updateUnreachable' }) : ok(null);
    },
  };
}

/** enough to see that it is a page */
const PAGE = 256;
const TOO_LONG = { type: 'updateSwapped' } as const;

/** The bytes from one place to before another. */
const asking = (from: number, to: number, signal: AbortSignal) => ({
  headers: { range: `bytes=${from}-${to - 1}`, 'accept-encoding': 'identity' },
  signal,
});

function problemOf({ problem: { type } }: Failure): UpdateProblem {
  if (type === 'captivePortal') return { type: 'updateBehindPortal' };
  return { type: type === 'unreachable' ? 'updateUnreachable' : 'noUpdateThere' };
}
