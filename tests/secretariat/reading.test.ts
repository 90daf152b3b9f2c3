import { describe, expect, it } from 'vitest';
import { decodeListing, type ListedBundle, paths } from '#shared/wire/letterbox.ts';
import { fakeMechanism } from '#scripts/headless/mechanism.ts';
import { codeIn, type DeviceVisit, fakeBundle, jsonIn, openVisitable, visitOf } from './visit.ts';

const fake = await fakeMechanism('reading');
const bundles = Array.from({ length: 7 }, (_, at) => fakeBundle(`bundle ${at}`, 2000 + at));

async function setUp() {
  const letterbox = await openVisitable(fake.profile);
  const sender = await visitOf(letterbox, fake.recorders[0]!, fake.profile.id);
  for (const bundle of bundles) await sender.deliver(bundle);
  return { letterbox, sender, reader: await visitOf(letterbox, fake.secretariat, fake.profile.id) };
}

async function listAll(reader: DeviceVisit, limit: number, after?: string): Promise<readonly ListedBundle[]> {
  const query = new URLSearchParams({ limit: `${limit}`, ...(after !== undefined && { after }) });
  const listing = decodeListing(await jsonIn(await reader.ask(`${paths.bundles}?${query.toString()}`)));
  if (listing === undefined) throw new Error('not a listing');
  return listing.next === null ? listing.items : [...listing.items, ...(await listAll(reader, limit, listing.next))];
}

describe('a reader', () => {
  it('lists every bundle once, in the order they came, page by page, whatever the size of a page', async () => {
    const { reader } = await setUp();
    for (const limit of [1, 2, 3, 7, 8, 100]) {
      const listed = await listAll(reader, limit);
      expect(listed.map(({ sha256, size, bundle }) => [sha256, size, bundle])).toEqual(
        bundles.map(({ sha256, bytes, id }) => [sha256, bytes.length, id]),
      );
    }
  });

  it('sees from a cursor on only what came after, also after a restart', async () => {
    const { letterbox, sender, reader } = await setUp();
    const last = (await listAll(reader, 100)).at(-1)!;
    expect(await listAll(reader, 100, last.cursor)).toEqual([]);
    const late = fakeBundle('late');
    await sender.deliver(late);
    expect((await listAll(reader, 100, last.cursor)).map(({ sha256 }) => sha256)).toEqual([late.sha256]);
    const again = await visitOf(await letterbox.reopen(), fake.secretariat, fake.profile.id);
    expect((await listAll(again, 100, last.cursor)).map(({ sha256 }) => sha256)).toEqual([late.sha256]);
  });

  it('downloads the sealed bytes, whole or from any byte on', async () => {
    const { reader } = await setUp();
    const { sha256, bytes } = bundles[3]!;
    const whole = await reader.ask(paths.bundle(sha256));
    expect(whole.status).toBe(200);
    expect(new Uint8Array(await whole.arrayBuffer())).toEqual(bytes);
    const part = await reader.ask(paths.bundle(sha256), { headers: { range: 'bytes=1500-' } });
    expect(part.status).toBe(206);
    expect(part.headers.get('content-range')).toBe(`bytes 1500-2002/2003`);
    expect(new Uint8Array(await part.arrayBuffer())).toEqual(bytes.slice(1500));
    const head = await reader.ask(paths.bundle(sha256), { method: 'HEAD' });
    expect([head.status, head.headers.get('content-length')]).toEqual([200, '2003']);
  });

  it('gets 416 past the end and 404 for what is not there', async () => {
    const { reader } = await setUp();
    const past = await reader.ask(paths.bundle(bundles[0]!.sha256), { headers: { range: 'bytes=2000-' } });
    expect([past.status, await codeIn(past)]).toEqual([416, 'wrongRange']);
    expect((await reader.ask(paths.bundle(fakeBundle('none').sha256))).status).toBe(404);
  });

  it.each(['after=../../x', 'after=', 'after=000000000001%00', 'limit=0', 'limit=x', 'limit=-1', 'limit=99999'])(
    'asking with %s is refused',
    async (query) => {
      const { reader } = await setUp();
      expect(await codeIn(await reader.ask(`${paths.bundles}?${query}`))).toBe('badRequest');
    },
  );

  it('is the one the profile names, or has the role of a secretariat or a coordinator; nobody else', async () => {
    const { letterbox, sender } = await setUp();
    const coordinator = await fake.enrol('Coordinación', fake.organisations[0]!, { roles: ['coordinator'] });
    const trainer = await fake.enrol('Taller', fake.organisations[0]!, { roles: ['trainer', 'steward'] });
    const statusOf = async (visit: DeviceVisit): Promise<readonly number[]> => {
      const asked = [paths.bundles, paths.bundle(bundles[0]!.sha256)];
      return Promise.all(asked.map(async (path) => (await visit.ask(path)).status));
    };
    expect(await statusOf(await visitOf(letterbox, coordinator, fake.profile.id))).toEqual([200, 200]);
    expect(await statusOf(await visitOf(letterbox, trainer, fake.profile.id))).toEqual([403, 403]);
    expect(await statusOf(sender)).toEqual([403, 403]);
  });
});

describe('paths', () => {
  it.each([
    'v1/bundles/..%2f..%2fletterbox.key',
    'v1/bundles/%2e%2e%2f%2e%2e%2fletterbox.key',
    'v1/bundles/....//letterbox.key',
    'v1/bundles/AAAA%00',
    'v1/receipts/..%5c..%5cletterbox.key',
    'v1/uploads/..%2f..%2fletterbox.key',
    'v1/out-tray/..%2fx',
    'v1/nothing',
    'letterbox.key',
  ])('like %s lead nowhere', async (path) => {
    const { reader } = await setUp();
    const answer = await reader.ask(path);
    expect([answer.status, await answer.text()]).toEqual([404, '{"code":"notFound"}']);
  });

  it('of the letterbox tell browsers nothing: no answer carries a CORS header', async () => {
    const { reader, letterbox } = await setUp();
    const headers = { origin: 'https://evil.example', 'access-control-request-method': 'POST' };
    const answers = [
      await reader.ask(paths.bundles, { headers }),
      await reader.ask(paths.uploads, { method: 'OPTIONS', headers }),
      await letterbox.ask(paths.uploads, { method: 'OPTIONS', headers }),
      await letterbox.ask(paths.about, { headers }),
    ];
    for (const answer of answers) {
      expect([...answer.headers.keys()].filter((name) => name.startsWith('access-control'))).toEqual([]);
      expect(answer.headers.get('cache-control')).toBe('no-store');
    }
    expect(answers[1]?.headers.get('tus-version')).toBe('1.0.0');
  });
});
