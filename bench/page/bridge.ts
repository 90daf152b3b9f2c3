// Put before the app's own page as the preload would be: `window.chasqui`.

import { desktop } from './desktop.ts';

Object.assign(window, { chasqui: desktop });
