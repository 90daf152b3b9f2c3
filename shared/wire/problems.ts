// The ways in which a call to the main process fails as may be expected (ipc.ts): typed, each told in words.

import type { WordsProblem } from '../base/recovery-words.ts';

export type VaultProblem =
  | { readonly type: 'wrongPassphrase'; readonly waitSeconds: number }
  | { readonly type: 'passphraseTooShort'; readonly min: number }
  /** it opens another profile of this computer */
  | { readonly type: 'passphraseTaken' }
  | { readonly type: 'tooManyProfiles'; readonly most: number }
  | { readonly type: 'noVault' }
  | { readonly type: 'vaultDamaged' }
  | { readonly type: 'vaultLocked' }
  /** too many wrong passphrases: not tried at all, on one profile at least, before the wait is over */
  | { readonly type: 'tooManyAttempts'; readonly waitSeconds: number }
  /** another process has this profile open */
  | { readonly type: 'profileInUse' }
  /** a workshop's notebook has no passphrase of its own and is never copied */
  | { readonly type: 'notInWorkshop' }
  | DiskProblem;

/** `WordsProblem` of shared/base/recovery-words.ts; `wrongWords`: they are a key, and not this one */
export type RecoverProblem =
  | VaultProblem
  | WordsProblem
  | { readonly type: 'wrongWords' }
  | { readonly type: 'noSheet' };

export type SheetProblem =
  | VaultProblem
  | { readonly type: 'noSheetBegun' }
  /** the word of this number is another one on the sheet */
  | { readonly type: 'wordDiffers'; readonly at: number };

export type BackupProblem =
  | VaultProblem
  | JournalProblem
  | BlobProblem
  /** nothing to seal it with */
  | { readonly type: 'backupNeedsSheet' }
  /** the folder, with its stick, is not there any more */
  | { readonly type: 'placeGone' }
  | { readonly type: 'backupStopped' }
  | { readonly type: 'backupUnderWay' };

export type RestoreProblem =
  | BackupProblem
  | RecoverProblem
  | { readonly type: 'notABackup' }
  /** `needs`: the version of its format, where it says so */
  | { readonly type: 'newerBackup' }
  | { readonly type: 'cutBackup' }
  | { readonly type: 'damagedBackup' }
  /** what a practice restored is not what is here */
  | { readonly type: 'practiceDiffers'; readonly count: number };

export type DiskProblem =
  /** this device's own disk */
  | { readonly type: 'diskFull' }
  /** a place that somebody chose; in bytes, `limit`: so much is left */
  | { readonly type: 'notEnoughSpace'; readonly needs: number; readonly limit: number }
  | { readonly type: 'readOnlyFolder' }
  | { readonly type: 'fileGone' }
  | { readonly type: 'fileTooLarge'; readonly limit: number }
  | { readonly type: 'diskFailure'; readonly code: string };

export type BlobProblem =
  | DiskProblem
  | { readonly type: 'vaultLocked' }
  /** the file is here and is not what was kept */
  | { readonly type: 'fileDamaged' };

export type JournalProblem =
  | DiskProblem
  | { readonly type: 'vaultLocked' }
  /** entry `at` cannot be read; `entries` are there in all; reading goes on at `resumesAt`, null: nothing after it */
  | {
      readonly type: 'journalDamaged';
      readonly at: number;
      readonly entries: number;
      readonly resumesAt?: number | null;
    };

export type CourierProblem =
  | { readonly type: 'unreachable' }
  | { readonly type: 'notEnrolled' }
  | { readonly type: 'letterboxFull' }
  | { readonly type: 'tooLargeForLetterbox'; readonly limit: number }
  | { readonly type: 'letterboxRefused'; readonly code: string }
  | { readonly type: 'wrongReceipt' }
  /** no person allowed this address here: ask with `courierAllow` */
  | { readonly type: 'addressNotAllowed' }
  | { readonly type: 'notALetterbox' }
  /** the network answers with a page of its own: it wants to be entered first */
  | { readonly type: 'captivePortal' }
  | { readonly type: 'vaultLocked' }
  | DiskProblem;

export type AddressProblem =
  | { readonly type: 'addressesRefused' }
  /** one is no letterbox's, or they are too many to be read */
  | { readonly type: 'badAddress' }
  | { readonly type: 'vaultLocked' }
  | DiskProblem;

export type RootProblem =
  | { readonly type: 'passphraseTooShort'; readonly min: number }
  | { readonly type: 'wrongRootPassphrase' }
  /** not the file of a root's key, or damaged */
  | { readonly type: 'notARootFile' }
  | { readonly type: 'vaultLocked' };
