// Data, the Compact and its working tables: 23 objectives, each in exactly one of four mesas, and 10 guiding
// principles. The wording, its provenance mark by language and its doubts are those of
// resources/mechanism/*.json; nothing is corrected here. What the marks mean: about.json, provenanceLegend.

import mesasData from '#resources/mechanism/mesas.json' with { type: 'json' };
import objectivesData from '#resources/mechanism/objectives.json' with { type: 'json' };
import principlesData from '#resources/mechanism/principles.json' with { type: 'json' };
import type { Labels } from './language.ts';

export interface Objective {
  /** 1 to 23 */
  readonly n: number;
  /** 1 to 4 */
  readonly mesa: number;
  readonly imrfRoundTable: number;
  readonly gcmParagraph: number;
  readonly title: Labels;
  readonly short: Labels;
  readonly seedShortEs: string;
  readonly seedOcrError: string | null;
  readonly provenance: { readonly title: Labels; readonly short: Labels };
}

export interface Mesa {
  /** 1 to 4 */
  readonly n: number;
  /** what it is about */
  readonly label: Labels;
  /** "Mesa de Trabajo 1" */
  readonly name: Labels;
  readonly objectives: readonly number[];
  readonly imrfRoundTable: number;
  readonly verified: string;
  readonly provenance: Labels;
}

export interface Principle {
  readonly key: string;
  /** of the Compact, such as 15(a) */
  readonly paragraph: string;
  readonly label: Labels;
  readonly gist: string;
  readonly provenance: Labels;
}

/** In the order of their numbers. */
export const objectives: readonly Objective[] = objectivesData.objectives;

export const mesas: readonly Mesa[] = mesasData.mesas;

export const principles: readonly Principle[] = principlesData.principles;

const objectivesByNumber = new Map(objectives.map((objective) => [objective.n, objective]));
const mesasByNumber = new Map(mesas.map((mesa) => [mesa.n, mesa]));

export const objectiveByNumber = (n: number): Objective | undefined => objectivesByNumber.get(n);

export const mesaByNumber = (n: number): Mesa | undefined => mesasByNumber.get(n);

export const mesaOfObjective = (n: number): Mesa | undefined => mesas.find((mesa) => mesa.objectives.includes(n));
