// One byte range of RFC 9110 §14, as a reader asks for it to go on with a download that was cut. Several ranges
// at once are answered with the whole, as the RFC allows; a range that does not fit is refused.

export interface ByteRange {
  readonly start: number;
  /** the byte after the last */
  readonly end: number;
  readonly isPart: boolean;
}

/** undefined: not satisfiable (416). */
export function rangeOf(header: string | null, size: number): ByteRange | undefined {
  const whole = { start: 0, end: size, isPart: false };
  const match = /^bytes=(\d{0,15})-(\d{0,15})$/.exec(header ?? '');
  const [first, last] = [match?.[1] ?? '', match?.[2] ?? ''];
  if (match === null || (first === '' && last === '')) return whole;
  const start = first === '' ? Math.max(0, size - Number(last)) : Number(first);
  const end = first === '' || last === '' ? size : Math.min(size, Number(last) + 1);
  if (last !== '' && first !== '' && Number(last) < Number(first)) return whole; // not a range at all
  return start < end ? { start, end, isPart: true } : undefined;
}
