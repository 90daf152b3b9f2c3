// The worker in which every other side runs, as the app's engine runs in its own.

import { expose } from 'comlink';
import { floor } from './floor.ts';
import { pouch } from './pouch.ts';
import { yjs } from './yjs.ts';

const sides = { floor, pouch, yjs };
export type Sides = typeof sides;

expose(sides);
