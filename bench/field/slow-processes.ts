// An old laptop's processor: this process (the main process's services) and all that descend from it (Chromium, from its
// first moment on) stand still and go on again in turn, many times a second, so that workers and the platform's threads
// are slow as well as the page. The inspector's own throttling slows the page's thread alone, which is the least of what
// this app does. Who stands still cannot wake itself: another process does both (slower.ts).

import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';

/**
 * Slows this process and its own until what is answered is called (Linux).
 * @param times 4: they run a quarter of the time
 */
export async function slowDown(times: number): Promise<() => Promise<void>> {
  const slower = spawn(process.execPath, [join(import.meta.dirname, 'slower.ts'), String(process.pid), String(times)], {
    stdio: ['pipe', 'pipe', 'inherit'],
  });
  const ended = once(slower, 'exit');
  await once(slower.stdout, 'data');
  return async () => {
    slower.stdin.end();
    await ended;
  };
}
