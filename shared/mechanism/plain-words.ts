// Data: what each objective of the Compact is about, in one plain line, for whoever has never read it. Ours, not the UN's.

import plainWords from '#resources/mechanism/additions/plain-words.json' with { type: 'json' };
import type { Labels } from './language.ts';

const byNumber = new Map(Object.entries<Labels>(plainWords.objectives));

export const plainWordsOf = (objective: number): Labels | undefined => byNumber.get(String(objective));
