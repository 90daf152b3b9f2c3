import { describe, expect, it } from 'vitest';
import type { Json } from '#shared/base/json.ts';
import { bundleOfParcel, parcelOf } from '#shared/bundle/parcel.ts';
import { type Signed, signValue } from '#shared/log/envelope.ts';
import { decodeOutTray, paths } from '#shared/wire/letterbox.ts';
import { fakeMechanism } from '#scripts/headless/mechanism.ts';
import { codeIn, type DeviceVisit, jsonIn, openVisitable, visitOf, type VisitOptions } from './visit.ts';

const fake = await fakeMechanism('out-tray');
const [one, two] = [fake.recorders[0]!, fake.recorders[2]!];

async function setUp(options: VisitOptions = {}) {
  const letterbox = await openVisitable(fake.profile, options);
  const visit = (device: typeof one) => visitOf(letterbox, device, fake.profile.id);
  return { letterbox, reader: await visit(fake.secretariat), owner: await visit(one), other: await visit(two) };
}

const thing = (text: string, type = 'application/vnd.chasqui.merged+json;v=1'): Promise<Signed> =>
  signValue(type, { text } as Json, fake.secretariat.signer);

const leave = (reader: DeviceVisit, signed: readonly unknown[], kid: string = one.kid): Promise<Response> =>
  reader.ask(`v1/out-tray/${kid}`, { method: 'POST', body: JSON.stringify({ signed }) });

async function trayOf(owner: DeviceVisit, query = ''): Promise<readonly { cursor: string; signed: Signed }[]> {
  const tray = decodeOutTray(await jsonIn(await owner.ask(`${paths.outTray}${query}`)));
  if (tray === undefined) throw new Error('not an out-tray');
  return tray.items;
}
const take = (owner: DeviceVisit, cursor: string): Promise<Response> =>
  owner.ask(`${paths.outTray}?upTo=${cursor}`, { method: 'DELETE' });

describe('an out-tray', () => {
  it('gives its owner what a reader left, as it was signed and in order, until it is taken', async () => {
    const { reader, owner } = await setUp();
    const [a, b, c] = [await thing('a'), await thing('b'), await thing('c')];
    expect((await leave(reader, [a, b])).status).toBe(204);
    await leave(reader, [c]);
    const items = await trayOf(owner);
    expect(items.map(({ signed }) => signed)).toEqual([a, b, c]);
    expect((await trayOf(owner, `?after=${items[0]!.cursor}`)).map(({ signed }) => signed)).toEqual([b, c]);
    expect((await take(owner, items[1]!.cursor)).status).toBe(204);
    expect((await trayOf(owner)).map(({ signed }) => signed)).toEqual([c]);
    expect((await trayOf(owner)).map(({ signed }) => signed)).toEqual([c]);
  });

  it('is its owner’s alone: another device sees and takes nothing of it', async () => {
    const { reader, owner, other } = await setUp();
    await leave(reader, [await thing('a')]);
    const [item] = await trayOf(owner);
    expect(await trayOf(other)).toEqual([]);
    await take(other, item!.cursor);
    expect((await trayOf(owner)).length).toBe(1);
  });

  it('holds a sealed parcel, signed by nobody, of as many bytes as a parcel can have', async () => {
    const { reader, owner } = await setUp();
    const bytes = Uint8Array.from({ length: 224_000 }, (_, at) => (at * 7) % 256);
    const parcel = parcelOf(bytes);
    expect((await leave(reader, [parcel])).status).toBe(204);
    const [item] = await trayOf(owner);
    expect(item === undefined ? undefined : bundleOfParcel(item.signed)).toEqual(bytes);
  });

  it('holds the same thing once, however often it is left', async () => {
    const { reader, owner } = await setUp();
    const a = await thing('a');
    await leave(reader, [a, a]);
    await leave(reader, [a]);
    expect((await trayOf(owner)).length).toBe(1);
  });

  it('goes on counting after it was emptied and after a restart, so that an old cursor misses nothing', async () => {
    const { letterbox, reader, owner } = await setUp();
    await leave(reader, [await thing('a'), await thing('b')]);
    const old = (await trayOf(owner)).at(-1)!.cursor;
    await take(owner, old);
    expect(await trayOf(owner)).toEqual([]);
    await take(owner, old);
    const reopened = await letterbox.reopen();
    const [again, back] = [
      await visitOf(reopened, fake.secretariat, fake.profile.id),
      await visitOf(reopened, one, fake.profile.id),
    ];
    const [b, c] = [await thing('b'), await thing('c')];
    await leave(again, [c, b]);
    expect((await trayOf(back, `?after=${old}`)).map(({ signed }) => signed)).toEqual([c, b]);
  });

  it('takes things from readers only', async () => {
    const { owner, other } = await setUp();
    for (const visit of [owner, other]) {
      expect(await codeIn(await leave(visit, [await thing('a')]))).toBe('notAReader');
    }
  });

  it('that is full says so and keeps what it has', async () => {
    const { reader, owner } = await setUp({ limits: { outTrayItems: 3 } });
    await leave(reader, [await thing('a'), await thing('b')]);
    const answer = await leave(reader, [await thing('c'), await thing('d')]);
    expect([answer.status, await codeIn(answer)]).toEqual([507, 'full']);
    expect((await trayOf(owner)).length).toBe(2);
  });

  it.each<[string, unknown]>([
    ['no list', { signed: {} }],
    ['another shape', { signed: [{ type: 'x' }] }],
    ['another’s type', { signed: [{ type: 'text/html', body: '{}', signatures: [] }] }],
    ['a forbidden key', '{"signed":[],"__proto__":1}'],
    ['no JSON', '{"signed":'],
    ['too many', { signed: Array.from({ length: 201 }, () => ({ type: 'a', body: '', signatures: [] })) }],
  ])('refuses %s', async (_name, body) => {
    const { reader } = await setUp();
    const text = typeof body === 'string' ? body : JSON.stringify(body);
    const answer = await reader.ask(paths.outTrayOf(one.kid), { method: 'POST', body: text });
    expect([answer.status, await answer.text()]).toEqual([400, '{"code":"badRequest"}']);
  });

  it('refuses more bytes than a post may have, told or untold', async () => {
    const { reader } = await setUp({ limits: { postBytes: 1000 } });
    const big = JSON.stringify({ signed: [await thing('x'.repeat(2000))] });
    const told = await reader.ask(paths.outTrayOf(one.kid), {
      method: 'POST',
      body: big,
      headers: { 'content-length': `${big.length}` },
    });
    expect(await told.json()).toEqual({ code: 'tooLarge', limit: 1000 });
    const stream = new Blob([big]).stream();
    const untold = await reader.ask(paths.outTrayOf(one.kid), {
      method: 'POST',
      body: stream,
      ...({ duplex: 'half' } as object),
    });
    expect(await untold.json()).toEqual({ code: 'tooLarge', limit: 1000 });
  });
});
