// Every fault but the kills and the damaged stores, which have files of their own beside this one: they run beside it.

import { describe } from 'vitest';
import { fullOn } from './full.ts';
import { KINDS } from './kinds.ts';
import { lawsOf } from './laws.ts';

for (const kind of KINDS) if (kind.name !== 'kill' && kind.name !== 'store') lawsOf(kind);
describe('on a disk with a quota', () => lawsOf(fullOn(false)));
