// Where another laptop's letterbox is found on the local network, as people type it and pictures hold it.

import { err, ok, type Result } from '../base/result.ts';

/** where a laptop listens for others, unless another program does */
export const HUB_PORT = 4723;

const QR_MARK = 'chasqui-hub:';

/** What the picture of an address holds. */
export const addressToQr = (address: string): string => `${QR_MARK}${address}`;

/**
 * A letterbox's address from what was typed (`192.168.1.5`, with a port where it is another) or the text of a picture.
 * Numbers of local networks alone: a name may lead anywhere, and what a colleague shows across a table is never public.
 */
export function textToLetterbox(given: string): Result<string, { readonly type: 'notNearby' }> {
  const last = given.trim().split(/\s+/).at(-1) ?? '';
  const [, host = '', port = `${HUB_PORT}`] =
    /^(?:chasqui-hub:)?(?:http:\/\/)?([\d.]{7,15})(?::(\d{1,5}))?\/?$/i.exec(last) ?? [];
  const isPort = Number(port) > 0 && Number(port) < 65_536;
  return isNearAddress(host) && isPort ? ok(new URL(`http://${host}:${port}`).origin) : err({ type: 'notNearby' });
}

/** Of private, link-local or loopback IPv4, spelled as it is read: 010.0.0.1 is another address than it looks. */
function isNearAddress(host: string): boolean {
  const parts = host.split('.');
  const [a = 0, b = 0] = parts.map(Number);
  const isPlain = parts.length === 4 && parts.every((part) => `${Number(part)}` === part && Number(part) < 256);
  const isPrivate =
    a === 10 || (a === 172 && b >= 16 && b < 32) || (a === 192 && b === 168) || (a === 169 && b === 254);
  return isPlain && (isPrivate || a === 127);
}

/** What of it is typed. */
export const addressOfLetterbox = (url: string): string =>
  url.replace('http://', '').replace(new RegExp(`:${HUB_PORT}$`), '');
