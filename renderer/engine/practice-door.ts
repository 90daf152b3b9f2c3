// The part of the engine's door about exercises: what is practised with, and how far it is, as the notebook has it.

import type { RecordId } from '#shared/base/ids.ts';
import type { Result } from '#shared/base/result.ts';
import type { Language } from '#shared/mechanism/language.ts';
import type { NamedFile } from '#shared/wire/files.ts';
import type { Scene } from './companions.ts';
import type { EngineProblem } from './engine-problem.ts';

/** `second`: what comes after it. Of the forged bundle, the true one. */
export type ScenePart = 'first' | 'second';

/** What a companion writes, in one language. */
export interface SceneWords {
  readonly language: Language;
  readonly organisation: string;
  /** of each record its title and what it tells; one, or two for a relatoría */
  readonly records: readonly { readonly title: string; readonly told: string }[];
}

export interface PractisedScenes {
  readonly conflict: {
    /** null: it did not come yet */
    readonly record: RecordId | null;
    /** the figure was written here too */
    readonly isWritten: boolean;
    /** two say two things of it, or did before it was decided */
    readonly isMet: boolean;
    readonly isDecided: boolean;
  };
  readonly stick: {
    /** somebody can be handed a bundle */
    readonly hasReader: boolean;
    /** how often what was handed over most often was saved as a file */
    readonly saves: number;
  };
  readonly clock: {
    readonly record: RecordId | null;
    readonly isCorrected: boolean;
  };
  readonly forged: {
    /** something was refused because another signed it than it says */
    readonly isRefused: boolean;
    /** the true one came */
    readonly record: RecordId | null;
  };
  readonly relatoria: {
    /** what it can be made from came */
    readonly hasRecords: boolean;
    readonly isBegun: boolean;
    /** records that the sentence with the most of them rests on */
    readonly sources: number;
  };
}

export interface PracticeEngine {
  /** A bundle that a companion made for this notebook, to be taken in like any other; only in a workshop's. */
  makeScene(scene: Scene, part: ScenePart, words: SceneWords): Promise<Result<NamedFile, EngineProblem>>;
  practised(): Promise<PractisedScenes>;
}
