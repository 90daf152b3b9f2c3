// The operating system's keychain by Electron's safeStorage: DPAPI, Keychain, libsecret or KWallet. What keeps its
// key on the same disk (Linux' basic_text) is none, and one that cannot be asked is none either.

import { safeStorage } from 'electron';
import type { Keychain } from './wraps.ts';

export function systemKeychain(): Keychain | null {
  if (!safeStorage.isEncryptionAvailable()) return null;
  if (process.platform === 'linux' && UNSAFE.has(safeStorage.getSelectedStorageBackend())) return null;
  return {
    seal: (text) => new Uint8Array(safeStorage.encryptString(text)),
    open: (sealed) => safeStorage.decryptString(Buffer.from(sealed)),
  };
}

const UNSAFE: ReadonlySet<string> = new Set(['basic_text', 'unknown']);
