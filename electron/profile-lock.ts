// One process per profile: whoever listens on the profile's local socket (a named pipe on Windows) has it open.
// The system ends the listening with the process, so a kill or a power cut never leaves a profile locked; a
// socket file that nobody answers at is left over and is taken. Electron's single-instance lock stands before
// this one; where a file system knows no sockets, it stands alone.

import { createHash } from 'node:crypto';
import { rmSync } from 'node:fs';
import { createConnection, createServer, type Server } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

export interface HeldLock {
  readonly release: () => void;
}

/** null: another process (or another vault of this one) has the profile open. */
export async function holdProfile(folder: string): Promise<HeldLock | null> {
  for (const address of addressesOf(folder)) {
    const answer = await holdAt(address);
    if (answer !== 'impossible') return answer;
  }
  return { release: () => undefined };
}

async function holdAt(address: string): Promise<HeldLock | null | 'impossible'> {
  const first = await listenAt(address);
  if (typeof first !== 'string') return first;
  if (first !== 'EADDRINUSE') return 'impossible';
  if (await isAnswered(address)) return null;
  rmSync(address, { force: true });
  const second = await listenAt(address);
  if (typeof second !== 'string') return second;
  return second === 'EADDRINUSE' ? null : 'impossible';
}

function listenAt(address: string): Promise<HeldLock | string> {
  return new Promise((resolve) => {
    const server: Server = createServer((socket) => socket.destroy());
    server.unref();
    server.once('error', (error: NodeJS.ErrnoException) => resolve(error.code ?? 'unknown'));
    server.listen(address, () => resolve({ release: () => void server.close() }));
  });
}

function isAnswered(address: string): Promise<boolean> {
  return new Promise((resolve) => {
    const socket = createConnection(address);
    socket.once('connect', () => {
      socket.destroy();
      resolve(true);
    });
    socket.once('error', () => resolve(false));
  });
}

/** A socket's path has about 100 bytes; a longer one gets a name in the temporary folder that says nothing. */
function addressesOf(folder: string): readonly string[] {
  const name = `chasqui-${createHash('sha256').update(folder).digest('hex').slice(0, 24)}`;
  if (process.platform === 'win32') return [`\\\\.\\pipe\\${name}`];
  const inside = join(folder, 'open');
  const outside = join(tmpdir(), name);
  return Buffer.byteLength(inside) <= 100 ? [inside, outside] : [outside];
}
