// What the engine answers about authors, this device and the mechanism.

import type { Digest, KeyId } from '#shared/base/ids.ts';
import type { MechanismProfile } from '#shared/log/profile.ts';
import type { Author } from '#shared/log/roster.ts';

export interface AuthorView {
  readonly kid: KeyId;
  readonly name: string;
  readonly organisation: string;
  readonly isThisDevice: boolean;
  readonly known: boolean;
}

export interface FoundingFacts {
  readonly names: Readonly<Record<string, string>>;
  readonly organisation: string;
  readonly device: string;
  readonly suite: 'hybrid' | 'classic';
  readonly letterboxes: readonly { readonly name: string; readonly url: string }[];
  readonly practice: boolean;
}

export interface TrustView {
  readonly profile: MechanismProfile | null;
  readonly device: { readonly kid: KeyId; readonly recipient: string; readonly name: string | null };
  readonly self: Author | null;
  readonly authors: readonly (Author & {
    readonly changesets: number;
    readonly revoked: boolean;
    readonly lastHeard: string | null;
  })[];
  readonly unknown: readonly KeyId[];
  readonly isSecretariat: boolean;
  readonly mechanism: Digest | null;
}
