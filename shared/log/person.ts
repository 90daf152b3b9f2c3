// Stage 2, who a key belongs to. A person is a name under an organisation, not a key: whoever lost a laptop and enrols
// the next one under the same name and organisation is the same person, because whoever vouches says so. A coordinator
// or steward speaks for their organisation. An organisation is its name, as the roots endorsed it: it may have several keys,
// one for each laptop that the secretariat enrolled.

import type { KeyId } from '../base/ids.ts';
import type { Author, Trust } from './roster.ts';

type Roster = Pick<Trust, 'authors'>;

function isSamePerson(a: KeyId, b: KeyId, { authors }: Roster): boolean {
  if (a === b) return true;
  const [one, other] = [authors.get(a), authors.get(b)];
  return one !== undefined && other !== undefined && isSame(one, other);
}

/** Whether one of these devices may speak for what the other wrote: the same person, or who speaks for their organisation. */
export function speaksFor(kid: KeyId, writer: KeyId, roster: Roster): boolean {
  if (isSamePerson(kid, writer, roster)) return true;
  const by = roster.authors.get(kid);
  if (by === undefined || !isSpeaker(by)) return false;
  return roster.authors.get(writer)?.organisation === by.organisation;
}

const isSame = (a: Author, b: Author): boolean => a.organisation === b.organisation && a.name.trim() === b.name.trim();

const isSpeaker = ({ scope }: Author): boolean =>
  scope.roles.some((role) => role === 'coordinator' || role === 'steward');
