// The engine's calls about the Mechanism at work and the extra questions of its mesas; what reads a spreadsheet is loaded
// with the first one.

import type { Result } from '#shared/base/result.ts';
import { settleAgreement } from '../flow/settle-agreement.ts';
import type { Catalogue } from './catalogue.ts';
import type { Engine } from './door.ts';
import type { EngineProblem } from './engine-problem.ts';
import type { QuestionsEngine } from './questions-door.ts';
import { readMechanism } from './read-mechanism.ts';
import { readQuestions } from './read-questions.ts';
import { type Session, told } from './session.ts';

interface Open {
  readonly session: Session;
  readonly catalogue: Catalogue;
}
type Read = <T>(work: (open: Open) => Promise<T>) => Promise<T>;
type Flow = <T, E>(work: (open: Open) => Promise<Result<T, E>>) => Promise<Result<T, E | EngineProblem>>;
type MechanismCalls = QuestionsEngine & Pick<Engine, 'mechanism' | 'settleAgreement'>;

export const mechanismCalls = (read: Read, flow: Flow): MechanismCalls => ({
  mechanism: () => read(({ session, catalogue }) => readMechanism(session, catalogue)),
  settleAgreement: (meeting, agreement, isDone) =>
    flow(({ session }) => told(session, settleAgreement(session, meeting, agreement, isDone))),

  questions: () => read(({ session, catalogue }) => readQuestions(session, catalogue)),
  planQuestions: (name, bytes) =>
    flow(async ({ session, catalogue }) => {
      const { planQuestions } = await import('../flow/take-questions.ts');
      return planQuestions(session, catalogue, name, bytes);
    }),
  takeQuestions: (name, bytes, choice) =>
    flow(async ({ session, catalogue }) => {
      const { takeQuestions } = await import('../flow/take-questions.ts');
      return told(session, takeQuestions(session, catalogue, { name, bytes, ...choice }));
    }),
  settleQuestions: (id, isAsked) =>
    flow(async ({ session }) => {
      const { settleQuestions } = await import('../flow/settle-questions.ts');
      return told(session, settleQuestions(session, id, isAsked));
    }),
});
