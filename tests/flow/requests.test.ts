// What is missing is asked for by name, answered with one press, and gone when its receipt comes. What is no request
// of this mechanism, for this device, by a known device, and the newest of it, is not heeded, and it is said why.

import { expect, test } from 'vitest';
import { textToBytes } from '#shared/base/bytes.ts';
import { digestOfText, type KeyId } from '#shared/base/ids.ts';
import { encodeBundle, EMPTY_CONTENT } from '#shared/bundle/encode.ts';
import { type Request, REQUEST_TYPE, signRequest } from '#shared/bundle/request.ts';
import { type Signed, type Signer, signText } from '#shared/log/envelope.ts';
import { vaultSigner } from '#renderer/engine/session.ts';
import { deleteDatabase } from '#renderer/store/whole-databases.ts';
import { fakeDesktop } from '#tests/fixtures/desktop.ts';
import {
  bytesOf,
  deviceReader,
  errorOf,
  finished,
  type Laptop,
  mechanism,
  packed,
  PRACTICE,
  readerOf,
  valueOf,
} from './laptops.ts';

const passOn = async (from: Laptop) => packed(from, await deviceReader(from, 'Ana'));

/** An office that lost the first stick after it had confirmed it, and learned so from the second. */
async function withLoss() {
  const { secretariat, profile, enrolled } = await mechanism();
  const ana = await enrolled('Ana');
  const reader = readerOf(profile);
  const { office, early } = await lost({ secretariat, ana, reader });
  const late = await finished(ana, { ...PRACTICE, title: 'Después' });
  valueOf(await office.engine.takeIn('dos', (await packed(ana, reader)).bytes));
  return { office, ana, early, late };
}

/** One record with an attachment, confirmed by an office whose disk then lost everything it had taken in. */
async function lost({ secretariat, ana, reader }: { secretariat: Laptop; ana: Laptop; reader: string }) {
  const note = valueOf(await ana.engine.attachFile({ name: 'nota.txt', bytes: textToBytes('una nota') }, {}));
  const early = await finished(ana, { ...PRACTICE, 'attachments.e0001': note });
  const first = valueOf(await ana.engine.makeBundle({ reader }));
  for (const id of [first.bundle, ...first.more]) valueOf(await secretariat.engine.takeIn('uno', bytesOf(ana, id)));
  valueOf(await ana.engine.takeIn('recibo', (await passOn(secretariat)).bytes));
  await secretariat.engine.close();
  await deleteDatabase(secretariat.profile);
  for (const id of [first.bundle, ...first.more]) secretariat.fake.bundles.delete(id);
  secretariat.fake.blobs.clear();
  return { office: await secretariat.again(), early };
}

test('what is missing is asked for on a stick of its own, answered with one press, and gone with its receipt', async () => {
  const { office, ana, early, late } = await withLoss();
  const asking = (await office.engine.inbox()).asking;
  expect(asking).toMatchObject([{ device: { name: 'Ana' }, changesets: 2, files: 0 }]);
  const ticket = valueOf(await office.engine.askAgain(asking[0]!.device.kid));
  expect(ticket).toMatchObject({ records: 0, files: 0 });
  expect(await ana.engine.requests()).toEqual([]);
  expect(valueOf(await ana.engine.takeIn('solicitud', bytesOf(office, ticket.bundle)))).toMatchObject({ refused: [] });
  const [request] = await ana.engine.requests();
  expect(request).toMatchObject({ from: { name: 'Oficina' }, records: 1, files: 0, notHere: 0, answered: null });

  const answer = valueOf(await ana.engine.answerRequest(request!.from.kid));
  expect(answer.records).toBe(1);
  expect(await ana.engine.requests()).toMatchObject([{ answered: { code: answer.code } }]);
  const report = valueOf(await office.engine.takeIn('respuesta', bytesOf(ana, answer.bundle)));
  expect(report).toMatchObject({ newRecords: 1, missing: [], files: { missing: 1 } });
  expect((await office.engine.list({ sort: 'title' })).rows.map(({ id }) => id)).toEqual([late, early]);

  // Now the record is there, its attachment is missed, and asked for in its turn.
  const again = valueOf(await office.engine.askAgain(asking[0]!.device.kid));
  valueOf(await ana.engine.takeIn('otra', bytesOf(office, again.bundle)));
  valueOf(await ana.engine.takeIn('recibos', (await passOn(office)).bytes));
  expect(await ana.engine.requests()).toMatchObject([{ records: 0, files: 1, notHere: 0, answered: null }]);
  const files = valueOf(await ana.engine.answerRequest((await ana.engine.requests())[0]!.from.kid));
  expect(files).toMatchObject({ records: 0, files: 1 });
  valueOf(await office.engine.takeIn('archivos', bytesOf(ana, files.bundle)));
  expect((await office.engine.inbox()).asking).toEqual([]);
  valueOf(await ana.engine.takeIn('recibos', (await passOn(office)).bytes));
  expect(await ana.engine.requests()).toEqual([]);
  expect(errorOf(await ana.engine.answerRequest((await office.engine.trust()).device.kid))).toEqual({
    type: 'nothingToPack',
  });
});

test('a request that was answered and comes again asks for nothing', async () => {
  const { office, ana } = await withLoss();
  const [asking] = (await office.engine.inbox()).asking;
  const ticket = valueOf(await office.engine.askAgain(asking!.device.kid));
  const stick = bytesOf(office, ticket.bundle);
  valueOf(await ana.engine.takeIn('solicitud', stick));
  const [request] = await ana.engine.requests();
  const answer = valueOf(await ana.engine.answerRequest(request!.from.kid));
  valueOf(await office.engine.takeIn('respuesta', bytesOf(ana, answer.bundle)));
  valueOf(await ana.engine.takeIn('recibos', (await passOn(office)).bytes));
  expect((await ana.engine.requests()).map(({ records }) => records)).toEqual([0]); // the attachment alone
  const report = valueOf(await ana.engine.takeIn('solicitud', stick));
  expect(report.refused.map(({ reason }) => reason.type)).toEqual(['requestOld']);
  expect((await ana.engine.requests()).map(({ records }) => records)).toEqual([0]);
});

test('a request that is forged, foreign, of a stranger or unreadable is refused by its cause', async () => {
  const { secretariat, profile, enrolled } = await mechanism();
  const ana = await enrolled('Ana');
  await finished(ana);
  const signerOf = ({ fake }: Pick<Laptop, 'fake'>): Signer =>
    vaultSigner(fake.desktop, 'device', fake.unlock().device.kid);
  const office = signerOf(secretariat);
  const stranger = signerOf({ fake: await fakeDesktop() });
  const to = (await ana.engine.trust()).device.kid;
  const asks: Request = {
    mechanism: profile.id,
    from: office.kid,
    to,
    needs: [{ author: to, from: 1, to: 1 }],
    blobs: [],
    running: 1,
  };
  const forged = await signRequest({ ...asks, from: stranger.kid }, stranger);
  const cases: readonly (readonly [string, Signed])[] = [
    [
      'requestForged',
      { ...(await signRequest(asks, office)), signatures: [{ kid: office.kid, sig: forged.signatures[0]!.sig }] },
    ],
    ['requestUnknownAuthor', forged],
    ['requestOtherMechanism', await signRequest({ ...asks, mechanism: digestOfText('another') }, office)],
    ['requestForOther', await signRequest({ ...asks, to: digestOfText('nobody') as string as KeyId }, office)],
    ['requestUnreadable', await signText(REQUEST_TYPE, '{"needs":[]}', office)],
  ];
  const bundleOf = async (requests: readonly Signed[]) =>
    valueOf(
      await encodeBundle(
        { ...EMPTY_CONTENT, requests },
        {
          mechanism: profile.id,
          suite: profile.suite,
          recipients: [ana.fake.unlock().device.classicRecipient],
          basis: {},
          rosterVersion: 0,
          records: 0,
          nonce: 'AAAAAAAAAAAAAAAAAAAAAA',
        },
        office,
      ),
    ).bytes;
  for (const [type, request] of cases) {
    const report = valueOf(await ana.engine.takeIn(type, await bundleOf([request])));
    expect(report).toMatchObject({ problem: null, refused: [{ reason: { type } }] });
    expect(await ana.engine.requests()).toEqual([]);
  }
  const second = await signRequest({ ...asks, running: 2 }, office);
  expect(valueOf(await ana.engine.takeIn('dos', await bundleOf([second]))).refused).toEqual([]);
  expect(await ana.engine.requests()).toHaveLength(1);
  expect(valueOf(await ana.engine.takeIn('dos otra vez', await bundleOf([second]))).refused).toEqual([]);
  const first = await bundleOf([await signRequest(asks, office)]);
  expect(valueOf(await ana.engine.takeIn('uno', first)).refused).toMatchObject([{ reason: { type: 'requestOld' } }]);
});

test('a request for another device is carried to it by a coordinator of its organisation', async () => {
  const { secretariat, profile, enrolled } = await mechanism();
  const coordinator = await enrolled('Coordinación', 'Red', 'coordinator');
  const ana = await enrolled('Ana', 'Red');
  const reader = readerOf(profile);
  const first = await lost({ secretariat, ana, reader });
  await finished(ana, { ...PRACTICE, title: 'Después' });
  const office = first.office;
  valueOf(await office.engine.takeIn('dos', (await packed(ana, reader)).bytes));
  const onward = await packed(office, await deviceReader(office, 'Coordinación'));
  expect(valueOf(await coordinator.engine.takeIn('x', onward.bytes)).refused).toEqual([]);
  expect(await coordinator.engine.requests()).toEqual([]);
  const last = await packed(coordinator, await deviceReader(coordinator, 'Ana'));
  valueOf(await ana.engine.takeIn('y', last.bytes));
  expect(await ana.engine.requests()).toMatchObject([{ from: { name: 'Oficina' }, records: 1 }]);
});
