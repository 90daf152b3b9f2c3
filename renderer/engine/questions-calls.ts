// The engine's calls about extra questions; what reads a spreadsheet is loaded with the first one.

import type { Result } from '#shared/base/result.ts';
import type { Catalogue } from './catalogue.ts';
import type { EngineProblem } from './engine-problem.ts';
import type { QuestionsEngine } from './questions-door.ts';
import { readQuestions } from './read-questions.ts';
import type { Session } from './session.ts';

interface Open {
  readonly session: Session;
  readonly catalogue: Catalogue;
}
type Read = <T>(work: (open: Open) => Promise<T>) => Promise<T>;
type Flow = <T, E>(work: (open: Open) => Promise<Result<T, E>>) => Promise<Result<T, E | EngineProblem>>;

const TOLD = ['records', 'drafts', 'inbox', 'activity'] as const;

export const questionsCalls = (read: Read, flow: Flow): QuestionsEngine => ({
  questions: () => read(({ session, catalogue }) => readQuestions(session, catalogue)),
  planQuestions: (name, bytes) =>
    flow(async ({ session, catalogue }) => {
      const { planQuestions } = await import('../flow/take-questions.ts');
      return planQuestions(session, catalogue, name, bytes);
    }),
  takeQuestions: (name, bytes, choice) =>
    flow(async ({ session, catalogue }) => {
      const { takeQuestions } = await import('../flow/take-questions.ts');
      const taken = await takeQuestions(session, catalogue, { name, bytes, ...choice });
      session.tell(TOLD);
      return taken;
    }),
  settleQuestions: (id, isAsked) =>
    flow(async ({ session }) => {
      const { settleQuestions } = await import('../flow/settle-questions.ts');
      const settled = await settleQuestions(session, id, isAsked);
      session.tell(TOLD);
      return settled;
    }),
});
