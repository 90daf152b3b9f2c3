// What people bring while enrolling: a code they typed or a camera read, several numbered ones (one a line, in any
// order), or the text of a file. One answer: the bytes of the kind that was asked for, or why not.

import type { Bytes } from '#shared/base/bytes.ts';
import { err, ok, type Result } from '#shared/base/result.ts';
import { type CodeKind, type CodePart, type CodeProblem, joinCodes, readCode } from '#shared/log/enrolment-code.ts';

export type CodesProblem =
  | CodeProblem
  | { readonly type: 'codesMissing'; readonly missing: string; readonly of: number }
  | { readonly type: 'otherCode'; readonly kind: CodeKind };

export function codesToBytes(text: string, kind: CodeKind): Result<Bytes, CodesProblem> {
  const parts = partsOf(text);
  if (!parts.ok) return parts;
  const joined = joinCodes(parts.value);
  if (!joined.ok) return joined;
  const { bytes, of, missing, kind: found } = joined.value;
  if (found !== kind) return err({ type: 'otherCode', kind: found });
  return bytes === null ? err({ type: 'codesMissing', missing: missing.join(', '), of }) : ok(bytes);
}

/** One code over several lines, as it is typed; else one a line. */
function partsOf(text: string): Result<readonly CodePart[], CodeProblem> {
  const whole = readCode(text);
  const lines = text.split('\n').filter((line) => line.trim() !== '');
  if (whole.ok || lines.length < 2) return whole.ok ? ok([whole.value]) : whole;
  const parts: CodePart[] = [];
  for (const line of lines) {
    const part = readCode(line);
    if (!part.ok) return lines.every(isLong) ? part : whole;
    parts.push(part.value);
  }
  return ok(parts);
}

/** A code of one line, and no line of a code that was typed over several. */
const isLong = (line: string): boolean => line.replaceAll(/[\s-]/g, '').length > 40;
