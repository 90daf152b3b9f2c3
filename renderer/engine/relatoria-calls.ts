// The engine's calls about relatorías.

import type { Result } from '#shared/base/result.ts';
import { writeRelatoria } from '../flow/write-relatoria.ts';
import type { Catalogue } from './catalogue.ts';
import type { CitedRecords } from './cited-records.ts';
import type { Engine } from './door.ts';
import type { EngineProblem } from './engine-problem.ts';
import { readRelatoria } from './read-relatoria.ts';
import type { Session } from './session.ts';

interface Open {
  readonly session: Session;
  readonly catalogue: Catalogue;
  readonly cited: CitedRecords;
}
type Read = <T>(work: (open: Open) => Promise<T>) => Promise<T>;
type Flow = <T, E>(work: (open: Open) => Promise<Result<T, E>>) => Promise<Result<T, E | EngineProblem>>;

export const relatoriaCalls = (
  read: Read,
  flow: Flow,
): Pick<Engine, 'relatoria' | 'writeRelatoria' | 'saveRelatoria'> => ({
  relatoria: (id, query) =>
    read(({ session, catalogue, cited }) => readRelatoria(session, catalogue, cited, id, query)),
  writeRelatoria: (id, deed) => flow(({ session, cited }) => writeRelatoria(session, cited, id, deed)),
  saveRelatoria: (id, format) =>
    flow(async ({ session, catalogue, cited }) => {
      const { saveRelatoria } = await import('../flow/save-relatoria.ts'); // its writers are large and seldom wanted
      return saveRelatoria(session, catalogue, cited, id, format);
    }),
});
