// Stage 4, the long part of the door done before and elsewhere: bodies and parts read, each signature verified, by
// whoever has the keys and nothing else. What holds is told, and `checkIncoming` need not do it again; what does not
// is left to it, for it knows what to answer.

import type { KeyId } from '../base/ids.ts';
import { type Changeset, decodeBody, type VerifiedChangeset, verifyChangeset } from '../log/changeset.ts';
import { digestsOf } from '../log/digests.ts';
import type { Verified } from './admit.ts';

/** What was found true of the changeset in its place; undefined: nothing. */
export type Ahead = { readonly key: string; readonly opened: Omit<VerifiedChangeset, 'changeset'> } | undefined;

export async function verifyAhead(
  changesets: readonly Changeset[],
  keys: ReadonlyMap<KeyId, string>,
): Promise<readonly Ahead[]> {
  const digests = await digestsOf(changesets);
  return Promise.all(
    changesets.map(async (changeset): Promise<Ahead> => {
      const body = decodeBody(changeset.signed.body);
      const key = body.ok ? keys.get(body.value.author) : undefined;
      if (!body.ok || key === undefined) return undefined;
      const read = { id: digests.idOf(changeset.signed), body: body.value, digests };
      const verified = await verifyChangeset(changeset, key, false, read);
      if (!verified.ok) return undefined;
      const { changeset: _same, ...opened } = verified.value;
      return { key, opened };
    }),
  );
}

/** The same for `checkIncoming`, of the very values that it is given. */
export function verifiedOf(changesets: readonly Changeset[], ahead: readonly Ahead[]): Verified {
  return new Map(
    changesets.flatMap((changeset, at) => {
      const found = ahead[at];
      return found === undefined
        ? []
        : [[changeset, { key: found.key, opened: { ...found.opened, changeset } }] as const];
    }),
  );
}
