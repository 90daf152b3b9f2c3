// Stage 3, sealing: age (C2SP age.md) by the age-encryption library, over streams of slices, so that opening
// holds a chunk at a time. What the library says in words is told here by type: whose key it is not, what was
// altered. The private key stays with whoever holds it: only the header's stanzas are handed over.

import { Decrypter, Encrypter, Stanza } from 'age-encryption';
import type { Bytes } from '../base/bytes.ts';
import { err, ok, type Result } from '../base/result.ts';
import type { Suite } from '../log/profile.ts';
import { type AgeHeader, type AgeHeaderProblem, PRACTICE_SIZE, PRACTICE_STANZA, readAgeHeader } from './age-header.ts';
import { MAX_RECIPIENTS } from './manifest.ts';
import { type Cipher, CHUNK, NONCE, readPayload, type Slices, TAG } from './payload.ts';

export interface AgeStanza {
  readonly args: string[];
  readonly body: Uint8Array;
}

/** Holds private keys: the vault by IPC, a tool by a key file. Null: none of these stanzas is for these keys. */
export interface AgeIdentity {
  readonly unwrapFileKey: (stanzas: readonly AgeStanza[]) => Promise<Uint8Array | null>;
}

export type SealProblem =
  | { readonly type: 'noRecipients' }
  | { readonly type: 'badRecipient'; readonly at: number }
  | { readonly type: 'mixedSuites' }
  | { readonly type: 'tooMany'; readonly limit: number };

export type OpenProblem =
  | AgeHeaderProblem
  | { readonly type: 'notForMe' }
  /** a workshop's, where real ones are opened */
  | { readonly type: 'practiceBundle' }
  /** a real one, where a workshop's are opened */
  | { readonly type: 'realBundle' };

/** An opened seal: its plaintext, slice by slice. */
export interface Unsealed extends Slices {
  readonly header: AgeHeader;
  readonly fileKey: Uint8Array;
}

const CHARSET = '[02-9ac-hj-np-z]';
const RECIPIENTS: { readonly [suite in Suite]: RegExp } = {
  hybrid: new RegExp(`^age1pq1${CHARSET}{1952}$`),
  classic: new RegExp(`^age1${CHARSET}{58}$`),
};

/** Seals to recipients of one suite; a workshop's bundle carries its mark. */
export async function seal(
  plaintext: Uint8Array,
  recipients: readonly string[],
  suite: Suite,
  isPractice = false,
): Promise<Result<Bytes, SealProblem>> {
  if (recipients.length === 0) return err({ type: 'noRecipients' });
  if (recipients.length > MAX_RECIPIENTS) return err({ type: 'tooMany', limit: MAX_RECIPIENTS });
  const encrypter = new Encrypter();
  if (isPractice)
    encrypter.addRecipient({ wrapFileKey: () => [new Stanza([PRACTICE_STANZA.kind], PRACTICE_STANZA.body)] });
  for (const [at, recipient] of recipients.entries()) {
    if (!RECIPIENTS[suite].test(recipient)) {
      const isOfOther = RECIPIENTS.hybrid.test(recipient) || RECIPIENTS.classic.test(recipient);
      return err(isOfOther ? { type: 'mixedSuites' } : { type: 'badRecipient', at });
    }
    try {
      encrypter.addRecipient(recipient);
    } catch {
      return err({ type: 'badRecipient', at }); // its checksum does not hold
    }
  }
  return ok(Uint8Array.from(await encrypter.encrypt(Uint8Array.from(plaintext))));
}

/** Size of a sealed file: header and nonce, then chunks of 64 KiB with a tag each. */
export const sealedSize = (headerSize: number, plaintext: number): number =>
  headerSize + NONCE + plaintext + TAG * Math.max(1, Math.ceil(plaintext / CHUNK));

/** Size of the header for so many recipients of a suite. */
export const headerSizeOf = (suite: Suite, recipients: number, isPractice = false): number =>
  (isPractice ? PRACTICE_SIZE : 0) +
  'age-encryption.org/v1\n'.length +
  recipients * STANZA_SIZES[suite] +
  '--- \n'.length +
  43;

const STANZA_SIZES: { readonly [suite in Suite]: number } = {
  hybrid: '-> mlkem768x25519 \n'.length + 1494 + 44,
  classic: '-> X25519 \n'.length + 43 + 44,
};

/** Opens a seal as far as its header goes: the header is whole, authentic, and for this identity. */
export async function unseal(
  bytes: Uint8Array,
  identity: AgeIdentity,
  cipher?: Cipher,
  isPractice = false,
): Promise<Result<Unsealed, OpenProblem>> {
  const header = readAgeHeader(bytes);
  if (!header.ok) return header;
  if (header.value.isPractice !== isPractice) return err({ type: isPractice ? 'realBundle' : 'practiceBundle' });
  let fileKey: Uint8Array | null | undefined;
  let failure: { readonly cause: unknown } | undefined;
  const decrypter = new Decrypter();
  decrypter.addIdentity({
    unwrapFileKey: async (stanzas: readonly AgeStanza[]) => {
      try {
        fileKey = await identity.unwrapFileKey(stanzas);
      } catch (cause) {
        failure = { cause };
      }
      return fileKey ?? null;
    },
  });
  try {
    await decrypter.decryptHeader(bytes.slice(0, header.value.size));
  } catch {
    if (failure !== undefined) throw failure.cause; // the holder of the keys failed, not the file
    return err(fileKey === null ? { type: 'notForMe' } : { type: 'altered', where: 'header' });
  }
  const known = fileKey as Uint8Array | null | undefined;
  if (known === null || known === undefined) return err({ type: 'notForMe' });
  return ok({ header: header.value, fileKey: known, ...(await openPayload(bytes, header.value, known, cipher)) });
}

/** The payload by its file key, without asking the identity again. */
export async function openPayload(
  bytes: Uint8Array,
  { size }: Pick<AgeHeader, 'size'>,
  fileKey: Uint8Array,
  cipher: Cipher | undefined,
): Promise<Slices> {
  if (cipher !== undefined) return readPayload(bytes.subarray(size), fileKey, cipher);
  const decrypter = new Decrypter();
  decrypter.addIdentity({ unwrapFileKey: () => fileKey });
  const opened = await decrypter.decrypt(streamOf(bytes)).catch(() => undefined); // ends before its nonce
  const reader = opened?.getReader();
  return {
    next: async () => {
      try {
        const slice = await reader?.read();
        return slice?.done ? null : slice?.value;
      } catch {
        return undefined;
      }
    },
    stop: async () => {
      await reader?.cancel().catch(() => undefined);
    },
  };
}

function streamOf(bytes: Uint8Array): ReadableStream<Uint8Array> {
  let at = 0;
  return new ReadableStream<Uint8Array>({
    pull: (controller) => {
      if (at >= bytes.length) {
        controller.close();
        return;
      }
      controller.enqueue(bytes.slice(at, at + CHUNK));
      at += CHUNK;
    },
  });
}
