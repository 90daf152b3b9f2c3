// The golden files of version 1: what was accepted once is accepted for ever and means the same; what was
// refused is refused, for the same one cause. Archives are read whole, in slices, and byte by byte.

import { describe, expect, test } from 'vitest';
import { openBundle } from '#shared/bundle/decode.ts';
import { readContents } from '#shared/bundle/contents.ts';
import { identityOf } from '#shared/bundle/identity.ts';
import { isManifestSigned } from '#shared/bundle/decode.ts';
import { type Json, parseCanonical } from '#shared/base/json.ts';
import { MAX_FILE, MAX_TEXT, type Manifest } from '#shared/bundle/manifest.ts';
import { attachmentOf, isFileOf, makeAttachment } from '#shared/record/attachment.ts';
import { type Changeset, openChangeset, verifyChangeset } from '#shared/log/changeset.ts';
import { isSignedBy, keyIdOf, preAuthEncoding, type Signed, signedIdOf } from '#shared/log/envelope.ts';
import { decodeProfile } from '#shared/log/profile.ts';
import { decodeCredential, resolveTrust } from '#shared/log/roster.ts';
import { decodeCustody } from '#shared/bundle/custody.ts';
import type { AttachmentCase } from './attachment-cases.ts';
import { type CustodyCase, custodyKey } from './custody-cases.ts';
import { applyEdits, type Edit } from './edits.ts';
import { valueOf } from './fixed-content.ts';
import type { ChangesetCase } from './hostile-changesets.ts';
import type { ProfileCase, TrustCase } from './hostile-trust.ts';
import { base64urlToBytes } from '#shared/base/bytes.ts';
import { contentDigest, vectorBytes, vectorJson } from './read.ts';

const errorOf = (result: { readonly ok: true } | { readonly ok: false; readonly error: unknown }): unknown =>
  result.ok ? null : result.error;

describe('envelopes', () => {
  interface Row {
    readonly key: string;
    readonly kid: string;
    readonly id: string;
    readonly pae: string;
    readonly signed: Signed;
  }
  const rows = vectorJson<readonly Row[]>('envelope.json');
  test.each(rows)('$id', async ({ key, kid, id, pae, signed }) => {
    expect(keyIdOf(key)).toBe(kid);
    expect(signedIdOf(signed.type, signed.body)).toBe(id);
    expect(Buffer.from(preAuthEncoding(signed.type, signed.body)).toString('base64')).toBe(pae);
    expect(await isSignedBy(signed, signed.signatures[0]!, key)).toBe(true);
  });
});

describe('keys with escapes', () => {
  interface Row {
    readonly before: string;
    readonly text: string;
    readonly keys: readonly string[];
  }
  const rows = vectorJson<readonly Row[]>('escaped-keys.json');
  test.each(rows)('$text is read as it is written, whatever its parser met before', ({ before, text, keys }) => {
    JSON.parse(before);
    const parsed = valueOf(parseCanonical(text, { size: 100, depth: 1 }));
    expect(Object.keys(parsed ?? {})).toEqual(keys);
  });
});

describe('changesets', () => {
  const cases = vectorJson<readonly ChangesetCase[]>('changesets.json');

  test('are as many as were made', () => {
    expect(cases.length).toBe(65);
  });

  test.each(cases.filter(({ error }) => error === null))('accepted: $name', async ({ key, changeset }) => {
    const { withheld, changes, body } = valueOf(await verifyChangeset(changeset, key));
    const here = Object.keys(changeset.parts);
    expect(withheld).toEqual(
      Object.keys(body.parts)
        .filter((level) => !here.includes(level) && level !== 'sealed')
        .sort(byLevel),
    );
    if (body.schema === 1) expect(Object.keys(changes).sort()).toEqual(here.sort());
  });

  test.each(cases.filter(({ error }) => error !== null))(
    'refused: a changeset $name',
    async ({ key, changeset, error }) => {
      expect(errorOf(await verifyChangeset(changeset, key))).toEqual(error);
    },
  );

  test('what is refused for its signature is not refused without one, so the cause is one', () => {
    const unsigned = cases.filter(({ error }) => (error as { type?: string } | null)?.type === 'badSignature');
    expect(unsigned.map(({ name, changeset }) => [name, openChangeset(changeset as Changeset).ok])).toEqual(
      unsigned.map(({ name }) => [name, true]),
    );
  });

  const LEVELS = ['open', 'mechanism', 'restricted', 'personal'];
  const byLevel = (a: string, b: string): number => LEVELS.indexOf(a) - LEVELS.indexOf(b);
});

describe('attachments', () => {
  const cases = vectorJson<readonly AttachmentCase[]>('attachments.json');
  const bytesOf = (text: string) => base64urlToBytes(text) ?? new Uint8Array(0);

  test('are as many as were made', () => {
    expect(cases.length).toBe(36);
  });

  test.each(cases.filter(({ is }) => is === 'file'))('the cell of its file: $name', ({ value, bytes }) => {
    const attachment = attachmentOf(value)!;
    expect(attachment).toBe(value);
    expect(isFileOf(attachment, bytesOf(bytes))).toBe(true);
    const { digest, salt, name, type } = attachment;
    expect(makeAttachment(bytesOf(bytes), bytesOf(salt), name, type).digest).toBe(digest);
  });

  test.each(cases.filter(({ is }) => is === 'otherFile'))('the cell of another file: $name', ({ value, bytes }) => {
    expect(isFileOf(attachmentOf(value)!, bytesOf(bytes))).toBe(false);
  });

  test.each(cases.filter(({ is }) => is === 'noAttachment'))('no attachment: $name', ({ value }) => {
    expect(attachmentOf(value)).toBeUndefined();
  });
});

describe('trust', () => {
  const { profile, cases } = vectorJson<{ profile: string; cases: readonly TrustCase[] }>('trust.json');
  test.each(cases)('$name', async ({ credentials, rosters, authors, rosterVersion, revoked }) => {
    const known = valueOf(decodeProfile(profile));
    for (const order of [(list: readonly Signed[]) => list, (list: readonly Signed[]) => [...list].reverse()]) {
      const trust = await resolveTrust(known, order(credentials), order(rosters));
      expect([...trust.authors.keys()]).toEqual(authors);
      expect(trust.rosterVersion).toBe(rosterVersion);
      expect([...trust.revocations.keys()]).toEqual(revoked);
    }
  });

  test('of two credentials of one device the later counts, however they come', async () => {
    const { credentials } = cases.find(({ name }) => name === 'two credentials of one device')!;
    const latest = credentials.map(decodeCredential).find((credential) => credential?.from === '2026-06-01')!;
    for (const list of [credentials, [...credentials].reverse()]) {
      const trust = await resolveTrust(valueOf(decodeProfile(profile)), list, []);
      expect([...trust.authors.values()].map(({ scope, from }) => ({ scope, from }))).toEqual([
        { scope: latest.scope, from: '2026-06-01' },
      ]);
    }
  });
});

describe('profiles', () => {
  test.each(vectorJson<readonly ProfileCase[]>('profiles.json'))('$name', ({ text, error }) => {
    expect(errorOf(decodeProfile(text))).toEqual(error);
  });

  test('a profile as large as may be is read, and a larger one is not', () => {
    const { text } = vectorJson<readonly ProfileCase[]>('profiles.json')[0]!;
    const large = `${text.slice(0, -1)}${' '.repeat(64 * 1024 - text.length)}}`;
    expect(errorOf(decodeProfile(large))).toBeNull();
    expect(errorOf(decodeProfile(large.replace('  ', '   ')))).toEqual({ type: 'tooLarge', limit: 64 * 1024 });
  });
});

interface Refused {
  readonly name: string;
  readonly edits: readonly Edit[];
  readonly error: Json;
}

describe('custody', () => {
  const cases = vectorJson<readonly CustodyCase[]>('custody.json');

  test('are as many as were made', () => {
    expect(cases.length).toBe(32);
  });

  test.each(cases)('$name', async ({ signed, says }) => {
    expect(decodeCustody(signed) ?? null).toEqual(says);
    if (says !== null) expect(await isSignedBy(signed, signed.signatures[0]!, custodyKey.key)).toBe(true);
  });
});

describe.each([
  ['archives', 'archive.bin', 'archives-refused.json', 134],
  ['archives with custody', 'archive-custody.bin', 'archives-custody-refused.json', 6],
])('%s', (_, file, refusals, count) => {
  const good = vectorBytes(file);
  const refused = vectorJson<readonly Refused[]>(refusals);

  function outcomeOf(archive: Uint8Array, step: number): unknown {
    const reader = readContents(MAX_FILE, { text: MAX_TEXT });
    for (let at = 0; at < archive.length; at += step) {
      const problem = reader.push(archive.subarray(at, at + step));
      if (problem !== undefined) return problem;
    }
    return errorOf(reader.end());
  }

  test('are as many as were made', () => {
    expect(refused.length).toBe(count);
  });

  test.each([1, 7, 511, 512, 513, 65_536])('the good one is read in slices of %i', (step) => {
    expect(outcomeOf(good, step)).toBeNull();
  });

  test.each(refused)('refused: $name', ({ edits, error }) => {
    const archive = applyEdits(good, edits);
    for (const step of [archive.length + 1, 1000, 1]) expect(outcomeOf(archive, step)).toEqual(error);
  });

  test('no two of the refused are the same, nor the good one', () => {
    const all = [good, ...refused.map(({ edits }) => applyEdits(good, edits))].map((archive) =>
      Buffer.from(archive).toString('base64'),
    );
    expect(new Set(all).size).toBe(all.length);
  });
});

describe('bundles', () => {
  interface Accepted {
    readonly file: string;
    readonly identities: readonly string[];
    readonly id: string;
    readonly manifest: Manifest;
    readonly contents: string;
  }
  const sender = vectorJson<readonly ChangesetCase[]>('changesets.json')[0]!.key;

  test.each(vectorJson<readonly Accepted[]>('bundles.json'))(
    'accepted: $file',
    async ({ file, identities, id, manifest, contents }) => {
      for (const identity of identities) {
        const opened = valueOf(await openBundle(vectorBytes(`bundles/${file}`), identityOf([identity])));
        expect(opened.id).toBe(id);
        expect(opened.manifest).toEqual(manifest);
        expect(contentDigest(opened)).toBe(contents);
        expect(await isManifestSigned(opened, new Map([[keyIdOf(sender), { key: sender }]]))).toBe(true);
      }
    },
  );

  test.each(vectorJson<readonly (Refused & { file: string; identity: string })[]>('bundles-refused.json'))(
    'refused: $name',
    async ({ file, identity, edits, error }) => {
      const damaged = applyEdits(vectorBytes(`bundles/${file}`), edits);
      expect(errorOf(await openBundle(damaged, identityOf([identity])))).toEqual(error);
    },
  );
});
