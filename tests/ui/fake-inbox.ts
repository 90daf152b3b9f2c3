// What the fake engine answers for the inbox: its parts are lists that a test may change; counts, pages and groups
// follow from them.

import type { Engine } from '#renderer/engine/door.ts';
import {
  INBOX_PAGE,
  type InboxEntries,
  type InboxPage,
  type InboxPart,
  type InboxParts,
  type InboxView,
} from '#renderer/engine/inbox-views.ts';

export type FakeInbox = {
  readonly [Part in Exclude<InboxPart, 'groups'>]: readonly InboxParts[Part][];
} & Pick<InboxView, 'files'>;

const PARTS: readonly InboxPart[] = [
  'takenIn',
  'waiting',
  'held',
  'missing',
  'asking',
  'missingFiles',
  'silence',
  'conflicts',
  'groups',
  'forked',
];

export function fakeInbox(world: { readonly inbox: FakeInbox }): Pick<Engine, 'inbox' | 'inboxPage' | 'conflictPlace'> {
  const partsNow = (): InboxEntries => ({ ...world.inbox, groups: groupsOf(world.inbox.conflicts) });
  const pageOf = <Part extends InboxPart>(part: Part, from: number): InboxPage<Part> => {
    const all: readonly InboxParts[Part][] = partsNow()[part];
    return { total: all.length, entries: all.slice(from, from + INBOX_PAGE) };
  };
  return {
    inbox: async () => ({
      ...(Object.fromEntries(PARTS.map((part) => [part, pageOf(part, 0).entries])) as InboxEntries),
      counts: Object.fromEntries(PARTS.map((part) => [part, pageOf(part, 0).total])) as InboxView['counts'],
      heldChangesets: world.inbox.held.reduce((sum, { count }) => sum + count, 0),
      files: world.inbox.files,
    }),
    inboxPage: async (part, from) => pageOf(part, from),
    conflictPlace: async (record, cell) => {
      const all = world.inbox.conflicts;
      const here = all.findIndex((each) => each.row.id === record && each.cell === cell);
      const next = all[here + 1] ?? all.find((_, at) => at !== here);
      return here === -1
        ? null
        : {
            number: here + 1,
            of: all.length,
            next: next === undefined ? null : { record: next.row.id, cell: next.cell },
          };
    },
  };
}

function groupsOf(conflicts: FakeInbox['conflicts']): InboxEntries['groups'] {
  const kidsOf = ({ authors }: FakeInbox['conflicts'][number]): string => authors.map(({ kid }) => kid).join();
  return [
    ...Map.groupBy(
      conflicts.filter(({ cell }) => !cell.startsWith('$same.')),
      kidsOf,
    ).values(),
  ]
    .map((members) => ({ authors: members[0]?.authors ?? [], count: members.length }))
    .filter(({ count }) => count > 1);
}
