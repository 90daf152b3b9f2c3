// The engine's worker: the engine behind Comlink, and nothing else.

import { expose } from 'comlink';
import { makeEngine } from './engine.ts';
import { openerBeside } from './opener-beside.ts';

expose(makeEngine(Date.now, openerBeside()));
