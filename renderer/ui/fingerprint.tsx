// A key's fingerprint, made to be read aloud over a telephone: eight groups of five digits from its 32 bytes
// (132 bits of them). Two people who read the same digits have the same key.

import type { ReactNode } from 'react';
import { base64urlToBytes } from '#shared/base/bytes.ts';
import styles from './fingerprint.module.css';

/** Groups of five digits; none where the text is no key id. */
function fingerprintOf(id: string): readonly string[] {
  const bytes = base64urlToBytes(id);
  if (bytes === undefined || bytes.length !== 32) return [];
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  return Array.from({ length: 8 }, (_, group) => String(view.getUint32(group * 4) % 100_000).padStart(5, '0'));
}

export const Fingerprint = ({ id }: { readonly id: string }): ReactNode => (
  <span className={styles.fingerprint}>
    {fingerprintOf(id).map((group, index) => (
      <span key={`${index} ${group}`}>{group} </span>
    ))}
  </span>
);
