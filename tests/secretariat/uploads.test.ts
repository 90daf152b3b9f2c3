import { describe, expect, it } from 'vitest';
import { decodeStoredReceipt } from '#shared/bundle/receipt.ts';
import { isSignedBy } from '#shared/log/envelope.ts';
import { decodeSigned, paths, uploadIdOf } from '#shared/wire/letterbox.ts';
import { fakeMechanism } from '#scripts/headless/mechanism.ts';
import { codeIn, fakeBundle, jsonIn, metadataOf, openVisitable, visitOf } from './visit.ts';

const fake = await fakeMechanism('uploads');
const [one, two] = fake.recorders as [(typeof fake.recorders)[0], (typeof fake.recorders)[0]];

async function setUp(limits = {}) {
  const letterbox = await openVisitable(fake.profile, { limits });
  const visit = await visitOf(letterbox, one, fake.profile.id);
  return { letterbox, visit };
}

describe('an upload', () => {
  it('ends with a stored receipt over exactly its bytes, signed by the letterbox', async () => {
    const { letterbox, visit } = await setUp();
    const bundle = fakeBundle('whole', 70_000);
    const begun = await visit.begin(bundle);
    expect(begun.status).toBe(201);
    expect(begun.headers.get('location')).toBe(`uploads/${uploadIdOf(one.kid, bundle.sha256)}`);
    expect((await visit.send(bundle, 0)).status).toBe(204);
    const signed = decodeSigned(await jsonIn(await visit.receipt(bundle)))!;
    const receipt = decodeStoredReceipt(signed);
    expect(receipt).toMatchObject({ bundle: null, sha256: bundle.sha256, size: 70_000, running: 1 });
    expect(await isSignedBy(signed, signed.signatures[0]!, letterbox.key)).toBe(true);
  });

  it('goes on where the disk says it was, and 404s its receipt until then', async () => {
    const { visit } = await setUp();
    const bundle = fakeBundle('resumed', 5000);
    await visit.begin(bundle);
    expect((await visit.send(bundle, 0, 2000)).headers.get('upload-offset')).toBe('2000');
    expect(await visit.offset(bundle)).toBe(2000);
    expect((await visit.receipt(bundle)).status).toBe(404);
    expect((await visit.send(bundle, 2000)).headers.get('upload-offset')).toBe('5000');
    expect((await visit.receipt(bundle)).status).toBe(200);
  });

  it('is found again after a restart, with the bytes that were acknowledged', async () => {
    const { letterbox, visit } = await setUp();
    const bundle = fakeBundle('restart', 5000);
    await visit.begin(bundle);
    await visit.send(bundle, 0, 3000);
    const again = await visitOf(await letterbox.reopen(), one, fake.profile.id);
    expect(await again.offset(bundle)).toBe(3000);
    await again.send(bundle, 3000);
    expect((await again.receipt(bundle)).status).toBe(200);
  });

  it('begun again keeps the bytes it has', async () => {
    const { visit } = await setUp();
    const bundle = fakeBundle('again', 5000);
    await visit.begin(bundle);
    await visit.send(bundle, 0, 1234);
    expect((await visit.begin(bundle)).status).toBe(201);
    expect(await visit.offset(bundle)).toBe(1234);
  });

  it('from a wrong offset is refused and changes nothing', async () => {
    const { visit } = await setUp();
    const bundle = fakeBundle('offset', 5000);
    await visit.begin(bundle);
    await visit.send(bundle, 0, 100);
    const answer = await visit.send(bundle, 50, 150);
    expect(answer.status).toBe(409);
    expect(await codeIn(answer)).toBe('wrongOffset');
    expect(await visit.offset(bundle)).toBe(100);
  });

  it('whose bytes are not what it announced is dropped without a receipt', async () => {
    const { visit } = await setUp();
    const bundle = fakeBundle('lie', 5000);
    const lie = { ...bundle, bytes: fakeBundle('other', 5000).bytes };
    await visit.begin(lie);
    const answer = await visit.send(lie, 0);
    expect(answer.status).toBe(422);
    expect(await codeIn(answer)).toBe('wrongDigest');
    expect(await visit.offset(bundle)).toBe(null);
    expect((await visit.receipt(bundle)).status).toBe(404);
  });

  it('longer than announced is refused', async () => {
    const { visit } = await setUp();
    const bundle = fakeBundle('long', 5000);
    await visit.begin({ ...bundle, bytes: bundle.bytes.slice(0, 4000) });
    const answer = await visit.send(bundle, 0);
    expect(answer.status).toBe(413);
    expect((await visit.receipt(bundle)).status).toBe(404);
  });

  it('belongs to the device that began it: another one does not find it', async () => {
    const { letterbox, visit } = await setUp();
    const bundle = fakeBundle('mine', 5000);
    await visit.begin(bundle);
    const other = await visitOf(letterbox, two, fake.profile.id);
    const path = paths.upload(uploadIdOf(one.kid, bundle.sha256));
    for (const method of ['HEAD', 'DELETE', 'PATCH']) {
      const headers = { 'upload-offset': '0', 'content-type': 'application/offset+octet-stream' };
      const body = method === 'PATCH' ? bundle.bytes : null;
      expect((await other.ask(path, { method, headers, body })).status).toBe(404);
    }
    expect(await visit.offset(bundle)).toBe(0);
  });

  it('given up by its device is gone', async () => {
    const { visit } = await setUp();
    const bundle = fakeBundle('given up', 5000);
    await visit.begin(bundle);
    expect((await visit.ask(paths.upload(uploadIdOf(one.kid, bundle.sha256)), { method: 'DELETE' })).status).toBe(204);
    expect(await visit.offset(bundle)).toBe(null);
  });

  it('nobody came back to is dropped after its days, and not before', async () => {
    const { letterbox, visit } = await setUp({ uploadDays: 2 });
    const bundle = fakeBundle('left', 5000);
    await visit.begin(bundle);
    letterbox.clock.now += 47 * 3_600_000;
    await letterbox.sweep();
    expect(await (await visitOf(letterbox, one, fake.profile.id)).offset(bundle)).toBe(0);
    letterbox.clock.now += 2 * 3_600_000;
    await letterbox.sweep();
    expect(await (await visitOf(letterbox, one, fake.profile.id)).offset(bundle)).toBe(null);
  });

  it.each([
    ['no metadata', { 'upload-metadata': '' }],
    ['another key', { 'upload-metadata': `${metadataOf(fakeBundle('m'))},name ${btoa('Casa')}` }],
    ['a path for a digest', { 'upload-metadata': `sha256 ${btoa('../../etc/passwd')}` }],
    ['a key twice', { 'upload-metadata': `${metadataOf(fakeBundle('m'))},sha256 ${btoa(fakeBundle('m').sha256)}` }],
    ['metadata without end', { 'upload-metadata': `sha256 ${'A'.repeat(5000)}` }],
    ['size 0', { 'upload-length': '0' }],
    ['a negative size', { 'upload-length': '-5' }],
    ['a size in scientific notation', { 'upload-length': '1e3' }],
    ['a size that is not told', { 'upload-length': '', 'upload-defer-length': '1' }],
    ['parts of others', { 'upload-concat': 'partial' }],
    ['no tus version', { 'tus-resumable': '' }],
    ['another tus version', { 'tus-resumable': '2.0.0' }],
  ])('with %s is refused before any byte, and leaves nothing behind', async (_name, headers) => {
    const { letterbox, visit } = await setUp();
    const answer = await visit.begin(fakeBundle('m'), headers);
    expect(answer.status).toBe(400);
    expect(await answer.text()).toBe('{"code":"badRequest"}');
    expect(await letterbox.disk.list('/letterbox/uploads')).toEqual([]);
  });

  it('with bytes in its first request is refused: limits come before bytes', async () => {
    const { visit } = await setUp();
    const bundle = fakeBundle('early');
    const headers = { 'upload-length': '1000', 'upload-metadata': metadataOf(bundle), 'content-length': '1000' };
    const type = { 'content-type': 'application/offset+octet-stream' };
    const answer = await visit.ask(paths.uploads, {
      method: 'POST',
      headers: { ...headers, ...type },
      body: bundle.bytes,
    });
    expect(await codeIn(answer)).toBe('badRequest');
  });
});

describe('the same bundle again', () => {
  it('gets the same receipt, byte for byte, whoever brings it and however often the letterbox restarted', async () => {
    const { letterbox, visit } = await setUp();
    const bundle = fakeBundle('twice', 5000);
    await visit.deliver(bundle);
    const first = await (await visit.receipt(bundle)).text();
    letterbox.clock.now += 86_400_000;
    const reopened = await letterbox.reopen();
    const other = await visitOf(reopened, two, fake.profile.id);
    const begun = await other.begin(bundle);
    expect(begun.status).toBe(409);
    expect(await codeIn(begun)).toBe('alreadyStored');
    expect(await (await other.receipt(bundle)).text()).toBe(first);
  });

  it('sent by two devices at once is kept once, and both get the same receipt', async () => {
    const { letterbox, visit } = await setUp();
    const other = await visitOf(letterbox, two, fake.profile.id);
    const bundle = fakeBundle('race', 50_000);
    await Promise.all([visit.begin(bundle), other.begin(bundle)]);
    const answers = await Promise.all([visit.send(bundle, 0), other.send(bundle, 0)]);
    expect(answers.map(({ status }) => status)).toEqual([204, 204]);
    const receipts = await Promise.all([visit.receipt(bundle), other.receipt(bundle)]);
    const [first, second] = await Promise.all(receipts.map((response) => response.text()));
    expect(second).toBe(first);
    expect((await letterbox.disk.list('/letterbox/kept/index')).length).toBe(1);
    expect(await letterbox.disk.list('/letterbox/uploads')).toEqual([]);
  });

  it('sent twice at once by one device is kept once and whole', async () => {
    const { letterbox, visit } = await setUp();
    const bundle = fakeBundle('double', 50_000);
    await Promise.all([visit.begin(bundle), visit.begin(bundle)]);
    const answers = await Promise.all([visit.send(bundle, 0), visit.send(bundle, 0)]);
    expect(answers.map(({ status }) => status)).toContain(204);
    expect((await visit.receipt(bundle)).status).toBe(200);
    expect((await letterbox.disk.list('/letterbox/kept/bundles')).length).toBe(1);
  });

  it('half sent by one device, then brought whole by another, leaves no half behind', async () => {
    const { letterbox, visit } = await setUp();
    const bundle = fakeBundle('overtaken', 5000);
    await visit.begin(bundle);
    await visit.send(bundle, 0, 100);
    await (await visitOf(letterbox, two, fake.profile.id)).deliver(bundle);
    expect((await visit.receipt(bundle)).status).toBe(200);
    expect(await letterbox.disk.list('/letterbox/uploads')).toEqual([]);
  });
});

describe('receipts', () => {
  it('count on from what was there before a restart', async () => {
    const { letterbox, visit } = await setUp();
    const runningOf = async (seed: string, at: typeof visit) =>
      decodeStoredReceipt(await at.deliver(fakeBundle(seed)))?.running;
    expect([await runningOf('a', visit), await runningOf('b', visit)]).toEqual([1, 2]);
    const again = await visitOf(await letterbox.reopen(), one, fake.profile.id);
    expect(await runningOf('c', again)).toBe(3);
  });

  it('are signed with one key for ever', async () => {
    const { letterbox } = await setUp();
    expect((await letterbox.reopen()).key).toBe(letterbox.key);
  });
});
