// The engine's calls about exercises; what makes a scene is loaded with the first one.

import type { Result } from '#shared/base/result.ts';
import type { Catalogue } from './catalogue.ts';
import type { EngineProblem } from './engine-problem.ts';
import type { PracticeEngine } from './practice-door.ts';
import { readPractised } from './read-practised.ts';
import type { Session } from './session.ts';

interface Open {
  readonly session: Session;
  readonly catalogue: Catalogue;
}
type Read = <T>(work: (open: Open) => Promise<T>) => Promise<T>;
type Flow = <T, E>(work: (open: Open) => Promise<Result<T, E>>) => Promise<Result<T, E | EngineProblem>>;

export const practiceCalls = (read: Read, flow: Flow): PracticeEngine => ({
  makeScene: (scene, part, words) =>
    flow(async ({ session }) => {
      const { makeScene } = await import('../flow/make-scene.ts');
      return makeScene(session, scene, part, words);
    }),
  practised: () => read(({ session, catalogue }) => readPractised(session, catalogue)),
});
