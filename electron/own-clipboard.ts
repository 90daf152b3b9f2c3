// What the app copied is taken out of the clipboard when the notebook is locked, where it is still that: what a person
// has copied elsewhere since stays. Kept here is a digest, never the text. What a system keeps of former copies (a
// clipboard history, one that is shared between devices) no program reaches.

import { createHash } from 'node:crypto';

export interface SystemClipboard {
  readonly readText: () => string | Promise<string>;
  readonly writeText: (text: string) => unknown;
  readonly clear: () => unknown;
}

export interface OwnClipboard {
  readonly copy: (text: string) => Promise<void>;
  /** the page copied this by the system's own way */
  readonly note: (text: string) => void;
  /** at every locking */
  readonly forget: () => Promise<void>;
}

export function createOwnClipboard(system: SystemClipboard): OwnClipboard {
  let copied: string | undefined;
  return {
    copy: async (text) => {
      copied = digestOf(text);
      await system.writeText(text);
    },
    note: (text) => {
      copied = digestOf(text);
    },
    forget: async () => {
      const own = copied;
      copied = undefined;
      if (own !== undefined && digestOf(await system.readText()) === own) await system.clear();
    },
  };
}

/** Windows gives back its own ends of lines. */
const digestOf = (text: string): string => createHash('sha256').update(text.replaceAll('\r', '')).digest('hex');
