// A vector that is refused is a good file and the few places where it differs, so that the tree stays small and
// the one cause of each stays in sight. Edits go by place in the good file, first to last.

export interface Edit {
  readonly at: number;
  readonly remove: number;
  /** base64 */
  readonly insert: string;
}

export function applyEdits(base: Uint8Array, edits: readonly Edit[]): Uint8Array<ArrayBuffer> {
  const parts: Uint8Array[] = [];
  let from = 0;
  for (const { at, remove, insert } of edits) {
    parts.push(base.subarray(from, at), Buffer.from(insert, 'base64'));
    from = at + remove;
  }
  return Uint8Array.from(Buffer.concat([...parts, base.subarray(from)]));
}

/** Edits that make one file of another: a differing run for each place while lengths are equal, else one. */
export function editsBetween(base: Uint8Array, other: Uint8Array): readonly Edit[] {
  const edits: Edit[] = [];
  const shared = base.length === other.length ? base.length : commonStart(base, other);
  for (let at = 0; at < shared; at++) {
    if (base[at] === other[at]) continue;
    let end = at + 1;
    // A few equal bytes between are cheaper carried than begun anew.
    for (let next = end; next < Math.min(end + 24, shared); next++) if (base[next] !== other[next]) end = next + 1;
    edits.push({ at, remove: end - at, insert: Buffer.from(other.subarray(at, end)).toString('base64') });
    at = end;
  }
  if (base.length === other.length) return edits;
  const tail = commonEnd(base, other, shared);
  const insert = Buffer.from(other.subarray(shared, other.length - tail)).toString('base64');
  return [{ at: shared, remove: base.length - tail - shared, insert }];
}

function commonStart(a: Uint8Array, b: Uint8Array): number {
  let at = 0;
  while (at < a.length && at < b.length && a[at] === b[at]) at++;
  return at;
}

function commonEnd(a: Uint8Array, b: Uint8Array, start: number): number {
  let count = 0;
  while (count < Math.min(a.length, b.length) - start && a.at(-1 - count) === b.at(-1 - count)) count++;
  return count;
}
