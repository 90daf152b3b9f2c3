// What is made of one hostile file, by the very functions that take a file in.

import assert from 'node:assert/strict';
import type { Json } from '#shared/base/json.ts';
import { openBundle } from '#shared/bundle/decode.ts';
import { decodeCustody } from '#shared/bundle/custody.ts';
import { identityOf } from '#shared/bundle/identity.ts';
import { verifyChangeset } from '#shared/log/changeset.ts';
import { decodeProfile } from '#shared/log/profile.ts';
import { resolveTrust } from '#shared/log/roster.ts';
import { manifestIn, textOfDocx } from '#shared/report/docx-package.ts';

export interface Asked {
  readonly as: 'bundle' | 'profile' | 'report';
  readonly identity?: string;
  /** whose changesets are looked for */
  readonly keys?: readonly string[];
  /** under which credentials and rosters are weighed */
  readonly profile?: string;
}

export type Said =
  | { readonly refused: Json }
  | { readonly changesets: readonly Json[] }
  | {
      readonly trust: {
        readonly authors: readonly string[];
        readonly rosterVersion: number;
        readonly revoked: readonly string[];
      };
    }
  | { readonly custody: readonly Json[] }
  /** null: it is no document */
  | { readonly paragraphs: number | null };

export async function sayOf(file: Uint8Array, asked: Asked): Promise<Said> {
  if (asked.as === 'profile') {
    const read = decodeProfile(new TextDecoder().decode(file));
    return { refused: read.ok ? null : (read.error as object as Json) };
  }
  if (asked.as === 'report') {
    const text = textOfDocx(file);
    assert.equal(manifestIn(file), undefined);
    return { paragraphs: text === undefined ? null : text.split('\n').filter((line) => line !== '').length };
  }
  const opened = await openBundle(file, identityOf([asked.identity ?? '']));
  if (!opened.ok) return { refused: opened.error as object as Json };
  const { changesets, credentials, rosters, custody } = opened.value;
  if (asked.keys !== undefined) {
    const [key = ''] = asked.keys;
    const verified = await Promise.all(changesets.map((changeset) => verifyChangeset(changeset, key)));
    return { changesets: verified.map((each) => (each.ok ? null : (each.error as object as Json))) };
  }
  if (asked.profile !== undefined) {
    const profile = decodeProfile(asked.profile);
    if (!profile.ok) throw new Error(profile.error.type);
    const { authors, rosterVersion, revocations } = await resolveTrust(profile.value, credentials, rosters);
    return { trust: { authors: [...authors.keys()], rosterVersion, revoked: [...revocations.keys()] } };
  }
  return { custody: custody.map((signed) => (decodeCustody(signed) as object as Json | undefined) ?? null) };
}
