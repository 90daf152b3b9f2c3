// Writes the golden files of v1, once: `node tests/vectors/generate.ts`. What is there already is never written
// again, for it must be read for ever: a changed format gets a folder of its own, a new case a new file.

import assert from 'node:assert/strict';
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { canonicalText, type Json } from '#shared/base/json.ts';
import { encodeBundle } from '#shared/bundle/encode.ts';
import { EMPTY_CONTENT } from '#shared/bundle/pack.ts';
import { openBundle } from '#shared/bundle/decode.ts';
import { identityOf } from '#shared/bundle/identity.ts';
import { preAuthEncoding, signedIdOf, signValue } from '#shared/log/envelope.ts';
import type { Suite } from '#shared/log/profile.ts';
import { fakeClassicAgeKey, fakeHybridAgeKey, fakeKey } from '#scripts/headless/keys.ts';
import { goodArchive } from './archive-twists.ts';
import { attachmentCases } from './attachment-cases.ts';
import { custodyCases, goodCustodyArchive, hostileCustodyArchives } from './custody-cases.ts';
import { damagedFiles, mixedFile } from './damaged-files.ts';
import { editsBetween } from './edits.ts';
import { fixedContent, fixedToken, valueOf } from './fixed-content.ts';
import { hostileArchives } from './hostile-archives.ts';
import { changesetCases } from './hostile-changesets.ts';
import { profileCases, trustCases, trustProfile } from './hostile-trust.ts';
import { makeNotebook } from './notebook.ts';
import { contentDigest } from './read.ts';

const folder = join(dirname(fileURLToPath(import.meta.url)), 'v1');
const pathOf = (name: string): string => join(folder, name);
mkdirSync(pathOf('bundles'), { recursive: true });

async function once(name: string, make: () => Promise<Uint8Array | Json>): Promise<void> {
  if (existsSync(pathOf(name))) return console.log(`kept ${name}`);
  const made = await make();
  writeFileSync(pathOf(name), made instanceof Uint8Array ? made : `${JSON.stringify(made, null, 1)}\n`);
  console.log(`made ${name}`);
}
const bytesOf = (name: string): Uint8Array<ArrayBuffer> => Uint8Array.from(readFileSync(pathOf(name)));
const asJson = (value: object): Json => JSON.parse(JSON.stringify(value)) as Json;

await once('envelope.json', async () => {
  const values: readonly Json[] = [
    {},
    [],
    'ñ',
    { b: [1, -0.5, 1e21, null, true], a: 'Llegó «ayer» 🌎\u0000' },
    { '😀': 1, ﬀ: 2 },
  ];
  const key = fakeKey('vectors envelope');
  const list = await Promise.all(
    values.map((value) => signValue('application/vnd.chasqui.vector+json;v=1', value, key.signer)),
  );
  return asJson(
    list.map((signed) => ({
      key: key.key,
      kid: key.kid,
      id: signedIdOf(signed.type, signed.body),
      pae: Buffer.from(preAuthEncoding(signed.type, signed.body)).toString('base64'),
      signed,
    })),
  );
});
await once('escaped-keys.json', async () =>
  asJson([
    { before: '{"":1,"\\\\":2}', text: '{"":1,"\\n":2}', keys: ['', '\n'] },
    { before: '{"!":1,"\\\\":2}', text: '{"!":1,"\\"":2}', keys: ['!', '"'] },
    { before: '{"":1,"\\\\":2}', text: '{"":1,"\\u0000":2}', keys: ['', '\u0000'] },
    { before: '{"aa":1,"ab\\\\":2}', text: '{"aa":1,"ab\\t":2}', keys: ['aa', 'ab\t'] },
    { before: '{"\\t":1,"\\\\n":2}', text: '{"\\t":1,"\\n1":2}', keys: ['\t', '\n1'] },
    { before: '{"\\u0001":1,"\\\\u":2}', text: '{"\\u0001":1,"\\u001fx":2}', keys: ['\u0001', '\u001fx'] },
  ]),
);
await once('changesets.json', async () => asJson(await changesetCases()));
await once('attachments.json', async () => asJson(attachmentCases()));
await once('trust.json', async () => asJson({ profile: trustProfile, cases: await trustCases() }));
await once('profiles.json', async () => asJson(await profileCases()));

await once('archive.bin', goodArchive);
await once('archives-refused.json', async () => {
  const good = bytesOf('archive.bin');
  return asJson(
    (await hostileArchives()).map(({ name, archive, error }) => ({ name, edits: editsBetween(good, archive), error })),
  );
});

await once('custody.json', async () => asJson(await custodyCases()));
await once('archive-custody.bin', goodCustodyArchive);
await once('archives-custody-refused.json', async () => {
  const good = bytesOf('archive-custody.bin');
  return asJson(
    (await hostileCustodyArchives()).map(({ name, archive, error }) => ({
      name,
      edits: editsBetween(good, archive),
      error,
    })),
  );
});

const readers = ['one', 'two', 'three'] as const;
const readerKey = (suite: Suite, name: string) =>
  (suite === 'hybrid' ? fakeHybridAgeKey : fakeClassicAgeKey)(`vectors ${name}`);

async function sealedVector(suite: Suite, count: number, isIncremental = false): Promise<Uint8Array> {
  const { content, mechanism, chains } = await fixedContent('vectors', { suite });
  const sender = mechanism.recorders[0];
  const before = chains[0]?.[1];
  assert(sender && before);
  const keys = await Promise.all(readers.slice(0, count).map((name) => readerKey(suite, name)));
  const facts = {
    mechanism: mechanism.profile.id,
    suite,
    recipients: keys.map(({ recipient }) => recipient),
    basis: isIncremental ? { [sender.kid]: { seq: before.body.seq, id: before.id } } : {},
    rosterVersion: 1,
    records: isIncremental ? 2 : 6,
    nonce: fixedToken(`${suite} ${count} ${isIncremental}`),
  };
  const some = isIncremental ? { ...EMPTY_CONTENT, changesets: content.changesets.slice(2, 4) } : content;
  return valueOf(await encodeBundle(some, facts, sender.signer)).bytes;
}

await once('bundles/hybrid.quipu', () => sealedVector('hybrid', 1));
await once('bundles/hybrid-three-readers.quipu', () => sealedVector('hybrid', 3));
await once('bundles/classic.quipu', () => sealedVector('classic', 1));
await once('bundles/classic-three-readers.quipu', () => sealedVector('classic', 3));
await once('bundles/classic-incremental.quipu', () => sealedVector('classic', 1, true));
await once('bundles/mixed-suites.quipu', async () => {
  const [hybrid, classic] = await Promise.all([readerKey('hybrid', 'one'), readerKey('classic', 'one')]);
  return mixedFile(bytesOf('archive.bin'), [hybrid.recipient, classic.recipient]);
});
await once('bundles.json', async () => {
  const rows: object[] = [];
  for (const [file, suite, count] of [
    ['hybrid', 'hybrid', 1],
    ['hybrid-three-readers', 'hybrid', 3],
    ['classic', 'classic', 1],
    ['classic-three-readers', 'classic', 3],
    ['classic-incremental', 'classic', 1],
  ] as const) {
    const keys = await Promise.all(readers.slice(0, count).map((name) => readerKey(suite, name)));
    const identities = keys.map(({ identity }) => identity);
    const opened = valueOf(await openBundle(bytesOf(`bundles/${file}.quipu`), identityOf(identities)));
    const manifest = JSON.parse(canonicalText(opened.manifest as object as Json)) as Json;
    rows.push({ file: `${file}.quipu`, identities, id: opened.id, manifest, contents: contentDigest(opened) });
  }
  return asJson(rows);
});
await once('bundles-refused.json', async () => {
  const classic = bytesOf('bundles/classic.quipu');
  const [mine, hybrid, stranger] = await Promise.all([
    readerKey('classic', 'one'),
    readerKey('hybrid', 'one'),
    readerKey('classic', 'stranger'),
  ]);
  const whole = { identity: mine.identity, edits: [] };
  return asJson([
    {
      name: 'for somebody else',
      file: 'classic.quipu',
      ...whole,
      identity: stranger.identity,
      error: { type: 'notForMe' },
    },
    {
      name: 'for a key of another suite',
      file: 'classic.quipu',
      ...whole,
      identity: hybrid.identity,
      error: { type: 'notForMe' },
    },
    { name: 'hybrid, for a classic key', file: 'hybrid.quipu', ...whole, error: { type: 'notForMe' } },
    { name: 'sealed to both kinds of keys', file: 'mixed-suites.quipu', ...whole, error: { type: 'mixedSuites' } },
    ...damagedFiles(classic).map(({ name, file, error }) => ({
      name,
      file: 'classic.quipu',
      identity: mine.identity,
      edits: editsBetween(classic, file),
      error,
    })),
  ]);
});
await once('notebook.json', async () => asJson(await makeNotebook()));
