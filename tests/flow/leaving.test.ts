// What would be lost with a notebook is told by receipts alone, never by what was packed or saved somewhere.

import { expect, test } from 'vitest';
import { fakeLetterbox } from '#tests/fixtures/desktop.ts';
import {
  deviceReader,
  finished,
  laptop,
  mechanism,
  packed,
  PRACTICE,
  readerOf,
  recorded,
  take,
  valueOf,
} from './laptops.ts';

const NOTHING = {
  confirmed: 0,
  stored: 0,
  unconfirmed: 0,
  unfinished: 0,
  staying: 0,
  files: 0,
  ofOthers: 0,
  carried: 0,
  toHandOver: 0,
};

test('a record is only here until somebody who received it has signed for it', async () => {
  const { secretariat, profile, enrolled } = await mechanism();
  const ana = await enrolled('Ana');
  expect(await ana.engine.leaving()).toMatchObject({ ...NOTHING, receipts: [], isSecretariat: false });
  await finished(ana);
  expect(await ana.engine.leaving()).toMatchObject({ ...NOTHING, unconfirmed: 1, toHandOver: 1 });
  const { bundle, bytes } = await packed(ana, readerOf(profile));
  valueOf(await ana.engine.saveBundle(bundle));
  expect(await ana.engine.leaving(), 'a stick is no proof').toMatchObject({ ...NOTHING, unconfirmed: 1 });
  await take(secretariat, bytes);
  await take(ana, (await packed(secretariat, await deviceReader(secretariat, 'Ana'))).bytes);
  expect(await ana.engine.leaving()).toMatchObject({
    ...NOTHING,
    confirmed: 1,
    receipts: [{ kind: 'merged', from: 'Oficina' }],
  });
});

test('the signed receipt of a letterbox is told apart from the word of a reader', async () => {
  const letterbox = await fakeLetterbox('https://buzon.example');
  const { profile, enrolled } = await mechanism({ letterboxes: [letterbox] });
  const ana = await enrolled('Ana');
  await finished(ana);
  const { bundle } = await packed(ana, readerOf(profile));
  valueOf(await ana.engine.sendBundle(bundle, letterbox.url));
  await expect
    .poll(() => ana.engine.leaving())
    .toMatchObject({ ...NOTHING, stored: 1, receipts: [{ kind: 'stored' }] });
});

test('a change after the receipt is only here again, and what was withheld never left', async () => {
  const { secretariat, profile, enrolled } = await mechanism();
  const ana = await enrolled('Ana');
  const id = await finished(ana, { ...PRACTICE });
  valueOf(await ana.engine.editRecord(id, { summary: 'Solo para la secretaría.' }, { summary: 'restricted' }));
  valueOf(await ana.engine.leaveRecord(id));
  const { bundle } = valueOf(await ana.engine.makeBundle({ reader: readerOf(profile), withhold: ['restricted'] }));
  const bytes = ana.fake.bundles.get(bundle)?.bytes ?? new Uint8Array();
  await take(secretariat, bytes);
  await take(ana, (await packed(secretariat, await deviceReader(secretariat, 'Ana'))).bytes);
  expect(await ana.engine.leaving()).toMatchObject({ ...NOTHING, unconfirmed: 1, toHandOver: 1 });
});

test('what is not finished, and what a notebook without a mechanism holds, would be lost', async () => {
  const alone = await laptop();
  await recorded(alone);
  await finished(alone);
  expect(await alone.engine.leaving()).toMatchObject({ ...NOTHING, unfinished: 1, unconfirmed: 1, toHandOver: 1 });
});

test('the secretariat is told that the whole mechanism hangs on it', async () => {
  const { secretariat } = await mechanism();
  await finished(secretariat);
  expect(await secretariat.engine.leaving()).toMatchObject({ isSecretariat: true, unconfirmed: 1 });
});
