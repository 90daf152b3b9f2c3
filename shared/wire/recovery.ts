// What the calls about recovery carry (ipc.ts).

/** A sheet of words as it is shown, once. */
export interface ShownSheet {
  readonly words: readonly string[];
  /** opens the backups in the standard program `age` */
  readonly phrase: string;
  /** ISO day */
  readonly madeAt: string;
  readonly mark: string;
  /** numbers, from 1, of the words that are asked back */
  readonly asked: readonly number[];
}

export interface BackupMade {
  /** of the file, and of its folder */
  readonly name: string;
  readonly folder: string;
  readonly size: number;
}

/** What a practice of recovery found right. */
export interface Practised {
  /** null: the sheet alone was tried */
  readonly backup: { readonly madeAt: string; readonly entries: number; readonly files: number } | null;
}

/** What was done here against a loss. Days as this computer's clock had them. */
export interface RecoveryState {
  /** `mark`: four letters that stand on the sheet too, by which it is told from an older one */
  readonly sheet: { readonly mark: string; readonly madeAt: string } | null;
  /** the person said no to a sheet */
  readonly declinedAt: string | null;
  readonly backup: { readonly at: string; readonly name: string; readonly size: number } | null;
  /** the last practice that came out well; with a backup, or of the sheet alone */
  readonly drill: { readonly at: string; readonly withBackup: boolean } | null;
}
