// `protocol`: the app's own schemes, served on loopback. app://local/x is http://local.app.localhost/x to
// Chromium: a secure context with a stable origin, reached by pages and workers alike. As in Electron, a scheme
// must be registered as standard and secure before the app is ready.

import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { Readable } from 'node:stream';
import type { ReadableStream } from 'node:stream/web';
import { life } from './life.ts';

type Handler = (request: Request) => Response | Promise<Response>;
interface CustomScheme {
  readonly scheme: string;
  readonly privileges?: { readonly standard?: boolean; readonly secure?: boolean };
}

const registered = new Set<string>();
const handlers = new Map<string, Handler>();

export const protocol = {
  registerSchemesAsPrivileged: (schemes: readonly CustomScheme[]): void => {
    if (life.isReady) throw new Error('protocol.registerSchemesAsPrivileged should be called before app is ready');
    for (const { scheme, privileges } of schemes) {
      if (privileges?.standard === true && privileges.secure === true) registered.add(scheme);
    }
  },
  handle: (scheme: string, handler: Handler): void => {
    if (!registered.has(scheme)) {
      throw new Error(
        `electron stand-in: ${scheme} is not registered as standard and secure: Electron would give it no storage`,
      );
    }
    if (handlers.has(scheme)) throw new Error(`Failed to register protocol: ${scheme}`);
    handlers.set(scheme, handler);
  },
  unhandle: (scheme: string): void => {
    handlers.delete(scheme);
  },
  isProtocolHandled: (scheme: string): boolean => handlers.has(scheme),
};

/** app://local/x → http://local.app.localhost/x; any other address unchanged. */
export function urlToChromium(url: string): string {
  const [, scheme = '', host, rest = ''] = /^([a-z][\w+.-]*):\/\/([^/?#]+)(.*)$/.exec(url) ?? [];
  return handlers.has(scheme) ? `http://${host}.${scheme}.localhost${rest === '' ? '/' : rest}` : url;
}

/** http://local.app.localhost/x → app://local/x; any other address unchanged. */
export function urlToApp(url: string): string {
  const [, host, scheme = '', rest = '/'] = /^http:\/\/(.+)\.([^.]+)\.localhost(?::\d+)?(\/.*)?$/.exec(url) ?? [];
  return handlers.has(scheme) ? `${scheme}://${host}${rest}` : url;
}

/** Starts serving; answers the port. */
export async function serveSchemes(): Promise<number> {
  const server = createServer((request, response) => void answer(request, response));
  server.listen(0, '127.0.0.1');
  await new Promise((resolve) => server.once('listening', resolve));
  return (server.address() as AddressInfo).port;
}

async function answer(request: IncomingMessage, response: ServerResponse): Promise<void> {
  const url = urlToApp(`http://${request.headers.host}${request.url}`);
  const handler = handlers.get(url.split(':')[0] ?? '');
  if (handler === undefined) {
    response.writeHead(404).end();
    return;
  }
  try {
    const hasBody = request.method !== 'GET' && request.method !== 'HEAD';
    const init = {
      method: request.method ?? 'GET',
      headers: Object.entries(request.headers).map(([name, value]) => [name, String(value)] as [string, string]),
      ...(hasBody ? { body: Readable.toWeb(request) as unknown as globalThis.ReadableStream, duplex: 'half' } : {}),
    };
    const answered = await handler(new Request(url, init));
    response.writeHead(answered.status, { 'cache-control': 'no-store', ...Object.fromEntries(answered.headers) });
    if (answered.body === null || request.method === 'HEAD') response.end();
    else Readable.fromWeb(answered.body as unknown as ReadableStream).pipe(response);
  } catch (error) {
    console.error(`protocol.handle failed for ${url}:`, error);
    response.destroy();
  }
}
