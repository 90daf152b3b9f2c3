import { expect, test } from 'vitest';
import { digestOf, digestOfText } from '#shared/base/ids.ts';
import { isManifestSigned, openBundle } from '#shared/bundle/decode.ts';
import { EMPTY_CONTENT, encodeBundle, type EncodeFacts } from '#shared/bundle/encode.ts';
import { decodeIdentityFile, identityOf } from '#shared/bundle/identity.ts';
import { countRecords } from '#shared/bundle/pack.ts';
import { headerSizeOf, sealedSize } from '#shared/bundle/seal.ts';
import { isStep } from '#shared/bundle/size-steps.ts';
import { MAX_RECIPIENTS } from '#shared/bundle/manifest.ts';
import type { Suite } from '#shared/log/profile.ts';
import { fakeClassicAgeKey, fakeHybridAgeKey } from '#scripts/headless/keys.ts';
import { fixedContent, fixedToken, valueOf } from '#tests/vectors/fixed-content.ts';

const { mechanism, content, chains } = await fixedContent('round trip');
const hybrid = await fakeHybridAgeKey('reader');
const classic = await fakeClassicAgeKey('reader');
const [ana, luis] = mechanism.recorders;
if (ana === undefined || luis === undefined) throw new Error('no recorders');

const facts: EncodeFacts = {
  mechanism: mechanism.profile.id,
  suite: 'hybrid',
  recipients: [hybrid.recipient],
  basis: {},
  rosterVersion: 1,
  records: countRecords(content.changesets),
  nonce: fixedToken('nonce'),
};

test.each(['hybrid', 'classic'] as const)('what a %s bundle holds comes out as it went in', async (suite: Suite) => {
  const { identity, recipient } = suite === 'hybrid' ? hybrid : classic;
  const made = valueOf(await encodeBundle(content, { ...facts, suite, recipients: [recipient] }, ana.signer));
  const opened = valueOf(await openBundle(made.bytes, identityOf([identity])));
  expect(opened.id).toBe(made.id);
  expect(opened.manifest).toEqual(made.manifest);
  expect(new Set(opened.changesets.map(({ signed }) => signed.body))).toEqual(
    new Set(content.changesets.map(({ signed }) => signed.body)),
  );
  expect(opened.changesets.find(({ signed }) => signed.body === content.changesets[2]?.signed.body)).toEqual(
    content.changesets[2],
  );
  for (const part of ['credentials', 'rosters', 'receipts', 'requests'] as const) {
    expect(new Set(opened[part].map(({ body }) => body))).toEqual(new Set(content[part].map(({ body }) => body)));
  }
  expect(opened.blobs.map(({ digest }) => digest)).toEqual(content.blobs.map(({ digest }) => digest).sort());
  for (const { digest, bytes } of opened.blobs) expect(digestOf(bytes)).toBe(digest);
  expect(await isManifestSigned(opened, new Map([[ana.kid, ana]]))).toBe(true);
});

test('the manifest says who sent it, for whom, which runs it holds, and what was left out', async () => {
  const { manifest } = valueOf(await encodeBundle(content, facts, ana.signer));
  const runs = [
    { author: ana.kid, from: 1, to: 4 },
    { author: luis.kid, from: 1, to: 2 },
  ].sort((a, b) => (a.author < b.author ? -1 : 1));
  expect(manifest).toMatchObject({
    from: ana.kid,
    to: [digestOfText(hybrid.recipient)],
    runs,
    withheld: ['restricted'],
    records: 6,
  });
});

test('changesets travel by author and number, in the order of their chains', async () => {
  const shuffled = { ...content, changesets: [...content.changesets].reverse() };
  const made = valueOf(await encodeBundle(shuffled, facts, ana.signer));
  const opened = valueOf(await openBundle(made.bytes, identityOf([hybrid.identity])));
  const ordered = [...chains].sort((a, b) => ((a[0]?.body.author ?? '') < (b[0]?.body.author ?? '') ? -1 : 1)).flat();
  expect(opened.changesets.map(({ signed }) => signed.body)).toEqual(
    ordered.map(({ changeset }) => changeset.signed.body),
  );
});

test('a bundle with nothing in it but a manifest opens', async () => {
  const made = valueOf(await encodeBundle(EMPTY_CONTENT, { ...facts, records: 0 }, ana.signer));
  expect(valueOf(await openBundle(made.bytes, identityOf([hybrid.identity]))).manifest.entries).toEqual([]);
});

test('two bundles of the same content are two bundles', async () => {
  const one = valueOf(await encodeBundle(content, facts, ana.signer));
  const two = valueOf(await encodeBundle(content, { ...facts, nonce: fixedToken('another nonce') }, ana.signer));
  expect(one.id).not.toBe(two.id);
});

test('every recipient opens it, and nobody else', async () => {
  const others = await Promise.all(['b', 'c'].map(fakeHybridAgeKey));
  const recipients = [hybrid, ...others].map(({ recipient }) => recipient);
  const made = valueOf(await encodeBundle(content, { ...facts, recipients }, ana.signer));
  for (const { identity } of [hybrid, ...others]) {
    expect((await openBundle(made.bytes, identityOf([identity]))).ok).toBe(true);
  }
  const stranger = identityOf([(await fakeHybridAgeKey('stranger')).identity, classic.identity]);
  expect(await openBundle(made.bytes, stranger)).toEqual({ ok: false, error: { type: 'notForMe' } });
});

test('a manifest signed by another key is told from one whose signer is not known', async () => {
  const made = valueOf(await encodeBundle(content, facts, ana.signer));
  expect(await isManifestSigned(made, new Map([[luis.kid, luis]]))).toBeUndefined();
  const forged = { ...made, signed: { ...made.signed, signatures: [{ kid: ana.kid, sig: 'A'.repeat(86) }] } };
  expect(await isManifestSigned(forged, new Map([[ana.kid, ana]]))).toBe(false);
});

test.each(['hybrid', 'classic'] as const)(
  'the size of a %s bundle tells only its step and how many can open it',
  async (suite: Suite) => {
    const { recipient } = suite === 'hybrid' ? hybrid : classic;
    const small = valueOf(await encodeBundle(EMPTY_CONTENT, { ...facts, suite, recipients: [recipient] }, ana.signer));
    const larger = valueOf(
      await encodeBundle(
        { ...EMPTY_CONTENT, credentials: content.credentials },
        { ...facts, suite, recipients: [recipient] },
        ana.signer,
      ),
    );
    expect(small.bytes.length).toBe(larger.bytes.length);
    expect(small.bytes.length).toBe(sealedSize(headerSizeOf(suite, 1), 16 * 1024));
    expect(isStep(16 * 1024)).toBe(true);
  },
);

test('nothing outside the seal names who, where or what', async () => {
  const made = valueOf(await encodeBundle(content, facts, ana.signer));
  const text = Buffer.from(made.bytes).toString('latin1');
  for (const word of [
    ana.kid,
    luis.kid,
    'manifest.json',
    'chasqui',
    'Albergue',
    mechanism.profile.id,
    hybrid.recipient.slice(8, 40),
  ]) {
    expect(text).not.toContain(word);
  }
});

test.each([
  ['no recipient', 'hybrid', [], { type: 'noRecipients' }],
  ['a classic recipient among hybrid ones', 'hybrid', [hybrid.recipient, classic.recipient], { type: 'mixedSuites' }],
  ['a hybrid recipient among classic ones', 'classic', [classic.recipient, hybrid.recipient], { type: 'mixedSuites' }],
  [
    'a recipient with a mistyped letter',
    'classic',
    [`${classic.recipient.slice(0, -1)}${classic.recipient.endsWith('q') ? 'p' : 'q'}`],
    { type: 'badRecipient', at: 0 },
  ],
  ['a recipient that is none', 'hybrid', [hybrid.recipient, 'age1'], { type: 'badRecipient', at: 1 }],
  [
    'too many recipients',
    'classic',
    Array.from({ length: MAX_RECIPIENTS + 1 }, () => classic.recipient),
    { type: 'tooMany', limit: MAX_RECIPIENTS },
  ],
] as const)('is not sealed to %s', async (_, suite, recipients, error) => {
  expect(await encodeBundle(content, { ...facts, suite, recipients }, ana.signer)).toEqual({ ok: false, error });
});

test('a holder of keys that fails is a failure, not a bundle for somebody else', async () => {
  const made = valueOf(await encodeBundle(content, facts, ana.signer));
  const locked = { unwrapFileKey: () => Promise.reject(new Error('locked')) };
  await expect(openBundle(made.bytes, locked)).rejects.toThrow('locked');
});

test('an identity file may have comments and several keys, and names the line that is no key', () => {
  const text = `# created: 2026\n\n${hybrid.identity}\r\n${classic.identity}\n`;
  expect(decodeIdentityFile(text)).toEqual({ ok: true, value: [hybrid.identity, classic.identity] });
  expect(decodeIdentityFile('# nothing\n')).toEqual({ ok: false, error: { type: 'noKeys' } });
  expect(decodeIdentityFile(`# x\n${hybrid.identity.slice(0, -1)}Q\n`)).toEqual({
    ok: false,
    error: { type: 'badKey', line: 2 },
  });
  expect(decodeIdentityFile(`${hybrid.recipient}\n`)).toEqual({ ok: false, error: { type: 'badKey', line: 1 } });
});
