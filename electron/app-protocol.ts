// Serves the page: app://local/… answers from a table of the files of out/renderer, made once at start. A name
// that is not in the table is nothing: no path is ever made from an address. Every answer carries the policy of
// 7-libraries (no inline script, no eval, no network, Trusted Types) and is neither sniffed, stored nor shared.

import { readdirSync, readFileSync } from 'node:fs';
import { extname, join } from 'node:path';
import { ORIGIN } from './local-addresses.ts';
import { PRINT_POLICY } from './printed-pages.ts';

export const POLICY = [
  "default-src 'none'",
  "script-src 'self'",
  "style-src 'self'",
  "img-src 'self' data: blob:",
  "media-src 'self' blob:",
  "font-src 'self'",
  "connect-src 'self'",
  "worker-src 'self'",
  "base-uri 'none'",
  "form-action 'none'",
  "object-src 'none'",
  "frame-ancestors 'none'",
  "require-trusted-types-for 'script'",
].join('; ');

const TYPES: Readonly<Record<string, string>> = {
  '.html': 'text/html; charset=utf-8',
  '.js': 'text/javascript; charset=utf-8',
  '.css': 'text/css; charset=utf-8',
  '.json': 'application/json; charset=utf-8',
  '.svg': 'image/svg+xml; charset=utf-8',
  '.png': 'image/png',
  '.webp': 'image/webp',
  '.woff2': 'font/woff2',
};

/** address path → file; only kinds of file that a page needs (no source maps). */
export type FileTable = ReadonlyMap<string, string>;

export function tableOf(root: string): FileTable {
  const table = new Map<string, string>();
  const addFolder = (folder: string, address: string): void => {
    for (const entry of readdirSync(folder, { withFileTypes: true })) {
      const file = join(folder, entry.name);
      if (entry.isDirectory()) addFolder(file, `${address}${entry.name}/`);
      else if (entry.isFile() && extname(entry.name) in TYPES) table.set(`${address}${entry.name}`, file);
    }
  };
  addFolder(root, '/');
  return table;
}

/** @param printed what waits to be printed, by its path */
export function answerRequest(
  table: FileTable,
  request: Request,
  printed: (path: string) => string | undefined = () => undefined,
): Response {
  const url = new URL(request.url);
  if (request.method !== 'GET' && request.method !== 'HEAD') return bare(405);
  if (`${url.protocol}//${url.host}` !== ORIGIN) return bare(404);
  const page = printed(url.pathname);
  if (page !== undefined)
    return new Response(page, {
      headers: { ...GUARDS, 'content-security-policy': PRINT_POLICY, 'content-type': TYPES['.html'] ?? '' },
    });
  const file = table.get(url.pathname === '/' ? '/index.html' : url.pathname);
  if (file === undefined) return bare(404);
  const body = request.method === 'HEAD' ? null : new Uint8Array(readFileSync(file));
  return new Response(body, {
    headers: { ...GUARDS, 'content-type': TYPES[extname(file)] ?? 'application/octet-stream' },
  });
}

const GUARDS = {
  'content-security-policy': POLICY,
  'x-content-type-options': 'nosniff',
  'cache-control': 'no-store',
  'cross-origin-resource-policy': 'same-origin',
  'cross-origin-opener-policy': 'same-origin',
  'referrer-policy': 'no-referrer',
};

const bare = (status: number): Response => new Response(null, { status, headers: GUARDS });
