// When the courier may go by itself: what a person chose on this computer, and what the page's platform knows of the
// network. What is packed is never part of it: only what was handed over by a letterbox goes.

import * as z from 'zod/mini';

/** `byHand`: tried once when a person asks for it, and not again until they do */
export const SENDING = ['automatic', 'unmetered', 'byHand'] as const;
export type Sending = (typeof SENDING)[number];

/** Of who chose nothing: what was handed over goes. */
export const sendingOf = ({ sending }: { readonly sending?: Sending | undefined }): Sending => sending ?? 'automatic';

export const sendingArgs = {
  choice: z.enum(SENDING),
  /** null: the platform does not say */
  link: z.object({ metered: z.nullable(z.boolean()) }),
};

/** A network of which nothing is known is used: what is not known cannot be promised, and the choice's words say so. */
export const mayGoByItself = (choice: Sending, isMetered: boolean | null): boolean =>
  choice === 'automatic' || (choice === 'unmetered' && isMetered !== true);
