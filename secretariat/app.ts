// Request → Response, without sockets. In order: not stopping · rate by address · token · rate and number by
// device · then the route. Whatever is wrong is answered before bytes are taken; nothing a client sends is said
// back, becomes a path or reaches the log. No CORS: pages have no business here.

import { type Context, Hono, type MiddlewareHandler } from 'hono';
import { bodyLimit } from 'hono/body-limit';
import { type Digest, isId, type KeyId } from '#shared/base/ids.ts';
import { isJsonObject, parseJson } from '#shared/base/json.ts';
import { keyIdOf } from '#shared/log/envelope.ts';
import type { MechanismProfile } from '#shared/log/profile.ts';
import { type About, contentDigestOf, decodeSignedList, isCursor, LETTERBOX_FORMAT } from '#shared/wire/letterbox.ts';
import { ROOM_PATH } from '#shared/wire/room.ts';
import type { Bundles } from './bundles.ts';
import { isDiskFull } from './durable-files.ts';
import { createRateLimit, createTurnstile, type Limits } from './limits.ts';
import type { Log } from './logs.ts';
import type { OutTrays } from './out-tray.ts';
import { rangeOf } from './range.ts';
import { Refused, refusalToResponse } from './refusal.ts';
import type { Retention } from './retention.ts';
import type { Rosters } from './rosters.ts';
import { bearerOf, type TokenDoor, type Visitor } from './tokens.ts';
import type { UploadDesk } from './upload-desk.ts';

export interface Letterbox {
  readonly profile: MechanismProfile;
  /** public key of its receipts */
  readonly key: string;
  readonly limits: Limits;
  readonly door: TokenDoor;
  readonly desk: UploadDesk;
  readonly bundles: Bundles;
  readonly outTrays: OutTrays;
  readonly rosters: Rosters;
  readonly retention: Pick<Retention, 'hear'>;
  readonly log: Log;
  /** milliseconds since 1970 */
  readonly now: () => number;
  /** milliseconds that only rise */
  readonly ticks: () => number;
  readonly isStopping: () => boolean;
  readonly room?: Room | undefined;
  /** it tells nothing of itself, not even its mechanism, to whom it does not know */
  readonly isShy?: boolean | undefined;
}

/** Of a workshop's letterbox: what it shows to anyone who comes, and what it hears of how far its devices are. */
export interface Room {
  readonly welcome: string;
  /** answers what the device is told; undefined: that is not it */
  readonly hear: (who: Pick<Visitor, 'kid' | 'name'>, told: string) => string | undefined;
}

/** What the server knows of a request besides itself. */
export interface Arrived {
  readonly address?: string;
}

type Env = { Bindings: Arrived; Variables: { visitor: Visitor } };

export type LetterboxApp = Hono<Env>;

export function createApp(letterbox: Letterbox): LetterboxApp {
  const { desk, log } = letterbox;
  const app = new Hono<Env>();
  const { strangers, visitors } = createDoors(letterbox);

  app.use(async (context, next) => {
    await next();
    for (const name of Array.from(context.res.headers.keys())) {
      if (name.startsWith('access-control-')) context.res.headers.delete(name);
    }
    context.res.headers.set('cache-control', 'no-store');
    context.res.headers.set('x-content-type-options', 'nosniff');
    if (letterbox.isStopping()) context.res.headers.set('connection', 'close');
  });
  const { room, isShy = false } = letterbox;
  if (!isShy) {
    app.get('/v1/health', (context) =>
      context.text(letterbox.isStopping() ? 'stopping' : 'ok', letterbox.isStopping() ? 503 : 200),
    );
    app.get('/v1/about', strangers, (context) => context.json(aboutOf(letterbox)));
  }
  if (room !== undefined) {
    app.get(`/${ROOM_PATH}`, strangers, (context) =>
      context.body(room.welcome, 200, { 'content-type': 'application/json' }),
    );
  }
  app.use('/v1/*', visitors);
  if (isShy) app.get('/v1/about', (context) => context.json(aboutOf(letterbox)));
  app.on(['POST', 'OPTIONS'], '/v1/uploads', (context) => desk.begin(context.req.raw, context.var.visitor));
  app.on(['GET', 'PATCH', 'DELETE'], '/v1/uploads/:id', (context) =>
    desk.goOn(context.req.raw, idIn(context, 'id'), context.var.visitor),
  );
  app.get('/v1/receipts/:sha256', (context) => desk.receipt(idIn(context, 'sha256'), context.var.visitor));
  addReading(app, letterbox);
  addOutTrays(app, letterbox);
  if (room !== undefined) app.post(`/${ROOM_PATH}`, limitOf(MAX_TOLD), (context) => hear(context, room));
  app.notFound(() => refusalToResponse(new Refused('notFound')));
  app.onError((error) => {
    const refused = error instanceof Refused ? error : isDiskFull(error) ? new Refused('full') : undefined;
    if (refused === undefined) {
      log('bug', { error });
      return new Response(null, { status: 500 });
    }
    log('refused', { refusal: refused.refusal.code });
    return refusalToResponse(refused);
  });
  return app;
}

function createDoors({ door, limits, ticks, isStopping, isShy }: Letterbox): {
  readonly strangers: MiddlewareHandler<Env>;
  readonly visitors: MiddlewareHandler<Env>;
} {
  const byAddress = createRateLimit(limits.strangerRequestsPerMinute, limits.strangerBurst, ticks);
  const byDevice = createRateLimit(limits.requestsPerMinute, limits.requestBurst, ticks);
  const turnstile = createTurnstile(limits.requestsAtOnce);
  const countStranger = (context: Context<Env>): void => {
    const wait = byAddress(context.env?.address ?? '');
    if (wait > 0) throw new Refused('tooManyRequests', { retryAfter: wait });
  };
  const checkStopping = (): void => {
    if (isStopping()) throw new Refused('stopping', { retryAfter: 5 });
  };

  return {
    strangers: async (context, next) => {
      checkStopping();
      countStranger(context);
      await next();
    },
    visitors: async (context, next) => {
      checkStopping();
      const header = context.req.raw.headers.get('authorization');
      const isKnown = header !== null && door.isKnown(bearerOf(header));
      if (!isKnown) countStranger(context);
      const visitor = await door.verify(bearerOf(header), context.req.raw).catch((refused: unknown) => {
        if (isKnown) countStranger(context); // a chain can be overheard
        const saysWhose = refused instanceof Refused && refused.refusal.code === 'tokenWrongMechanism';
        throw isShy === true && saysWhose ? new Refused('notEnrolled') : refused;
      });
      const wait = byDevice(visitor.tag);
      if (wait > 0) throw new Refused('tooManyRequests', { retryAfter: wait });
      const leave = turnstile.enter(visitor.tag);
      if (leave === undefined) throw new Refused('tooManyRequests', { retryAfter: 1 });
      context.set('visitor', visitor);
      try {
        await next();
      } finally {
        leave();
      }
    },
  };
}

function addReading(app: Hono<Env>, { bundles, log }: Letterbox): void {
  app.get('/v1/bundles', async (context) => {
    checkReader(context);
    return context.json(await bundles.list(cursorIn(context, 'after'), limitIn(context)));
  });
  app.get('/v1/bundles/:sha256', async (context) => {
    checkReader(context);
    const sha256 = idIn(context, 'sha256');
    const size = await bundles.sizeOf(sha256);
    if (size === undefined) throw new Refused('notFound');
    const range = rangeOf(context.req.raw.headers.get('range'), size);
    if (range === undefined) throw new Refused('wrongRange');
    const { start, end, isPart } = range;
    const headers = new Headers({
      'content-type': 'application/octet-stream',
      'content-length': String(end - start),
      'accept-ranges': 'bytes',
      etag: `"${sha256}"`,
    });
    if (isPart) headers.set('content-range', `bytes ${start}-${end - 1}/${size}`);
    const isHead = context.req.raw.method === 'HEAD';
    const body = isHead ? null : await bundles.read(sha256, start, end);
    if (body === undefined) throw new Refused('notFound');
    if (!isHead) log('downloaded', { device: context.var.visitor.tag, size: end - start });
    return new Response(body, { status: isPart ? 206 : 200, headers });
  });
}

function addOutTrays(app: Hono<Env>, { outTrays, rosters, retention, limits, log }: Letterbox): void {
  app.get('/v1/out-tray', async (context) =>
    context.json(await outTrays.list(context.var.visitor.kid, cursorIn(context, 'after'), limitIn(context))),
  );
  app.delete('/v1/out-tray', async (context) => {
    await outTrays.take(context.var.visitor.kid, cursorIn(context, 'upTo'));
    return new Response(null, { status: 204 });
  });
  app.post('/v1/out-tray/:kid', limitOf(limits.postBytes), async (context) => {
    checkReader(context);
    const kid = idIn(context, 'kid') as string as KeyId;
    const text = await bodyIn(context);
    const parsed = parseJson(text, { size: limits.postBytes, depth: 6 });
    const signed =
      parsed.ok && isJsonObject(parsed.value) ? decodeSignedList(parsed.value['signed'], MAX_POST) : undefined;
    if (signed === undefined || !signed.every(({ type }) => OUR_TYPE.test(type))) throw new Refused('badRequest');
    await outTrays.leave(kid, signed);
    for (const thing of signed) {
      if (await rosters.offer(thing)) log('rosterTaken');
      if (await retention.hear(thing, context.var.visitor)) log('merged');
    }
    log('posted', { device: context.var.visitor.tag, count: signed.length });
    return new Response(null, { status: 204 });
  });
}

const limitOf = (limit: number): MiddlewareHandler =>
  bodyLimit({
    maxSize: limit,
    onError: () => {
      throw new Refused('tooLarge', { limit });
    },
  });

/** The body that the token was signed for. */
async function bodyIn({ req }: Context<Env>): Promise<string> {
  const text = await req.raw.text();
  if (req.raw.headers.get('content-digest') !== contentDigestOf(text)) throw new Refused('wrongDigest');
  return text;
}

async function hear(context: Context<Env>, room: Room): Promise<Response> {
  const answer = room.hear(context.var.visitor, await bodyIn(context));
  if (answer === undefined) throw new Refused('badRequest');
  return context.body(answer, 200, { 'content-type': 'application/json' });
}

const MAX_TOLD = 20_000;
const MAX_POST = 200;
const MAX_PAGE = 200;
const OUR_TYPE = /^application\/vnd\.chasqui\.[a-z-]{1,40}\+json;v=\d{1,4}$/;

const aboutOf = ({ key, profile, limits, now }: Letterbox): About & { readonly letterbox: KeyId } => ({
  format: LETTERBOX_FORMAT,
  key,
  letterbox: keyIdOf(key),
  mechanism: profile.id,
  time: new Date(now()).toISOString(),
  bundleBytes: limits.bundleBytes,
});

function checkReader(context: Context<Env>): void {
  if (!context.var.visitor.isReader) throw new Refused('notAReader');
}

function idIn(context: Context<Env>, name: string): Digest {
  const id = context.req.param(name);
  if (!isId(id)) throw new Refused('notFound');
  return id as string as Digest;
}

function cursorIn(context: Context<Env>, name: 'after' | 'upTo'): string {
  const cursor = context.req.query(name);
  if (cursor === undefined && name === 'after') return '';
  if (!isCursor(cursor)) throw new Refused('badRequest');
  return cursor;
}

function limitIn(context: Context<Env>): number {
  const text = context.req.query('limit') ?? '100';
  const limit = Number(text);
  if (!/^\d{1,4}$/.test(text) || limit < 1) throw new Refused('badRequest');
  return Math.min(limit, MAX_PAGE);
}
