import { describe, expect, test } from 'vitest';
import type { ChangesetId } from '#shared/base/ids.ts';
import { openBundle } from '#shared/bundle/decode.ts';
import { EMPTY_CONTENT } from '#shared/bundle/encode.ts';
import { identityOf } from '#shared/bundle/identity.ts';
import {
  chainedOf,
  changesetsFor,
  changesetsForRequest,
  headsAfter,
  prerequisitesOf,
  runsOf,
} from '#shared/bundle/select.ts';
import { encodeBundles, type SplitFacts } from '#shared/bundle/split.ts';
import { digestOf } from '#shared/base/ids.ts';
import { decodeRequest, signRequest } from '#shared/bundle/request.ts';
import type { VerifiedChangeset } from '#shared/log/changeset.ts';
import { fakeHybridAgeKey, seedBytes } from '#scripts/headless/keys.ts';
import { fakeMechanism } from '#scripts/headless/mechanism.ts';
import {
  fixedChain,
  fixedChange,
  fixedChangeset,
  fixedContent,
  fixedToken,
  valueOf,
} from '#tests/vectors/fixed-content.ts';

const mechanism = await fakeMechanism('select', { recordersEach: 1 });
const [ana, luis] = [mechanism.recorders[0]!, mechanism.recorders[1]!];
const anas = (await fixedChain(ana, 6)).map(chainedOf);
const luiss = (await fixedChain(luis, 3)).map(chainedOf);
const all = [...anas, ...luiss];
const headAt = (chain: typeof anas, seq: number) => ({ seq, id: chain[seq - 1]!.id });
const seqsOf = (entries: readonly { author: string; seq: number }[], author = ana.kid as string): readonly number[] =>
  entries.filter((entry) => entry.author === author).map(({ seq }) => seq);

describe('what a receiver lacks', () => {
  test('is everything where it has nothing', () => {
    expect(new Set(changesetsFor({}, all))).toEqual(new Set(all));
  });

  test('is what comes after its heads, by author and number', () => {
    const lacking = changesetsFor({ [ana.kid]: headAt(anas, 4), [luis.kid]: headAt(luiss, 3) }, [...all].reverse());
    expect(lacking.map(({ id }) => id)).toEqual([anas[4]!.id, anas[5]!.id]);
  });

  test('is nothing where it has all', () => {
    expect(changesetsFor(headsAfter({}, all), all)).toEqual([]);
  });

  test("is an author's whole chain where its head is of a branch that is not here", async () => {
    const fork = await fixedChangeset(ana, null, { open: [fixedChange('fork', 'title', 'Otra copia del disco')] });
    expect(seqsOf(changesetsFor({ [ana.kid]: { seq: 1, id: fork.id } }, all))).toEqual([1, 2, 3, 4, 5, 6]);
    expect(seqsOf(changesetsFor({ [ana.kid]: { seq: 9, id: fork.id } }, all))).toEqual([1, 2, 3, 4, 5, 6]);
  });

  test('is the other branch of a fork, and only that', async () => {
    const chain = await fixedChain(ana, 3);
    const branch = await fixedChangeset(ana, chain[0]!, { open: [fixedChange('branch', 'title', 'Rama')] });
    const tree = [...chain, branch].map(chainedOf);
    expect(changesetsFor({ [ana.kid]: { seq: 3, id: chain[2]!.id } }, tree).map(({ id }) => id)).toEqual([branch.id]);
    expect(changesetsFor({ [ana.kid]: { seq: 2, id: branch.id } }, tree).map(({ id }) => id)).toEqual([
      chain[1]!.id,
      chain[2]!.id,
    ]);
  });

  test('is not what it has for certain, even where its head cannot be placed', () => {
    const had = new Set<ChangesetId>(anas.slice(0, 5).map(({ id }) => id));
    expect(seqsOf(changesetsFor({ [ana.kid]: { seq: 9, id: luiss[0]!.id } }, all, had))).toEqual([6]);
  });

  test('is exactly what its request names', async () => {
    const request = {
      mechanism: null,
      from: luis.kid,
      to: null,
      needs: [
        { author: ana.kid, from: 2, to: 3 },
        { author: luis.kid, from: 3, to: 9 },
      ].sort((a, b) => (a.author < b.author ? -1 : 1)),
      blobs: [],
    };
    const decoded = decodeRequest(await signRequest(request, luis.signer));
    expect(decoded).toEqual(request);
    const brought = changesetsForRequest(decoded!, all);
    expect([seqsOf(brought), seqsOf(brought, luis.kid)]).toEqual([[2, 3], [3]]);
  });
});

describe('runs and prerequisites', () => {
  test('runs are unbroken numbers of one author', () => {
    const some = [anas[0]!, anas[1]!, anas[3]!, anas[4]!, luiss[2]!];
    const runs = runsOf(some).map(({ author, from, to }) => [author === ana.kid ? 'ana' : 'luis', from, to]);
    expect(runs.sort((a, b) => (String(a) < String(b) ? -1 : 1))).toEqual([
      ['ana', 1, 2],
      ['ana', 4, 5],
      ['luis', 3, 3],
    ]);
  });

  test('two branches of a fork are one run of numbers', async () => {
    const chain = await fixedChain(ana, 2);
    const branch = await fixedChangeset(ana, chain[0]!, { open: [fixedChange('branch', 'title', 'Rama')] });
    expect(runsOf([...chain, branch].map(chainedOf))).toEqual([{ author: ana.kid, from: 1, to: 2 }]);
  });

  test('prerequisites name what each run builds on and the bundle does not bring', () => {
    const missing = prerequisitesOf([anas[0]!, anas[3]!, anas[4]!, luiss[2]!]);
    const named = missing.map(({ author, seq, id }) => [author === ana.kid ? 'ana' : 'luis', seq, id]);
    expect(named.sort((a, b) => (String(a) < String(b) ? -1 : 1))).toEqual([
      ['ana', 3, anas[2]!.id],
      ['luis', 2, luiss[1]!.id],
    ]);
  });
});

describe('bundles of bounded size', async () => {
  const reader = await fakeHybridAgeKey('split');
  const { content } = await fixedContent('select');
  const chain: VerifiedChangeset[] = [];
  for (let number = 1; number <= 24; number++) {
    const noise = Array.from({ length: 60 }, (_, at) => fixedToken(`${number} ${at}`)).join(' ');
    chain.push(await fixedChangeset(ana, chain.at(-1) ?? null, { open: [fixedChange(`r${number}`, 'title', noise)] }));
  }
  const photos = [1, 2, 3, 4].map((number) => {
    const bytes = Uint8Array.from(Buffer.concat(Array.from({ length: 300 }, (_, at) => seedBytes(`${number} ${at}`))));
    return { digest: digestOf(bytes), bytes };
  });
  const whole = { ...content, changesets: chain.map(({ changeset }) => changeset), blobs: photos };
  let made = 0;
  const facts: SplitFacts = {
    mechanism: mechanism.profile.id,
    suite: 'hybrid',
    recipients: [reader.recipient],
    basis: {},
    rosterVersion: 1,
    maxSize: 26_000,
    nonce: () => fixedToken(`nonce ${made++}`),
  };

  test('hold together what one would hold, none larger than asked, text before media', async () => {
    const bundles = valueOf(await encodeBundles(whole, facts, ana.signer));
    const opened = await Promise.all(
      bundles.map(async ({ bytes }) => valueOf(await openBundle(bytes, identityOf([reader.identity])))),
    );
    expect(bundles.length).toBeGreaterThan(4);
    expect(Math.max(...bundles.map(({ bytes }) => bytes.length))).toBeLessThanOrEqual(facts.maxSize);
    expect(opened.flatMap(({ changesets }) => changesets)).toEqual(whole.changesets);
    expect(new Set(opened.flatMap(({ blobs }) => blobs.map(({ digest }) => digest)))).toEqual(
      new Set(photos.map(({ digest }) => digest)),
    );
    const kinds = opened.map(
      ({ changesets, blobs }) => `${changesets.length > 0 ? 'text' : ''}${blobs.length > 0 ? 'media' : ''}`,
    );
    expect(kinds).toEqual([...kinds].sort().reverse());
    expect(kinds).not.toContain('textmedia');
    expect(new Set(bundles.map(({ id }) => id)).size).toBe(bundles.length);
  });

  test('carry each what vouches for it, and build on those before', async () => {
    const bundles = valueOf(await encodeBundles(whole, facts, ana.signer));
    let known = facts.basis;
    for (const { bytes, manifest } of bundles) {
      const opened = valueOf(await openBundle(bytes, identityOf([reader.identity])));
      expect(opened.credentials.length).toBe(content.credentials.length);
      expect(opened.rosters.length).toBe(1);
      expect(manifest.basis).toEqual(known);
      const here = chain
        .filter(({ changeset }) => opened.changesets.some(({ signed }) => signed.body === changeset.signed.body))
        .map(chainedOf);
      for (const { seq, id } of prerequisitesOf(here)) expect(known[ana.kid]).toEqual({ seq, id });
      expect(manifest.records).toBe(here.length);
      known = headsAfter(known, here);
    }
    expect(known).toEqual({ [ana.kid]: { seq: 24, id: chain[23]!.id } });
    const receipts = await Promise.all(
      bundles.map(async ({ bytes }) => valueOf(await openBundle(bytes, identityOf([reader.identity]))).receipts.length),
    );
    expect(receipts).toEqual([2, ...receipts.slice(1).map(() => 0)]);
  });

  test('are one where all fits, two where there are media', async () => {
    const large = { ...facts, maxSize: 10_000_000 };
    expect(valueOf(await encodeBundles({ ...whole, blobs: [] }, large, ana.signer)).length).toBe(1);
    expect(valueOf(await encodeBundles(whole, large, ana.signer)).length).toBe(2);
    expect(valueOf(await encodeBundles({ ...EMPTY_CONTENT, blobs: photos }, large, ana.signer)).length).toBe(1);
  });

  test('are none where one thing alone is too large', async () => {
    expect(await encodeBundles(whole, { ...facts, maxSize: 15_000 }, ana.signer)).toEqual({
      ok: false,
      error: { type: 'tooLarge', limit: 15_000 },
    });
    const wide = { ...facts, maxSize: 20_000 };
    const large = { digest: digestOf(new Uint8Array(30_000)), bytes: new Uint8Array(30_000) };
    expect(await encodeBundles({ ...EMPTY_CONTENT, blobs: [large] }, wide, ana.signer)).toEqual({
      ok: false,
      error: { type: 'tooLarge', limit: 20_000 },
    });
  });
});
