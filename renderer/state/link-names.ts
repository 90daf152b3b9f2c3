// What the meetings of this notebook and their agreements are called, where a record names them by their ids. The
// newest first.

import { useMemo } from 'react';
import { useFormats } from '#renderer/i18n/format.ts';
import { agreementKey } from '#shared/report/meetings.ts';
import { useRead } from './engine-context.tsx';

export interface LinkName {
  readonly key: string;
  /** id of the meeting's record */
  readonly meeting: string;
  readonly name: string;
  /** what they stand under in a list; '' for none */
  readonly group: string;
}

export interface LinkNames {
  readonly meetings: readonly LinkName[];
  readonly agreements: readonly LinkName[];
  /** undefined: it is not in this notebook */
  readonly of: (key: string) => string | undefined;
}

/** @param areWanted false: nothing is read */
export function useLinkNames(areWanted: boolean): LinkNames {
  const formats = useFormats();
  const meetings = useRead(
    async (engine) => (areWanted ? (await engine.mechanism()).meetings : []),
    ['records', 'drafts'],
    [areWanted],
  );
  return useMemo(() => {
    const named = (meetings ?? []).toReversed().map((meeting) => ({
      meeting,
      name: [meeting.title, meeting.date === null ? '' : formats.date(meeting.date.text)]
        .filter((part) => part !== '')
        .join(' · '),
    }));
    const all = {
      meetings: named.map(({ meeting: { record }, name }) => ({ key: record, meeting: record, name, group: '' })),
      agreements: named.flatMap(({ meeting: { record, agreements }, name }) =>
        agreements.flatMap(({ id, what }) =>
          id === null ? [] : [{ key: agreementKey(record, id), meeting: record, name: what, group: name }],
        ),
      ),
    };
    const names = new Map([...all.meetings, ...all.agreements].map(({ key, name }) => [key, name]));
    return { ...all, of: (key) => names.get(key) };
  }, [meetings, formats]);
}
