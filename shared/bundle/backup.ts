// What a copy of a whole notebook holds, version 1: a ustar archive under `age` with a passphrase that comes of the 24
// words (docs/decisions/copies-of-a-notebook.md), so that `age -d X.age | tar x` gives everything without this app:
//   backup.json                    BackupFacts
//   identities.txt                 age identities: `age -d -i identities.txt bundles/….quipu | tar t`
//   journal/<8 digits>.jsonl       entries of the journal in their order, a JSON text a line
//   bundles/<id>.<origin>.quipu    kept bundles, sealed as they travelled
//   blobs/<id>                     attachments, as they are
//   end.json                       BackupCounts
// No signing key is in it, and no key of the notebook's own seals: who restores has new ones.

import { bytesToText, textToBytes, type Bytes } from '../base/bytes.ts';
import { canonicalText, isJsonObject, type Json, type JsonObject, parseJson } from '../base/json.ts';

export interface BackupFacts {
  readonly format: typeof BACKUP_FORMAT;
  /** readers of a lower version must not restore it */
  readonly minReader: number;
  /** ISO days */
  readonly madeAt: string;
  readonly sheetMadeAt: string;
  /** public halves of the key that signed here, and of those before it */
  readonly devices: readonly { readonly kid: string; readonly key: string }[];
}

export interface BackupCounts {
  readonly entries: number;
  readonly bundles: number;
  readonly blobs: number;
  /** entries and files that could not be read any more when it was made */
  readonly unreadable: number;
}

export const BACKUP_FORMAT = 'chasqui-copy/1';
export const BACKUP_READER = 1;

export const NAMES = { facts: 'backup.json', identities: 'identities.txt', end: 'end.json' } as const;
const NAME =
  /^(backup\.json|identities\.txt|end\.json|journal\/\d{8}\.jsonl|bundles\/[\w-]{43}\.[a-zA-Z]{1,12}\.quipu|blobs\/[\w-]{43})$/;

export const isBackupName = (name: string): boolean => NAME.test(name);

export const factsToBytes = (facts: BackupFacts | BackupCounts): Bytes =>
  textToBytes(canonicalText(facts as object as Json));

export type FactsProblem = { readonly type: 'notABackup' } | { readonly type: 'newerBackup'; readonly needs: number };

/** What it needs of its reader is looked at before anything else: a newer one may look otherwise. */
export function bytesToFacts(bytes: Uint8Array): BackupFacts | FactsProblem {
  const value = objectIn(bytes);
  const needs = value?.['minReader'];
  if (value === undefined || typeof needs !== 'number') return { type: 'notABackup' };
  if (needs > BACKUP_READER) return { type: 'newerBackup', needs };
  const isWhole =
    value['format'] === BACKUP_FORMAT &&
    typeof value['madeAt'] === 'string' &&
    typeof value['sheetMadeAt'] === 'string' &&
    Array.isArray(value['devices']);
  return isWhole ? (value as object as BackupFacts) : { type: 'notABackup' };
}

export function bytesToCounts(bytes: Uint8Array): BackupCounts | undefined {
  const value = objectIn(bytes);
  const names = ['entries', 'bundles', 'blobs', 'unreadable'];
  return value !== undefined && names.every((name) => Number.isSafeInteger(value[name]))
    ? (value as object as BackupCounts)
    : undefined;
}

function objectIn(bytes: Uint8Array): JsonObject | undefined {
  const parsed = parseJson(bytesToText(bytes) ?? '', { size: 1024 * 1024, depth: 6 });
  return parsed.ok && isJsonObject(parsed.value) ? parsed.value : undefined;
}
