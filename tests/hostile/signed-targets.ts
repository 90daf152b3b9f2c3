// What is signed, one by one. Law: nothing is read that nobody signed.

import assert from 'node:assert/strict';
import { canonicalText, isJsonObject, type Json, parseCanonical, parseJson } from '#shared/base/json.ts';
import { decodeChangesetLine } from '#shared/bundle/json-lines.ts';
import { verifyChangeset } from '#shared/log/changeset.ts';
import { type Signed } from '#shared/log/envelope.ts';
import { decodeProfile } from '#shared/log/profile.ts';
import { type Credential, decodeCredential, resolveTrust } from '#shared/log/roster.ts';
import { decodeRoster } from '#shared/log/roster-body.ts';
import { decodeSigned } from '#shared/wire/letterbox.ts';
import { valueOf } from '#tests/vectors/fixed-content.ts';
import type { TrustCase } from '#tests/vectors/hostile-trust.ts';
import { vectorJson } from '#tests/vectors/read.ts';
import { goodChangesets } from './good-changesets.ts';
import { asBytes, CAPS, type Target, textOf } from './target.ts';

export async function changesetTarget(): Promise<Target> {
  const byId = new Map<string, { readonly key: string; readonly said: string }>();
  for (const { key, changeset } of goodChangesets) {
    const { id, changes } = valueOf(await verifyChangeset(changeset, key));
    for (const [level, list] of Object.entries(changes))
      byId.set(`${id} ${level}`, { key, said: canonicalText(list as object as Json) });
  }
  const allKeys = [...new Set(goodChangesets.map(({ key }) => key))];
  return {
    name: 'changeset',
    good: goodChangesets.map(({ changeset }) => asBytes(changeset)),
    async enter(input) {
      const parsed = parseCanonical(input, CAPS);
      if (!parsed.ok) return parsed.error.type;
      const changeset = decodeChangesetLine(parsed.value);
      if (changeset === undefined) return 'notAChangeset';
      let reason = 'badSignature';
      for (const key of allKeys) {
        const verified = await verifyChangeset(changeset, key);
        if (!verified.ok) {
          reason = verified.error.type;
          continue;
        }
        for (const [level, list] of Object.entries(verified.value.changes)) {
          const known = byId.get(`${verified.value.id} ${level}`);
          assert.equal(canonicalText(list as object as Json), known?.said, 'a part that nobody signed');
        }
        return null;
      }
      return reason;
    },
  };
}

const trustCases = vectorJson<{ readonly profile: string; readonly cases: readonly TrustCase[] }>('trust.json');

export function trustTarget(): Target {
  const profile = valueOf(decodeProfile(trustCases.profile));
  const factsOf = ({ card, scope, from, until }: Credential): string =>
    canonicalText([card.key, card.name, card.recipient, scope, from, until] as object as Json);
  const signedFacts = new Set(
    trustCases.cases
      .flatMap(({ credentials }) => credentials.flatMap((signed) => decodeCredential(signed) ?? []))
      .map(factsOf),
  );
  const versions = new Set(
    trustCases.cases.flatMap(({ rosters }) => rosters.map((signed) => decodeRoster(signed)?.version ?? 0)),
  );
  return {
    name: 'trust',
    good: trustCases.cases.flatMap(({ authors, credentials, rosters }) =>
      authors.length === 0 ? [] : [asBytes({ credentials, rosters })],
    ),
    async enter(input) {
      const parsed = parseJson(textOf(input), CAPS);
      if (!parsed.ok) return parsed.error.type;
      const listed = (name: string): readonly Signed[] => {
        const list = isJsonObject(parsed.value) ? parsed.value[name] : undefined;
        return Array.isArray(list) ? (list as readonly Json[]).flatMap((item) => decodeSigned(item) ?? []) : [];
      };
      const trust = await resolveTrust(profile, listed('credentials'), listed('rosters'));
      for (const { key, name, recipient, scope, from, until } of trust.authors.values()) {
        assert(
          signedFacts.has(canonicalText([key, name, recipient, scope, from, until] as object as Json)),
          'an author whom nobody vouched for',
        );
      }
      assert(trust.rosterVersion === 0 || versions.has(trust.rosterVersion), 'a roster that nobody signed');
      return trust.authors.size === 0 ? 'nobody' : null;
    },
  };
}

/** Whatever is read of it is the text that its signature is over. */
export function signedTarget(
  name: string,
  good: readonly Signed[],
  read: (signed: Signed) => object | undefined,
): Target {
  for (const each of good) assert(read(each) !== undefined);
  return {
    name,
    good: good.map(asBytes),
    async enter(input) {
      const parsed = parseJson(textOf(input), CAPS);
      const signed = parsed.ok ? decodeSigned(parsed.value) : undefined;
      if (signed === undefined) return parsed.ok ? 'notSigned' : parsed.error.type;
      const value = read(signed);
      if (value === undefined) return 'malformed';
      assert.equal(canonicalText(value as Json), signed.body, 'more was read than was signed');
      return null;
    },
  };
}
