// Every way in which a laptop breaks that is played here.

import { damage } from './damage.ts';
import { full } from './full.ts';
import { io } from './io.ts';
import { kill } from './kill.ts';
import type { Kind } from './kind.ts';
import { power } from './power.ts';
import { store } from './store.ts';

export const KINDS: readonly Kind[] = [kill, power, full, damage, store, io];
