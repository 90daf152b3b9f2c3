// Stage 5, the annual dialogue with Governments (conversatorio): who was invited and who answered, what followed from
// it, and what of earlier years is still open, so that the next one begins there.

import { agreementsOf, type Answer, type FollowedAgreement, type Meeting } from './meetings.ts';
import { type Advice, isFrom, isOpenPledge, type Pledge } from './pledges.ts';

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
  return dialogues
    .map((meeting, at): Dialogue => {
      const earlier = dialogues.slice(0, at);
      const isOfEarlier = (follows: { readonly meeting: string }): boolean =>
        earlier.some(({ title }) => isFrom(follows, title)) && !isFrom(follows, meeting.title);
      return {
        meeting,
        governments: governmentsOf(meeting),
        recommendations: advice.filter((each) => isFrom(each, meeting.title)),
        commitments: pledges.filter((each) => isFrom(each, meeting.title)),
        reminder: {
          recommendations: advice.filter((each) => each.isOpen && isOfEarlier(each)),
          commitments: pledges.filter((each) => isOpenPledge(each) && isOfEarlier(each)),
          agreements: agreementsOf(earlier, today).filter(({ state }) => state !== 'done'),
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
