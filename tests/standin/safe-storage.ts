// `safeStorage` as Electron gives it on a Linux without a keychain: it works, and says `basic_text`, which means
// that its key lies on the same disk and protects nothing. The product must refuse to rely on it.

import { createCipheriv, createDecipheriv, randomBytes } from 'node:crypto';
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { life, pathOf } from './life.ts';

export const safeStorage = {
  isEncryptionAvailable: (): boolean => life.isReady,
  getSelectedStorageBackend: (): string => 'basic_text',
  encryptString: (text: string): Buffer => {
    const nonce = randomBytes(12);
    const cipher = createCipheriv('aes-256-gcm', keyOnDisk(), nonce);
    const sealed = Buffer.concat([cipher.update(text, 'utf8'), cipher.final()]);
    return Buffer.concat([nonce, cipher.getAuthTag(), sealed]);
  },
  decryptString: (sealed: Buffer): string => {
    const decipher = createDecipheriv('aes-256-gcm', keyOnDisk(), sealed.subarray(0, 12));
    decipher.setAuthTag(sealed.subarray(12, 28));
    return Buffer.concat([decipher.update(sealed.subarray(28)), decipher.final()]).toString('utf8');
  },
};

function keyOnDisk(): Buffer {
  const file = join(pathOf('userData'), 'standin.key');
  try {
    return readFileSync(file);
  } catch {
    mkdirSync(pathOf('userData'), { recursive: true });
    writeFileSync(file, randomBytes(32), { mode: 0o600, flag: 'wx' });
    return readFileSync(file);
  }
}
