// This laptop's places on the networks it is in, and whether something answers at an address.

import { connect } from 'node:net';
import { networkInterfaces } from 'node:os';

export interface Place {
  /** IPv4 */
  readonly address: string;
  readonly netmask: string;
}

/** Not the loopback, which no other laptop reaches. */
export const placesHere = (): readonly Place[] =>
  Object.values(networkInterfaces())
    .flatMap((list) => list ?? [])
    .filter(({ family, internal }) => family === 'IPv4' && !internal)
    .map(({ address, netmask }) => ({ address, netmask }));

/** Whether two laptops are in one network, so that no router stands between them; undefined: a name, not numbers. */
export function isNear(other: string, { address, netmask }: Place): boolean | undefined {
  const [one, two, mask] = [other, address, netmask].map(numberOf);
  if (one === undefined || two === undefined || mask === undefined) return undefined;
  return (one & mask) === (two & mask);
}

export const isLoopback = (host: string): boolean => host === '127.0.0.1' || host === 'localhost';

/** This laptop's place in the network in which a letterbox is; null: it is in no such network. */
export function placeBeside(letterbox: string, places: readonly Place[]): string | null {
  const { hostname } = new URL(letterbox);
  if (isLoopback(hostname)) return hostname;
  const place = places.find((each) => isNear(hostname, each) === true);
  return place === undefined ? null : `${place.address}/${place.netmask}`;
}

function numberOf(address: string): number | undefined {
  const parts = address.split('.').map(Number);
  const isWhole = parts.length === 4 && parts.every((part) => Number.isInteger(part) && part >= 0 && part < 256);
  return isWhole ? parts.reduce((sum, part) => (sum << 8) | part, 0) : undefined;
}

/** `refused`: a computer is there, and nothing listens; `silent`: nobody answered in time, or there is no way there. */
export type Knock = 'answered' | 'refused' | 'silent';

const PATIENCE_MILLISECONDS = 5_000;

export const knock = (host: string, port: number): Promise<Knock> =>
  new Promise((resolve) => {
    const socket = connect({ host, port, timeout: PATIENCE_MILLISECONDS });
    const end = (answer: Knock): void => {
      socket.destroy();
      resolve(answer);
    };
    socket.once('connect', () => end('answered'));
    socket.once('timeout', () => end('silent'));
    socket.once('error', (error: NodeJS.ErrnoException) => end(error.code === 'ECONNREFUSED' ? 'refused' : 'silent'));
  });
