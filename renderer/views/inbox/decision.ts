// What the conflict's page and its outcome panel share: the decision being built.

import type { EngineProblem } from '#renderer/engine/engine-problem.ts';
import type { Json } from '#shared/base/json.ts';
import type { Mode, Versions } from './outcome.ts';

export interface Decision {
  readonly versions: Versions;
  readonly mode: Mode;
  readonly setMode: (mode: Mode) => void;
  /** index of the version beside the first */
  readonly other: number;
  readonly setOther: (index: number) => void;
  readonly written: Json;
  readonly setWritten: (value: Json) => void;
  readonly isWorking: boolean;
  readonly problem: EngineProblem | null;
  /** which of the conflicts in the inbox this is */
  readonly place: { readonly number: number; readonly of: number } | null;
  readonly decide: () => Promise<void>;
  readonly later: () => void;
}
