// Real processes, killed: the slowest of the faults (faults.test.ts has the others).

import { kill } from './kill.ts';
import { lawsOf } from './laws.ts';

lawsOf(kill);
