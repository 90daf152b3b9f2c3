// Plays rounds of one kind and adds them up.

import type { Kind, KindFacts, RoundReport } from './kind.ts';

export interface Counts {
  readonly rounds: number;
  /** saves answered with success, all of which were looked for */
  readonly acknowledged: number;
  /** saves answered with a problem */
  readonly refused: number;
  readonly lost: number;
  readonly wrong: number;
  /** what a person is told of: losses, by place and type of problem, and stores that were made again */
  readonly named: Readonly<Record<string, number>>;
  readonly said?: string;
  /** the first that went badly: enough to find them again */
  readonly found: readonly string[];
}

const MOST_FOUND = 20;

/** @param rounds at least so many, and whole passes where a kind has an end (but where a bug is planted) */
export async function play(kind: Kind, rounds: number, facts: KindFacts): Promise<Counts> {
  const playing = await kind.begin(facts);
  const { said } = playing;
  const passes =
    playing.rounds === undefined || facts.bug !== undefined
      ? rounds
      : Math.ceil(rounds / playing.rounds) * playing.rounds;
  const named: Record<string, number> = {};
  const found: string[] = [];
  let [acknowledged, refused, lost, wrong] = [0, 0, 0, 0];
  try {
    for (let number = 1; number <= passes; number++) {
      const report = await playing.round(number).catch(broken);
      acknowledged += report.acknowledged;
      refused += report.refused;
      lost += report.lost.length;
      wrong += report.wrong.length;
      for (const name of report.named) named[name] = (named[name] ?? 0) + 1;
      const bad = [...report.lost.map((place) => `lost ${place}`), ...report.wrong.map((what) => `wrong ${what}`)];
      for (const what of bad)
        if (found.length < MOST_FOUND) found.push(`${kind.name} seed ${facts.seed} round ${number}: ${what}`);
    }
  } finally {
    await playing.end();
  }
  return { rounds: passes, acknowledged, refused, lost, wrong, named, ...(said === undefined ? {} : { said }), found };
}

/** What cannot even be started again, or looked at. */
const broken = (error: unknown): RoundReport => {
  const what = error instanceof Error ? `${error.name}: ${error.message}` : String(error);
  return { acknowledged: 0, refused: 0, lost: [], wrong: [what], named: [] };
};
