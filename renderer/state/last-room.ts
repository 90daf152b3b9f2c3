// The room that this window entered last, so that it is entered again with one press after the workshop began anew. It is
// nobody's secret: it stands on the trainer's screen. Gone with the window.

import { createStore } from 'zustand';

export interface LastRoom {
  /** as it was typed, read from a picture or a file; '': none */
  readonly way: string;
  /** as the person called themselves in it */
  readonly name: string;
  /** the trainer began anew for all, and nobody has pressed since */
  readonly isAgain: boolean;
}

export const lastRoom = createStore<LastRoom>(() => ({ way: '', name: '', isAgain: false }));
