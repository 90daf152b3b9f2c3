// Locking without being asked: idle, suspend, lid, the computer's own lock, and the menu. The page is told first,
// so that what was being typed still reaches the journal; after a moment the vault is locked whether the page has
// answered or not, and a page that has not is loaded anew, so that nothing stays in its memory.

import type { KeyVault } from './key-vault.ts';

export interface LockPorts {
  readonly vault: Pick<KeyVault, 'opened' | 'lock'>;
  readonly tellPage: () => void;
  readonly reloadPage: () => void;
  readonly after: (milliseconds: number, work: () => void) => void;
}

/** The page has 200 ms to close its engine; key press to locked stays under 300 ms. */
export const GRACE_MS = 280;
export const IDLE_SECONDS = 10 * 60;

export function lockSoon({ vault, tellPage, reloadPage, after }: LockPorts): void {
  const session = vault.opened();
  if (session === null) {
    vault.lock(); // an opening under way ends locked
    return;
  }
  tellPage();
  after(GRACE_MS, () => {
    if (vault.opened() === null) return;
    vault.lock();
    reloadPage();
  });
}

export interface PowerMonitor {
  readonly on: (event: 'suspend' | 'lock-screen' | 'shutdown', listener: () => void) => unknown;
  readonly getSystemIdleTime: () => number;
}

/** `every`: calls again and again, some seconds apart. */
export function watchPower(power: PowerMonitor, every: (work: () => void) => void, lock: () => void): void {
  for (const event of ['suspend', 'lock-screen', 'shutdown'] as const) power.on(event, lock);
  every(() => {
    if (power.getSystemIdleTime() >= IDLE_SECONDS) lock();
  });
}
