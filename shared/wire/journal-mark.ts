// Up to where this device's journal goes, and what is wrong with it.

export interface JournalMark {
  readonly entries: number;
  /** running digest of all entries so far */
  readonly digest: string;
  /** entries lost to damage in the middle of the file; absent: none */
  readonly lost?: number;
  /** bytes of an unfinished last entry (power loss) found at this opening and set aside; absent: none */
  readonly cut?: number;
  /** entries that it had when it last grew, and has no more (an older copy of its file was put back); absent: none */
  readonly gone?: number;
}
