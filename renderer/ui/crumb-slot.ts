// The part of the bar that says where the person is. The frame makes it; a place inside a place fills it.

import { createContext } from 'react';

export const CrumbSlot = createContext<HTMLElement | null>(null);
