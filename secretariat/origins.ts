// By which addresses clients may call this letterbox. A token names one of them, so that no letterbox can use
// at another what it was given. The Host header plays no part: who can send a token can send that too.

import { hostname, networkInterfaces } from 'node:os';

export function originOf(host: string, port: number): string {
  const name = isAnyAddress(host) ? '127.0.0.1' : host;
  return new URL(`http://${name.includes(':') ? `[${name}]` : name}:${port}`).origin;
}

export function originsOf(own: string, host: string, port: number, published: readonly string[]): ReadonlySet<string> {
  const hosts = isAnyAddress(host)
    ? addressesOfThisMachine()
    : isLoopback(host)
      ? ['localhost', '127.0.0.1', '::1']
      : [];
  return new Set([own, ...hosts.map((each) => originOf(each, port)), ...published.flatMap(originIn)]);
}

const isAnyAddress = (host: string): boolean => host === '0.0.0.0' || host === '::';
const isLoopback = (host: string): boolean => host === 'localhost' || host === '127.0.0.1' || host === '::1';

function addressesOfThisMachine(): readonly string[] {
  const addresses = Object.values(networkInterfaces()).flatMap((list) => (list ?? []).map(({ address }) => address));
  const name = hostname().toLowerCase();
  const names = /^[a-z0-9-]+(\.[a-z0-9-]+)*$/.test(name) ? [name, `${name.split('.')[0]}.local`] : [];
  return ['localhost', ...addresses.filter((address) => !address.includes('%')), ...names];
}

function originIn(url: string): readonly string[] {
  const origin = URL.canParse(url) ? new URL(url).origin : 'null';
  return origin === 'null' ? [] : [origin];
}
