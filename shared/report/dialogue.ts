// Stage 5, the annual dialogue with Governments (conversatorio): who was invited and who answered, what followed from
// it, and what of earlier years is still open, so that the next one begins there.

import { agreementsOf, type Answer, type FollowedAgreement, type Meeting } from './meetings.ts';
import { type Advice, isFrom, isOpenPledge, type NamedMeeting, type Pledge } from './pledges.ts';

export interface Dialogue {
  readonly meeting: Meeting;
  /** in the order of the invitation; an answer of somebody who was not invited comes after */
  readonly governments: readonly { readonly country: string; readonly answers: readonly Answer[] }[];
  readonly recommendations: readonly Advice[];
  readonly commitments: readonly Pledge[];
  /** of the dialogues before it */
  readonly reminder: Reminder;
}

export interface Reminder {
  readonly recommendations: readonly Advice[];
  readonly commitments: readonly Pledge[];
  readonly agreements: readonly FollowedAgreement[];
}

/** The newest first. */
export function dialoguesOf(
  meetings: readonly Meeting[],
  pledges: readonly Pledge[],
  advice: readonly Advice[],
  today: string,
): readonly Dialogue[] {
  const dialogues = meetings.filter(({ type }) => type === 'annual_dialogue');
  const agreements = agreementsOf(meetings, today).filter(({ state }) => state !== 'done');
  return dialogues
    .map((meeting, at): Dialogue => {
      const earlier = dialogues.slice(0, at);
      const records = new Set(earlier.map(({ record }) => record));
      const isOfEarlier = (follows: { readonly meeting: NamedMeeting }): boolean =>
        earlier.some((each) => isFrom(follows, each)) && !isFrom(follows, meeting);
      return {
        meeting,
        governments: governmentsOf(meeting),
        recommendations: advice.filter((each) => isFrom(each, meeting)),
        commitments: pledges.filter((each) => isFrom(each, meeting)),
        reminder: {
          recommendations: advice.filter((each) => each.isOpen && isOfEarlier(each)),
          commitments: pledges.filter((each) => isOpenPledge(each) && isOfEarlier(each)),
          agreements: agreements.filter(({ meeting: of, before }) =>
            [of, ...before.map((each) => each.meeting)].some((record) => records.has(record)),
          ),
        },
      };
    })
    .reverse();
}

function governmentsOf({ governments, answers }: Meeting): Dialogue['governments'] {
  const countries = [...new Set([...governments, ...answers.map(({ country }) => country)])].filter(
    (country) => country !== '',
  );
  return countries.map((country) => ({ country, answers: answers.filter((answer) => answer.country === country) }));
}
