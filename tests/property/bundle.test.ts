import * as fc from 'fast-check';
import { expect, test } from 'vitest';
import { digestOf } from '#shared/base/ids.ts';
import { gzipOf, inflate } from '#shared/bundle/compression.ts';
import { readContents } from '#shared/bundle/contents.ts';
import { isManifestSigned, openBundle } from '#shared/bundle/decode.ts';
import { archiveOf, type BundleContent, encodeBundle, type EncodeFacts, manifestOf } from '#shared/bundle/encode.ts';
import { identityOf } from '#shared/bundle/identity.ts';
import { changesetToLine } from '#shared/bundle/json-lines.ts';
import { MAX_FILE, MAX_TEXT, signManifest } from '#shared/bundle/manifest.ts';
import { packContent } from '#shared/bundle/pack.ts';
import { type Chained, changesetsFor, headsAfter, prerequisitesOf } from '#shared/bundle/select.ts';
import { readArchive } from '#shared/bundle/ustar-reader.ts';
import { keyIdOf } from '#shared/log/envelope.ts';
import { type Changeset, type VerifiedChangeset, withholdLevels } from '#shared/log/changeset.ts';
import { fakeClassicAgeKey } from '#scripts/headless/keys.ts';
import { fakeMechanism } from '#scripts/headless/mechanism.ts';
import { fixedChange, fixedChangeset, fixedToken, valueOf } from '#tests/vectors/fixed-content.ts';
import { vectorBytes, vectorJson } from '#tests/vectors/read.ts';

const mechanism = await fakeMechanism('property', { recordersEach: 2 });
const devices = mechanism.recorders;
const reader = await fakeClassicAgeKey('property');
const identity = identityOf([reader.identity]);
const facts: EncodeFacts = {
  mechanism: mechanism.profile.id,
  suite: 'classic',
  recipients: [reader.recipient],
  basis: {},
  rosterVersion: 1,
  records: 0,
  nonce: fixedToken('n'),
};

const arbText = fc.string({ unit: 'grapheme', maxLength: 200 }).filter((text) => text.isWellFormed());
const LEVELS = ['open', 'mechanism', 'restricted', 'personal'] as const;
const arbSitting = fc.record({
  device: fc.nat({ max: devices.length - 1 }),
  title: arbText,
  levels: fc.uniqueArray(fc.constantFrom(...LEVELS), { minLength: 1 }),
  withheld: fc.uniqueArray(fc.constantFrom(...LEVELS), { maxLength: 2 }),
});
const arbContent = fc.record({
  sittings: fc.array(arbSitting, { maxLength: 8 }),
  blobs: fc.array(fc.uint8Array({ maxLength: 3_000 }), { maxLength: 3 }),
  credentials: fc.subarray([...mechanism.credentials]),
});

async function contentOf({
  sittings,
  blobs,
  credentials,
}: typeof arbContent extends fc.Arbitrary<infer T> ? T : never): Promise<BundleContent> {
  const last = new Map<number, VerifiedChangeset>();
  const changesets: Changeset[] = [];
  for (const { device, title, levels, withheld } of sittings) {
    const changes = Object.fromEntries(
      levels.map((level) => [level, [fixedChange(`${device}`, `title.${level}`, title)]]),
    );
    const next = await fixedChangeset(devices[device]!, last.get(device) ?? null, changes);
    last.set(device, next);
    changesets.push(withholdLevels(next.changeset, withheld));
  }
  const files = blobs.map((bytes) => Uint8Array.from(bytes)).map((bytes) => ({ digest: digestOf(bytes), bytes }));
  return { changesets, credentials, rosters: [], receipts: [], requests: [], custody: [], blobs: files };
}

const sorted = (list: readonly string[]): readonly string[] => [...new Set(list)].sort();

test('whatever goes into a bundle comes out of it', async () => {
  await fc.assert(
    fc.asyncProperty(arbContent, async (given) => {
      const content = await contentOf(given);
      const made = valueOf(await encodeBundle(content, facts, devices[0]!.signer));
      const opened = valueOf(await openBundle(made.bytes, identity));
      expect(sorted(opened.changesets.map(changesetToLine))).toEqual(sorted(content.changesets.map(changesetToLine)));
      expect(sorted(opened.credentials.map(({ body }) => body))).toEqual(
        sorted(content.credentials.map(({ body }) => body)),
      );
      expect(sorted(opened.blobs.map(({ bytes }) => digestOf(bytes)))).toEqual(
        sorted(content.blobs.map(({ digest }) => digest)),
      );
      expect(opened.manifest).toEqual(made.manifest);
    }),
    { numRuns: 40 },
  );
});

test('an archive does not depend on the order in which its content was given', async () => {
  await fc.assert(
    fc.asyncProperty(arbContent, fc.infiniteStream(fc.nat()), async (given, places) => {
      const content = await contentOf(given);
      const shuffled = <T>(list: readonly T[]): readonly T[] =>
        [...list]
          .map((item) => [places.next().value as number, item] as const)
          .sort(([a], [b]) => a - b)
          .map(([, item]) => item);
      const other = {
        ...content,
        changesets: shuffled(content.changesets),
        credentials: shuffled(content.credentials),
        blobs: shuffled(content.blobs),
      };
      const archives = await Promise.all([content, other].map(archiveFor));
      expect(Buffer.compare(archives[0]!, archives[1]!)).toBe(0);
    }),
    { numRuns: 25 },
  );
});

async function archiveFor(content: BundleContent): Promise<Uint8Array> {
  const packed = valueOf(packContent(content));
  const { manifest, signed } = await signManifest(manifestOf(packed, facts, devices[0]!.kid), devices[0]!.signer);
  return valueOf(archiveOf(packed, signed, manifest));
}

test('an archive is the same in whatever slices it comes', () => {
  const archive = vectorBytes('archive.bin');
  fc.assert(
    fc.property(fc.array(fc.nat({ max: archive.length }), { maxLength: 40 }), (cuts) => {
      const places = [0, ...cuts.sort((a, b) => a - b), archive.length];
      const contents = readContents(MAX_FILE, { text: MAX_TEXT });
      const problems = places.slice(1).map((end, at) => contents.push(archive.subarray(places[at], end)));
      expect(problems.every((problem) => problem === undefined)).toBe(true);
      expect(valueOf(contents.end()).changesets.length).toBe(1);
    }),
  );
});

test('no byte of a sealed file can be changed, left out or added without a typed refusal', async () => {
  const good = vectorBytes('bundles/classic.quipu');
  const known = identityOf([(await fakeClassicAgeKey('vectors one')).identity]);
  const arbDamage = fc.oneof(
    fc
      .record({ at: fc.nat({ max: good.length - 1 }), change: fc.integer({ min: 1, max: 255 }) })
      .map(({ at, change }) => good.with(at, good[at]! ^ change)),
    fc.nat({ max: good.length - 1 }).map((length) => good.slice(0, length)),
    fc
      .record({ at: fc.nat({ max: good.length - 1 }), count: fc.integer({ min: 1, max: 3_000 }) })
      .map(({ at, count }) => Uint8Array.from([...good.slice(0, at), ...good.slice(at + count)])),
    fc
      .record({ at: fc.nat({ max: good.length }), more: fc.uint8Array({ minLength: 1, maxLength: 50 }) })
      .map(({ at, more }) => Uint8Array.from([...good.slice(0, at), ...more, ...good.slice(at)])),
  );
  const types = [
    'emptyFile',
    'notABundle',
    'newerVersion',
    'truncated',
    'altered',
    'unknownRecipient',
    'notForMe',
    'trailingData',
  ];
  await fc.assert(
    fc.asyncProperty(arbDamage, async (file) => {
      const opened = await openBundle(file, known);
      expect(opened.ok).toBe(false);
      expect(types).toContain(opened.ok ? '' : opened.error.type);
    }),
    { numRuns: 150 },
  );
});

test('no byte of an archive under a valid seal can be changed: it is refused, or the manifest is not signed any more', async () => {
  const archive = vectorBytes('archive.bin');
  const { key } = vectorJson<readonly { key: string }[]>('changesets.json')[0]!;
  const keys = new Map([[keyIdOf(key), { key }]]);
  const signer = async (bytes: Uint8Array): Promise<boolean | undefined> => {
    const contents = readContents(MAX_FILE, { text: MAX_TEXT });
    const ended = contents.push(bytes) === undefined ? contents.end() : undefined;
    return ended?.ok ? isManifestSigned(ended.value, keys) : undefined;
  };
  expect(await signer(archive)).toBe(true);
  await fc.assert(
    fc.asyncProperty(fc.nat({ max: archive.length - 1 }), fc.integer({ min: 1, max: 255 }), async (at, change) => {
      expect(await signer(archive.with(at, archive[at]! ^ change))).not.toBe(true);
    }),
    { numRuns: 1_500 },
  );
});

test('random bytes in place of an archive are refused without a throw', () => {
  fc.assert(
    fc.property(fc.array(fc.uint8Array({ minLength: 1, maxLength: 2_000 }), { maxLength: 4 }), (slices) => {
      const reader = readArchive<never>({ begin: () => undefined, content: () => undefined, finish: () => undefined });
      const problem = slices.map((slice) => reader.push(slice)).find((one) => one !== undefined) ?? reader.end();
      expect(problem?.type).toBe('badArchive');
    }),
  );
});

test('what is compressed comes out as it went in, in whatever slices', () => {
  fc.assert(
    fc.property(fc.uint8Array({ maxLength: 5_000 }), fc.integer({ min: 1, max: 700 }), (bytes, step) => {
      const packed = gzipOf(bytes);
      const pieces: Uint8Array[] = [];
      const inflater = inflate(5_000, (piece) => void pieces.push(piece));
      for (let at = 0; at < packed.length; at += step)
        expect(inflater.push(packed.subarray(at, at + step))).toBeUndefined();
      expect(inflater.end()).toBeUndefined();
      expect(Buffer.compare(Buffer.concat(pieces), bytes)).toBe(0);
    }),
  );
});

/** Trees of changesets of a few authors: forks included. */
const arbForest = fc
  .array(fc.record({ author: fc.nat({ max: 2 }), parent: fc.nat() }), { maxLength: 25 })
  .map((rows) => {
    const entries: Chained[] = [];
    rows.forEach(({ author, parent }, at) => {
      const own = entries.filter((entry) => entry.author === (`author ${author}` as string));
      const before = own.length === 0 ? undefined : own[parent % (own.length + 1)];
      entries.push({
        id: `id ${at}` as Chained['id'],
        author: `author ${author}` as Chained['author'],
        seq: (before?.seq ?? 0) + 1,
        prev: before?.id ?? null,
      });
    });
    return entries;
  });

test('a receiver with any set of chains gets at least what it lacks, and every prerequisite is its own or comes along', () => {
  fc.assert(
    fc.property(arbForest, fc.infiniteStream(fc.boolean()), (forest, coins) => {
      // What it has is closed under "previous", as taking in makes it.
      const had = new Map<string, Chained>();
      for (const entry of forest) {
        if (coins.next().value === true && (entry.prev === null || had.has(entry.prev))) had.set(entry.id, entry);
      }
      const sent = changesetsFor(headsAfter({}, [...had.values()]), forest);
      const after = new Set([...had.keys(), ...sent.map(({ id }) => id)]);
      expect(forest.every(({ id }) => after.has(id))).toBe(true);
      expect(prerequisitesOf(sent).every(({ id }) => had.has(id))).toBe(true);
    }),
    { numRuns: 300 },
  );
});
