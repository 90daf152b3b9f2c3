// What the calls about the vault and its keys carry (ipc.ts).

import type { Bytes } from '../base/bytes.ts';
import type { KeyId } from '../base/ids.ts';

export type VaultStatus =
  | { readonly state: 'none' }
  | { readonly state: 'locked'; readonly waitSeconds: number }
  | { readonly state: 'open' };

/** What the page gets while the vault is open: the data key to seal the store with, and public keys. */
export interface OpenVault {
  /** names this profile's database; random, says nothing */
  readonly profile: string;
  /** 32 bytes; the engine imports it as a non-extractable key and forgets it */
  readonly dataKey: Bytes;
  readonly device: DeviceKeys;
  /** keys this device also holds, as a secretariat or a steward */
  readonly root: { readonly kid: KeyId; readonly key: string } | null;
  readonly organisation: { readonly kid: KeyId; readonly key: string } | null;
  /** keys of devices that this one goes on for, after a recovery: their records are its person's own */
  readonly former: readonly FormerKey[];
  /** true at the first opening after creation; false: an empty database is an alarm and a rebuild */
  readonly isNew: boolean;
}

/** A signing key's public half. */
export interface FormerKey {
  readonly kid: KeyId;
  readonly key: string;
}

export interface DeviceKeys {
  readonly kid: KeyId;
  /** Ed25519 public key, 32 bytes base64url */
  readonly key: string;
  /** age recipients of this device: hybrid (age1pq1…) and classic (age1…) */
  readonly recipient: string;
  readonly classicRecipient: string;
}

/** A root's key, made for a stick: `file` is sealed by its passphrase, and nothing of it is kept here. */
export interface NewRoot {
  readonly kid: KeyId;
  readonly key: string;
  readonly file: string;
}

export interface SigningText {
  readonly type: string;
  readonly body: string;
}

export interface RootSignatures {
  readonly kid: KeyId;
  readonly key: string;
  /** 64 bytes each, in the order of the texts */
  readonly signatures: readonly Bytes[];
}

/** Which of this vault's keys signs. */
export type SigningKey = 'device' | 'organisation' | 'root';
