// The files behind the page's store, spoiled: in a real Chromium, so beside the others.

import { lawsOf } from './laws.ts';
import { store } from './store.ts';

lawsOf(store, 12, 6);
