// Every fault but the kills, which have a file of their own beside this one so that both run at once.

import { describe } from 'vitest';
import { fullOn } from './full.ts';
import { KINDS } from './kinds.ts';
import { lawsOf } from './laws.ts';

for (const kind of KINDS) if (kind.name !== 'kill') lawsOf(kind);
describe('on a disk with a quota', () => lawsOf(fullOn(false)));
