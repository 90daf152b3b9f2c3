// A part of the inbox, a page at a time. The first page came with the inbox; another is read when it is asked for, and
// stays where one was when the part changes.

import { useState } from 'react';
import {
  INBOX_PAGE,
  type InboxEntries,
  type InboxPart,
  type InboxParts,
  type InboxView,
} from '#renderer/engine/inbox-views.ts';
import { useRead } from '#renderer/state/engine-context.tsx';
import { pageWithin, type PagesProps } from '#renderer/ui/pages.tsx';

export interface Part<Entry> {
  readonly total: number;
  readonly entries: readonly Entry[];
  readonly pages: Omit<PagesProps, 'label'>;
}

export function usePart<Name extends InboxPart>(inbox: InboxView, name: Name): Part<InboxParts[Name]> {
  const [wanted, setWanted] = useState(0);
  const total = inbox.counts[name];
  const from = pageWithin(wanted, INBOX_PAGE, total);
  const page = useRead(
    async (engine) => (from === 0 ? undefined : { from, ...(await engine.inboxPage(name, from)) }),
    ['inbox', 'records', 'trust'],
    [name, from],
  );
  const firsts: InboxEntries = inbox;
  const isShown = from > 0 && page !== undefined;
  return {
    total,
    entries: isShown ? page.entries : firsts[name],
    pages: { from: isShown ? from : 0, size: INBOX_PAGE, total, onChange: setWanted },
  };
}
