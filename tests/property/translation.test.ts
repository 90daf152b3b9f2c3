// Translations as values: whatever came in whatever order, what is shown is the same; no translation is shown, or stands
// in a part, where its answer may not be; and consent that is taken back to an answer leaves none of its translations.

import { createHash } from 'node:crypto';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { canonicalText, type Json } from '#shared/base/json.ts';
import type { KeyId, RecordId } from '#shared/base/ids.ts';
import { LEVELS } from '#shared/log/change.ts';
import { type Changeset, openChangeset, withholdLevels } from '#shared/log/changeset.ts';
import { resolveTrust, type Trust } from '#shared/log/roster.ts';
import { shownCells } from '#shared/merge/conflict.ts';
import { translatedWords, translationsIn } from '#shared/merge/translation.ts';
import { changesIn } from '#shared/merge/withdraw.ts';
import { levelOfPath } from '#shared/record/cells.ts';
import { isTranslatable, translatedText, versionOf } from '#shared/record/translation.ts';
import { translationAt, translationCell } from '#shared/record/translation-path.ts';
import { type Heeding, takeBack, takeInHeeding } from '#scripts/headless/consent.ts';
import { makeDevice, writeRecord } from '#scripts/headless/device.ts';
import type { FakeKey } from '#scripts/headless/keys.ts';
import { fakeMechanism } from '#scripts/headless/mechanism.ts';

const KIND = 'consultation';
const RECORD = createHash('sha256').update('r').digest().subarray(0, 16).toString('base64url') as RecordId;
/** Open, of the Mechanism, personal. */
const PATHS = ['title', 'progress.4', 'risks'] as const;

test('every order and split ends in the same translations, and what is out of date is the same everywhere', async () => {
  await fc.assert(
    fc.asyncProperty(arbDeeds(), fc.infiniteStream(fc.nat()), async (deeds, chances) => {
      const { trust, key, everything } = await played(deeds);
      const reference = shownBy(await after(key, trust, [everything]));
      const order = everything
        .map((changeset) => ({ changeset, at: chances.next().value }))
        .sort((a, b) => a.at - b.at)
        .map(({ changeset }) => changeset);
      const cut = chances.next().value % (order.length + 1);
      const other = shownBy(await after(key, trust, [order.slice(0, cut), order.slice(cut), order]));
      expect(other).toEqual(reference);
      for (const { of, text, isCurrent } of reference.translations) {
        const answer = reference.answers.get(of);
        const versions = everything.flatMap((changeset) => versionsIn(changeset, of, text));
        expect(typeof answer).toBe('string');
        if (isCurrent) expect(versions).toContain(versionOf(answer as string));
      }
    }),
    { numRuns: 40, seed: 20261129 },
  );
});

test('whatever levels are withheld, no translation is readable without its answer', async () => {
  await fc.assert(
    fc.asyncProperty(arbDeeds(), fc.subarray([...LEVELS]), async (deeds, withheld) => {
      const { trust, key, everything } = await played(deeds);
      for (const changeset of everything) {
        const opened = openChangeset(changeset);
        if (!opened.ok) throw new Error('does not open');
        for (const [level, changes] of Object.entries(opened.value.changes))
          for (const { cell } of changes ?? []) {
            const of = translationAt(cell)?.of;
            if (of !== undefined) expect(level).toBe(levelOfPath(KIND, of));
          }
      }
      const here = shownBy(await after(key, trust, [everything.map((each) => withholdLevels(each, withheld))]));
      for (const { of } of here.translations) {
        expect(here.answers.has(of)).toBe(true);
        expect(withheld).not.toContain(levelOfPath(KIND, of));
      }
      expect(here.words).toHaveLength(here.translations.length);
    }),
    { numRuns: 60, seed: 20261129 },
  );
});

test('an answer that is taken back takes every translation of it, in every order, and leaves the others', async () => {
  const said = (who: number, path: string, text: string): Deed => ({ who, path, language: null, text });
  const put = (who: number, path: string, language: string, text: string): Deed => ({ who, path, language, text });
  const deeds = [
    said(0, 'title', 'Título SEMILLAROJA'),
    said(0, 'progress.4', 'Lo que queda'),
    put(1, 'title', 'en', 'Title SEMILLAROJA'),
    put(2, 'title', 'en', 'Another title SEMILLAROJA'),
    put(1, 'title', 'fr', 'Titre SEMILLAROJA'),
    put(1, 'title', 'qu', 'SEMILLAROJA in a language of a newer app'),
    put(2, 'progress.4', 'en', 'What stays'),
  ];
  const { trust, key, keys, everything, devices } = await played(deeds);
  const ana = { device: devices[0], withdrawn: new Map() } as Heeding;
  await takeInHeeding(ana, everything);
  await takeBack(ana, RECORD, KIND, ['title']);
  const withdrawal = [...ana.device.changesets.values()].filter(
    ({ signed }) => !everything.some((each) => each.signed.body === signed.body),
  );
  const all = [...everything, ...withdrawal];
  const reference = await after(key, trust, [all]);
  await fc.assert(
    fc.asyncProperty(fc.shuffledSubarray(all, { minLength: all.length }), fc.nat(all.length), async (order, cut) => {
      const heeding = await after(key, trust, [order.slice(0, cut), order.slice(cut), everything]);
      expect(whatIsIn(heeding)).not.toContain('SEMILLAROJA');
      expect(shownBy(heeding)).toEqual(shownBy(reference));
    }),
    { numRuns: 40, seed: 20261129 },
  );
  expect(shownBy(reference).translations).toMatchObject([{ of: 'progress.4', language: 'en', text: 'What stays' }]);
  expect(keys).toHaveLength(3);
});

test('own words that are taken back take the translations of those words, not of what others wrote', async () => {
  const deeds: Deed[] = [
    { who: 0, path: 'title', language: null, text: 'De Ana' },
    { who: 1, path: 'title', language: 'en', text: 'Of Ana' },
    { who: 2, path: 'title', language: null, text: 'De Luis SEMILLAROJA' },
    { who: 1, path: 'title', language: 'fr', text: 'De Luis SEMILLAROJA, en français' },
  ];
  const { trust, key, everything, devices } = await played(deeds);
  const luis = { device: devices[2], withdrawn: new Map() } as Heeding;
  await takeInHeeding(luis, everything);
  await takeBack(luis, RECORD, KIND, ['title']);
  const heeding = await after(key, trust, [everything, [...luis.device.changesets.values()]]);
  expect(whatIsIn(heeding)).not.toContain('SEMILLAROJA');
  expect(shownBy(heeding).translations).toMatchObject([{ language: 'en', text: 'Of Ana' }]);
});

test('an answer is not translatable beyond what its path can carry, nor a translation itself', () => {
  expect(isTranslatable(KIND, 'title')).toBe(true);
  expect(isTranslatable(KIND, 'progress.4')).toBe(true);
  expect(isTranslatable(KIND, 'total')).toBe(false);
  expect(isTranslatable(KIND, translationCell('en', 'title'))).toBe(false);
  expect(isTranslatable(KIND, `progress.${'4'.repeat(290)}`)).toBe(false);
  expect(translationAt('$translation.en.$translation.fr.title')).toBeUndefined();
  for (const path of ['$translation', '$translation.', '$translation.en', '$translation.en.', '$translation..title'])
    expect(translationAt(path), path).toBeUndefined();
  for (const value of [
    null,
    'x',
    {},
    { text: '', of: versionOf('a'), by: versionOf('b') },
    { text: 'x', of: 'x', by: 1 },
  ])
    expect(translatedText(value as Json)).toBeUndefined();
});

interface Deed {
  readonly who: number;
  readonly path: string;
  /** null: the answer itself */
  readonly language: string | null;
  readonly text: string;
}

const arbDeeds = (): fc.Arbitrary<readonly Deed[]> =>
  fc.array(
    fc.record({
      who: fc.nat(2),
      path: fc.constantFrom(...PATHS),
      language: fc.constantFrom(null, null, 'en', 'fr'),
      text: fc.constantFrom('uno', 'dos', 'tres', 'cuatro'),
    }),
    { minLength: 1, maxLength: 12 },
  );

/** Each of three devices does its deeds knowing what it did itself and, of every second deed, what the others did. */
async function played(deeds: readonly Deed[]) {
  const world = await fakeMechanism('translation', { organisations: 3, recordersEach: 1 });
  const trust = await resolveTrust(world.profile, world.credentials, []);
  const keys = world.recorders.slice(0, 3);
  const heedings = keys.map((key) => heedingOf(key, trust));
  for (const [at, { who, path, language, text }] of deeds.entries()) {
    const heeding = heedings[who] as Heeding;
    const before = heedings.flatMap(({ device }) => [...device.changesets.values()]);
    if (at % 2 === 0 || language !== null) await takeInHeeding(heeding, before);
    const answer = heeding.device.records.get(RECORD)?.cells[path]?.writes[0];
    if (language === null) await writeRecord(heeding.device, RECORD, KIND, [[path, text]]);
    else if (typeof answer?.value === 'string') {
      const value = { text, of: versionOf(answer.value), by: answer.author as KeyId };
      await writeRecord(heeding.device, RECORD, KIND, [[translationCell(language, path), value]]);
    }
  }
  const bodies = new Map(
    heedings.flatMap(({ device }) => [...device.changesets.values()]).map((each) => [each.signed.body, each]),
  );
  return {
    trust,
    key: world.secretariat,
    keys,
    everything: [...bodies.values()],
    devices: heedings.map(({ device }) => device),
  };
}

function shownBy({ device }: Heeding) {
  const record = device.records.get(RECORD);
  const answers = record === undefined ? new Map<string, Json>() : shownCells(record);
  const cells = record?.cells ?? {};
  return { answers, translations: translationsIn(KIND, cells, answers), words: translatedWords(cells, answers) };
}

function versionsIn(changeset: Changeset, of: string, text: string): readonly string[] {
  const opened = openChangeset(changeset);
  return opened.ok
    ? changesIn(opened.value.changes).flatMap(({ cell, value }) => {
        const said = translatedText(value);
        return translationAt(cell)?.of === of && said?.text === text ? [said.of] : [];
      })
    : [];
}

async function after(key: FakeKey, trust: Trust, batches: readonly (readonly Changeset[])[]): Promise<Heeding> {
  const heeding = heedingOf(key, trust);
  for (const batch of batches) await takeInHeeding(heeding, batch);
  return heeding;
}

const whatIsIn = ({ device }: Heeding): string =>
  canonicalText([[...device.records.values()], [...device.changesets.values()], device.held] as object as Json);

function heedingOf({ signer, key, kid }: FakeKey, trust: Trust): Heeding {
  let salts = 0;
  const makeSalt = (): string =>
    createHash('sha256').update(`${kid} ${salts++}`).digest().subarray(0, 16).toString('base64url');
  const claimTime = () => ({ time: '2026-11-29T10:00:00Z', doubt: null });
  return { device: makeDevice({ signer, key, trust, claimTime, makeSalt }), withdrawn: new Map() };
}
